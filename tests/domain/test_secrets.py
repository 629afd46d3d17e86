"""References, fingerprints and manage tokens."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.secrets import ALPHABET, Secrets, normal_reference

SECRETS = Secrets(b"one key")
KEYS = st.text(alphabet="abcXYZ019_-", min_size=16, max_size=64)


@given(KEYS)
def test_the_same_key_always_leads_to_the_same_references(key: str) -> None:
    assert SECRETS.references(key) == Secrets(b"one key").references(key)


@given(KEYS)
def test_a_reference_can_be_said_on_the_phone(key: str) -> None:
    for reference in SECRETS.references(key):
        assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", reference)


def test_no_two_signs_of_a_reference_can_be_mistaken_for_each_other() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set("01IO") & set(ALPHABET)


def test_ten_thousand_keys_share_no_reference() -> None:
    references = {SECRETS.references(f"key-number-{n:08}")[0] for n in range(10_000)}

    assert len(references) == 10_000


def test_another_service_key_leads_to_other_references() -> None:
    assert Secrets(b"other").references("k" * 16) != SECRETS.references("k" * 16)


@given(KEYS)
def test_a_reference_is_found_however_it_is_typed(key: str) -> None:
    reference = SECRETS.references(key)[0]

    assert normal_reference(reference.lower()) == reference
    assert normal_reference(reference.replace("-", " ")) == reference
    assert normal_reference(reference.replace("-", "")) == reference


def test_what_is_no_reference_becomes_none() -> None:
    assert normal_reference("ABC") == ""
    assert normal_reference("K7M4-Q2XW-K7M4") == ""


def test_a_manage_token_opens_its_own_booking_only() -> None:
    token = SECRETS.manage_token("ABCD-2345", 1)

    assert SECRETS.is_manage_token(token, "ABCD-2345", 1)
    assert not SECRETS.is_manage_token(token, "ABCD-2346", 1)
    assert not SECRETS.is_manage_token("", "ABCD-2345", 1)
    assert not SECRETS.is_manage_token("ก" * 32, "ABCD-2345", 1)


def test_a_new_version_ends_the_tokens_before_it() -> None:
    old = SECRETS.manage_token("ABCD-2345", 1)

    assert not SECRETS.is_manage_token(old, "ABCD-2345", 2)


def test_a_fingerprint_of_one_purpose_never_stands_for_another() -> None:
    assert SECRETS.fingerprint("key", "same text") != SECRETS.fingerprint("body", "same text")
