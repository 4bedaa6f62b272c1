"""Months and dates in a chat."""

import pytest

from bot.flows.kinds import Date, Month
from locales import LANGUAGES, Language
from tests.flows.chat import chat_about


def test_this_month_last_month_and_january_are_buttons() -> None:
    chat = chat_about(Month())
    chat.play("""
        < Asked? · 1/2
        [February 2026]
        ~ Asked? ✓ February 2026
        < After?
    """)
    assert chat.answers == {"asked": "2026-02"}
    assert "January 2026" in chat_about(Month()).buttons


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_label_of_a_month_can_be_typed_too(language: Language) -> None:
    for label, data in chat_about(Month(), language).buttons.items():
        chat = chat_about(Month(), language)
        if data.startswith("asked:2"):
            chat.type(label)
            assert data == f"asked:{chat.answers['asked']}"


def test_what_is_no_month_is_asked_again_with_an_example() -> None:
    chat = chat_about(Month(), "es")
    chat.type("pronto")
    assert "febrero de 2026" in chat.said.splitlines()[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("1989-12", False),
        ("1990-01", True),
        ("2036-02", True),
        ("2036-03", False),
        ("0026-01", False),
    ],
)
def test_the_range_of_months(text: str, kept: bool) -> None:
    chat = chat_about(Month())
    chat.type(text)
    assert ("asked" in chat.answers) is kept
    assert (
        kept
        or "between January 1990 and February 2036" in chat.said
        or "month and its year" in chat.said
    )


@pytest.mark.parametrize(
    "code", ["2026-13", "2026-00", "0000-01", "2026-1", "26-01", "2026-02-01", "٢٠٢٦-٠١", "x"]
)
def test_a_forged_month_is_no_answer(code: str) -> None:
    chat = chat_about(Month())
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}
    assert "no longer in use" in chat.said


@pytest.mark.parametrize("code", ["1950-01", "2099-01"])
def test_a_forged_month_keeps_to_the_range(code: str) -> None:
    chat = chat_about(Month())
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}
    assert "between" in chat.said


def test_a_date_is_tapped_or_typed() -> None:
    chat = chat_about(Date())
    chat.tap("February 9, 2026")
    assert chat.answers == {"asked": "2026-02-09"}
    chat = chat_about(Date(), "es")
    chat.type("5/3/2026")
    assert chat.answers == {"asked": "2026-03-05"}


def test_a_date_with_two_meanings_is_asked_again() -> None:
    chat = chat_about(Date(), "en")
    chat.play("""
        > 5/3/2026
        < That can be March 5, 2026 or May 3, 2026. Please write the month as a word. … Asked?
        > 5 March 2026
        < ✓ Asked?: March 5, 2026
    """)


@pytest.mark.parametrize("text", ["1899-12-31", "2037-01-01"])
def test_the_range_of_dates(text: str) -> None:
    chat = chat_about(Date())
    chat.type(text)
    assert "between January 1, 1900 and December 31, 2036" in chat.said


@pytest.mark.parametrize("code", ["2026-02-30", "2026-2-1", "20260201", "x"])
def test_a_forged_date_is_no_answer(code: str) -> None:
    chat = chat_about(Date())
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}
    assert "no longer in use" in chat.said


def test_neither_takes_other_words() -> None:
    chat = chat_about(Date())
    chat.type("tomorrow")
    assert chat.said.startswith(
        "Please write a day, month and year, for example February 10, 2026."
    )
