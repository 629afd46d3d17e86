"""Every key of the table, and the questions it answers.

====================================================  ===========================================
Question                                              Request
====================================================  ===========================================
Which places are taken, which days special or closed? Query OFFICE#<office>, <date>… (small)
Which booking is this reference?                      GetItem BOOKING#<reference>
Has anything changed on this day since it was read?   Query OFFICE#<office>, <date>: places and desk
On which day did something change just now?           the table's stream, whose records are keys
Who comes on this day?                                Query OFFICE#<office>, <date>, then
                                                      BatchGetItem BOOKING#…, both consistent
Who cancelled from this day?                          Query HISTORY#<office>#<date>, BatchGetItem
Has this phone an open booking here, and how many     the condition of the write itself, on
did it make since yesterday?                          PHONE#<fingerprint>
Which messages wait?                                  Query OUTBOX#<shard>, one for each shard
What did staff decide about a day, and before?        Query OFFICE#<office>, <date>: day, decision
Which decisions are not carried out yet?              Query OUTBOX#DAYS
Which messages were sent for this booking?            Query BOOKING#<reference>, MESSAGE#…
What did this couple send before the visit?           GetItem PAPERS#<office>, <reference>
Which papers wait for a review, or for their end?     Query PAPERS#<office>
Was this staff link taken back?                       GetItem LINKS#<office>, <id of the link>
Which staff links did the office give out?            Query LINKS#<office>
How often was its link asked for in the last hour?    the condition of the write itself, on
                                                      BOOKING#<reference>, LINKS
What was answered about visits of this month?         Query SURVEY#<office>#<month>, ANSWER#…
What became of the bookings of a year, in numbers?    Query TOTALS#<office>, DAY#<date>…
What was answered about a month that is over?         Query TOTALS#<office>, MONTH#<month>…
Has this visit's survey been answered?                the condition of the write itself, on
                                                      SURVEYED#<pass>
====================================================  ===========================================

A place is one item of an office's calendar, and is there only while it cannot be had, so "free" is
``attribute_not_exists``. A calendar line sorts by date, then the day's own item, then its places::

    OFFICE#bang-rak    2026-12-14#DAY              {closed or special}
    OFFICE#bang-rak    2026-12-14#DECISION         {number, at, heard, finished}
    OFFICE#bang-rak    2026-12-14#DESK             {presses, of all couples of that day}
    OFFICE#bang-rak    2026-12-14#PLACE#03#0001    {reference}, or {closed}, or {free_at}
    HISTORY#bang-rak#2026-12-14  K7M4-Q2XW
    BOOKING#K7M4-Q2XW  BOOKING                     {the booking}
    BOOKING#K7M4-Q2XW  MESSAGE#000#booked          {state, at}
    BOOKING#K7M4-Q2XW  MESSAGE#000#booked#staff    {state, at}
    BOOKING#K7M4-Q2XW  MESSAGE#000#closed#2        {state, at}: the day's second decision
    BOOKING#K7M4-Q2XW  LINKS                       {the last three times a link was asked for}
    DECOY#<number>     LINKS, MESSAGE              {what a request for no booking writes}
    PHONE#<fingerprint>  PHONE                     {open#<office>, the last three bookings,
                                                    when staff last entered one}
    LINKS#bang-rak     <id of the link>            {scope, first, last, expires_at, revoked_at}
    PAPERS#bang-rak    K7M4-Q2XW                   {version, papers}
    OUTBOX#<shard>     <due>#K7M4-Q2XW#000#booked  {attempts, lease}
    OUTBOX#DAYS        bang-rak#2026-12-14         {number, due}
    SURVEY#bang-rak#2026-12  ANSWER#<random>       {levels}
    SURVEY#bang-rak#2026-12  COMMENT#<random>      {comment, expires_at}: not even its own levels
                                                   lead to it; its end is that of its month
    TOTALS#bang-rak    DAY#2026-12-14              {counts and histograms}
    TOTALS#bang-rak    MONTH#2026-12               {survey answers, counted}
    TOTALS#bang-rak    KEPT                        {first, last: the days that are kept}
    SURVEYED#<pass>    SURVEYED                    {expires_at}: the end of a month
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TypedDict
from zlib import crc32

from chalicelib.domain.bookings import Place
from chalicelib.domain.messages import OutboxEntry
from chalicelib.domain.months import Month

ANSWER = "ANSWER#"
COMMENT = "COMMENT#"

_KEPT_DAY = "DAY#"
_KEPT_MONTH = "MONTH#"
_PLACE = "#PLACE#"
_DAY = "#DAY"
_DECISION = "#DECISION"
_DESK = "#DESK"

# One partition takes about a thousand writes a second; on a day of 999 places the messages alone
# would fill it.
OUTBOX_SHARDS = 8

# Enough that two strangers guessing at once seldom write to the same one.
_DECOYS = 64


class Key(TypedDict):
    """The primary key of an item."""

    pk: str
    sk: str


def place(office_id: str, place: Place) -> Key:
    """A place of an office's calendar."""
    return Key(
        pk=office(office_id),
        sk=f"{place.date.isoformat()}{_PLACE}{place.slot:02d}#{place.number:04d}",
    )


