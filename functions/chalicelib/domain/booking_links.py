"""The addresses a couple is given."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.bookings import Booking
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.text import Language


@dataclass(frozen=True)
class BookingLinks:
    """Addresses under ``base_url``, which has no slash at its end."""

    base_url: str
    secrets: Secrets

    def manage_url(self, booking: Booking) -> str:
        """The private link. Its token rides in the fragment, which no server and no log sees."""
        token = self.secrets.manage_token(booking.reference, booking.token_version)
        page = self._page("manage", booking.language)
        return f"{page}#token={token}&reference={booking.reference}"

    def book_page(self, language: Language) -> str:
        """Where a time is booked."""
        return self._page("book", language)

    def survey_url(self, booking: Booking) -> str:
        """The survey about this visit, in the language the couple booked in."""
        from chalicelib.domain.survey_tokens import SurveyTokens

        return self.survey_address(SurveyTokens(self.secrets).token(booking), booking.language)

    def survey_address(self, token: str, language: Language = "th") -> str:
        """The survey that a token opens. The page itself changes language when asked to."""
        return f"{self._page('survey', language)}#token={token}"

    def calendar_url(self, booking: Booking) -> str:
        """The calendar file."""
        return self._file(booking, "calendar.ics")

    def qr_url(self, booking: Booking) -> str:
        """The picture that the desk scans."""
        return self._file(booking, "qr.svg")

    def _page(self, name: str, language: Language) -> str:
        return f"{self.base_url}{'/en' if language == 'en' else ''}/{name}/"

    def _file(self, booking: Booking, name: str) -> str:
        token = self.secrets.ticket_token(booking.reference, booking.token_version)
        return f"{self.base_url}/api/bookings/{booking.reference}/{name}?token={token}"
