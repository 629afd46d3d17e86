"""Staff links: what they open, and that nothing else opens anything."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from itsdangerous import URLSafeSerializer

from chalicelib.adapters.staff_links import SigningKey, StaffLinks
from chalicelib.domain.errors import LinkExpired, LinkInvalid
from chalicelib.domain.staff_links import READS_THE_LISTS, Scope, StaffLink
from tests.builders import A_MONDAY, NOW

OLD, NEW = SigningKey("old", "old secret"), SigningKey("new", "new secret")
LINKS = StaffLinks((OLD,))


def make_link(scope: Scope = "day-list", last: date = A_MONDAY) -> StaffLink:
    return LINKS.make("bang-rak", A_MONDAY, last, scope, NOW)


def test_a_link_says_what_it_was_made_for() -> None:
    link = make_link()

    assert LINKS.read(LINKS.token(link)) == link


def test_a_link_with_any_one_character_changed_opens_nothing() -> None:
    token = LINKS.token(make_link())

    for at in range(len(token)):
        for other in ("A", "B", "_", "."):
            if token[at] == other:
                continue
            changed = token[:at] + other + token[at + 1 :]
            with pytest.raises(LinkInvalid):
                LINKS.read(changed)


def test_no_other_spelling_of_the_last_character_opens_anything() -> None:
    token = LINKS.token(make_link())
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    opened = []
    for letter in letters:
        try:
            LINKS.read(token[:-1] + letter)
        except LinkInvalid:
            continue
        opened.append(letter)

    assert opened == [token[-1]]


@pytest.mark.parametrize("junk", ["", ".", "a.b", "x" * 5000, "ก.ข", "...."])
def test_junk_opens_nothing(junk: str) -> None:
    with pytest.raises(LinkInvalid):
        LINKS.read(junk)


def test_a_token_made_for_another_purpose_with_the_same_key_opens_nothing() -> None:
    other = URLSafeSerializer(OLD.secret, salt="natrak.something-else")

    with pytest.raises(LinkInvalid):
        LINKS.read(str(other.dumps({"office": "bang-rak"})))


def test_yesterdays_links_work_after_a_new_key_was_added() -> None:
    token = LINKS.token(make_link())
    rotated = StaffLinks((OLD, NEW))

    assert rotated.read(token).key_id == "old"
    assert rotated.make("bang-rak", A_MONDAY, A_MONDAY, "day-list", NOW).key_id == "new"


def test_a_link_ends_with_the_key_that_made_it() -> None:
    with pytest.raises(LinkInvalid):
        StaffLinks((NEW,)).read(LINKS.token(make_link()))


def test_a_link_lasts_until_the_end_of_its_last_day() -> None:
    link = make_link()
    end = NOW.replace(day=15, hour=0)

    link.must_be_current(end - timedelta(seconds=1))
    with pytest.raises(LinkExpired):
        link.must_be_current(end)


def test_a_link_for_a_past_day_lasts_a_day() -> None:
    link = LINKS.make("bang-rak", date(2026, 11, 2), date(2026, 11, 2), "day-list", NOW)

    assert link.expires_at == NOW + timedelta(hours=24)


def test_a_link_opens_its_own_days_only() -> None:
    link = make_link(last=date(2026, 12, 16))

    assert link.day_for(READS_THE_LISTS, None, NOW.date()) == A_MONDAY
    assert link.day_for(READS_THE_LISTS, date(2026, 12, 16), NOW.date()) == date(2026, 12, 16)
    for outside in (date(2026, 12, 13), date(2026, 12, 17)):
        with pytest.raises(LinkInvalid):
            link.day_for(READS_THE_LISTS, outside, NOW.date())


def test_a_link_over_today_shows_today_unless_asked_otherwise() -> None:
    link = make_link(last=date(2026, 12, 16))

    assert link.day_for(READS_THE_LISTS, None, date(2026, 12, 15)) == date(2026, 12, 15)


def test_a_report_link_does_not_open_the_day_list() -> None:
    with pytest.raises(LinkInvalid):
        make_link("report").day_for(READS_THE_LISTS, None, NOW.date())


def test_two_links_for_the_same_day_have_names_of_their_own() -> None:
    assert make_link().id != make_link().id
