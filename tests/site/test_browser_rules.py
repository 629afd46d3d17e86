"""The rules of the booking page beside those of the service: the page is never the stricter one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from marshmallow import ValidationError

from chalicelib.routes.schemas import BookingSchema
from tests.builders import make_body

ROOT = Path(__file__).resolve().parents[2]
RULES = (ROOT / "site" / "docs" / "assets" / "booking" / "validate.mjs").as_uri()

# Tells which bodies the page would not send, after it has tidied the names as it does.
JUDGE = f"""
import {{ readFileSync }} from 'node:fs'
import {{ findProblems, tidyName }} from '{RULES}'
const bodies = JSON.parse(readFileSync(0, 'utf8'))
const refused = bodies.filter((body) => {{
  const couple = body.couple.map((person) => ({{ ...person, name: tidyName(person.name) }}))
  return findProblems({{ ...body, couple }}).length > 0
}})
console.log(JSON.stringify(refused))
"""


def refused_by_the_page(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    answer = subprocess.run(
        ["node", "--input-type=module", "-e", JUDGE],
        input=json.dumps(bodies),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(answer.stdout))


def is_accepted(schema: BookingSchema, body: dict[str, Any]) -> bool:
    try:
        schema.load(body)
    except ValidationError:
        return False
    return True


def couple_called(name: str) -> dict[str, Any]:
    return {"couple": [{"name": name, "nationality": "TH"}] * 2}


def test_a_name_with_any_character_the_service_accepts_can_be_sent() -> None:
    characters = [chr(code) for code in (*range(0x3000), *range(0xD700, 0x10000), 0x1F491, 0x20BB7)]
    names = [name for one in characters for name in (f"ก{one}ข", f"{one}ก", f"ก{one}")]
    # The rest of the body is right, and judged below.
    schema = BookingSchema(only=["couple"])
    couples = [each for name in names if is_accepted(schema, each := couple_called(name))]
    accepted = [make_body(**couple) for couple in couples]

    assert len(accepted) > 30_000
    assert refused_by_the_page(accepted) == []


def test_a_phone_and_an_address_the_service_accepts_can_be_sent() -> None:
    phones = ["081-234-5678", "๐๘๑๒๓๔๕๖๗๘", "٠٨١٢٣٤٥٦٧٨", "０８１２３４５６７８", "०८१२३४५६७८"]
    phones += [
        "tel:+66-2-236-1395",
        "+1-800-FLOWERS",
        "+6834000",
        "+2902345",
        "2236 1395",
        "812345678",
        "02 236 1395",
        "+44 (0)7700 900123",
        "0049 151 23456789",
        "０２．２３６．１３９５",
    ]
    mails = ["a@example.org", '"a@b"@example.org', "a@localhost", "มะลิ@ตัวอย่าง.ไทย", "a+b@x.co.th"]
    bodies = [make_body(phone=phone) for phone in phones]
    bodies += [make_body(email=mail) for mail in mails]
    accepted = [body for body in bodies if is_accepted(BookingSchema(), body)]

    assert len(accepted) > len(phones)
    assert refused_by_the_page(accepted) == []