def day(office_id: str, day: date) -> Key:
    """What staff decided about a day."""
    return Key(pk=office(office_id), sk=f"{day.isoformat()}{_DAY}")


def decision(office_id: str, day: date) -> Key:
    """How staff came to decide it; stands right behind the day's own item."""
    return Key(pk=office(office_id), sk=f"{day.isoformat()}{_DECISION}")


def errand(office_id: str, day: date) -> Key:
    """A decision that is not carried out yet."""
    return Key(pk=errands(), sk=f"{office_id}#{day.isoformat()}")


def errand_of(sort_key: str) -> tuple[str, date]:
    """The office and the day that an errand is about."""
    office_id, _, day = sort_key.rpartition("#")
    return office_id, date.fromisoformat(day)


def desk(office_id: str, day: date) -> Key:
    """How much was pressed at the desk on a day."""
    return Key(pk=office(office_id), sk=f"{day.isoformat()}{_DESK}")


def booking(reference: str) -> Key:
    """A booking, by its reference."""
    return Key(pk=f"BOOKING#{reference}", sk="BOOKING")


def message(entry: OutboxEntry) -> Key:
    """What became of a message, beside its booking."""
    return Key(pk=f"BOOKING#{entry.reference}", sk=f"MESSAGE#{_what(entry)}")


def links(reference: str) -> Key:
    """When the manage link of a booking was asked for."""
    return Key(pk=f"BOOKING#{reference}", sk="LINKS")


def decoy_links(reference: str) -> Key:
    """Where a request for a link that nobody is given is counted."""
    return Key(pk=_decoy(reference), sk="LINKS")


def decoy_message(reference: str) -> Key:
    """Where the message of a request for a link goes that nobody is given."""
    return Key(pk=_decoy(reference), sk="MESSAGE")


def history(office_id: str, day: date, reference: str) -> Key:
    """A booking that was cancelled from a day."""
    return Key(pk=history_of(office_id, day), sk=reference)


def phone(phone_key: str) -> Key:
    """A phone, by the fingerprint of its number."""
    return Key(pk=f"PHONE#{phone_key}", sk="PHONE")


def link(office_id: str, link_id: str) -> Key:
    """A staff link, by its own id."""
    return Key(pk=links_of(office_id), sk=link_id)


def papers(office_id: str, reference: str) -> Key:
    """What a couple sent before the visit."""
    return Key(pk=papers_of(office_id), sk=reference)


def outbox(entry: OutboxEntry) -> Key:
    """A message that waits."""
    due = entry.due.astimezone(UTC).isoformat(timespec="milliseconds")
    shard = crc32(entry.reference.encode()) % OUTBOX_SHARDS
    return Key(
        pk=outbox_shard(shard),
        sk=f"{due}#{entry.reference}#{_what(entry)}",
    )


def survey_answer(office_id: str, month: Month, random_id: str) -> Key:
    """What somebody answered."""
    return Key(pk=survey_of(office_id, month), sk=f"{ANSWER}{random_id}")


def survey_comment(office_id: str, month: Month, random_id: str) -> Key:
    """What somebody wrote."""
    return Key(pk=survey_of(office_id, month), sk=f"{COMMENT}{random_id}")


def surveyed(pass_id: str) -> Key:
    """A pass that has been used."""
    return Key(pk=f"SURVEYED#{pass_id}", sk="SURVEYED")


def kept_day(office_id: str, day: date) -> Key:
    """The totals of a day."""
    return Key(pk=totals_of(office_id), sk=f"{_KEPT_DAY}{day.isoformat()}")


def kept_day_of(sort_key: str) -> date:
    """The day that totals are about."""
    return date.fromisoformat(sort_key.removeprefix(_KEPT_DAY))


