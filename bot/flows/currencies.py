"""The currencies of today by their ISO 4217 codes, named in the reader's language."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import get_args

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name

from bot.flows.asking import Asking
from bot.flows.choices import Choice, likely_first
from bot.flows.words import folded
from locales import LANGUAGES, Language, Localized

USUAL = ("USD", "CAD", "EUR", "MXN", "BRL")
"""What contributions are made in most often, shown first."""


@cache
def currency_codes() -> frozenset[str]:
    """The codes that are legal tender somewhere today, as the Unicode CLDR has them."""
    territories = get_global("territory_currencies").values()
    return frozenset(
        code
        for history in territories
        for code, _, until, is_tender in history
        if until is None and is_tender
    )


def currencies(asking: Asking) -> tuple[Choice, ...]:
    """The usual currencies, then all others in the order of their names."""
    return _currencies(asking.situation.language)


@lru_cache(maxsize=len(get_args(Language)))
def _currencies(language: Language) -> tuple[Choice, ...]:
    choices = [_currency(code) for code in currency_codes()]
    choices.sort(key=lambda choice: folded(_named(choice.code, language)))
    return likely_first(choices, USUAL)


@cache
def _currency(code: str) -> Choice:
    """A currency as it stands on a button, "US Dollar (USD)"; "US dollars" can be typed too."""
    one = {language: _named(code, language) for language in LANGUAGES}
    several = {language: _named(code, language, count=2) for language in LANGUAGES}
    # Where a language has no name for a currency, Babel gives its code.
    labels = {key: name if name == code else f"{name} ({code})" for key, name in one.items()}
    return Choice(code, Localized(**labels), words=(Localized(**one), Localized(**several)))


def _named(code: str, language: Language, *, count: int | None = None) -> str:
    name = get_currency_name(code, count, _locale(language))
    return name[:1].upper() + name[1:]


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse("es_419" if language == "es" else language)
