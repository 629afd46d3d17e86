"""Booking through the API: what is answered, and what bad input gets."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from chalice.test import Client, HTTPResponse

from chalicelib.adapters.clock import BANGKOK
from tests.builders import A_MONDAY, make_body, phone_of
from tests.fakes import FrozenClock

PATH = "/offices/bang-rak/bookings"
KEY = "a-key-of-sixteen-or-more"


def post(
    api: Client, body: object, *, key: str | None = KEY, path: str = PATH, **headers: str
) -> HTTPResponse:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", "Accept": "*/*"} | headers
    if key is not None:
        sent["Idempotency-Key"] = key
    return api.http.post(path, headers=sent, body=raw)


def fields(answer: HTTPResponse) -> dict[str, str]:
    assert answer.status_code == 422
    assert answer.json_body["code"] == "validation_failed"
    return {error["field"]: error["code"] for error in answer.json_body["errors"]}


def test_a_booking_is_answered_with_everything_the_couple_needs(api: Client) -> None:
    answer = post(api, make_body(slot=2))

    booked = answer.json_body
    token = booked["manage_token"]
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert booked["status"] == "booked"
    assert (booked["date"], booked["slot"], booked["place"]) == (A_MONDAY.isoformat(), 2, 1)
    assert (booked["start"], booked["end"], booked["arrive_by"]) == ("08:31", "09:00", "08:26")
    assert booked["venue"]["name"]["en"] == "Bang Rak District Office"
    assert isinstance(booked["counter"], str)
    assert booked["couple"][1] == {"name": "Nguyễn Thị Ánh", "nationality": "VN"}
    assert booked["manage_url"] == (
        f"http://natrak.test/manage/#token={token}&reference={booked['reference']}"
    )
    paper_keys = {"id", "title", "detail", "for", "of_either", "ask_office"}
    assert paper_keys == set(booked["documents"][0])


@pytest.mark.parametrize(
    ("moment", "possible"),
    [
        (datetime(2026, 12, 13, 15, 59, tzinfo=BANGKOK), {"can_move", "can_cancel"}),
        (datetime(2026, 12, 13, 16, 0, tzinfo=BANGKOK), {"can_cancel"}),
        (datetime(2026, 12, 14, 8, 30, tzinfo=BANGKOK), {"can_cancel"}),
        (datetime(2026, 12, 14, 8, 31, tzinfo=BANGKOK), set()),
    ],
)
def test_a_booking_says_what_its_couple_can_still_do(
    api: Client, clock: FrozenClock, moment: datetime, possible: set[str]
) -> None:
    booked = post(api, make_body(slot=2)).json_body
    clock.moment = moment

    shown = read(api, booked)

    assert {deed for deed in ("can_move", "can_cancel") if shown[deed]} == possible


def test_a_cancelled_booking_can_neither_be_moved_nor_cancelled(api: Client) -> None:
    booked = post(api, make_body(slot=2)).json_body
    headers = {"Authorization": f"Bearer {booked['manage_token']}"}
    path = f"/bookings/{booked['reference']}/cancel"

    gone = api.http.post(path, headers=headers).json_body

    assert (booked["can_move"], booked["can_cancel"]) == (True, True)
    assert (gone["can_move"], gone["can_cancel"]) == (False, False)


def read(api: Client, booked: dict[str, Any]) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {booked['manage_token']}"}
    shown: dict[str, Any] = api.http.get(
        f"/bookings/{booked['reference']}", headers=headers
    ).json_body
    return shown


def test_an_english_booking_is_managed_in_english(api: Client) -> None:
    booked = post(api, make_body(language="en")).json_body

    assert booked["manage_url"].startswith("http://natrak.test/en/manage/#token=")
    assert booked["counter"].isascii()


def test_the_same_post_again_is_200_with_the_same_booking(api: Client) -> None:
    first = post(api, make_body())
    again = post(api, make_body())
    spelled_otherwise = post(api, make_body(phone="๐๘๑ ๒๓๔ ๕๖๗๘"))

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json_body == first.json_body
    assert spelled_otherwise.status_code == 200


def test_the_same_key_with_another_body_is_refused(api: Client) -> None:
    post(api, make_body())

    answer = post(api, make_body(slot=2))

    assert (answer.status_code, answer.json_body["code"]) == (422, "idempotency_key_reused")


def test_a_taken_slot_is_409_with_the_free_ones(api: Client) -> None:
    post(api, make_body())

    answer = post(api, make_body(phone=phone_of(2)), key="another-key-of-sixteen")

    assert (answer.status_code, answer.json_body["code"]) == (409, "slot_taken")
    assert answer.json_body["free_slots"] == list(range(2, 16))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"date": "2026-12-12"}, "day_closed"),
        ({"date": "2026-12-10"}, "day_closed"),
        ({"date": "2026-11-30"}, "day_past"),
        ({"date": "2026-12-01"}, "outside_window"),
        ({"date": "2027-03-01"}, "outside_window"),
        ({"slot": 16}, "slot_unknown"),
        ({"slot": 0}, "slot_unknown"),
        ({"slot": 10**40}, "slot_unknown"),
    ],
)
def test_what_cannot_be_booked_is_422_with_its_own_code(
    api: Client, changes: dict[str, Any], code: str
) -> None:
    answer = post(api, make_body(**changes))

    assert (answer.status_code, answer.json_body["code"]) == (422, code)
    assert answer.json_body["message"]["th"]
    assert answer.json_body["message"]["en"]


def test_every_wrong_field_is_named_at_once(api: Client) -> None:
    answer = post(
        api,
        {
            "date": "14/12/2569",
            "slot": "1",
            "couple": [{"name": " ", "nationality": "XX"}, {"name": "x" * 5000, "age": 30}],
            "phone": "call me",
            "email": "nobody",
            "language": "de",
            "surprise": True,
        },
        key="short",
    )

    assert fields(answer) == {
        "date": "date_invalid",
        "slot": "field_invalid",
        "couple[0].name": "name_empty",
        "couple[0].nationality": "nationality_unknown",
        "couple[1].name": "name_too_long",
        "couple[1].nationality": "field_required",
        "couple[1].age": "field_unknown",
        "phone": "phone_invalid",
        "email": "email_invalid",
        "language": "field_invalid",
        "surprise": "field_unknown",
        "Idempotency-Key": "idempotency_key_invalid",
    }


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"date": None}, "date", "field_required"),
        ({"date": "2026-02-30"}, "date", "date_invalid"),
        ({"date": "20261214"}, "date", "date_invalid"),
        ({"date": "2026-W51-1"}, "date", "date_invalid"),
        ({"date": 20261214}, "date", "date_invalid"),
        ({"slot": True}, "slot", "field_invalid"),
        ({"slot": 1.5}, "slot", "field_invalid"),
        ({"couple": []}, "couple", "couple_of_two"),
        ({"couple": [{"name": "A", "nationality": "TH"}]}, "couple", "couple_of_two"),
        ({"couple": "A and B"}, "couple", "field_invalid"),
        ({"couple": [1, 2]}, "couple[0]", "field_invalid"),
        ({"phone": "0"}, "phone", "phone_invalid"),
        ({"phone": ""}, "phone", "phone_invalid"),
        ({"phone": "9" * 5000}, "phone", "phone_invalid"),
        ({"phone": 812345678}, "phone", "field_invalid"),
        ({"phone": "02 234 5678 ext. 5"}, "phone", "phone_invalid"),
        ({"email": "a@b\r\nBcc: c@d.example"}, "email", "email_invalid"),
        ({"email": "a@\ud83d.com"}, "email", "email_invalid"),
        ({"channel": "phone"}, "channel", "field_invalid"),
        ({"documents": ["R99"]}, "documents[0]", "document_unknown"),
        ({"documents": ["R01", "R30"]}, "documents[1]", "document_unknown"),
        ({"documents": ["R16"]}, "documents[0]", "document_unknown"),
        ({"documents": "R01"}, "documents", "field_invalid"),
        ({"documents": ["R01"] * 51}, "documents", "field_invalid"),
    ],
)
def test_a_wrong_value_is_named(
    api: Client, changes: dict[str, Any], field: str, code: str
) -> None:
    body = make_body() | changes
    body = {name: value for name, value in body.items() if value is not None}

    assert fields(post(api, body))[field] == code


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("081-234-5678", "+66812345678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", "+66812345678"),
        ("+66 81 234 5678", "+66812345678"),
        ("0 2236 1395", "+6622361395"),
        ("+49 151 23456789", "+4915123456789"),
        ("0049 151 23456789", "+4915123456789"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("001 49 151 23456789", "+4915123456789"),
        ("٠٨١ ٢٣٤ ٥٦٧٨", "+66812345678"),
    ],
)
def test_a_phone_in_any_usual_spelling_is_one_number(
    api: Client, services: Any, typed: str, stored: str
) -> None:
    reference = post(api, make_body(phone=typed)).json_body["reference"]

    assert services.store.find(reference).phone == stored


@pytest.mark.parametrize(
    "key", ["", "fifteen-signs-x", "x" * 65, "with space and sixteen", "ก" * 16]
)
def test_a_malformed_idempotency_key_is_named(api: Client, key: str) -> None:
    assert fields(post(api, make_body(), key=key)) == {"Idempotency-Key": "idempotency_key_invalid"}


def test_a_missing_idempotency_key_is_named(api: Client) -> None:
    assert "Idempotency-Key" in fields(post(api, make_body(), key=None))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'{"slot":1,"slot":2}',
        '{"slot":1}'.encode("utf-16"),
        b"{",
        b"not json",
        b'{"slot": NaN}',
        b"\xff\xfe",
        b"[" * 16000,
        b'{"a":1}}',
    ],
)
def test_what_is_no_json_is_400(api: Client, body: bytes) -> None:
    answer = post(api, body)

    assert (answer.status_code, answer.json_body["code"]) == (400, "malformed_json")


@pytest.mark.parametrize("body", [[], "text", 7, None, True])
def test_json_that_is_no_object_is_422(api: Client, body: object) -> None:
    assert post(api, body).json_body["code"] == "validation_failed"


def test_half_an_emoji_is_refused_and_does_not_break_the_answer(api: Client) -> None:
    broken = b'{"\\ud83d": 1, "couple": [{"name": "\\ud83d", "nationality": "TH"}]}'

    found = fields(post(api, broken))

    assert found["couple[0].name"] == "name_characters"


def test_a_body_of_exactly_16_kib_is_read(api: Client) -> None:
    body = json.dumps(make_body()).encode()
    padded = body + b" " * (16 * 1024 - len(body))

    assert post(api, padded).status_code == 201
    assert post(api, padded + b" ").status_code == 413


def test_optional_fields_that_are_empty_are_left_out(api: Client, services: Any) -> None:
    body = make_body() | {"email": "", "channel": None, "documents": None}

    answer = post(api, body)

    assert answer.status_code == 201
    assert services.store.find(answer.json_body["reference"]).email is None


def test_a_body_over_16_kib_is_413(api: Client) -> None:
    answer = post(api, make_body(surprise="x" * 16 * 1024))

    assert (answer.status_code, answer.json_body["code"]) == (413, "body_too_large")


def test_a_body_that_is_no_json_by_its_type_is_415(api: Client) -> None:
    answer = post(api, make_body(), **{"Content-Type": "text/plain"})

    assert (answer.status_code, answer.json_body["code"]) == (415, "unsupported_media_type")


def test_json_with_its_charset_named_is_json(api: Client) -> None:
    answer = post(api, make_body(), **{"Content-Type": "application/json; charset=utf-8"})

    assert answer.status_code == 201


@pytest.mark.parametrize("office", ["nowhere", "dusit"])
def test_an_office_that_takes_no_bookings_is_404(api: Client, office: str) -> None:
    answer = post(api, make_body(), path=f"/offices/{office}/bookings")

    assert (answer.status_code, answer.json_body["code"]) == (404, "office_unknown")


def test_the_couple_can_open_its_booking_again(api: Client) -> None:
    booked = post(api, make_body()).json_body

    answer = api.http.get(
        f"/bookings/{booked['reference']}",
        headers={"Authorization": f"Bearer {booked['manage_token']}"},
    )

    assert answer.status_code == 200
    assert answer.json_body == booked


def test_a_wrong_token_and_an_unknown_reference_look_the_same(api: Client) -> None:
    booked = post(api, make_body()).json_body

    wrong_token = api.http.get(
        f"/bookings/{booked['reference']}", headers={"Authorization": "Bearer x"}
    )
    no_token = api.http.get(f"/bookings/{booked['reference']}")
    unknown = api.http.get(
        "/bookings/ABCD-2345", headers={"Authorization": f"Bearer {booked['manage_token']}"}
    )

    assert wrong_token.status_code == no_token.status_code == unknown.status_code == 404
    assert wrong_token.body == no_token.body == unknown.body


def test_a_day_that_was_booked_out_shows_no_free_place(api: Client, clock: FrozenClock) -> None:
    del clock
    for slot in range(1, 16):
        answer = post(
            api, make_body(slot=slot, phone=phone_of(slot)), key=f"key-for-the-slot-{slot:04}"
        )
        assert answer.status_code == 201

    day = A_MONDAY.isoformat()
    (shown,) = api.http.get(f"/offices/bang-rak/days?from={day}&to={day}").json_body["days"]
    slots = api.http.get(f"/offices/bang-rak/days/{day}").json_body["slots"]

    assert shown == {"date": day, "open": True, "free": 0, "capacity": 15}
    assert [slot["free"] for slot in slots] == [0] * 15
