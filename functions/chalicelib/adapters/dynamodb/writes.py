"""The writes a booking is made of, each with its rule as a named condition.

A transaction is a list of these. Every condition that fails comes back with the item that stood
in the way, so nothing has to be read to know why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.adapters.dynamodb import items, keys
from chalicelib.domain.bookings import Booking
from chalicelib.domain.messages import OutboxEntry

# The rules, each by its name.
REFERENCE_IS_NEW = "attribute_not_exists(pk)"
PLACE_IS_FREE = "attribute_not_exists(pk) OR free_at <= :now"
NO_COUPLE_IN_IT = "attribute_not_exists(#reference)"
PLACE_IS_OURS = "#reference = :reference"
PHONE_HAS_NO_OPEN_BOOKING = "attribute_not_exists(#open) OR #open.#until <= :now"
PHONE_BOOKED_SELDOM = "attribute_not_exists(third) OR third <= :a_day_ago"
OPEN_BOOKING_IS_OURS = "#open.#reference = :reference"
BOOKING_IS_AS_READ = "#status = :booked AND #sequence = :sequence"
LINK_IS_AS_READ = "#status = :booked AND #version = :version"
# A booking of the first edition has no record until the first press.
RECORD_IS_AS_READ = "attribute_not_exists(#service) OR size(#service) = :presses"

# Three bookings of one phone in a day are more than any couple needs, cancelled ones included.
LIMIT_SPAN = timedelta(hours=24)
# No appointment is farther ahead: special days are announced for a year.
FARTHEST = timedelta(days=366)

Write = dict[str, Any]


@dataclass(frozen=True)
class Writes:
    """Writes to one table."""

    table: str

    def new_booking(self, booking: Booking) -> Write:
        """The booking itself, under a reference nobody has."""
        return self._put(items.booking_item(booking), REFERENCE_IS_NEW)

    def changed_booking(self, before: Booking, after: Booking) -> Write:
        """Move or cancel a booking that is still as it was read; its papers are looked at anew."""
        changes = items.placed(after)
        return self._update(
            keys.booking(before.reference),
            "SET "
            + ", ".join(f"#{name} = :new_{name}" for name in changes)
            + " REMOVE papers_seen",
            f"{BOOKING_IS_AS_READ} AND ({RECORD_IS_AS_READ})",
            names={f"#{name}": name for name in changes},
            values={
                **{f":new_{name}": value for name, value in changes.items()},
                **_as_read(before),
            },
        )

    def renewed_link(self, before: Booking, after: Booking) -> Write:
        """The next version of the manage token."""
        return self._update(
            keys.booking(before.reference),
            "SET #version = :next",
            LINK_IS_AS_READ,
            names={"#version": "token_version", "#status": "status"},
            values={
                ":next": after.token_version,
                ":version": before.token_version,
                ":booked": "booked",
            },
        )

    def note_press(self, before: Booking, after: Booking) -> Write:
        """Note a press at the desk for a booking that is still as it was read.

        The booking's sequence stays: nothing is told to the couple, and a message that waits for
        them is still true.
        """
        return self._update(
            keys.booking(before.reference),
            "SET #service = :service",
            f"{BOOKING_IS_AS_READ} AND ({RECORD_IS_AS_READ})",
            names={"#status": "status", "#sequence": "sequence", "#service": "service"},
            values={":service": items.served(after)["service"], **_as_read(before)},
        )

    def note_ticks(self, before: Booking, after: Booking) -> Write:
        """Tick papers, or take ticks away, of a booking that was neither moved nor cancelled."""
        ticked = set(after.papers_seen - before.papers_seen)
        unticked = set(before.papers_seen - after.papers_seen)
        return self._update(
            keys.booking(before.reference),
            "ADD papers_seen :papers" if ticked else "DELETE papers_seen :papers",
            BOOKING_IS_AS_READ,
            names={"#status": "status", "#sequence": "sequence"},
            values={
                ":papers": ticked or unticked,
                ":booked": "booked",
                ":sequence": before.sequence,
            },
        )

    def stir_desk(self, booking: Booking) -> Write:
        """Let the desks that watch this day see that something was pressed."""
        return {
            "Update": {
                "TableName": self.table,
                "Key": items.to_wire(dict(keys.desk(booking.office_id, booking.date))),
                "UpdateExpression": "ADD #presses :one",
                "ExpressionAttributeNames": {"#presses": "presses"},
                "ExpressionAttributeValues": items.to_wire({":one": 1}),
            }
        }

    def take_place(self, booking: Booking, now: datetime) -> Write:
        """The calendar line that keeps everybody else out."""
        return self._put(items.place_item(booking), PLACE_IS_FREE, values={":now": floor(now)})

    def give_place_back(self, booking: Booking, free_again_at: datetime | None) -> Write:
        """Free the place at once, or let it rest until ``free_again_at``."""
        names, values = {"#reference": "reference"}, {":reference": booking.reference}
        if free_again_at is None:
            key = keys.place(booking.office_id, booking.held_place)
            return self._delete(key, PLACE_IS_OURS, names, values)
        item = items.resting_place_item(booking, free_again_at)
        return self._put(item, PLACE_IS_OURS, names=names, values=values)

    def note_phone(self, booking: Booking, now: datetime) -> Write:
        """Open a booking for this phone, unless it has one or has made too many."""
        return self._update(
            keys.phone(booking.phone_key),
            "SET #open = :mine, third = if_not_exists(#second, :never), "
            "#second = if_not_exists(#first, :never), #first = :now, expires_at = :expires",
            f"({PHONE_HAS_NO_OPEN_BOOKING}) AND ({PHONE_BOOKED_SELDOM})",
            names={
                **_open_names(booking),
                "#until": "until",
                "#first": "first",
                "#second": "second",
            },
            values={
                ":mine": _open_value(booking),
                ":now": floor(now),
                ":a_day_ago": floor(now - LIMIT_SPAN),
                ":never": 0,
                ":expires": _phone_expires(now),
            },
        )

    def note_phone_uncounted(self, booking: Booking, now: datetime) -> Write:
        """Open a booking that staff entered for this phone, unless it has one.

        ``entered`` is when, so that the sweep sees that this item was written since it read it.
        """
        return self._update(
            keys.phone(booking.phone_key),
            "SET #open = :mine, entered = :now, expires_at = :expires",
            PHONE_HAS_NO_OPEN_BOOKING,
            names={**_open_names(booking), "#until": "until"},
            values={
                ":mine": _open_value(booking),
                ":now": floor(now),
                ":expires": _phone_expires(now),
            },
        )

    def prolong_phone(self, booking: Booking, now: datetime) -> Write:
        """The open booking of this phone now ends with its new slot."""
        return self._update(
            keys.phone(booking.phone_key),
            "SET #open = :mine, expires_at = :expires",
            OPEN_BOOKING_IS_OURS,
            names={**_open_names(booking), "#reference": "reference"},
            values={
                ":mine": _open_value(booking),
                ":reference": booking.reference,
                ":expires": _phone_expires(now),
            },
        )

    def release_phone(self, booking: Booking) -> Write:
        """This phone may book here again."""
        return self._update(
            keys.phone(booking.phone_key),
            "REMOVE #open",
            OPEN_BOOKING_IS_OURS,
            names={**_open_names(booking), "#reference": "reference"},
            values={":reference": booking.reference},
        )

    def leave_message(self, entry: OutboxEntry) -> Write:
        """The message that follows, sent by whoever empties the outbox."""
        return {"Put": {"TableName": self.table, "Item": items.outbox_item(entry)}}

    def keep_in_history(self, booking: Booking) -> Write:
        """The line of a cancelled booking in the history of its day."""
        return {"Put": {"TableName": self.table, "Item": items.history_item(booking)}}

    def _put(
        self,
        item: items.Item,
        condition: str,
        *,
        names: Mapping[str, str] | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Write:
        return {"Put": {"Item": item, **self._guarded(condition, names, values)}}

    def _update(
        self,
        key: keys.Key,
        expression: str,
        condition: str,
        *,
        names: Mapping[str, str],
        values: Mapping[str, Any],
    ) -> Write:
        return {
            "Update": {
                "Key": items.to_wire(dict(key)),
                "UpdateExpression": expression,
                **self._guarded(condition, names, values),
            }
        }

    def _delete(
        self, key: keys.Key, condition: str, names: Mapping[str, str], values: Mapping[str, Any]
    ) -> Write:
        guarded = self._guarded(condition, names, values)
        return {"Delete": {"Key": items.to_wire(dict(key)), **guarded}}

    def _guarded(
        self,
        condition: str,
        names: Mapping[str, str] | None,
        values: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        guarded: dict[str, Any] = {
            "TableName": self.table,
            "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if names:
            guarded["ExpressionAttributeNames"] = dict(names)
        if values:
            guarded["ExpressionAttributeValues"] = items.to_wire(values)
        return guarded


def floor(moment: datetime) -> int:
    """The present in whole seconds: ends are rounded up and the present down, never the reverse."""
    return int(moment.timestamp() // 1)


def _as_read(booking: Booking) -> dict[str, Any]:
    return {
        ":booked": "booked",
        ":sequence": booking.sequence,
        ":presses": booking.service.version,
    }


def _phone_expires(now: datetime) -> int:
    # Another office may hold a booking of this phone for up to a year ahead.
    return items.expires_after((now + FARTHEST).date())


def _open_names(booking: Booking) -> dict[str, str]:
    return {"#open": keys.open_attribute(booking.office_id)}


def _open_value(booking: Booking) -> dict[str, Any]:
    return {"reference": booking.reference, "until": items.seconds(booking.ends_at)}
