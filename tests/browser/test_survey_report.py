"""A couple answers, a director reads: the survey, the report and the figures in a real browser."""

from __future__ import annotations

import io
from contextlib import closing
from datetime import datetime, time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pypdf import PdfReader

from chalicelib.adapters.clock import BANGKOK
from chalicelib.adapters.figure_shelves import FolderShelf
from chalicelib.domain.months import Month
from chalicelib.domain.service_records import Press, ServiceRecord
from chalicelib.domain.survey_tokens import SurveyTokens
from chalicelib.wiring import services
from infra.local import site
from tests.browser.axe import grave_findings
from tests.browser.test_access import NARROWEST, OVERFLOW, tab_to
from tests.builders import A_MONDAY, make_booking, make_stored
from tests.fakes import FrozenClock

pytestmark = [pytest.mark.browser, pytest.mark.engine]

DECEMBER = Month(2026, 12)
DESKTOP = {"width": 1280, "height": 900}
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"])


@pytest.fixture
def token(url: str) -> str:
    return SurveyTokens(services().secrets).token(make_booking())


def kept() -> list[dict[str, int]]:
    return [dict(levels) for levels in services().survey_store.levels("bang-rak", DECEMBER)]


@LANGUAGES
def test_a_couple_answers_with_one_press_each(page: Page, token: str, prefix: str) -> None:
    page.goto(f"{prefix}/survey/#token={token}")
    for number, question in enumerate(services().surveys.questionnaire.questions):
        page.locator(f"#{question.id}-{'none' if number == 4 else 5 - number % 2}").click()
    page.locator("textarea").fill("ขอบคุณค่ะ โทร 081-234-5678")
    assert grave_findings(page) == []
    page.locator("[type=submit]").click()

    expect(page.locator("#survey-thanks")).to_be_focused()
    expect(page.locator("[data-form]")).to_be_hidden()
    (levels,) = kept()
    assert levels == {"steps": 5, "time": 4, "staff": 5, "channel": 4, "result": 4, "overall": 5}
    assert services().survey_store.comments("bang-rak", DECEMBER) == ["ขอบคุณค่ะ โทร [•••]"]
    assert "token" not in page.url


