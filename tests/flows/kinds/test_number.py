"""Whole numbers as people write them."""

import pytest

from bot.flows.kinds import WholeNumber
from locales import LANGUAGES, Language
from tests.flows.chat import chat_about

READ = {
    "0": 0,
    "7": 7,
    " 42 ": 42,
    "007": 7,
    "+5": 5,
    "1 234": 1234,
    "1.234": 1234,
    "1,234": 1234,
    "1'234": 1234,
    "1’234": 1234,
    "1\u00a0234": 1234,
    "1\u202f234": 1234,
    "1,234,567": 1_234_567,
    "12 345 678": 12_345_678,
}

REFUSED = ["", "x", "1,5", "1.5", "1.50", "1,23", "1,234.567", "12,34,567", "1e3", "0x10", "1_000",
           "about 300", "1 2", "٣", "½", "1-2", "--1", "1,,234", "🎉", "9" * 5000, "1" + ",000" * 2000]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", READ)
def test_thousands_may_be_separated_in_any_local_style(text: str, language: Language) -> None:
    chat = chat_about(WholeNumber(), language)
    chat.type(text)
    assert chat.answers == {"asked": READ[text]}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_whole_number_is_refused_with_an_example(text: str) -> None:
    chat = chat_about(WholeNumber())
    chat.type(text)
    assert chat.said.startswith("Please send a whole number, for example 1,250.")
    assert chat.answers == {}


@pytest.mark.parametrize("text", ["1", "101", "-5", "−5", "9" * 30])
def test_the_range_is_told(text: str) -> None:
    chat = chat_about(WholeNumber(least=2, most=100))
    chat.type(text)
    assert chat.said.startswith("Please send a number between 2 and 100.")


def test_it_is_repeated_as_it_was_understood() -> None:
    chat = chat_about(WholeNumber())
    chat.type("12.345")
    assert chat.said.startswith("✓ Asked?: 12,345")
