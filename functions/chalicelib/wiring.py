"""Puts the parts together once per container, when the first request needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

from chalicelib.adapters import data_files
from chalicelib.adapters.clock import SystemClock
from chalicelib.adapters.dynamodb.booking_store import DynamoBookingStore
from chalicelib.adapters.staff_links import StaffLinks
from chalicelib.domain.papers import Checklist
from chalicelib.domain.ports import BookingStore, Clock, Offices
from chalicelib.domain.secrets import Secrets
from chalicelib.settings import Settings, from_environment
from chalicelib.usecases.availability import Availability
from chalicelib.usecases.bookings import Bookings

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@dataclass
class Services:
    """What the routes may use. A test or a local server gives its own clock or store."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    offices: Offices = field(default_factory=data_files.offices)
    checklist: Checklist = field(default_factory=data_files.checklist)

    @cached_property
    def store(self) -> BookingStore:
        """The bookings; the client behind it connects on first use."""
        return DynamoBookingStore(dynamodb_client(self.settings), self.settings.table)

    @cached_property
    def availability(self) -> Availability:
        """Free days and slots."""
        return Availability(self.offices, self.store, self.clock)

    @cached_property
    def bookings(self) -> Bookings:
        """Making and finding bookings."""
        secrets = Secrets(self.settings.keys.hash_key)
        return Bookings(self.offices, self.checklist, self.store, secrets, self.clock)

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


_services: list[Services] = []


def services() -> Services:
    """The services of this container, made on first use from its environment."""
    if not _services:
        _services.append(Services(from_environment()))
    return _services[0]


def use(services: Services) -> None:
    """Serve from these services instead: a local server's, or a test's."""
    _services[:] = [services]
