"""Amounts of money as people write them."""

import pytest

from bot.flows.kinds import Amount
from bot.flows.state import State
from locales import LANGUAGES, Language
from tests.flows.chat import chat_about

READ = {
    "1250": "1250",
    "1250.5": "1250.50",
    "1250,5": "1250.50",
    "1250.50": "1250.50",
    "1,250.50": "1250.50",
    "1.250,50": "1250.50",
    "1 250,50": "1250.50",
    "1\u00a0250,50": "1250.50",
    "1\u202f250,50": "1250.50",
    "1'250.50": "1250.50",
    "1’250.5": "1250.50",
    "1,250": "1250",
    "1.250": "1250",
    "1.250.000": "1250000",
    "1,250,000.05": "1250000.05",
    "0.5": "0.50",
    "0,01": "0.01",
    " 007 ": "7",
    "US$ 1,250": "1250",
    "R$1.250,50": "1250.50",
    "$5000": "5000",
    "5 000 €": "5000",
    "USD 5000": "5000",
    "5000 mxn": "5000",
    "999,999,999,999.99": "999999999999.99",
}

REFUSED = [
    "", "x", "five", "0", "0.00", "0,0", "-5", "−5", "+5", "1,25,000", "1.250.50", "1,250,50", "1.2345", "0.250", "0,250",
    "1.250,505", "12 50", "1e3", "0x10", "5 mil", "5 MIL", "5 M", "5k", "2 million", "5,", ".5", "1,250 or 1,300", "10-20",
    "1 250 000 thousand", "ABC 5", "٥", "½", "🎉", "USD", "$", "9" * 5000, "1" + ",000" * 2000, "1..5", "1,,000",
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", READ)
def test_it_is_read_in_any_local_style_to_the_cent(text: str, language: Language) -> None:
    chat = chat_about(Amount(), language)
    chat.type(text)
    assert chat.answers == {"asked": READ[text]}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_amount_or_can_be_two_is_refused_in_one_sentence(text: str) -> None:
    chat = chat_about(Amount())
    chat.type(text)
    assert chat.said.startswith("Please send an amount above zero, for example 1,250.50.\nAsked?")
    assert chat.answers == {}


@pytest.mark.parametrize("text", ["1,000,000,000,000", "9" * 20])
def test_the_range_is_told(text: str) -> None:
    chat = chat_about(Amount())
    chat.type(text)
    assert chat.said.startswith("Please send a number between 0.01 and 999,999,999,999.99.")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "1,250.50"), ("es", "1,250.50"), ("pt", "1.250,50"), ("fr", "1\u202f250,50")],
)
def test_it_is_repeated_in_local_style_with_its_cents(language: Language, shown: str) -> None:
    chat = chat_about(Amount(), language)
    chat.type("1250.5")
    assert chat.said.splitlines()[0].endswith(f": {shown}")


@pytest.mark.parametrize(
    "stored", ["0", "0.00", "1250.5", "1,250", "-1", "01", "", "x", 5, 1.5, True, ["1"], "1" * 30]
)
def test_what_is_stored_otherwise_is_asked_again(stored: object) -> None:
    chat = chat_about(Amount())
    chat.state = State({"asked": stored})
    chat.open()
    assert chat.key == "asked"
