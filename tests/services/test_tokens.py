"""Tokens that cannot be guessed, and ids in base 36."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.tokens import hash_of, long, new_token, short


def test_a_token_has_more_than_128_bits_and_fits_a_deep_link() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22,64}", token) for token in tokens)


def test_its_hash_tells_nothing_of_it() -> None:
    token = new_token()
    assert re.fullmatch("[0-9a-f]{64}", hash_of(token))
    assert token not in hash_of(token)


@given(st.integers(0, 2**63))
def test_a_number_comes_back(number: int) -> None:
    assert long(short(number)) == number


@pytest.mark.parametrize("code", ["", " ", "é", "1.5", "_"])
def test_what_is_no_number_is_an_error(code: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        long(code)
