"""The generator: small rules that the pages rely on."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from jinja2 import UndefinedError

import generate
from natrak_site import wording
from natrak_site.nationalities import NOBODYS
from natrak_site.templates import page_environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    return generate.render_parts(ROOT)


def test_the_telephone_stands_as_it_is_dialled_from_where_the_reader_is(
    parts: dict[str, str],
) -> None:
    link = re.compile('<a href="tel:\\+6622361395">(.*?)</a>')
    shown = {
        language: {
            re.sub("<.*?>", "", words) for words in link.findall(parts[f"book.{language}.html"])
        }
        for language in ("th", "en")
    }

    assert shown == {"th": {"0 2236 1395"}, "en": {"+66 2236 1395 (in Thailand: 0 2236 1395)"}}


def test_a_sentence_is_escaped_and_so_is_what_is_put_into_it() -> None:
    assert wording.fill("a < {b}", b="<i>") == "a &lt; &lt;i&gt;"


def test_a_missing_sentence_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ t.page.nowhere }}", encoding="utf-8")
    template = page_environment(tmp_path).get_template("page.html")

    with pytest.raises(UndefinedError):
        template.render(t={"page": {}})


def test_a_sentence_may_be_called_like_a_method(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ t.page.copy }}", encoding="utf-8")
    template = page_environment(tmp_path).get_template("page.html")

    assert template.render(t={"page": {"copy": "Copy"}}) == "Copy"


def test_an_unchanged_part_is_not_written_again(tmp_path: Path) -> None:
    part = tmp_path / "part.html"

    assert generate.write_if_changed(part, "words") is True
    assert generate.write_if_changed(part, "words") is False
    assert generate.write_if_changed(part, "other words") is True


@pytest.mark.parametrize("language", ["th", "en"])
def test_nationalities_stand_as_in_a_dictionary_with_thailand_first_and_stateless_last(
    parts: dict[str, str], language: str
) -> None:
    select = re.search(r"<select.*?</select>", parts[f"book.{language}.html"], re.DOTALL)
    assert select
    choices = re.findall(r'<option value="([^"]+)">([^<]*)<', select[0])
    values = [value for value, _ in choices]
    between = [label for _, label in choices[1:-1]]

    assert values[0] == "TH"
    assert values[-1] == "stateless"
    assert between == sorted_by_icu(between, language)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_country_that_can_have_a_national_can_be_chosen(
    parts: dict[str, str], language: str
) -> None:
    countries = json.loads(
        (ROOT / "functions" / "chalicelib" / "data" / "countries.json").read_text(encoding="utf-8")
    )
    values = re.findall(r'<option value="([^"]+)">', parts[f"book.{language}.html"])

    assert set(countries) > NOBODYS
    assert sorted(values) == sorted([*(set(countries) - NOBODYS), "stateless"] * 2)


def sorted_by_icu(labels: list[str], language: str) -> list[str]:
    """The judge: Node's collation, which comes from Unicode's own tables."""
    script = (
        "const [language, labels] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(labels.sort(new Intl.Collator(language).compare)))"
    )
    answer = subprocess.run(
        ["node", "-e", script],
        input=json.dumps([language, labels]),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(json.loads(answer.stdout))
