"""Rules for a day, as people say them."""

from __future__ import annotations

from datetime import time

import pytest

from committee.calendar import THURSDAY, TUESDAY, DayRule
from committee.day_rules import rule_in

TEN = time(10)


@pytest.mark.parametrize(
    ("words", "nth", "weekday"),
    [
        ("third Tuesday", 3, TUESDAY),
        ("  THE   Third tuesday ", 3, TUESDAY),
        ("3rd tue", 3, TUESDAY),
        ("last Thu", -1, THURSDAY),
        ("1 thursday", 1, THURSDAY),
    ],
)
def test_a_rule_in_words_is_understood(words: str, nth: int, weekday: int) -> None:
    assert rule_in(words, TEN) == DayRule(nth, weekday, TEN)


@pytest.mark.parametrize(
    "words", ["", "Tuesday", "third", "fifth Tuesday", "third t", "third tux", "third tuesday x"]
)
def test_what_is_no_rule_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="a rule is first, second"):
        rule_in(words, TEN)
