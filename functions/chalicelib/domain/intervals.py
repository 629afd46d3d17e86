"""How sure a share is that was found among few people."""

from __future__ import annotations

from math import sqrt

# Nineteen times out of twenty the true share lies in the interval.
_Z_95 = 1.959964


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) around a share seen among ``n`` > 0 people.

    For a mean of answers between 0 and 1 it is never too narrow: nothing between those bounds
    scatters more around its mean than answers of 0 and 1 alone.
    """
    spread = _Z_95**2 / n
    centre = (share + spread / 2) / (1 + spread)
    half = _Z_95 * sqrt(share * (1 - share) / n + spread / n / 4) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)
