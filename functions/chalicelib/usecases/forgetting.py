"""Forgetting couples: each night those whose appointment is long over, and any one on request."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from chalicelib.domain.errors import NotChangeable
from chalicelib.domain.ports import Clock, Memory
from chalicelib.domain.retention import Retention
from chalicelib.usecases.bookings import Bookings


@dataclass(frozen=True)
class Forgetting:
    """What the law calls retention, access and erasure."""

    memory: Memory
    bookings: Bookings
    retention: Retention
    clock: Clock

    def sweep(self) -> Counter[str]:
        """Forget everybody whose time has come; the numbers of it, never a name."""
        today = self.clock.now().date()
        return self.memory.forget_before(
            self.retention.remembered_from(today), self.retention.comments_kept_from(today)
        )

    def known_of(self, phone: str) -> list[dict[str, object]]:
        """All that is stored about whoever has this phone."""
        return self.memory.known_of(self.bookings.secrets.phone_key(phone))

    def references_of(self, phone: str) -> list[str]:
        """The bookings of whoever has this phone."""
        return [
            str(item["pk"]).rpartition("#")[2] for item in self.known_of(phone) if "couple" in item
        ]

    def erase(self, phone: str) -> Counter[str]:
        """Forget whoever has this phone now; an appointment to come is cancelled first.

        What was sent before the visit is deleted as well, also where the visit is over.

        The phone's own item goes with the sweep: it holds no number, and ends the rule of three
        bookings a day only when it is over.
        """
        done: Counter[str] = Counter()
        for reference in self.references_of(phone):
            done["cancelled"] += self._cancelled(reference)
            done["erased"] += self.memory.forget(reference) > 0
        return done

    def _cancelled(self, reference: str) -> bool:
        booking = self.bookings.store.find(reference)
        if booking is None:
            return False
        try:
            self.bookings.cancel(booking)
        except NotChangeable:
            self.bookings.forget_papers(booking)
            return False
        return True
