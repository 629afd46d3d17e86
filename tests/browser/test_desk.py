"""Officers at the desk in a real browser: two at once, and a network that drops."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from chalicelib import wiring
from tests.browser.axe import grave_findings
from tests.browser.loading import visitor
from tests.browser.officer import (
    JAIDEE,
    MALI,
    PRESSES,
    a_couple,
    at,
    colleague,
    expect_all_sent,
    expect_state,
    holds,
    open_desk,
    press,
    presses,
    staff_token,
)
from tests.builders import A_MONDAY
from tests.fakes import FrozenClock
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.engine]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CALM_MS = 200


@pytest.fixture
def token(url: str) -> str:
    """The office's link of today."""
    return staff_token()


def test_a_couple_is_served_with_three_presses(page: Page, token: str, clock: FrozenClock) -> None:
    a_couple()
    open_desk(page, token)

    press(page, "arrive")
    expect_state(page, "มาแล้ว")
    press(page, "start")
    expect_state(page, "กำลังให้บริการ")
    clock.moment = at(9, 24)
    expect_state(page, "24 / 30 นาที")
    press(page, "finish")

    expect_state(page, "ใช้เวลา 24 นาที")
    expect_all_sent(page)
    assert presses() == ["arrive", "start", "finish"]


def test_a_press_before_the_initials_are_given_is_noted_once_they_are(
    page: Page, token: str
) -> None:
    a_couple()
    open_desk(page, token, officer="")
    expect(page.locator("#officer")).to_be_focused()

    press(page, "arrive")
    expect(page.locator("[data-notices]")).to_contain_text("ใส่ชื่อย่อ")
    expect(page.locator("#officer")).to_be_focused()
    assert presses() == []
    page.keyboard.type("สมศรี")
    page.keyboard.press("Enter")

    expect_state(page, "มาแล้ว")
    expect_all_sent(page)
    assert presses() == ["arrive"]


def test_an_undo_takes_the_last_press_back(page: Page, token: str) -> None:
    a_couple()
    open_desk(page, token)

    press(page, "arrive")
    expect_state(page, "มาแล้ว")
    press(page, "undo")

    expect_state(page, "ยังไม่มา")
    expect_all_sent(page)
    assert presses() == ["arrive", "undo"]


def test_who_is_late_by_the_offices_rule_is_marked_and_can_be_noted_as_absent(
    page: Page, token: str, clock: FrozenClock
) -> None:
    a_couple()
    open_desk(page, token)
    expect(page.locator('[data-deed="no-show"]')).to_have_count(0)
    expect_state(page, "ยังไม่มา")

    clock.moment = at(9, 17)

    expect_state(page, "เลยเวลาแล้ว")
    expect(page.locator('[data-count="late"]')).to_have_text("1")
    press(page, "no-show")
    expect_state(page, "ไม่มา")
    expect_all_sent(page)
    assert presses() == ["no-show"]