def kept_month(office_id: str, month: Month) -> Key:
    """The answers about a month, counted."""
    return Key(pk=totals_of(office_id), sk=f"{_KEPT_MONTH}{month}")


def kept_month_of(sort_key: str) -> Month:
    """The month that counted answers are about."""
    return Month.spelled(sort_key.removeprefix(_KEPT_MONTH))


def kept_span(office_id: str) -> Key:
    """Which days are kept."""
    return Key(pk=totals_of(office_id), sk="KEPT")


def health() -> Key:
    """An item that is never there: reading it proves that the table answers."""
    return Key(pk="HEALTH", sk="HEALTH")


def office(office_id: str) -> str:
    """The partition of one office's calendar."""
    return f"OFFICE#{office_id}"


def history_of(office_id: str, day: date) -> str:
    """The partition of one day's cancelled bookings."""
    return f"HISTORY#{office_id}#{day.isoformat()}"


def links_of(office_id: str) -> str:
    """The partition of one office's staff links."""
    return f"LINKS#{office_id}"


def survey_of(office_id: str, month: Month) -> str:
    """The partition of one month's answers."""
    return f"SURVEY#{office_id}#{month}"


def surveyed_month_of(partition_key: str) -> Month:
    """The month of the visits that an answer is about."""
    return Month.spelled(partition_key.rpartition("#")[2])


def is_comment(sort_key: str) -> bool:
    """Whether an answer is what somebody wrote."""
    return sort_key.startswith(COMMENT)


def totals_of(office_id: str) -> str:
    """The partition of one office's totals."""
    return f"TOTALS#{office_id}"


def papers_of(office_id: str) -> str:
    """The partition of what couples of one office sent."""
    return f"PAPERS#{office_id}"


def outbox_shard(number: int) -> str:
    """A partition of waiting messages."""
    return f"OUTBOX#{number}"


def errands() -> str:
    """The partition of decisions that are not carried out yet."""
    return "OUTBOX#DAYS"


def outbox_until(now: datetime) -> str:
    """The upper bound of the sort keys of messages whose time has come."""
    return f"{now.astimezone(UTC).isoformat(timespec='milliseconds')}$"


def open_attribute(office_id: str) -> str:
    """The attribute of a phone that names its open booking at an office."""
    return f"open#{office_id}"


def days(first: date, last: date) -> tuple[str, str]:
    """The bounds of the sort keys from ``first`` to ``last``, both included."""
    return first.isoformat(), f"{last.isoformat()}$"


def is_place(sort_key: str) -> bool:
    """Whether a calendar line is about a place."""
    return _PLACE in sort_key


def is_day(sort_key: str) -> bool:
    """Whether a calendar line is what staff decided about a day."""
    return sort_key.endswith(_DAY)


def place_of(sort_key: str) -> Place:
    """The place a calendar line is about."""
    day, _, rest = sort_key.partition(_PLACE)
    slot, _, number = rest.partition("#")
    return Place(date.fromisoformat(day), int(slot), int(number))


def day_of(sort_key: str) -> date:
    """The day a calendar line is about."""
    return date.fromisoformat(sort_key.removesuffix(_DAY))


def is_line(partition_key: str) -> bool:
    """Whether an item is a line of an office's calendar."""
    return partition_key.startswith(office(""))


def line_of(partition_key: str, sort_key: str) -> tuple[str, date]:
    """The office and the day that a calendar line is about, whatever it says of it."""
    day = sort_key.partition("#")[0]
    return partition_key.removeprefix(office("")), date.fromisoformat(day)


def kind_of(partition_key: str) -> str:
    """What an item is about, for whoever looks at all of them."""
    return partition_key.partition("#")[0]


def open_attributes(item: Mapping[str, object]) -> list[str]:
    """The attributes of a phone that name an open booking, one for each office."""
    return [name for name in item if name.startswith(open_attribute(""))]


def reference_of(partition_key: str) -> str:
    """The reference a booking is stored under."""
    return partition_key.removeprefix("BOOKING#")


def _what(entry: OutboxEntry) -> str:
    audience = "staff" if entry.audience == "staff" else ""
    words = [f"{entry.sequence:03d}", entry.kind, entry.occasion, audience]
    return "#".join(filter(None, words))


def _decoy(reference: str) -> str:
    return f"DECOY#{crc32(reference.encode()) % _DECOYS}"
