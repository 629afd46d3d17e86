"""A couple's letter: written, then sent by whatever carries mail here."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

from chalicelib.adapters.mail.compose import compose
from chalicelib.domain.messages import Letter


class Sender(Protocol):
    """What carries mail."""

    def send(self, message: EmailMessage, name: str) -> None:
        """Carry the message, or raise ``CannotBeSent``; any other error may pass.

        ``name`` is the same for a second copy, sorts by time, and tells nothing about people.
        """


@dataclass(frozen=True)
class LetterMailer:
    """``Mailer`` that writes with our templates; ``from_address`` is the office's."""

    sender: Sender
    from_address: str

    def send(self, letter: Letter) -> None:
        """See ``Mailer.send``."""
        name = f"{letter.entry.due:%Y%m%dT%H%M%S}-{letter.entry.kind}-{letter.id[:8]}"
        self.sender.send(compose(letter, self.from_address), name)
