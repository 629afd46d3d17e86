"""What the use cases need of the outside world for messages to couples and to the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from chalicelib.domain.messages import Letter, MorningNotice, Notice, OutboxEntry, Outcome


class CannotBeSent(Exception):
    """No mail service will ever take this message to this address; trying again is no use."""


class Outbox(Protocol):
    """Messages that wait, were sent, or could not be.

    Every method may raise ``TryAgain`` when the database could not say.
    """

    def due(self, now: datetime) -> list[OutboxEntry]:
        """Entries whose time has come and that nobody else is sending, some at a time."""

    def claim(self, entry: OutboxEntry, until: datetime, now: datetime) -> bool:
        """Keep other senders away until then; False when one was faster, or it has been sent."""

    def done(
        self,
        entry: OutboxEntry,
        outcome: Outcome,
        now: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """Take it out and note at the booking what became of it; leave another one in its place.

        Nothing happens when somebody else has taken it out.
        """

    def postpone(
        self,
        entry: OutboxEntry,
        due: datetime,
        held_until: datetime,
        *,
        also: OutboxEntry | None = None,
    ) -> None:
        """Let it wait for another try, unless the claim that ends at ``held_until`` was lost."""

    def leave_once(self, entries: Sequence[OutboxEntry], now: datetime) -> int:
        """Leave messages that are told once for a booking as it is; how many had not been left.

        Of the same kind only another ``occasion`` makes another message.
        """

    def offer_link(self, entry: OutboxEntry, now: datetime, *, wanted: bool) -> None:
        """Leave a message with the manage link, at most three an hour for a booking.

        When it is not ``wanted`` the same writes go where nobody looks, so that the time this
        takes tells nothing.
        """


class Mailer(Protocol):
    """Messages to couples."""

    def send(self, letter: Letter) -> None:
        """Hand the message over, or raise ``CannotBeSent``; any other error may pass."""


class StaffNotices(Protocol):
    """Messages to the office."""

    def send(self, notice: Notice) -> None:
        """Hand the notice over; any error may pass."""

    def good_morning(self, notice: MorningNotice) -> None:
        """Hand an office its link for the day; any error may pass."""
