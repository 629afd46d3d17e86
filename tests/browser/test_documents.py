"""The papers of one couple: asked for one question at a time, ticked, printed, kept, forgotten."""

from __future__ import annotations

import io
import json

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.test_access import NARROWEST, OVERFLOW, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PREFIXES = ["", "/en"]
KEY = "natrak:checklist"


def go_on(page: Page) -> None:
    page.locator("[data-continue]").click()


def pick(page: Page, question: str, value: str) -> None:
    """Answer one question, which must be the only one in sight."""
    expect(page.locator("[data-question]:visible")).to_have_count(1)
    page.locator(f"#{question}-{value}").check()
    go_on(page)


def enter_day(page: Page, question: str, day: str, month: str, year: str) -> None:
    for name, value in (("day", day), ("month", month), ("year", year)):
        page.locator(f"#{question}-{name}").fill(value)
    go_on(page)


def begin(page: Page, first: str, second: str, prefix: str = "") -> None:
    """Start, and answer what every couple is asked first."""
    page.goto(f"{prefix}/documents/")
    page.locator("[data-begin]").click()
    page.locator("#nationality-0").select_option(first)
    page.locator("#nationality-1").select_option(second)
    go_on(page)


def make_longest_list(page: Page, prefix: str) -> None:
    """A couple to whom nearly everything applies."""
    begin(page, "TH", "GB", prefix)
    for question, value in (
        ("abroad", "no"),
        ("place", "office"),
        ("adults", "nobody"),
        ("prior-0", "divorced_registered"),
        ("prior-1", "divorced_abroad"),
        ("again", "no"),
    ):
        pick(page, question, value)
    enter_day(page, "end-0", "๑", "๑๐", "๒๕๖๙")
    enter_day(page, "end-1", "", "", "2019")
    enter_day(page, "appointment", "14", "12", "2569")
    for question, value in (
        ("sex-0", "F"),
        ("sex-1", "M"),
        ("former-0", "M"),
        ("origin-1", "unsure"),
    ):
        pick(page, question, value)
    enter_day(page, "cert-1", "1", "8", "2026")
    pick(page, "interpreter", "1")
    for value in ("name-0", "name-1", "card-1", "children", "prenup", "surname"):
        page.locator(f"#more-{value}").check()
    go_on(page)
    expect(page.locator("#list-heading")).to_be_focused()


def make_thai_list(page: Page, prefix: str = "") -> None:
    begin(page, "TH", "TH", prefix)
    for question, value in (
        ("abroad", "no"),
        ("place", "office"),
        ("adults", "nobody"),
        ("prior-0", "never"),
        ("prior-1", "never"),
        ("interpreter", "nobody"),
    ):
        pick(page, question, value)
    go_on(page)
    expect(page.locator("#list-heading")).to_be_focused()


def kept(page: Page) -> dict[str, object] | None:
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    return json.loads(text) if text else None


def listed(page: Page) -> set[str]:
    return set(
        page.locator("[data-list] .own-paper input").evaluate_all(
            "all => all.map((it) => it.value)"
        )
    )


@pytest.fixture(autouse=True)
def on_that_tuesday(page: Page) -> None:
    """The browser's day is the one of the service."""
    page.clock.set_fixed_time("2026-12-01T09:00:00+07:00")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_couple_answers_one_question_at_a_time_and_gets_its_own_list(
    page: Page, prefix: str
) -> None:
    make_longest_list(page, prefix)

    assert listed(page) == {
        *("R05:both", "R03:both", "R04:both", "R17:both", "R41:both", "R42:both", "R43:both"),
        *("R01:0", "R02:0", "R20:0", "R30:0", "R40:0"),
        *("R10:1", "R11:1", "R12:1", "R13:1", "R14:1", "R15:1", "R22:1", "R40:1", "R44:1"),
    }
    warnings = page.locator("[data-warnings]").inner_text()
    assert {"": "หนังสือรับรองอาจเก่าเกินไป", "/en": "Your proof may be too old"}[prefix] in warnings
    assert {"": "แจ้งวัฒนะ", "/en": "Chaeng Watthana"}[prefix] in warnings
    assert "Affirmation of marital status" in page.locator("[data-list]").inner_text()


def test_what_is_kept_holds_no_paper_about_health_no_warning_and_no_answer(page: Page) -> None:
    make_longest_list(page, "")

    list_ = kept(page)
    assert list_
    assert set(list_) == {"ids", "nationalities", "madeOn", "shown", "ticked"}
    assert list_["nationalities"] == ["TH", "GB"]
    assert list_["madeOn"] == "2026-12-01"
    assert not {"R30", "R16", "R18"} & set(list_["ids"])  # type: ignore[call-overload]
    text = json.dumps(list_)
    assert "R30" not in text
    assert not any(word in text for word in ("2019", "2026-10", "2026-08", '"F"', '"M"'))
    told = page.evaluate("import('/assets/checklist/kept-list.mjs').then((it) => it.keptList())")
    assert told == {name: list_[name] for name in ("ids", "nationalities", "madeOn")}


