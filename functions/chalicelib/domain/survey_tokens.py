"""The key to the survey: made from a booking, and never traced back to it when it is used.

A token says the office and the month of the visit, and carries an id and a seal that only this
service can make. The same visit always has the same token, so ticket, mail and desk give the same
right once. Whoever uses it is not looked up anywhere: to check the seal needs no booking.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from chalicelib.domain.bookings import Booking
from chalicelib.domain.errors import SurveyExpired, SurveyUnknown
from chalicelib.domain.months import Month
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.survey import SurveyPass


@dataclass(frozen=True)
class SurveyTokens:
    """Makes tokens and reads them back."""

    secrets: Secrets

    def token(self, booking: Booking) -> str:
        """The token of a visit, like ``bang-rak.2026-12.….…``."""
        words = f"{booking.office_id}.{Month.of(booking.date)}.{self._id(booking)}"
        return f"{words}.{self._seal(words)}"

    def read(self, token: str, now: datetime) -> SurveyPass:
        """What a token gives the right to; ``SurveyUnknown``, or ``SurveyExpired`` when too late.

        It is good until the end of the month after the visit, so that its end tells no more than
        the month either.
        """
        words, _, seal = token.rpartition(".")
        if not hmac.compare_digest(seal.encode("utf-8", "replace"), self._seal(words).encode()):
            raise SurveyUnknown
        office_id, month, id_ = words.split(".")
        granted = SurveyPass(office_id, Month.spelled(month), id_)
        if now.date() > last_day(granted.month):
            raise SurveyExpired
        return granted

    def _id(self, booking: Booking) -> str:
        return self.secrets.fingerprint("survey pass", booking.reference)

    def _seal(self, words: str) -> str:
        return self.secrets.fingerprint("survey token", words)


def last_day(month: Month) -> date:
    """The last day on which a visit of this month can be answered about."""
    return month.next.last
