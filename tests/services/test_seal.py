"""The seal on buttons holds for one chat and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.seal import LIMIT, MARK, Seal

SEAL = Seal(bytes(range(32)))
DATA = st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=LIMIT - MARK - 1)
CHATS = st.integers(1, 2**52)


@given(DATA, CHATS)
def test_what_was_closed_opens_in_the_same_chat(data: str, chat: int) -> None:
    sealed = SEAL.close(data, chat)
    assert len(sealed.encode()) <= LIMIT
    assert SEAL.open(sealed, chat) == data


@given(DATA, CHATS, CHATS)
def test_it_opens_in_no_other_chat(data: str, chat: int, other: int) -> None:
    opened = SEAL.open(SEAL.close(data, chat), other)
    assert opened is None or chat == other


@given(DATA, CHATS, st.integers(0, LIMIT), st.characters(codec="ascii"))
def test_one_changed_character_breaks_it(data: str, chat: int, at: int, new: str) -> None:
    sealed = SEAL.close(data, chat)
    at %= len(sealed)
    changed = sealed[:at] + new + sealed[at + 1 :]
    assert changed == sealed or SEAL.open(changed, chat) is None


@given(st.text(), CHATS)
def test_anything_else_does_not_open(text: str, chat: int) -> None:
    assert SEAL.open(text, chat) is None


def test_another_key_opens_nothing() -> None:
    assert Seal(bytes(32)).open(SEAL.close("f:1:a:b", 7), 7) is None


def test_data_too_long_for_a_button_is_a_bug() -> None:
    with pytest.raises(ValueError, match="too long"):
        SEAL.close("x" * (LIMIT - MARK), 7)
