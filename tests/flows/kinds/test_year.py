"""Years."""

import pytest

from bot.flows.kinds import Year
from bot.flows.state import State
from tests.flows.chat import chat_about


@pytest.mark.parametrize("text", ["1990", " 2024 ", "2027"])
def test_from_the_first_to_the_next_year(text: str) -> None:
    chat = chat_about(Year())
    chat.type(text)
    assert chat.answers == {"asked": int(text)}


@pytest.mark.parametrize(
    "text",
    ["1989", "2028", "24", "02024", "2,024", "20 24", "last year", "", "٢٠٢٤", "2024-25", "-2024", "🎉", "9" * 5000],
)  # fmt: skip
def test_anything_else_is_refused_with_the_range(text: str) -> None:
    chat = chat_about(Year())
    chat.type(text)
    assert chat.said.startswith("Please send a year from 1990 to 2027, in four digits.\nAsked?")
    assert chat.answers == {}


def test_the_last_four_are_buttons() -> None:
    chat = chat_about(Year())
    assert list(chat.buttons)[:4] == ["2026", "2025", "2024", "2023"]
    chat.tap("2024")
    assert chat.answers == {"asked": 2024}
    assert "✓ 2024" in chat.said


@pytest.mark.parametrize("code", ["2028", "1800", "x", "", "_page1"])
def test_a_forged_button_gives_no_year(code: str) -> None:
    chat = chat_about(Year())
    chat.tap_data(f"asked:{code}")
    assert chat.answers == {}


@pytest.mark.parametrize("stored", [1989, 2028, "2024", 2024.0, True, None, [2024]])
def test_what_is_stored_otherwise_is_asked_again(stored: object) -> None:
    chat = chat_about(Year())
    chat.state = State({"asked": stored})
    chat.open()
    assert chat.key == "asked"
