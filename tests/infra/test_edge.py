"""CloudFront's functions, run in Node as CloudFront runs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from chalicelib.routes.application import LARGEST_BODY
from infra.package import edge

PAGES = ("index.html", "404.html", "book/index.html", "en/index.html", "en/404.html")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for page in (*PAGES, "index.html.br", "assets/site.css"):
        path = tmp_path / page
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def run(code: str, event: dict[str, Any]) -> dict[str, Any]:
    script = f"{code}\nconsole.log(JSON.stringify(handler({json.dumps(event)})));"
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("/", "/index.html"),
        ("/book/", "/book/index.html"),
        ("/en/", "/en/index.html"),
        ("/sitemap.xml", "/sitemap.xml"),
        ("/assets/site.css", "/assets/site.css"),
        ("/figures/bang-rak.json", "/figures/bang-rak.json"),
        ("/nowhere/", "/404.html"),
        ("/nowhere.html", "/404.html"),
        ("/en/nowhere/", "/en/404.html"),
    ],
)
def test_a_page_is_found_or_its_languages_404(site: Path, asked: str, found: str) -> None:
    answer = run(edge.page_request(site), {"request": {"uri": asked, "headers": {}}})

    assert answer["uri"] == found


def test_packed_copies_are_no_pages(site: Path) -> None:
    assert ".br" not in edge.page_request(site)


def test_a_page_without_its_slash_is_sent_there(site: Path) -> None:
    answer = run(edge.page_request(site), {"request": {"uri": "/book", "headers": {}}})

    assert (answer["statusCode"], answer["headers"]["location"]["value"]) == (301, "/book/")


def test_the_404_page_is_answered_404_and_others_are_left_alone() -> None:
    code = (edge.SOURCES / "page-answer.js").read_text()
    lost = {"statusCode": 200, "headers": {"x-amz-meta-status": {"value": "404"}}}
    found = {"statusCode": 200, "headers": {}}

    assert run(code, {"response": lost})["statusCode"] == 404
    assert run(code, {"response": found}) == found


def test_a_body_that_is_too_large_never_reaches_the_api() -> None:
    def sent(size: int) -> dict[str, Any]:
        headers = {"content-length": {"value": str(size)}}
        return run(edge.api_request(), {"request": {"uri": "/api/x", "headers": headers}})

    refused = sent(LARGEST_BODY + 1)

    assert sent(LARGEST_BODY)["uri"] == "/api/x"
    assert refused["statusCode"] == 413
    assert json.loads(refused["body"]["data"])["code"] == "body_too_large"


@pytest.mark.parametrize(
    ("method", "uri", "size", "outcome"),
    [
        ("POST", "/papers-bucket/", edge.LARGEST_FORM, "/"),
        ("POST", "/papers-bucket/", edge.LARGEST_FORM + 1, "EntityTooLarge"),
        ("POST", "/papers-bucket/", None, "EntityTooLarge"),
        ("GET", "/papers-bucket/", 0, "AccessDenied"),
        ("PUT", "/papers-bucket/uploads/x", 10, "AccessDenied"),
        ("DELETE", "/papers-bucket/pages/x", 0, "AccessDenied"),
        ("POST", "/papers-bucket/pages/x", 10, "AccessDenied"),
    ],
)
def test_only_a_form_goes_to_the_papers_bucket(
    method: str, uri: str, size: int | None, outcome: str
) -> None:
    headers = {} if size is None else {"content-length": {"value": str(size)}}

    answer = run(
        edge.papers_request(), {"request": {"method": method, "uri": uri, "headers": headers}}
    )

    told = answer["body"]["data"] if "body" in answer else answer["uri"]
    assert told == outcome or f"<Code>{outcome}</Code>" in told


def test_a_site_too_large_for_its_function_stops_the_package(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"a-page-with-quite-a-long-name-{number}.html").touch()

    with pytest.raises(ValueError, match="longer than CloudFront takes"):
        edge.page_request(tmp_path)