def test_nothing_is_sent_while_the_list_is_made(page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda it: sent.extend([it.url] * ("/api/" in it.url or it.method != "GET")))

    make_thai_list(page)

    assert sent == []
    assert "?" not in page.url


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_longest_list_is_printed_on_one_page(page: Page, prefix: str) -> None:
    make_longest_list(page, prefix)

    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    assert len(printed.pages) == 1
    assert "236 1395" in " ".join(printed.pages[0].extract_text().split())


def test_a_reload_keeps_the_list_and_its_ticks_in_either_language(page: Page) -> None:
    make_thai_list(page)
    page.locator("[id='have-R03:both']").check()

    page.reload()

    expect(page.locator("[data-list]")).to_be_visible()
    expect(page.locator("[id='have-R03:both']")).to_be_checked()
    expect(page.locator("[data-ticked]")).to_contain_text("1 จาก 7")
    page.goto("/en/documents/")
    expect(page.locator("[data-ticked]")).to_contain_text("1 of 7 ready")
    expect(page.locator("[id='have-R03:both']")).to_be_checked()


@pytest.mark.parametrize(
    ("prefix", "nationalities", "told"),
    [
        ("", ("TH", "DE"), "บุคคลที่ 1 (ไทย)"),
        ("/en", ("TH", "DE"), "Person 1 (Thailand)"),
        ("/en", ("TH", "TH"), ""),
    ],
)
def test_a_question_about_one_of_the_two_says_of_whom_by_what_tells_them_apart(
    page: Page, prefix: str, nationalities: tuple[str, str], told: str
) -> None:
    begin(page, *nationalities, prefix)
    for question, value in (("abroad", "no"), ("place", "office"), ("adults", "nobody")):
        expect(page.locator("[data-whose]")).to_have_text("")
        pick(page, question, value)

    expect(page.locator("#ask-prior-0")).to_be_visible()
    expect(page.locator("[data-whose]")).to_have_text(told)


def test_who_has_a_list_is_not_asked_to_make_one(page: Page) -> None:
    make_thai_list(page)

    expect(page.locator("[data-again]")).to_be_visible()
    expect(page.locator("[data-begin]")).to_be_hidden()


def test_forgetting_leaves_nothing_in_the_browser(page: Page) -> None:
    make_thai_list(page, "/en")

    page.locator("[data-forget]").click()

    expect(page.locator("[data-status]")).to_have_text(
        "Your list has been removed from this device"
    )
    expect(page.locator("[data-status]")).to_be_focused()
    expect(page.locator("[data-list]")).to_be_hidden()
    assert kept(page) is None
    page.reload()
    expect(page.locator("[data-list]")).to_be_hidden()
    expect(page.locator("[data-begin]")).to_be_visible()


def test_going_back_changes_an_answer_and_all_that_follows_from_it(page: Page) -> None:
    begin(page, "TH", "TH", "/en")
    pick(page, "abroad", "no")
    pick(page, "place", "office")
    pick(page, "adults", "nobody")
    pick(page, "prior-0", "widowed")
    expect(page.locator("#ask-prior-1")).to_be_visible()

    page.locator("[data-back]:visible").click()
    expect(page.locator("#prior-0-widowed")).to_be_checked()
    page.go_back()
    expect(page.locator("#adults-nobody")).to_be_checked()
    page.go_forward()
    pick(page, "prior-0", "never")
    pick(page, "prior-1", "never")

    expect(page.locator("#ask-interpreter")).to_be_visible()
    expect(page.locator("[data-progress]")).to_have_text("Part 3 of 4 · question 7")


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    ("answers", "rule"),
    [
        ([("abroad", "yes")], "R51"),
        ([("abroad", "no"), ("place", "outside")], "R50"),
        (
            [("abroad", "no"), ("place", "office"), ("adults", "nobody"), ("prior-0", "married")],
            "R34",
        ),
    ],
)
def test_a_couple_that_should_not_book_is_told_at_once_what_to_do_instead(
    page: Page, prefix: str, answers: list[tuple[str, str]], rule: str
) -> None:
    begin(page, "TH", "TH", prefix)
    for question, value in answers:
        pick(page, question, value)

    expect(page.locator("#stop-heading")).to_be_focused()
    stop = page.locator("[data-stop]")
    expect(stop.locator("a[href='tel:+6622361395']")).to_be_visible()
    expect(stop.locator(".rule__title")).to_have_text(
        page.locator(f"#{rule} .rule__title").text_content() or ""
    )
    assert stop.locator("a[href*='book']").count() == 0
    assert kept(page) is None
    stop.locator("[data-back]").click()
    expect(page.locator(f"#ask-{answers[-1][0]}")).to_be_visible()


