"""`make person`: what is known of a person, or forgetting them, as the law lets them ask.

The office makes sure who is asking. What is shown goes to standard output, for a file that is
handed over. Pictures of papers go to a new folder that nobody else on this computer can read, and
what is shown names them. Nothing else is kept of it.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.adapters.phone_numbers import number_of
from chalicelib.domain.paper_ports import PaperFiles
from chalicelib.domain.ports import Unfinished
from chalicelib.services import Services
from infra.advice import advice_on
from infra.command import CannotGoOn, ends_in_one_line
from infra.copies import add_options, settings_of
from infra.deploy.cloud import say

# Derived by us and of no use to the person; shown, they would only help to forge.
_OURS = ("key", "body", "phone_key", "expires_at", "token_version", "format")


def main(arguments: list[str] | None = None) -> None:
    """Show or erase, or say in one line why not."""
    options = _options(arguments)
    with ends_in_one_line("person"):
        phone = _phone(options.phone)
        with settings_of(options) as found:
            print(answer(options.deed, phone, Services(found), options.into))


def answer(deed: str, phone: str, services: Services, into: Path | None = None) -> str:
    """All that is known, as JSON; or how much was erased.

    The pictures of a booking are written to ``into``, and a line
    ``{"booking": reference, "files": [name, …]}`` of the JSON names them. Raises ``CannotGoOn``
    where there are some and no new folder for them: a part of what is known is no answer.
    """
    if deed == "erase":
        return json.dumps({"cancelled": 0, "erased": 0, **_erased(phone, services)})
    known: list[dict[str, object]] = [
        {name: value for name, value in item.items() if name not in _OURS}
        for item in services.forgetting.known_of(phone)
    ]
    if services.takes_papers:
        references = services.forgetting.references_of(phone)
        known += _with_pictures(references, services.papers.files, into)
    return json.dumps(known, ensure_ascii=False, indent=2, default=str)


def _erased(phone: str, services: Services) -> Counter[str]:
    try:
        return services.forgetting.erase(phone)
    except Unfinished as left:
        why = left.__cause__
        told = advice_on(why) if isinstance(why, (BotoCoreError, ClientError)) else repr(why)
        text = f"not everything is forgotten ({left}), so run it again: {told}"
        raise CannotGoOn(text) from None


def _with_pictures(
    references: Sequence[str], files: PaperFiles, into: Path | None
) -> Iterator[dict[str, object]]:
    kept = {reference: found for reference in references if (found := files.kept_of(reference))}
    if not kept:
        return
    if into is None:
        count = sum(map(len, kept.values()))
        raise CannotGoOn(f"pictures of papers are stored as well ({count}): INTO= names a folder")
    _make(into)
    for reference, found in kept.items():
        names = [_written(into, reference, each, files) for each in found]
        yield {"booking": reference, "files": [name for name in names if name]}


def _make(folder: Path) -> None:
    """A new one: pictures of two people must never meet in one."""
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        raise CannotGoOn(f"INTO={folder} is there already: name a new folder") from None


def _written(folder: Path, reference: str, file: tuple[str, int], files: PaperFiles) -> str | None:
    """The name of the file, or None for one that was deleted a moment ago."""
    id_, page = file
    content = files.page(reference, id_, page) if page else files.original(reference, id_)
    if content is None:
        return None
    name = f"{reference}-{id_}-{page}.jpg" if page else f"{reference}-{id_}-as-sent"
    made = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as opened:
        opened.write(content)
    return name


def _phone(text: str) -> str:
    number = number_of(text)
    if number is None:
        raise CannotGoOn(f"PHONE={text} is no telephone number")
    # "Nothing is stored" is an answer about this number, and no other.
    say(f"looking for {number}")
    return number


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("deed", choices=("show", "erase"))
    parser.add_argument("--phone", required=True)
    parser.add_argument("--into", type=lambda text: Path(text) if text else None)
    add_options(parser)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
