"""The currencies of today."""

import pytest

from bot.flows.asking import Asking
from bot.flows.choices import find
from bot.flows.currencies import USUAL, currencies, currency_codes
from bot.flows.kinds import OneOf
from bot.flows.words import folded
from locales import LANGUAGES, Language, translator_for
from tests.flows.chat import chat_about, situation


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_usual_ones_come_first_then_all_by_name(language: Language) -> None:
    choices = currencies(Asking("currency", situation(language)))
    assert tuple(choice.code for choice in choices[:5]) == USUAL
    names = [folded(translator_for(language).plain(choice.words[0])) for choice in choices[5:]]
    assert names == sorted(names)
    assert len(choices) == len({choice.code for choice in choices}) == len(currency_codes())


def test_they_are_those_of_today() -> None:
    codes = currency_codes()
    assert 140 < len(codes) < 170
    assert {"GTQ", "XCD", "VES", "XCG", "PEN", "CHF", "JPY"} <= codes
    assert not {"DEM", "VEF", "CUC", "ANG", "XAU", "XXX", "USN", "CLF"} & codes
    assert all(len(code) == 3 and code.isupper() for code in codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usd", "USD"),
        ("US$", "USD"),
        ("US dollar", "USD"),
        ("dólar estadounidense", "USD"),
        ("euros", "EUR"),
        ("real", "BRL"),
        ("quetzales", "GTQ"),
        ("Guatemalan quetzal (GTQ)", "GTQ"),
        ("dollar des Caraïbes orientales", "XCD"),
        ("pesos mexicanos", "MXN"),
    ],
)
def test_code_or_name_is_typed(text: str, code: str) -> None:
    chat = chat_about(OneOf(currencies))
    chat.type(text)
    assert chat.answers == {"asked": code}


def test_where_many_have_the_name_they_are_offered() -> None:
    chat = chat_about(OneOf(currencies), "es")
    chat.type("dólares")
    assert chat.answers == {}
    assert "Dólar estadounidense (USD)" in chat.buttons
    assert find(currencies(Asking("asked", situation())), "doubloon").choices == ()
