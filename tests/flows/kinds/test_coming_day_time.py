"""Days to come and times of the day, as meetings are planned."""

import pytest

from bot.flows.kinds import ComingDay, TimeOfDay
from locales import LANGUAGES, Language
from tests.flows.chat import chat_about

TIMES = {
    "10:00": "10:00",
    " 9:05 ": "09:05",
    "14h30": "14:30",
    "14 h 30": "14:30",
    "15 h": "15:00",
    "15h": "15:00",
    "8": "08:00",
    "14.30": "14:30",
    "10:00 hs": "10:00",
    "2:30 pm": "14:30",
    "2.30 p.m.": "14:30",
    "12 am": "00:00",
    "12:15 PM": "12:15",
    "23:59": "23:59",
}
NO_TIMES = ["", "x", "24:00", "10:60", "10:5", "1000", "13 pm", "0 am", "-1", "ten", "10:00:00",
            "10,00", "١٠:٠٠", "🎉", "9" * 5000, "10:00 or 11:00"]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "time"), TIMES.items())
def test_a_time_is_read_as_people_write_it(typed: str, time: str, language: Language) -> None:
    chat = chat_about(TimeOfDay(), language)
    chat.type(typed)
    assert chat.answers == {"asked": time}


@pytest.mark.parametrize("typed", NO_TIMES)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    chat = chat_about(TimeOfDay())
    chat.type(typed)
    assert chat.said.startswith("Please write a time from 00:00 to 23:59, for example 14:30.")
    assert chat.answers == {}


def test_usual_times_are_buttons() -> None:
    chat = chat_about(TimeOfDay())
    assert list(chat.buttons)[:4] == ["09:00", "10:00", "14:30", "15:00"]
    chat.tap("14:30")
    assert chat.answers == {"asked": "14:30"}


@pytest.mark.parametrize("code", ["2500", "1060", "10:00", "x", "", "_page1"])
def test_a_forged_button_gives_no_time(code: str) -> None:
    chat = chat_about(TimeOfDay())
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}


def test_the_committees_usual_days_are_buttons() -> None:
    """It is 10 February 2026: the third Tuesday of this month is still to come."""
    chat = chat_about(ComingDay())
    assert list(chat.buttons)[:4] == [
        "February 17, 2026",
        "March 17, 2026",
        "April 21, 2026",
        "May 19, 2026",
    ]
    chat.tap("April 21, 2026")
    assert chat.answers == {"asked": "2026-04-21"}


@pytest.mark.parametrize("typed", ["9 February 2026", "17 March 2020", "1 January 2029"])
def test_a_day_that_is_past_or_far_away_is_refused(typed: str) -> None:
    chat = chat_about(ComingDay())
    chat.type(typed)
    assert chat.said.startswith(
        "Please give a date between February 10, 2026 and December 31, 2028."
    )
    assert chat.answers == {}


@pytest.mark.parametrize("typed", ["10 February 2026", "2026-02-11", "31 December 2028"])
def test_a_day_from_today_on_is_taken(typed: str) -> None:
    chat = chat_about(ComingDay())
    chat.type(typed)
    assert chat.answers
