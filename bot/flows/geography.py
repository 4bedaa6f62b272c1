"""Time zones and countries as choices: hundreds of them, made once."""

from __future__ import annotations

from functools import cache

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.sources import Source
from committee.holidays import country_name, supported
from committee.states import all_zones, country_of, zones_of
from locales import N_, Message, Param, Zone

EVERY_DAY = "none"
"""The code of the choice to be written to on public holidays too."""


def zones(_asking: Asking) -> tuple[Choice, ...]:
    """Every time zone, found by its city, or by its country where it is one of the usual ones."""
    return _zones()


def holiday_countries(_asking: Asking) -> tuple[Choice, ...]:
    """No country at all, or one whose public holidays are known."""
    return _holiday_countries()


ZONES: Source = zones
HOLIDAY_COUNTRIES: Source = holiday_countries


@cache
def _zones() -> tuple[Choice, ...]:
    return tuple(_zone(name) for name in all_zones())


@cache
def _holiday_countries() -> tuple[Choice, ...]:
    none = Choice(EVERY_DAY, Message(N_("Write to me on public holidays too")))
    every = sorted(supported(), key=lambda code: country_name(code).en)
    return (none, *(Choice(code, country_name(code)) for code in every))


def _zone(name: str) -> Choice:
    country = country_of(name)
    city: Param = name.rpartition("/")[2].replace("_", " ")
    # In large countries the rare zones are found by their city alone.
    usual = country is not None and name in zones_of(country)
    words = (city, country_name(country)) if country and usual else (city,)
    return Choice(name, Zone(name), words=words)
