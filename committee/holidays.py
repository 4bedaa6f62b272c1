"""Public holidays, by country and day; the library is loaded when somebody keeps them."""

from __future__ import annotations

from datetime import date
from functools import cache


def is_holiday(country: str, day: date) -> bool:
    """Whether `day` is a public holiday in the country (alpha-2 code)."""
    return day in _of_year(country, day.year)


@cache
def _of_year(country: str, year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 - it takes time and memory that most processes can spare

    return frozenset(holidays.country_holidays(country, years=year))