def test_who_is_17_on_the_day_is_stopped_and_who_is_18_is_not(page: Page) -> None:
    begin(page, "TH", "TH", "/en")
    pick(page, "abroad", "no")
    pick(page, "place", "office")
    pick(page, "adults", "0")
    enter_day(page, "born-0", "14", "12", "2551")
    enter_day(page, "appointment", "13", "12", "2026")
    expect(page.locator("[data-stop]")).to_contain_text("Under 18 on the day")

    page.locator("[data-stop] [data-back]").click()
    enter_day(page, "appointment", "14", "12", "2026")

    expect(page.locator("#ask-prior-0")).to_be_visible()


def test_a_wrong_answer_is_named_and_the_question_stays(page: Page) -> None:
    page.goto("/en/documents/")
    page.locator("[data-begin]").click()
    go_on(page)
    expect(page.get_by_text("Choose a nationality for each of you")).to_be_visible()
    expect(page.locator("#nationality-0")).to_be_focused()
    assert page.title().startswith("Error: ")

    begin(page, "TH", "TH", "/en")
    go_on(page)
    expect(page.get_by_text("Choose one answer").locator("visible=true")).to_be_visible()
    pick(page, "abroad", "no")
    assert not page.title().startswith("Error: ")
    pick(page, "place", "office")
    pick(page, "adults", "0")
    enter_day(page, "born-0", "31", "2", "2551")
    expect(page.locator("#born-0-error")).to_contain_text("Enter a date")
    enter_day(page, "born-0", "1", "1", "2570")
    expect(page.locator("#born-0-error")).to_contain_text("still to come")
    enter_day(page, "born-0", "1", "1", "2551")
    enter_day(page, "appointment", "30", "11", "2569")
    expect(page.locator("#appointment-error")).to_contain_text("has passed")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_couple_makes_its_list_with_the_keyboard_alone(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/documents/")
    tab_to(page, "[data-begin]")
    page.keyboard.press("Enter")
    expect(page.locator("#ask-nationalities legend")).to_be_focused()
    for number in (0, 1):
        tab_to(page, f"#nationality-{number}")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for question in ("abroad", "place", "adults", "prior-0", "prior-1", "interpreter"):
        expect(page.locator(f"#ask-{question} legend")).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    expect(page.locator("#ask-more legend")).to_be_focused()
    tab_to(page, "[data-continue]")
    page.keyboard.press("Enter")
    expect(page.locator("#list-heading")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    expect(page.locator("[data-ticked]")).to_contain_text("1")
    assert len(kept(page)["ticked"]) == 1  # type: ignore[index, arg-type]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_nothing_is_wider_than_the_narrowest_phone(page: Page, prefix: str) -> None:
    page.set_viewport_size(NARROWEST)
    page.goto(f"{prefix}/documents/")
    assert page.evaluate(OVERFLOW) == 0
    for question in page.locator("[data-question]").all():
        question.evaluate(
            "it => { document.querySelector('[data-asking]').hidden = false; it.hidden = false }"
        )
        assert page.evaluate(OVERFLOW) == 0, question.get_attribute("id")
    make_longest_list(page, prefix)
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("prefix", PREFIXES)
def test_without_scripts_the_page_tells_everything_and_offers_nothing_it_cannot_do(
    chromium: Browser, url: str, prefix: str
) -> None:
    with chromium.new_context(base_url=url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{prefix}/documents/")

        for case in ("thai", "mixed", "foreign"):
            expect(page.locator(f"[aria-labelledby=case-{case}]")).to_be_visible()
        assert page.locator(".rule:visible").count() == page.locator(".rule").count() > 30
        for hidden in ("[data-begin]", "[data-asking]", "[data-list]", "[data-stop]"):
            expect(page.locator(hidden)).to_be_hidden()
        page.locator("#R12 summary").click()
        expect(page.locator("#R12 .source")).to_be_visible()


def test_where_nothing_can_be_stored_the_list_is_shown_and_said_not_to_be_kept(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    )

    make_thai_list(page, "/en")

    expect(page.get_by_text("This browser keeps no list")).to_be_visible()
    expect(page.locator("[data-private]")).to_be_hidden()
    assert "R01:0" in listed(page)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_below_an_own_list_the_general_part_waits_until_it_is_asked_for(
    page: Page, prefix: str
) -> None:
    make_thai_list(page, prefix)
    expect(page.locator("[data-general]")).to_be_hidden()

    page.locator("[data-show-all]").click()

    expect(page.locator("[data-general] h2").first).to_be_focused()
    expect(page.locator("#R12")).to_be_visible()
    expect(page.locator("[data-show-all]")).to_be_hidden()


def test_a_link_to_one_paper_shows_it_below_an_own_list_too(page: Page) -> None:
    make_thai_list(page)

    page.goto("/search/")
    page.goto("/documents/#R12")

    expect(page.locator("[data-list]")).to_be_visible()
    expect(page.locator("#R12")).to_be_in_viewport()
