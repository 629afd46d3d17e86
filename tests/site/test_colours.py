"""Letters and edges stand out from their ground, in the light scheme and in the dark one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

COLOURS = Path(__file__).resolve().parents[2] / "site" / "docs" / "assets" / "colours.css"
SCHEMES = ("default", "slate")

# (letters, grounds they are used on): WCAG 2.2, 1.4.3.
LETTERS = [
    ("ink", "paper card lac-tint leaf-tint gold-tint alarm-tint line sky"),
    ("ink-soft", "paper card lac-tint leaf-tint gold-tint alarm-tint sky"),
    ("lac", "paper card lac-tint gold-tint leaf-tint alarm-tint sky"),
    ("lac-deep", "paper card lac-tint gold-tint sky"),
    ("on-lac", "lac lac-deep"),
    ("leaf", "paper card leaf-tint"),
    ("gold-deep", "paper card gold-tint"),
    ("alarm", "paper card alarm-tint"),
    ("on-band", "band band-raised"),
    ("on-band-soft", "band band-raised"),
    ("focus-ink", "focus"),
]
# (what marks a control or its state, what it lies on): 1.4.11.
EDGES = [
    ("edge", "paper card"),
    ("lac", "paper card lac-tint sky"),
    ("leaf", "paper card leaf-tint"),
    ("alarm", "paper card alarm-tint"),
    ("gold", "band band-raised"),
]


def schemes() -> dict[str, dict[str, str]]:
    """The tokens of each scheme by name."""
    text = COLOURS.read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for selectors, block in re.findall(r"([^{}]+)\{([^}]*)\}", text):
        for scheme in SCHEMES:
            if f'"{scheme}"' in selectors:
                found[scheme] |= dict(re.findall(r"--nr-([\w-]+): (#[0-9a-f]{6});", block))
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_faint(scheme: str, pairs: list[tuple[str, str]], least: float) -> dict[str, float]:
    tokens = schemes()[scheme]
    ratios = {
        f"{front} on {ground}": contrast(tokens[front], tokens[ground])
        for front, grounds in pairs
        for ground in grounds.split()
    }
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


def test_black_on_white_is_21_to_1_and_a_colour_on_itself_1_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_letters_reach_4_5_to_1_on_every_ground_they_are_used_on(scheme: str) -> None:
    assert too_faint(scheme, LETTERS, least=4.5) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_edges_of_controls_reach_3_to_1(scheme: str) -> None:
    assert too_faint(scheme, EDGES, least=3) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_of_the_two_focus_rings_stands_out_on_every_ground(scheme: str) -> None:
    tokens = schemes()[scheme]
    for ground in ("paper", "card", "band", "sky", "lac-tint", "gold-tint", "leaf-tint"):
        rings = [contrast(tokens[ring], tokens[ground]) for ring in ("focus", "focus-ink")]
        assert max(rings) >= 3, ground


def test_both_schemes_have_the_same_colours() -> None:
    light, dark = (set(schemes()[scheme]) for scheme in SCHEMES)

    assert light == dark
    assert len(light) > 20
