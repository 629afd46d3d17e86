"""The parts of the service put together, each made when it is first asked for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib import clients
from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.errors import PapersOff
from chalicelib.domain.guesses import Guesses
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import BookingStore, Clock, FigureShelf, Offices, Pulse
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.sent_papers import PaperCheck
from chalicelib.domain.staff_links import PAGES
from chalicelib.settings import Settings
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings, nothing_sent

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

    from chalicelib.adapters.dynamodb.link_register import LinkRegister
    from chalicelib.adapters.dynamodb.paper_store import DynamoPaperStore
    from chalicelib.adapters.mail.mailer import Sender
    from chalicelib.domain.message_ports import Mailer, Outbox, StaffNotices
    from chalicelib.domain.survey_ports import SurveyStore
    from chalicelib.usecases.counter import Counter
    from chalicelib.usecases.day_changes import DayChanges
    from chalicelib.usecases.day_errands import DayErrands
    from chalicelib.usecases.desk import Desk
    from chalicelib.usecases.figures import PublicFigures
    from chalicelib.usecases.forgetting import Forgetting
    from chalicelib.usecases.lost_links import LostLinks
    from chalicelib.usecases.messages import Deliveries
    from chalicelib.usecases.mornings import Mornings
    from chalicelib.usecases.paper_reviews import PaperReviews
    from chalicelib.usecases.reminders import Reminders
    from chalicelib.usecases.report import Reports
    from chalicelib.usecases.sent_papers import SentPapers
    from chalicelib.usecases.survey import Surveys
    from chalicelib.usecases.survey_invitations import Invitations
    from chalicelib.usecases.tickets import Tickets
    from chalicelib.usecases.totals import Totals


# Where browsers reach the papers' bucket: behind the site's own address.
PAPERS_PATH = "/papers-bucket/"


@dataclass
class Services:
    """What the routes may use.

    A test or a local server gives its own clock, its own way to send and its own places for the
    public figures and the pulse; without them, mail goes through SES, notices through SNS, and both
    to S3.
    """

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    offices: Offices = field(default_factory=data_files.offices)
    checklist: Checklist = field(default_factory=data_files.checklist)
    paper_check: PaperCheck = field(default_factory=data_files.paper_check)
    mail_sender: Sender | None = None
    staff_notices: StaffNotices | None = None
    figure_shelf: FigureShelf | None = None
    day_pulse: Pulse | None = None
    guesses: Guesses = field(default_factory=Guesses)

    @cached_property
    def table_client(self) -> DynamoDBClient:
        """One client for the whole table; it connects on first use."""
        return clients.dynamodb_client(self.settings)

    @cached_property
    def store(self) -> BookingStore:
        """The bookings."""
        return DynamoBookingStore(self.table_client, self.settings.table)

    @cached_property
    def outbox(self) -> Outbox:
        """The messages that wait."""
        from chalicelib.adapters.dynamodb.outbox import DynamoOutbox

        return DynamoOutbox(self.table_client, self.settings.table)

    @cached_property
    def secrets(self) -> Secrets:
        """References, fingerprints and tokens."""
        return Secrets(self.settings.keys.hash_key)

    @cached_property
    def links(self) -> BookingLinks:
        """The addresses a couple is given."""
        return BookingLinks(self.settings.base_url, self.secrets)

    @cached_property
    def mailer(self) -> Mailer:
        """Messages to couples."""
        from chalicelib.adapters.mail.mailer import LetterMailer
        from chalicelib.adapters.mail.senders import SesSender

        sender = self.mail_sender or SesSender(clients.ses_client(self.settings))
        return LetterMailer(sender, self.settings.mail_from)

    @cached_property
    def notices(self) -> StaffNotices | None:
        """Messages to the office, if it wants any."""
        from chalicelib.adapters.mail.senders import SnsNotices

        topic = self.settings.staff_topic
        if self.staff_notices is not None or topic is None:
            return self.staff_notices
        return SnsNotices(clients.sns_client(self.settings), topic)

    @cached_property
    def availability(self) -> Availability:
        """Free days and slots."""
        return Availability(self.offices, self.store, self.clock)

    @cached_property
    def bookings(self) -> Bookings:
        """Making and finding bookings."""
        return Bookings(
            self.offices,
            self.checklist,
            self.store,
            self.secrets,
            self.clock,
            rest=_a_short_rest,
            forget_papers=self.papers.forget_or_leave if self.takes_papers else nothing_sent,
        )

    @property
    def takes_papers(self) -> bool:
        """Whether this copy has a bucket for papers; a booking stands without."""
        return self.settings.papers_bucket is not None

    @cached_property
    def paper_store(self) -> DynamoPaperStore:
        """What couples sent, as a list."""
        from chalicelib.adapters.dynamodb.paper_store import DynamoPaperStore

        return DynamoPaperStore(self.table_client, self.settings.table)

    @cached_property
    def papers(self) -> SentPapers:
        """Papers sent before the visit, or ``PapersOff``."""
        from chalicelib.adapters.s3.paper_files import S3PaperFiles
        from chalicelib.usecases.sent_papers import SentPapers

        if self.settings.papers_bucket is None:
            raise PapersOff
        return SentPapers(
            bookings=self.store,
            papers=self.paper_store,
            files=S3PaperFiles(
                clients.s3_client(self.settings),
                self.settings.papers_bucket,
                f"{self.settings.base_url}{PAPERS_PATH}",
            ),
            offices=self.offices,
            check=self.paper_check,
            clock=self.clock,
            new_id=lambda: secrets.token_hex(8),
        )

    @cached_property
    def paper_reviews(self) -> PaperReviews:
        """What officers do with them."""
        from chalicelib.usecases.paper_reviews import PaperReviews

        return PaperReviews(self.papers, self.desk)

    @cached_property
    def tickets(self) -> Tickets:
        """The calendar file and the QR code."""
        from chalicelib.usecases.tickets import Tickets

        return Tickets(self.store, self.secrets)

    @cached_property
    def lost_links(self) -> LostLinks:
        """Manage links, mailed again."""
        from chalicelib.usecases.lost_links import LostLinks

        return LostLinks(self.store, self.outbox, self.secrets, self.clock)

    @cached_property
    def deliveries(self) -> Deliveries:
        """Sending what waits."""
        from chalicelib.usecases.messages import Deliveries

        return Deliveries(
            offices=self.offices,
            checklist=self.checklist,
            store=self.store,
            outbox=self.outbox,
            mailer=self.mailer,
            links=self.links,
            venue=self.bookings.venue,
            still_holds=self.bookings.still_holds,
            clock=self.clock,
            notices=self.notices,
        )

    @cached_property
    def reminders(self) -> Reminders:
        """Reminding couples of tomorrow."""
        from chalicelib.usecases.reminders import Reminders

        return Reminders(self.offices, self.store, self.outbox, self.clock)

    @cached_property
    def desk(self) -> Desk:
        """Presses at the desk."""
        from chalicelib.usecases.desk import Desk

        return Desk(self.store, self.secrets, self.clock, entered_late=self.totals.recount)

    @cached_property
    def survey_store(self) -> SurveyStore:
        """What couples answered."""
        from chalicelib.adapters.dynamodb.survey_store import DynamoSurveyStore

        return DynamoSurveyStore(self.table_client, self.settings.table)

    @cached_property
    def surveys(self) -> Surveys:
        """Asking couples how it was."""
        from chalicelib.domain.survey_tokens import SurveyTokens
        from chalicelib.usecases.survey import Surveys

        tokens = SurveyTokens(self.secrets)
        return Surveys(data_files.questionnaire(), self.survey_store, tokens, self.clock)

    @cached_property
    def totals(self) -> Totals:
        """What became of days and months, in numbers."""
        from chalicelib.adapters.dynamodb.totals_store import DynamoTotalsStore
        from chalicelib.usecases.totals import Totals

        kept = DynamoTotalsStore(self.table_client, self.settings.table)
        return Totals(self.offices, self.store, self.survey_store, kept, self.clock)

    @cached_property
    def invitations(self) -> Invitations:
        """Asking couples by mail how it was."""
        from chalicelib.usecases.survey_invitations import Invitations

        return Invitations(self.offices, self.store, self.outbox, self.clock)

    @cached_property
    def figures(self) -> PublicFigures:
        """What anybody may know at a glance."""
        from chalicelib.usecases.figures import PublicFigures

        targets = data_files.targets()
        return PublicFigures(
            self.offices, self.availability, self.totals, targets, self._shelf, self.clock
        )

    @property
    def _shelf(self) -> FigureShelf | None:
        from chalicelib.adapters.figure_shelves import BucketShelf

        bucket = self.settings.site_bucket
        if self.figure_shelf is not None or bucket is None:
            return self.figure_shelf
        return BucketShelf(clients.site_client(self.settings), bucket)

    @cached_property
    def pulse(self) -> Pulse | None:
        """What desks watch."""
        from chalicelib.adapters.pulses import BucketPulse

        bucket = self.settings.site_bucket
        if self.day_pulse is not None or bucket is None:
            return self.day_pulse
        return BucketPulse(clients.site_client(self.settings), bucket, self.secrets)

    @cached_property
    def reports(self) -> Reports:
        """Whether the promises are kept."""
        from chalicelib.usecases.report import Reports

        return Reports(
            self.offices,
            self.totals,
            self.survey_store,
            data_files.questionnaire(),
            data_files.targets(),
            self.clock,
        )

    @cached_property
    def counter(self) -> Counter:
        """What staff do for a couple that asks another way than online."""
        from chalicelib.usecases.counter import Counter

        return Counter(self.bookings, self.desk, self.store)

    @cached_property
    def day_changes(self) -> DayChanges:
        """Closing days and opening special ones."""
        from chalicelib.usecases.day_changes import DayChanges

        errands = self.day_errands
        return DayChanges(self.store, errands.days, errands, self.clock)

    @cached_property
    def day_errands(self) -> DayErrands:
        """Carrying out what was decided about days."""
        from chalicelib.usecases.day_errands import DayErrands
        from chalicelib.usecases.days import Days

        days = Days(self.offices, self.store, self.clock)
        return DayErrands(self.store, self.outbox, days, self.clock)

    @cached_property
    def mornings(self) -> Mornings:
        """The message of each working morning."""
        from chalicelib.usecases.mornings import Mornings

        return Mornings(self.offices, self.store, self.clock, self._office_link, self.notices)

    def _office_link(self, office_id: str, day: date) -> str:
        link = self.staff_links.make(office_id, day, day, "office", self.clock.now())
        self.link_register.note(link)
        return f"{self.settings.base_url}{PAGES[link.scope]}{self.staff_links.token(link)}"

    @cached_property
    def link_register(self) -> LinkRegister:
        """Staff links that were given out or taken back."""
        from chalicelib.adapters.dynamodb.link_register import LinkRegister

        return LinkRegister(self.table_client, self.settings.table)

    @cached_property
    def forgetting(self) -> Forgetting:
        """Forgetting couples, on time or on request."""
        from chalicelib.adapters.dynamodb.memory import DynamoMemory
        from chalicelib.usecases.forgetting import Forgetting

        memory = DynamoMemory(self.table_client, self.settings.table)
        # Without a bucket there is the list at most, of files that are no more.
        forget_papers = (self.papers if self.takes_papers else self.paper_store).forget
        retention = data_files.retention()
        return Forgetting(memory, self.bookings, forget_papers, retention, self.clock)

    @cached_property
    def staff_links(self) -> StaffLinks:
        """Signed links for staff."""
        return StaffLinks(self.settings.keys.staff_links)


def _a_short_rest() -> timedelta:
    """Between two and fifteen minutes, so that nobody can tell when a cancelled place is back."""
    return timedelta(seconds=secrets.randbelow(13 * 60) + 120)
