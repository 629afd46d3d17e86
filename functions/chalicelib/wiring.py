"""Puts the parts together once per container, when the first request needs them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.dynamodb.link_register import LinkRegister
from chalicelib.adapters.dynamodb.outbox import DynamoOutbox
from chalicelib.adapters.dynamodb.paper_store import DynamoPaperStore
from chalicelib.adapters.mail.mailer import LetterMailer, Sender
from chalicelib.adapters.mail.senders import SesSender, SnsNotices
from chalicelib.adapters.s3.paper_files import S3PaperFiles
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.booking_links import BookingLinks
from chalicelib.domain.errors import PapersOff
from chalicelib.domain.guesses import Guesses
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import BookingStore, Clock, Mailer, Offices, Outbox, StaffNotices
from chalicelib.domain.secrets import Secrets
from chalicelib.domain.sent_papers import PaperCheck
from chalicelib.domain.staff_links import PAGES
from chalicelib.settings import Settings, from_environment
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings, nothing_sent
from chalicelib.usecases.counter import Counter
from chalicelib.usecases.day_changes import DayChanges
from chalicelib.usecases.days import Days
from chalicelib.usecases.desk import Desk
from chalicelib.usecases.lost_links import LostLinks
from chalicelib.usecases.messages import Deliveries, Reminders
from chalicelib.usecases.mornings import Mornings
from chalicelib.usecases.paper_reviews import PaperReviews
from chalicelib.usecases.sent_papers import SentPapers
from chalicelib.usecases.tickets import Tickets

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


# Where browsers reach the papers' bucket: behind the site's own address.
PAPERS_PATH = "/papers-bucket/"

# Sending is no write with a condition: what botocore sends again after a time-out may arrive
# twice. The outbox tries again, later and knowingly.
_ONE_TRY = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 1})


@dataclass
class Services:
    """What the routes may use.

    A test or a local server gives its own clock, and its own way to send; without one, mail goes
    through SES and notices through SNS.
    """

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    offices: Offices = field(default_factory=data_files.offices)
    checklist: Checklist = field(default_factory=data_files.checklist)
    paper_check: PaperCheck = field(default_factory=data_files.paper_check)
    mail_sender: Sender | None = None
    staff_notices: StaffNotices | None = None
    guesses: Guesses = field(default_factory=Guesses)

    @cached_property
    def table_client(self) -> DynamoDBClient:
        """One client for the whole table; it connects on first use."""
        return dynamodb_client(self.settings)

    @cached_property
    def store(self) -> BookingStore:
        """The bookings."""
        return DynamoBookingStore(self.table_client, self.settings.table)

    @cached_property
    def outbox(self) -> Outbox:
        """The messages that wait."""
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
        sender = self.mail_sender or ses_sender(self.settings)
        return LetterMailer(sender, self.settings.mail_from)

    @cached_property
    def notices(self) -> StaffNotices | None:
        """Messages to the office, if it wants any."""
        return self.staff_notices or sns_notices(self.settings)

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
            forget_papers=self.papers.forget if self.takes_papers else nothing_sent,
        )

    @property
    def takes_papers(self) -> bool:
        """Whether this copy has a bucket for papers; a booking stands without."""
        return self.settings.papers_bucket is not None

    @cached_property
    def papers(self) -> SentPapers:
        """Papers sent before the visit, or ``PapersOff``."""
        if self.settings.papers_bucket is None:
            raise PapersOff
        return SentPapers(
            bookings=self.store,
            papers=DynamoPaperStore(self.table_client, self.settings.table),
            files=S3PaperFiles(
                s3_client(self.settings),
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
        return PaperReviews(self.papers, self.desk)

    @cached_property
    def tickets(self) -> Tickets:
        """The calendar file and the QR code."""
        return Tickets(self.store, self.secrets)

    @cached_property
    def lost_links(self) -> LostLinks:
        """Manage links, mailed again."""
        return LostLinks(self.store, self.outbox, self.secrets, self.clock)

    @cached_property
    def deliveries(self) -> Deliveries:
        """Sending what waits."""
        return Deliveries(
            offices=self.offices,
            checklist=self.checklist,
            store=self.store,
            outbox=self.outbox,
            mailer=self.mailer,
            links=self.links,
            venue=self.bookings.venue,
            clock=self.clock,
            notices=self.notices,
        )

    @cached_property
    def reminders(self) -> Reminders:
        """Reminding couples of tomorrow."""
        return Reminders(self.offices, self.store, self.outbox, self.clock)

    @cached_property
    def desk(self) -> Desk:
        """Presses at the desk."""
        return Desk(self.store, self.secrets, self.clock)

    @cached_property
    def counter(self) -> Counter:
        """What staff do for a couple that asks another way than online."""
        return Counter(self.bookings, self.desk, self.store)

    @cached_property
    def day_changes(self) -> DayChanges:
        """Closing days and opening special ones."""
        days = Days(self.offices, self.store, self.clock)
        return DayChanges(self.offices, self.store, self.outbox, days, self.clock)

    @cached_property
    def mornings(self) -> Mornings:
        """The message of each working morning."""
        return Mornings(self.offices, self.store, self.clock, self._office_link, self.notices)

    def _office_link(self, office_id: str, day: date) -> str:
        link = self.staff_links.make(office_id, day, day, "office", self.clock.now())
        self.link_register.note(link)
        return f"{self.settings.base_url}{PAGES[link.scope]}{self.staff_links.token(link)}"

    @cached_property
    def link_register(self) -> LinkRegister:
        """Staff links that were given out or taken back."""
        return LinkRegister(self.table_client, self.settings.table)

    @cached_property
    def staff_links(self) -> StaffLinks:
        """Signed links for staff."""
        return StaffLinks(self.settings.keys.staff_links)


def dynamodb_client(settings: Settings) -> DynamoDBClient:
    """A client that gives up soon enough for a person who waits."""
    return boto3.client(
        "dynamodb",
        region_name=settings.region,
        endpoint_url=settings.endpoint_url,
        config=Config(
            connect_timeout=2,
            read_timeout=5,
            retries={"mode": "standard", "total_max_attempts": 3},
            max_pool_connections=64,
            tcp_keepalive=True,
        ),
    )


def s3_client(settings: Settings) -> S3Client:
    """The papers' bucket; what it signs is signed the same way everywhere."""
    return boto3.client(
        "s3",
        region_name=settings.region,
        endpoint_url=settings.papers_endpoint,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.papers_endpoint else "auto"},
            connect_timeout=2,
            read_timeout=10,
            retries={"mode": "standard", "total_max_attempts": 3},
        ),
    )


def ses_sender(settings: Settings) -> SesSender:
    """Mail through SES, which not every region has."""
    region = settings.mail_region or settings.region
    return SesSender(boto3.client("sesv2", region_name=region, config=_ONE_TRY))


def sns_notices(settings: Settings) -> SnsNotices | None:
    """Notices through the topic of this copy, if it has one."""
    if settings.staff_topic is None:
        return None
    client = boto3.client("sns", region_name=settings.region, config=_ONE_TRY)
    return SnsNotices(client, settings.staff_topic)


_services: list[Services] = []


def services() -> Services:
    """The services of this container, made on first use from its environment."""
    if not _services:
        _services.append(Services(from_environment()))
    return _services[0]


def use(services: Services) -> None:
    """Serve from these services instead: a local server's, or a test's."""
    _services[:] = [services]


def _a_short_rest() -> timedelta:
    """Between two and fifteen minutes, so that nobody can tell when a cancelled place is back."""
    return timedelta(seconds=secrets.randbelow(13 * 60) + 120)
