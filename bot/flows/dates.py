"""Months and dates as people write them in Spanish, English, French and Portuguese."""

from __future__ import annotations

import re
from datetime import date

from bot.flows.words import folded
from locales import Day, Language, Month, Param

_NAMES = (
    "enero january janvier janeiro",
    "febrero february fevrier fevereiro",
    "marzo march mars marco",
    "abril april avril",
    "mayo may mai maio",
    "junio june juin junho",
    "julio july juillet julho",
    "agosto august aout",
    "septiembre setiembre september septembre setembro",
    "octubre october octobre outubro",
    "noviembre november novembre novembro",
    "diciembre december decembre dezembro",
)
_FILLERS = frozenset({"de", "del", "of", "the", "el", "le", "em", "en", "do", "du", "d", "l"})
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "o", "a"})


def read_month(text: str, language: Language) -> tuple[int, int] | None:
    """The year and month that `text` says ("03/2026", "2026-03", "marzo de 2026"), else None."""
    match _numbers_and_names(text):
        case [str(year), str(month)] if len(year) == 4:
            return _month_of(year, month)
        case [str(month), str(year)] if len(year) == 4 or int(year) > 12:
            return _month_of(year, month)
        case [int(month), str(year)] | [str(year), int(month)]:
            return _month_of(year, str(month))
        case _:
            days = read_day(text, language)
            months = {(day.year, day.month) for day in days}
            return months.pop() if len(months) == 1 else None


def read_day(text: str, language: Language) -> tuple[date, ...]:
    """The dates that `text` can mean: none, one, or two where day and month can be swapped.

    Spanish, French and Portuguese put the day first; in English both orders are in use.
    """
    match _numbers_and_names(text):
        case [str(year), str(month), str(day)] if len(year) == 4:
            return _possible((year, month, day))
        case [str(day), str(month), str(year)]:
            return _in_either_order(day, month, year, language)
        case [str(year), int(month), str(day)] if len(year) == 4:
            return _possible((year, str(month), day))
        case [str(day), int(month), str(year)] | [int(month), str(day), str(year)]:
            return _possible((year, str(month), day))
        case _:
            return ()


def shown_date(value: str) -> Param:
    """A stored month ("2026-03") or date ("2026-03-05") as a value that is shown in local style."""
    try:
        if len(value) == 7:
            return Month(*_checked_month(value))
        return Day(date.fromisoformat(value))
    except ValueError:
        return value


def stored_month(year: int, month: int) -> str:
    """The stored form of a month ("2026-03")."""
    return f"{year:04}-{month:02}"


def _checked_month(value: str) -> tuple[int, int]:
    first = date.fromisoformat(f"{value}-01")
    return first.year, first.month


def _numbers_and_names(text: str) -> list[str | int]:
    """The numbers of a short `text` as strings, its month names as 1 to 12; [] with other words."""
    parts = re.findall(r"\d+|[^\W\d]+", folded(text)) if len(text) <= 60 else []
    told = [part for part in parts if part not in _FILLERS | _ORDINALS]
    read = [part if part.isdecimal() else _named_month(part) for part in told]
    ascii_numbers = all(
        isinstance(each, int) or re.fullmatch("[0-9]{1,4}", each or "") for each in read
    )
    return [each for each in read if each is not None] if ascii_numbers else []


def _named_month(word: str) -> int | None:
    """The month of which `word` is a name or, from three letters on, the beginning of one."""
    months = {
        number
        for number, names in enumerate(_NAMES, start=1)
        for name in names.split()
        if name == word or (len(word) >= 3 and name.startswith(word))
    }
    return months.pop() if len(months) == 1 else None


def _month_of(year: str, month: str) -> tuple[int, int] | None:
    days = _possible((year, month, "1"))
    return (days[0].year, days[0].month) if days else None


def _in_either_order(day: str, month: str, year: str, language: Language) -> tuple[date, ...]:
    day_first, month_first = _possible((year, month, day)), _possible((year, day, month))
    if language == "en":
        return tuple(dict.fromkeys((*day_first, *month_first)))
    return day_first or month_first


def _possible(parts: tuple[str, str, str]) -> tuple[date, ...]:
    year, month, day = (int(part) for part in parts)
    if len(parts[0]) not in {2, 4}:
        return ()
    try:
        return (date(year + 2000 if len(parts[0]) == 2 else year, month, day),)
    except ValueError:
        return ()
