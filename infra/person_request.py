"""`make person`: what is known of a person, or forgetting them, as the law lets them ask.

The office makes sure who is asking. What is shown goes to standard output, for a file that is
handed over; nothing else is kept of it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import phonenumbers

from chalicelib.wiring import Services
from infra.command import ends_in_one_line
from infra.copies import settings_of
from infra.package.__main__ import REGION

# Derived by us and of no use to the person; shown, they would only help to forge.
_OURS = ("key", "body", "phone_key", "expires_at", "token_version", "format")


def main(arguments: list[str] | None = None) -> None:
    """Show or erase, or say in one line why not."""
    options = _options(arguments)
    with ends_in_one_line("person"):
        phone = _phone(options.phone)
        with settings_of(options) as found:
            print(answer(options.deed, phone, Services(found)))


def answer(deed: str, phone: str, services: Services) -> str:
    """All that is known, as JSON; or how much was erased."""
    if deed == "erase":
        return json.dumps({"cancelled": 0, "erased": 0, **services.forgetting.erase(phone)})
    known = [
        {name: value for name, value in item.items() if name not in _OURS}
        for item in services.forgetting.known_of(phone)
    ]
    return json.dumps(known, ensure_ascii=False, indent=2, default=str)


def _phone(text: str) -> str:
    try:
        number = phonenumbers.parse(text, "TH")
    except phonenumbers.NumberParseException:
        raise ValueError(f"PHONE={text} is no telephone number") from None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", choices=("show", "erase"))
    parser.add_argument("--phone", required=True)
    parser.add_argument("--stage", default="")
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--data-dir", type=Path, default=Path(".local"))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
