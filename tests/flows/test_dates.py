"""Months and dates in the ways people write them in four languages."""

from datetime import date

import pytest

from bot.flows.dates import read_day, read_month, shown_date
from locales import LANGUAGES, Day, Language, Month

MONTHS = {
    "2026-03": (2026, 3),
    "03/2026": (2026, 3),
    "3/2026": (2026, 3),
    "3.2026": (2026, 3),
    "03-2026": (2026, 3),
    "2026/3": (2026, 3),
    "3 2026": (2026, 3),
    "03/26": (2026, 3),
    "marzo 2026": (2026, 3),
    "Marzo de 2026": (2026, 3),
    "marzo del 2026": (2026, 3),
    "mar. 2026": (2026, 3),
    "mar 26": (2026, 3),
    "2026 marzo": (2026, 3),
    "March 2026": (2026, 3),
    "march, 2026": (2026, 3),
    "mars 2026": (2026, 3),
    "março de 2026": (2026, 3),
    "marco 2026": (2026, 3),
    "MARÇO/2026": (2026, 3),
    "enero 2025": (2025, 1),
    "ene 2025": (2025, 1),
    "janv. 2025": (2025, 1),
    "jan 2025": (2025, 1),
    "février 2025": (2025, 2),
    "fevr 2025": (2025, 2),
    "fev/2025": (2025, 2),
    "feb-2025": (2025, 2),
    "abril 2025": (2025, 4),
    "avr. 2025": (2025, 4),
    "mai 2025": (2025, 5),
    "may 2025": (2025, 5),
    "mayo2025": (2025, 5),
    "juin 2025": (2025, 6),
    "juil. 2025": (2025, 7),
    "julho de 2025": (2025, 7),
    "ago 2025": (2025, 8),
    "août 2025": (2025, 8),
    "aout 2025": (2025, 8),
    "setiembre 2025": (2025, 9),
    "sept 2025": (2025, 9),
    "set 2025": (2025, 9),
    "out 2025": (2025, 10),
    "oct. 2025": (2025, 10),
    "dez 2025": (2025, 12),
    "déc. 2025": (2025, 12),
    "dic 2025": (2025, 12),
    "５/2025": (2025, 5),
    "5 de marzo de 2026": (2026, 3),
    "2026-03-05": (2026, 3),
    "13/2026": None,
    "0/2026": None,
    "05/06": None,
    "jui 2025": None,
    "ma 2025": None,
    "2026": None,
    "marzo": None,
    "next March": None,
    "the month of March 2026 or so": None,
    "": None,
    "🎉": None,
    "9" * 5000: None,
}

DAYS = {
    "2026-03-05": date(2026, 3, 5),
    "2026/3/5": date(2026, 3, 5),
    "13/3/2026": date(2026, 3, 13),
    "3/13/2026": date(2026, 3, 13),
    "13.03.26": date(2026, 3, 13),
    "5/5/2026": date(2026, 5, 5),
    "5 de marzo de 2026": date(2026, 3, 5),
    "5 mar 2026": date(2026, 3, 5),
    "March 5, 2026": date(2026, 3, 5),
    "5th of March 2026": date(2026, 3, 5),
    "1er août 2026": date(2026, 8, 1),
    "1º de março de 2026": date(2026, 3, 1),
    "1ro": None,
    "2026 março 5": date(2026, 3, 5),
    "29/2/2024": date(2024, 2, 29),
    "29/2/2025": None,
    "32/1/2026": None,
    "5/2026": None,
    "hoy": None,
    "5/3/2026/7": None,
    "1/1/0000": None,
    "1/1/123": None,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", MONTHS)
def test_a_month_is_read_the_same_in_every_language(text: str, language: Language) -> None:
    assert read_month(text, language) == MONTHS[text]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", DAYS)
def test_a_date_with_one_meaning_is_read_in_every_language(text: str, language: Language) -> None:
    assert read_day(text, language) == ((DAYS[text],) if DAYS[text] else ())


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_the_day_stands_first_in_spanish_french_portuguese(language: Language) -> None:
    assert read_day("5/3/2026", language) == (date(2026, 3, 5),)


def test_english_has_both_orders() -> None:
    assert read_day("5/3/2026", "en") == (date(2026, 3, 5), date(2026, 5, 3))
    assert read_month("5/3/2026", "en") is None


def test_stored_values_are_shown_as_what_they_are() -> None:
    assert shown_date("2026-03") == Month(2026, 3)
    assert shown_date("2026-03-05") == Day(date(2026, 3, 5))
    assert shown_date("2026-13") == "2026-13"
    assert shown_date("soon") == "soon"