def test_two_officers_see_each_others_presses_within_five_seconds(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    other = colleague(context, token, clock_stands=True)

    press(page, "arrive")
    expect_all_sent(page)
    other.clock.run_for(5_000)

    # No other time passes for this desk: what it asked for within these five seconds is enough.
    expect_state(other, "มาแล้ว")
    other.context.close()


def test_two_officers_cannot_start_the_same_couple_and_the_second_is_told_who_did(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    other = colleague(context, token)
    other.route("**/api/staff/desk?**", lambda route: route.abort())

    press(page, "start")
    expect_all_sent(page)
    press(other, "start")

    expect(other.locator("[data-notices]")).to_contain_text("สมศรี เริ่มให้บริการคู่นี้แล้วเมื่อ 09.00")
    other.unroute("**/api/staff/desk?**")
    expect_state(other, "โดย สมศรี")
    assert presses() == ["start"]
    other.context.close()


def test_presses_made_without_a_network_wait_and_are_sent_in_order_when_it_is_back(
    page: Page, context: BrowserContext, token: str, clock: FrozenClock
) -> None:
    a_couple()
    a_couple(JAIDEE, 2)
    open_desk(page, token)
    context.set_offline(True)

    press(page, "arrive")
    press(page, "start")
    press(page, "arrive", JAIDEE)

    expect_state(page, "รอส่ง")
    expect(page.locator("[data-connection]")).to_contain_text("รอส่ง 3 รายการ")
    assert presses() == []
    clock.moment = at(9, 20)
    context.set_offline(False)
    expect_all_sent(page)
    booking = wiring.services().store.find(MALI)
    assert booking
    assert [each.deed for each in booking.service.presses] == ["arrive", "start"]
    # They happened when they were pressed, not when they were sent.
    assert {each.at for each in booking.service.presses} == {at(9)}
    assert presses(JAIDEE) == ["arrive"]


def test_a_press_whose_answer_was_lost_counts_once_also_after_a_reload(
    page: Page, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    sent: list[str] = []

    def lose(route: object) -> None:
        sent.append(route.request.headers["idempotency-key"])  # type: ignore[attr-defined]
        if len(sent) == 1:
            route.fetch()  # type: ignore[attr-defined]
        route.abort("connectionreset")  # type: ignore[attr-defined]

    page.route(PRESSES, lose)
    press(page, "arrive")
    expect_state(page, "รอส่ง")
    until(lambda: presses() == ["arrive"] or page.wait_for_timeout(20))

    page.reload()
    page.locator("[data-module=desk][data-ready]").wait_for()
    page.unroute(PRESSES)

    expect_all_sent(page)
    expect_state(page, "มาแล้ว")
    assert presses() == ["arrive"]
    assert len(set(sent)) == 1


def test_nothing_but_references_presses_and_initials_is_kept_on_the_computer(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    page.locator(f'[data-open="{MALI}"]').click()
    page.locator("[data-papers] input").first.check()
    context.set_offline(True)
    press(page, "arrive")
    expect_state(page, "รอส่ง")

    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    assert MALI in kept
    for private in ("มะลิ", "Robin", "812345", token):
        assert private not in kept


def test_what_was_pressed_after_a_refused_press_is_dropped_with_it(
    page: Page, context: BrowserContext, token: str
) -> None:
    """Else one officer would finish the service of the other."""
    a_couple()
    open_desk(page, token)
    other = colleague(context, token)
    context.set_offline(True)
    press(page, "start")
    press(page, "finish")

    press(other, "start")
    expect_all_sent(other)
    context.set_offline(False)

    expect(page.locator("[data-notices]")).to_contain_text("วิชัย เริ่มให้บริการคู่นี้แล้ว")
    expect(page.locator("[data-notices]")).to_contain_text("อีก 1 ครั้งไม่ได้บันทึก")
    assert presses() == ["start"]
    other.context.close()


def test_a_press_is_in_sight_at_once_and_before_its_answer(page: Page, token: str) -> None:
    """In the turn of the script in which it is made, so that nothing can come between."""
    a_couple()
    open_desk(page, token)
    waiting: list[Route] = []
    page.route(PRESSES, lambda route: waiting.extend([route]))

    took = [
        page.evaluate(
            """(deed) => {
              const row = () => document.querySelector('tr[data-id="AAAA-2222"]')
              const began = performance.now()
              row().querySelector(`[data-deed=${deed}]`).click()
              const isInSight = row().classList.contains('line--arrived') === (deed === 'arrive')
              return isInSight ? performance.now() - began : Infinity
            }""",
            deed,
        )
        for deed in ("arrive", "undo") * 5
    ]

    # The least of ten: another program may have had the processor meanwhile, but not each time.
    assert min(took) < CALM_MS
    assert max(took) < float("inf")
    assert presses() == []


def test_a_name_with_markup_is_shown_as_text(page: Page, token: str) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    a_couple(first=name)
    open_desk(page, token)

    page.locator(f'[data-open="{MALI}"]').click()

    expect(page.locator(".couple__person").first).to_have_text(name)
    expect(page.locator("#couple-heading .panel__name").first).to_have_text(name)
    assert page.locator("[data-module] img:not(.panel__code)").count() == 0


@pytest.mark.parametrize(
    "words",
    ["มะลิ", "robin", "aaaa2222", "AAAA-2222", "081-234-5601", "+66 81 234 5601", "๐๘๑๒๓๔๕๖๐๑"],
)
def test_a_couple_is_found_by_reference_name_or_phone(page: Page, token: str, words: str) -> None:
    a_couple()
    a_couple(JAIDEE, 2, first="ใจดี มีสุข")
    open_desk(page, token)

    page.locator("#search").fill(words)

    expect(page.locator(f'tr[data-id="{MALI}"]')).to_be_visible()
    if words != "robin":
        expect(page.locator(f'tr[data-id="{JAIDEE}"]')).to_be_hidden()


def test_a_couple_of_another_day_is_found_without_a_name_in_any_address(
    page: Page, token: str
) -> None:
    a_couple(day=A_MONDAY)
    open_desk(page, token)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.locator("#search").fill("มะลิ")
    page.keyboard.press("Enter")

    expect(page.locator("#couple-heading")).to_contain_text("มะลิ ทดสอบ")
    expect(page.locator("[data-facts]")).to_contain_text("14 ธันวาคม")
    assert not any("%E0%B8%A1" in url or "มะลิ" in url for url in asked)


def test_a_couple_that_calls_is_moved_gets_a_new_link_and_is_cancelled(
    page: Page, token: str
) -> None:
    a_couple(slot=5)
    open_desk(page, token)
    page.locator(f'[data-open="{MALI}"]').click()
    panel = page.locator("[data-couple]")

    panel.get_by_text("ออกลิงก์ส่วนตัวใหม่").click()
    panel.locator("[data-new-link]").click()
    expect(panel.locator("[data-reply]")).to_have_value(re.compile(re.escape("/manage/#token=")))
    panel.get_by_text("เลื่อนนัด", exact=True).click()
    panel.locator("#move-date").fill("2026-12-14")
    expect(panel.locator("#move-slot option")).to_have_count(15)
    panel.locator("#move-slot").select_option("3")
    panel.get_by_role("button", name="เลื่อนไปเวลานี้").click()
    expect(panel.locator("[data-reply]")).to_have_value(re.compile(re.escape("14 ธันวาคม")))

    booking = wiring.services().store.find(MALI)
    assert booking
    assert (booking.date, booking.slot) == (A_MONDAY, 3)
    panel.locator("[data-close-panel]").click()
    page.locator("#search").fill(MALI)
    page.keyboard.press("Enter")
    panel.get_by_text("ยกเลิกการจอง", exact=True).click()
    panel.locator("[data-cancel]").click()
    expect(panel.locator("[data-reply]")).to_have_value(
        re.compile(re.escape("ยกเลิกการจอง AAAA-2222"))
    )
    booking = wiring.services().store.find(MALI)
    assert booking
    assert booking.status == "cancelled"


def test_times_written_on_paper_are_entered_later_with_the_registers(
    page: Page, token: str, clock: FrozenClock
) -> None:
    a_couple()
    clock.moment = at(16, 30)
    open_desk(page, token)
    page.locator(f'[data-open="{MALI}"]').click()
    panel = page.locator("[data-couple]")
    panel.locator("[data-times-fold] summary").click()

    for field, written in (
        ("arrive", "8.55"),
        ("start", "๐๙.๐๒"),
        ("finish", "0931"),
        ("registered_at", "9:28"),
    ):
        panel.locator(f"#time-{field}").fill(written)
    panel.locator("#remark").fill("พยานมาช้า")
    page.keyboard.press("Enter")

    expect(panel.locator("[data-panel-message]")).to_contain_text("บันทึกเวลาแล้ว")
    expect_state(page, "09.02–09.31 น. ใช้เวลา 29 นาที")
    booking = wiring.services().store.find(MALI)
    assert booking
    record = booking.service
    assert (record.arrived_at, record.registered_at, record.remark) == (
        at(8, 55),
        at(9, 28),
        "พยานมาช้า",
    )


BROKEN = {
    "no link": "เปิดหน้านี้ด้วยลิงก์ของสำนักงาน",
    "changed": "ลิงก์นี้ใช้ไม่ได้",
    "expired": "ลิงก์นี้หมดอายุแล้ว",
    "revoked": "ลิงก์นี้ถูกยกเลิกแล้ว",
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("path", ["/staff/desk/", "/staff/enter/", "/staff/days/"])
def test_a_link_that_opens_nothing_says_whom_to_ask(
    page: Page, token: str, clock: FrozenClock, path: str, broken: str
) -> None:
    services = wiring.services()
    if broken == "expired":
        clock.moment = at(9).replace(day=3)
    if broken == "revoked":
        services.link_register.revoke("bang-rak", services.staff_links.read(token).id, at(9))
    sent = {"no link": "", "changed": f"#token={token}x"}.get(broken, f"#token={token}")

    page.goto(f"{path}{sent}")

    shown = page.locator("[data-link-state]:visible")
    expect(shown.locator("h2")).to_have_text(BROKEN[broken])
    expect(shown).to_contain_text("หัวหน้าฝ่ายทะเบียน")
    expect(page.locator("[data-module]")).to_be_hidden()


def test_a_link_taken_back_while_the_desk_is_open_closes_it_and_keeps_what_waits(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    context.set_offline(True)
    press(page, "arrive")
    expect_state(page, "รอส่ง")
    services = wiring.services()
    services.link_register.revoke("bang-rak", services.staff_links.read(token).id, at(9))
    context.set_offline(False)
    expect(page.locator("[data-link-state=link_revoked]")).to_be_visible(timeout=10_000)
    assert presses() == []

    open_desk(page, staff_token(), officer="")

    expect_all_sent(page)
    expect_state(page, "มาแล้ว")
    assert presses() == ["arrive"]


def test_the_token_is_in_no_address_and_no_referer_but_of_the_downloads(
    page: Page, context: BrowserContext, token: str
) -> None:
    a_couple()
    seen: list[Request] = []
    context.on("request", lambda request: seen.extend([request]))
    open_desk(page, token)
    press(page, "arrive")
    expect_state(page, "มาแล้ว")
    page.locator(".desk-header__ways a").nth(1).click()
    page.locator("#slot option").first.wait_for(state="attached")
    page.locator(".language-link").click()
    page.locator("[data-module=enter][data-ready]").wait_for()
    page.locator(".desk-header__ways a").nth(0).click()
    page.locator("[data-module=desk][data-ready]").wait_for()
    assert page.url.startswith(f"{page.url.partition('/en/')[0]}/en/staff/desk/")
    with context.expect_page() as opened:
        page.locator(".desk-header__ways a").last.click()
    opened.value.wait_for_load_state()

    assert len(seen) > 20
    assert [request.url for request in seen if holds(request, token)] == []
    page.locator(".desk__lists summary").click()
    with context.expect_page() as printed:
        page.locator('[data-download="day-list.html"]').first.click()
    expect(printed.value.locator("body")).to_contain_text("มะลิ ทดสอบ")
    assert {
        request.url.partition("?")[0].rpartition("/")[2]
        for request in seen
        if holds(request, token)
    } == {"day-list"}


def test_papers_that_wait_are_one_press_away_in_the_row_and_in_the_panel(
    page: Page, token: str
) -> None:
    def send_papers(route: Route) -> None:
        answer = route.fetch()
        told = re.sub(r'("papers_state": ?)"none"', r'\1"waiting"', answer.text())
        route.fulfill(response=answer, body=told)

    a_couple()
    page.route("**/api/staff/desk?*", send_papers)
    open_desk(page, token, path="/en/staff/desk/")
    page.locator("button.couple").click()

    row, panel = page.locator(".line__tags a"), page.locator("[data-to-papers]")
    expect(row).to_have_attribute(
        "href", re.compile(rf"/en/staff/papers/#token={re.escape(token)}$")
    )
    expect(panel).to_be_visible()
    assert panel.get_attribute("href") == row.get_attribute("href")


def test_a_couple_that_has_been_served_scans_its_survey_from_the_panel(
    page: Page, token: str
) -> None:
    a_couple()
    open_desk(page, token)
    page.locator("button.couple").click()
    expect(page.locator("[data-survey]")).to_be_hidden()

    press(page, "start")
    press(page, "finish")

    expect(page.locator("[data-survey] a")).to_have_attribute("href", re.compile("/survey/#token="))
    code = page.locator("[data-survey] img")
    expect(code).to_be_visible()
    page.wait_for_function("document.querySelector('[data-survey] img').naturalWidth > 0")


def test_the_list_printed_ahead_is_that_of_the_next_working_day(
    page: Page, token: str, clock: FrozenClock
) -> None:
    """Before a weekend and a holiday on its Monday: Tuesday the 8th."""
    clock.moment = at(15).replace(day=4)
    open_desk(page, staff_token(day=clock.moment.date()))
    page.locator(".desk__lists summary").click()

    ahead = page.locator("[data-ahead]")
    expect(ahead).to_contain_text("วันอังคารที่ 8 ธันวาคม")
    assert "date=2026-12-08" in (ahead.get_attribute("href") or "")


CAMERA = """
  navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream()
  HTMLVideoElement.prototype.play = async () => {}
  window.BarcodeDetector = class { async detect() { return [{ rawValue: 'AAAA-2222' }] } }
"""


def test_the_code_of_a_ticket_opens_its_couple_where_there_is_a_camera(
    page: Page, token: str
) -> None:
    a_couple()
    page.add_init_script(CAMERA)
    open_desk(page, token)

    page.locator("[data-scan]").click()

    expect(page.locator("#couple-heading")).to_contain_text("มะลิ ทดสอบ")
    expect(page.locator("[data-scanner]")).to_be_hidden()


def test_without_a_camera_nobody_is_offered_one(page: Page, token: str) -> None:
    page.add_init_script("delete window.BarcodeDetector")
    open_desk(page, token)

    expect(page.locator("[data-scan]")).to_be_hidden()


def test_opening_the_desk_changes_nothing(page: Page, token: str) -> None:
    a_couple()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))

    open_desk(page, token)
    page.locator(f'[data-open="{MALI}"]').click()
    page.wait_for_timeout(3000)

    assert set(sent) == {"GET"}
    assert presses() == []


def test_a_couple_is_served_with_the_keyboard_alone(page: Page, token: str) -> None:
    a_couple()
    open_desk(page, token)

    page.keyboard.press("Escape")
    page.locator("body").press("/")
    expect(page.locator("#officer")).to_be_focused()
    page.locator("#officer").blur()
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("aaaa2222")
    expect(page.locator("#couple-heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f'[data-open="{MALI}"]')).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_state(page, "มาแล้ว")
    # The focus stays with the couple, on what comes next.
    page.keyboard.press("Tab")
    expect(page.locator(f'tr [data-deed="start"][data-reference="{MALI}"]')).to_be_focused()


@pytest.mark.parametrize("width", [390, 1024, 1280])
@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_serious_and_nothing_is_cut(
    page: Page, token: str, language: str, width: int
) -> None:
    a_couple()
    a_couple(JAIDEE, 2)
    open_desk(page, token, path=f"{language}/staff/desk/")
    page.set_viewport_size({"width": width, "height": 900})
    press(page, "start")
    page.locator(f'[data-open="{MALI}"]').click()
    page.locator("[data-times-fold] summary").click()

    assert grave_findings(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_the_first_load_of_the_desk_is_light(chromium: Browser, url: str, token: str) -> None:
    with visitor(chromium, url) as someone:
        load = someone.load(f"/staff/desk/#token={token}")

    assert load.kib < 100
    assert not load.fonts
