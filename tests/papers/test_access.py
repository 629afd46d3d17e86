"""Who asks what is known of them is given their pictures as well, and nobody else can read them."""

from __future__ import annotations

import json
from pathlib import Path

import boto3
import pytest

from infra import person_request
from infra.command import CannotGoOn
from infra.deploy import stacks
from tests.builders import make_stored
from tests.papers import files
from tests.papers.conftest import Couple
from tests.papers.door import sent_to

PHONE = "+66812345678"
REGION = "ap-southeast-7"


@pytest.fixture
def couple(couple: Couple) -> Couple:
    """The couple of the other tests, with a phone it can be found by."""
    key = couple.services.secrets.phone_key(PHONE)
    booking = make_stored(
        couple.services.store,
        reference="WXYZ-6789", slot=2, phone_key=key, documents=("R01", "R10", "R12", "R30"),
    )  # fmt: skip
    couple.booking = booking
    return couple


def named_in(shown: str) -> list[str]:
    """The files that the answer names."""
    return [name for line in json.loads(shown) for name in line.get("files", ())]


def test_pictures_are_written_for_their_owner_alone_and_named_in_the_answer(
    couple: Couple, tmp_path: Path
) -> None:
    paper, letter = couple.sends(files.photograph()), couple.sends(files.pdf(pages=2))
    into = tmp_path / "for" / "the-couple"

    shown = person_request.answer("show", PHONE, couple.services, into)

    pages = [(letter, 1), (letter, 2), (paper, 1)]
    expected = {f"WXYZ-6789-{id_}-{page}.jpg": (id_, page) for id_, page in pages}
    assert sorted(named_in(shown)) == sorted(path.name for path in into.iterdir())
    assert set(named_in(shown)) == set(expected)
    for name, (id_, page) in expected.items():
        kept = couple.services.papers.files.page("WXYZ-6789", id_, page)
        assert (into / name).read_bytes() == kept
        assert (into / name).stat().st_mode & 0o777 == 0o600
    assert into.stat().st_mode & 0o777 == 0o700


def test_pictures_of_a_deployed_copy_come_from_its_own_bucket(
    couple: Couple,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    couple.sends(files.photograph())
    settings = couple.services.settings
    stack = {"Table": settings.table, "PapersBucketName": str(settings.papers_bucket)}
    monkeypatch.setattr(stacks, "outputs", lambda *_: stack)
    links = [{"id": key.id, "secret": key.secret} for key in settings.keys.staff_links]
    own = {"hash_key": settings.keys.hash_key.hex(), "staff_links": links}
    ssm = boto3.client("ssm", region_name=REGION)
    for name, text in (("keys", json.dumps(own)), ("base-url", settings.base_url)):
        ssm.put_parameter(Name=f"/natrak/trial/{name}", Type="SecureString", Value=text)
    given = ["--phone", PHONE, "--stage", "trial", "--into", str(tmp_path / "new")]

    person_request.main(["show", *given])

    (name,) = named_in(capsys.readouterr().out)
    assert (tmp_path / "new" / name).read_bytes().startswith(b"\xff\xd8\xff")


def test_a_file_that_was_not_looked_at_yet_is_given_as_it_came(
    couple: Couple, tmp_path: Path
) -> None:
    asked = couple.ask().json_body
    sent = files.photograph()
    sent_to(couple.door, asked["upload"]["fields"], sent)

    shown = person_request.answer("show", PHONE, couple.services, tmp_path / "new")

    (name,) = named_in(shown)
    assert name == f"WXYZ-6789-{asked['id']}-as-sent"
    assert (tmp_path / "new" / name).read_bytes() == sent


def test_pictures_of_other_couples_stay_where_they_are(couple: Couple, tmp_path: Path) -> None:
    couple.sends(files.photograph())

    shown = person_request.answer("show", "+66800000000", couple.services, tmp_path / "new")

    assert json.loads(shown) == []
    assert not (tmp_path / "new").exists()


def test_without_a_new_folder_for_the_pictures_nothing_is_shown(
    couple: Couple, tmp_path: Path
) -> None:
    couple.sends(files.photograph())

    with pytest.raises(CannotGoOn, match=r"stored as well \(1\): INTO= names a folder"):
        person_request.answer("show", PHONE, couple.services)
    with pytest.raises(CannotGoOn, match="name a new folder"):
        person_request.answer("show", PHONE, couple.services, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_after_an_erasure_there_is_no_picture_to_show(couple: Couple, tmp_path: Path) -> None:
    couple.sends(files.photograph())
    into = tmp_path / "new"

    person_request.answer("erase", PHONE, couple.services)

    assert "couple" not in person_request.answer("show", PHONE, couple.services, into)
    assert not into.exists()
    assert couple.services.papers.files.kept_of("WXYZ-6789") == []
