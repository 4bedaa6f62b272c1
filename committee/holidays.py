"""Public holidays, by country and day; the library is loaded when somebody keeps them."""

from __future__ import annotations

from datetime import date
from functools import cache

from babel import Locale

from committee.states import all_states, countries
from locales import Localized

DISPUTED = frozenset({"FK", "GS"})
"""Islands whose very name is in dispute between members of the committee: not to be chosen."""


@cache
def supported() -> frozenset[str]:
    """The alpha-2 codes of the countries whose public holidays are known.

    The library knows those of every country in the time zone database, which is asked instead: it
    is there already, while the library takes 0.15 s to load.
    """
    return countries() - DISPUTED


def is_holiday(country: str, day: date) -> bool:
    """Whether `day` is a public holiday in the country (alpha-2 code); false if none is known."""
    return day in _of_year(country, day.year)


@cache
def country_name(country: str) -> Localized:
    """The name of a country (alpha-2 code) of which the holidays are known."""
    states = {state.alpha2: state.name for state in all_states()}
    return states.get(country) or Localized(
        es=_territory("es_419", country),
        en=_territory("en", country),
        fr=_territory("fr", country),
        pt=_territory("pt", country),
    )


def _territory(locale: str, country: str) -> str:
    return str(Locale.parse(locale).territories.get(country, country))


@cache
def _of_year(country: str, year: int) -> frozenset[date]:
    if country not in supported():
        return frozenset()
    import holidays  # noqa: PLC0415 - it takes time and memory that most processes can spare

    return frozenset(holidays.country_holidays(country, years=year))
