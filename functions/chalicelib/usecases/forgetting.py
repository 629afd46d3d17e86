"""Forgetting couples: each night those whose appointment is long over, and any one on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import NotChangeable
from chalicelib.domain.ports import Clock, Memory, Unfinished
from chalicelib.domain.retention import Retention
from chalicelib.usecases.bookings import Bookings


@dataclass(frozen=True)
class Forgetting:
    """What the law calls retention, access and erasure.

    ``forget_papers`` deletes what a couple sent, or raises what kept it from doing so.
    """

    memory: Memory
    bookings: Bookings
    forget_papers: Callable[[Booking], None]
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

        What was sent before the visit is deleted as well, also where the visit is over. A booking
        whose papers cannot be deleted stays, so that the same command finds it again: the others
        are forgotten, then ``Unfinished`` is raised from the last problem.

        The phone's own item goes with the sweep: it holds no number, and ends the rule of three
        bookings a day only when it is over.
        """
        done: Counter[str] = Counter()
        problem: Exception | None = None
        for reference in self.references_of(phone):
            try:
                self._erase(reference, done)
            except Exception as error:  # noqa: BLE001  (told at the end)
                problem = error
                done["failed"] += 1
        if problem:
            raise Unfinished(done) from problem
        return done

    def _erase(self, reference: str, done: Counter[str]) -> None:
        if booking := self.bookings.store.find(reference):
            done["cancelled"] += self._cancelled(booking)
            self.forget_papers(booking)
        done["erased"] += self.memory.forget(reference) > 0

    def _cancelled(self, booking: Booking) -> bool:
        try:
            self.bookings.cancel(booking)
        except NotChangeable:
            return False
        return True
