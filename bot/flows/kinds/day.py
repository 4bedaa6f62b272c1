"""A calendar date, typed in local style or tapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.dates import read_day, shown_date
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Answer, Kind, Rows, Step
from bot.flows.refusals import (
    AmbiguousDayError,
    DateOutOfRangeError,
    NotDayError,
    StaleButtonError,
)
from locales import Day, Param
from locales.message import Json


@dataclass(frozen=True)
class Date(Kind):
    """A date ("2026-03-05") from the year `since` to the end of the year `years_ahead` from now."""

    since: int = 1900
    years_ahead: int = 10
    echoes = True

    def rows(self, asking: Asking, page: int) -> Rows:
        """Today and yesterday."""
        today = asking.situation.today
        days = (today, today - timedelta(days=1))
        near = tuple(Choice(day.isoformat(), Day(day)) for day in days)
        return choice_rows(asking.key, near, page)

    def typed(self, text: str, asking: Asking) -> Step:
        """The date that was written; asks again where day and month could be swapped."""
        read = read_day(text, asking.situation.language)
        if not read:
            raise NotDayError(example=Day(asking.situation.today))
        if len(read) > 1:
            raise AmbiguousDayError(one=Day(read[0]), other=Day(read[1]))
        return Answer(read[0].isoformat())

    def tapped(self, code: str, asking: Asking) -> Step:
        """The date on the button."""
        if date_of(code) is None:
            raise StaleButtonError
        return Answer(code)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a date within the range."""
        day = date_of(value)
        if day is None:
            raise NotDayError(example=Day(asking.situation.today))
        first = date(self.since, 1, 1)
        last = date(asking.situation.today.year + self.years_ahead, 12, 31)
        if not first <= day <= last:
            raise DateOutOfRangeError(first=Day(first), last=Day(last))

    def shown(self, value: Json, asking: Asking) -> Param:
        """The date in local style."""
        return shown_date(str(value))


def date_of(value: Json) -> date | None:
    """The date that is stored as `value`; None when it is none."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