def test_a_couple_answers_with_the_keyboard_alone(page: Page, token: str) -> None:
    page.goto(f"/en/survey/#token={token}")
    expect(page.locator("[data-form]")).to_be_visible()

    tab_to(page, "#steps-5")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    tab_to(page, "[type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator("#survey-thanks")).to_be_focused()
    assert kept() == [{"steps": 4}]


def test_nothing_answered_is_said_and_uses_nothing_up(page: Page, token: str) -> None:
    page.goto(f"/en/survey/#token={token}")
    page.locator("[type=submit]").click()

    expect(page.get_by_text("Please answer at least one question")).to_be_visible()
    page.locator("#staff-5").click()
    page.locator("[type=submit]").click()
    expect(page.locator("#survey-thanks")).to_be_visible()


def test_a_lost_connection_keeps_the_answers_and_counts_them_once(
    page: Page, context: BrowserContext, token: str
) -> None:
    page.goto(f"/en/survey/#token={token}")
    page.locator("#staff-5").click()
    # The service keeps the answer, and its word is lost on the way back.
    context.route("**/api/survey", lambda route: (route.fetch(), route.abort()))
    page.locator("[type=submit]").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    context.unroute("**/api/survey")
    page.locator("[type=submit]").click()

    expect(page.locator("#survey-thanks")).to_be_visible()
    assert kept() == [{"staff": 5}]


@LANGUAGES
def test_every_other_link_says_why_it_opens_nothing(
    page: Page, token: str, prefix: str, clock: FrozenClock
) -> None:
    services().surveys.answer(token, {"staff": 5}, "")
    late = SurveyTokens(services().secrets).token(make_booking(date=A_MONDAY.replace(month=9)))
    for fragment, state in (
        ("", "no_link"),
        ("#token=x", "bad_link"),
        (f"#token={token}", "answered"),
        (f"#token={late}", "expired"),
    ):
        page.goto("about:blank")
        page.goto(f"{prefix}/survey/{fragment}")
        expect(page.locator(f"#survey-{state}")).to_be_visible()


def test_the_other_language_asks_the_same_couple(page: Page, token: str) -> None:
    page.goto(f"/survey/#token={token}")
    page.locator("a.language-link").first.click()

    expect(page).to_have_url(f"{page.url.split('/en/')[0]}/en/survey/#token={token}")
    expect(page.locator("[data-form]")).to_be_visible()


@LANGUAGES
def test_the_ticket_leads_to_the_survey_once_the_couple_was_served(
    page: Page, report_link: str, prefix: str
) -> None:
    make_stored(services().store, reference="WXYZ-2345", slot=12)
    for reference, served in (("ABCD-2342", True), ("WXYZ-2345", False)):
        token = services().secrets.manage_token(reference, 1)
        page.goto("about:blank")
        page.goto(f"{prefix}/manage/#token={token}&reference={reference}")
        expect(page.locator("[data-reference]").first).to_have_text(reference)
        expect(page.locator("[data-survey]")).to_be_visible(visible=served)
        if served:
            page.locator("[data-survey]").click()
            expect(page.locator("#survey-answered")).to_be_visible()


@pytest.mark.parametrize("path", ["/survey/", "/staff/report/", "/figures/"])
@LANGUAGES
def test_without_scripts_the_page_says_what_to_do(
    chromium: Browser, url: str, prefix: str, path: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{prefix}{path}#token=x")

        expect(page.locator("main noscript .notice, main .notice").first).to_be_visible()
        expect(page.locator("main form")).to_have_count(0 if path == "/figures/" else 1)
        for form in page.locator("main form").all():
            expect(form).to_be_hidden()


@pytest.fixture
def report_link(url: str, clock: FrozenClock) -> str:
    """The fragment of a report link, at an office with a served day and six answers."""
    for slot in range(1, 9):
        start = datetime.combine(A_MONDAY, time(8 + slot // 2, 30 * (slot % 2)), BANGKOK)
        presses = (
            Press("start", start, start, "link"),
            Press("finish", start.replace(minute=start.minute + 25), start, "link"),
        )
        visit = make_stored(
            services().store,
            reference=f"ABCD-234{slot + 1}",
            slot=slot,
            start=start.time(),
            service=ServiceRecord(presses),
        )
        if slot <= 6:
            token = SurveyTokens(services().secrets).token(visit)
            services().surveys.answer(token, {"overall": 5, "staff": 4}, "ดีมาก")
    clock.moment = clock.moment.replace(day=16)
    links = services().staff_links
    link = links.make("bang-rak", A_MONDAY, A_MONDAY.replace(day=31), "report", clock.moment)
    return f"#token={links.token(link)}"


@LANGUAGES
def test_a_director_reads_the_report(page: Page, report_link: str, prefix: str) -> None:
    page.set_viewport_size(DESKTOP)
    page.goto(f"{prefix}/staff/report/{report_link}")

    expect(page.locator('[data-value="on_time"]')).to_have_text("100.0%")
    expect(page.locator('[data-value="satisfaction"]')).to_have_text("90.0%")
    assert "25" in page.locator('[data-value="minutes"]').inner_text()
    assert page.locator(".chart__svg[role=img][aria-label]").count() == 7
    for name in ("by_month", "by_channel", "minutes_chart", "by_question", "lead_time", "slots"):
        assert page.locator(f'[data-rows="{name}"] tr').count() > 0
    assert grave_findings(page) == []
    assert "noindex" in str(page.locator("meta[name=robots]").get_attribute("content"))


@LANGUAGES
def test_the_report_stands_in_the_desks_frame_without_ways_that_its_link_does_not_open(
    page: Page, report_link: str, prefix: str
) -> None:
    page.goto(f"{prefix}/staff/report/{report_link}")

    expect(page.locator(".desk-header")).to_be_visible()
    expect(page.locator(".desk-header nav, .site-header, .site-footer")).to_have_count(0)
    page.locator("a.language-link").click()
    expect(page.locator("[data-report]")).to_be_visible()
    assert page.url.endswith(report_link)


@LANGUAGES
def test_the_report_is_two_sheets_of_a4(page: Page, report_link: str, prefix: str) -> None:
    page.goto(f"{prefix}/staff/report/{report_link}")
    page.locator('[data-preset="last_year"]').click()
    page.locator('[data-preset="this_month"]').click()
    expect(page.locator('[data-value="on_time"]')).to_have_text("100.0%")

    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    assert len(sheets) == 2
    assert {round(float(sheet.mediabox.height)) for sheet in sheets} <= {841, 842}


def test_a_span_is_chosen_and_a_wrong_one_is_refused(page: Page, report_link: str) -> None:
    page.goto(f"/en/staff/report/{report_link}")
    page.locator("#report-from").fill("2026-12-15")
    page.locator("#report-to").fill("2026-12-16")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator('[data-value="minutes"]')).to_have_text("no data")

    page.locator("#report-to").fill("2026-12-01")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("[data-span-wrong]")).to_contain_text("at most 400 days")


def test_the_csv_is_downloaded_without_the_token_in_an_address(
    page: Page, report_link: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/en/staff/report/{report_link}")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download CSV").click()

    assert Path(waiting.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    assert not [address for address in asked if "token" in address.partition("#")[0]]


@LANGUAGES
def test_a_bad_report_link_says_whom_to_ask(page: Page, url: str, prefix: str) -> None:
    page.goto(f"{prefix}/staff/report/#token=x")
    expect(page.locator("#report-bad_link")).to_be_visible()
    page.goto(f"{prefix}/staff/report/#")
    expect(page.locator("#report-no_link")).to_be_visible()


@LANGUAGES
def test_survey_and_report_fit_the_narrowest_phone(
    page: Page, token: str, report_link: str, prefix: str
) -> None:
    page.set_viewport_size(NARROWEST)
    fresh = SurveyTokens(services().secrets).token(make_booking(reference="ZZZZ-2345"))
    for path, shown in (
        (f"/survey/#token={fresh}", "[data-form]"),
        (f"/staff/report/{report_link}", "[data-report]"),
        ("/figures/", "h1"),
    ):
        page.goto(f"{prefix}{path}")
        expect(page.locator(shown)).to_be_visible()
        assert page.evaluate(OVERFLOW) == 0, path
        assert grave_findings(page) == [], path


@pytest.fixture
def figures(url: str, tmp_path: Path) -> Path:
    """Figures as the local server shows them beside the pages."""
    services().figure_shelf = FolderShelf(tmp_path)
    services().figures.publish()
    return tmp_path


@LANGUAGES
def test_the_figures_page_shows_the_published_file(
    page: Page, context: BrowserContext, figures: Path, prefix: str
) -> None:
    file = (figures / "bang-rak.json").read_text()
    context.route("**/figures/bang-rak.json", lambda route: route.fulfill(body=file))

    page.goto(f"{prefix}/figures/")

    expect(page.locator('[data-value="places_left"]')).to_contain_text("45")
    expect(page.locator('[data-value="minutes"]')).not_to_be_empty()
    assert grave_findings(page) == []


@LANGUAGES
def test_without_a_file_the_figures_page_leads_to_the_phone(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/figures/")

    expect(page.locator("[data-failed]")).to_be_visible()
    expect(page.locator("[data-failed] a[href^='tel:']")).to_be_visible()


def test_the_local_server_shows_the_folder_of_figures_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "bang-rak.json").write_text("{}")
    seen: list[str] = []

    def ask(path: str) -> bytes:
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET"}
        started = lambda status, headers: seen.append(status)  # noqa: E731
        answer = site.application(tmp_path)(environ, started)
        with closing(answer):
            return b"".join(answer)

    assert ask("/figures/bang-rak.json") == b"{}"
    assert b"data-figures" in ask("/figures/")
    assert [status[:3] for status in seen] == ["200", "200"]
