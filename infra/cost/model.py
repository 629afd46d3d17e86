"""What a month costs: measured units times counted journeys times dated prices."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Usage = dict[str, float]
FreeTiers = Literal["all", "permanent", "none"]
_HERE = Path(__file__).parent
_MINUTES = 60 * 24 * 365 / 12
_DAYS = 365 / 12
_OUTBOX_SHARDS = 8
_CANARY_BOOKING_REQUESTS = 5


@dataclass(frozen=True)
class Deed:
    """What a deed costs in request units, see DECISIONS.md."""

    reads: float
    writes: float


# The table of DECISIONS.md; tests/infra/test_cost.py holds the two together.
BOOKING = Deed(0.5, 8)
MOVE = Deed(1.5, 10)
CANCELLATION = Deed(1, 10)
CALENDAR = Deed(4.5, 0)
DAY = Deed(0.5, 0)
DAY_LIST = Deed(17.5, 0)
MESSAGE = Deed(1.5, 5)
MESSAGE_WITH_NOTICE = Deed(1.5, 7)
# Asked for, looked at when it came, and accepted.
PAPER = Deed(5, 18)
# A look of a desk at which nothing happened: the mark of the day, and whether the link stands.
LOOK = Deed(1.5, 0)
# Fourteen days counted anew.
NIGHTLY_TOTALS = Deed(250, 28)
SURVEY_ANSWER = Deed(1, 6)

# What site/docs/assets/desk/pace.mjs has; tests/infra/test_cost.py holds the two together.
LISTEN_S, LOOK_ANYWAY_S = 3, 120
# News is asked for twice, see there.
LOOKS_AT_NEWS = 2

# An answer of the pulse is sixteen signs below its headers.
_LISTEN_GB = 700e-9
# The function that beats: its memory in GB times its seconds.
_BEAT_GB_S = 0.1


@dataclass(frozen=True)
class Line:
    """One line of the bill."""

    what: str
    amount: float
    cost: float


def usage(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> Usage:
    """How much of everything a month uses."""
    used = _by_the_clock(month)
    _add(used, _visits(month, journeys))
    _add(used, _bookings(month, journeys))
    _add(used, _papers(month, journeys))
    _add(used, _offices(month, journeys))
    _add(used, _rush(month, journeys))
    calls = used["api_request"]
    used["lambda_request"] += calls
    used["lambda_gb_second"] += calls * journeys["api_seconds"] * 0.5
    # No function of CloudFront's runs for the pulse, and nothing of it is kept there.
    used["cdn_function"] = used["cdn_request"]
    used["cdn_request"] += used["listen"]
    used["cdn_gb"] += used["listen"] * _LISTEN_GB
    used["s3_get"] += used["listen"]
    used["lambda_request"] += used["beat"]
    used["lambda_gb_second"] += used["beat"] * _BEAT_GB_S
    used["s3_put"] += used["beat"]
    used["log_gb"] = used["lambda_request"] * 600 / 1e9
    kept = month["bookings"] * journeys["kept_bookings_months"]
    used["dynamodb_gb"] = used["dynamodb_pitr_gb"] = kept * journeys["table_gb_for_a_booking"]
    # Every night the sweep looks at the whole table: half a unit for 4 KB.
    used["dynamodb_read"] += used["dynamodb_gb"] * 1e9 / 4096 / 2 * _DAYS
    return used


def bill(used: Mapping[str, float], free: FreeTiers) -> list[Line]:
    """The usage in money."""
    lines = []
    for name, price in prices()["lines"].items():
        has_free = free == "all" or (free == "permanent" and price.get("permanent", False))
        paid = max(0, used.get(name, 0) - (price["free"] if has_free else 0))
        lines.append(Line(price["what"], used.get(name, 0), paid / price["per"] * price["price"]))
    return lines


def total(lines: list[Line]) -> float:
    """What is paid in the end."""
    return sum(line.cost for line in lines)


def prices() -> dict[str, Any]:
    """The prices, with the month they were written down."""
    return _read("prices.json")


def journeys() -> dict[str, Any]:
    """The months and what people do in them."""
    return _read("journeys.json")


def _by_the_clock(month: Mapping[str, Any]) -> Usage:
    hours = _MINUTES / 60
    canary = _MINUTES + _CANARY_BOOKING_REQUESTS * hours
    # Every minute the sender and the canary, each hour a booking, six times an hour the figures,
    # and five jobs a day.
    runs = 2 * _MINUTES + hours + 6 * hours + 5 * _DAYS
    return defaultdict(
        float,
        {
            # The canary's bookings are told to the function that beats, which then does not.
            "lambda_request": runs + 2 * hours,
            "lambda_gb_second": 0.25
            * (0.3 * _MINUTES + 0.5 * _MINUTES + 7.5 * hours + month["offices"] * _DAYS * 5),
            "schedule": runs,
            "api_request": canary,
            "cdn_request": canary + _MINUTES,
            "cdn_gb": _MINUTES * 20e-6,
            # Twice round the shards each minute: what is due, and what is late.
            "dynamodb_read": _MINUTES * (2 * _OUTBOX_SHARDS * 0.5 + CALENDAR.reads)
            + month["offices"] * (_DAYS * (2 + NIGHTLY_TOTALS.reads) + 6 * hours * CALENDAR.reads)
            + hours * (CALENDAR.reads + DAY.reads + BOOKING.reads + CANCELLATION.reads + 2),
            "dynamodb_write": hours
            * (BOOKING.writes + CANCELLATION.writes + 2 * MESSAGE_WITH_NOTICE.writes)
            + month["offices"] * _DAYS * NIGHTLY_TOTALS.writes,
            # Lambda asks the queue of papers five at a time, twenty seconds each, also for nothing.
            "queue_request": _MINUTES * 5 * 3,
            "alarm": 10,
            "metric": 3,
            "dashboard": 1,
            "s3_gb": 0.02,
            "s3_put": 6 * hours * month["offices"],
        },
    )


def _visits(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> dict[str, float]:
    visits = month["bookings"] * journeys["visitors_for_a_booking"]
    visit = journeys["visit"]
    return {
        "cdn_request": visits * (visit["pages"] + visit["files"] + visit["api_requests"]),
        "cdn_gb": visits * visit["megabytes"] / 1000,
        "s3_get": visits * visit["pages"],
        "api_request": visits * visit["api_requests"],
        "dynamodb_read": visits * (CALENDAR.reads + DAY.reads),
    }


def _bookings(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> dict[str, float]:
    bookings, shares = month["bookings"], journeys["shares"]
    deeds = ((1.0, BOOKING), (shares["moved"], MOVE), (shares["cancelled"], CANCELLATION))
    told = 1 + shares["moved"] + shares["cancelled"]
    # Each change, the reminder and the survey.
    mails = bookings * shares["with_mail"] * (told + 2)
    answers = bookings * shares["answer_the_survey"]
    requests = bookings * (journeys["booking"]["api_requests"] + shares["moved"] * 3) + 2 * answers
    return {
        "api_request": requests,
        "cdn_request": requests,
        "dynamodb_read": bookings * sum(share * deed.reads for share, deed in deeds)
        + bookings * told * (MESSAGE_WITH_NOTICE.reads + MESSAGE.reads)
        + mails * MESSAGE.reads
        + answers * SURVEY_ANSWER.reads,
        "dynamodb_write": bookings * sum(share * deed.writes for share, deed in deeds)
        + bookings * told * (MESSAGE_WITH_NOTICE.writes + MESSAGE.writes)
        + mails * (MESSAGE.writes + 4)
        + answers * SURVEY_ANSWER.writes,
        "mail": mails,
        "notice": bookings * told,
        # A move is told to two days.
        "beat": bookings * (1 + 2 * shares["moved"] + shares["cancelled"]),
    }


def _papers(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> dict[str, float]:
    paper = journeys["paper"]
    files = month["bookings"] * journeys["shares"]["sends_papers"] * paper["files"]
    requests = files * paper["api_requests"]
    return {
        "api_request": requests,
        "cdn_request": requests + files,
        # Sending is free; what staff look at travels once.
        "cdn_gb": files * paper["megabytes_drawn"] / 1000,
        "s3_put": files * 2,
        "s3_get": files * 3,
        "event": files,
        "queue_request": files * 3,
        "lambda_request": files,
        "lambda_gb_second": files * paper["seconds"],
        "s3_gb": files * paper["megabytes_drawn"] / 1000 * paper["kept_months"],
        "beat": files * 3,
        "dynamodb_read": files * PAPER.reads,
        "dynamodb_write": files * PAPER.writes,
    }


def _offices(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> dict[str, float]:
    day = journeys["office_day"]
    days = month["offices"] * day["days"]
    desk_days = month["desks"] * day["days"]
    presses = month["bookings"] * day["presses_a_couple"]
    # Each press shows the day anew at every desk of its office.
    news = presses * month["desks"] / month["offices"]
    seconds = desk_days * day["desk_hours"] * 3600
    looks = news * LOOKS_AT_NEWS + seconds / LOOK_ANYWAY_S + desk_days * day["wakes"]
    full_answers = news + days * day["day_lists"]
    requests = looks + presses + days * day["other_requests"]
    return {
        "listen": seconds / LISTEN_S,
        "beat": presses,
        "api_request": requests,
        "cdn_request": requests,
        "dynamodb_read": looks * LOOK.reads + presses + full_answers * DAY_LIST.reads,
        "dynamodb_write": presses * 4,
    }


def _rush(month: Mapping[str, Any], journeys: Mapping[str, Any]) -> dict[str, float]:
    couples, each = month["rush_couples"], journeys["rush_couple"]
    return {
        "cdn_request": couples * (each["pages"] + each["files"] + each["api_requests"]),
        "cdn_gb": couples * each["megabytes"] / 1000,
        "api_request": couples * each["api_requests"],
        "dynamodb_read": couples * each["reads"],
        "dynamodb_write": couples * each["writes"],
    }


def _add(used: Usage, more: Mapping[str, float]) -> None:
    for name, amount in more.items():
        used[name] += amount


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((_HERE / name).read_text(encoding="utf-8"))
    return read
