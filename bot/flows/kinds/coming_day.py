"""A day that is still to come, as meetings are planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.kinds.day import Date, date_of
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Rows
from bot.flows.refusals import DateOutOfRangeError, NotDayError
from committee.calendar import USUAL_DAY
from locales import Day
from locales.message import Json

_OFFERED = 4


@dataclass(frozen=True)
class ComingDay(Date):
    """A date from today on, to the end of the year `years_ahead` from now."""

    years_ahead: int = 2

    def rows(self, asking: Asking, page: int) -> Rows:
        """The next days on which the committee usually meets, but for one that is suggested."""
        suggested = asking.situation.suggestions.get(asking.key, ())
        days = [day for day in _usual(asking.situation.today) if day.isoformat() not in suggested]
        near = tuple(Choice(day.isoformat(), Day(day)) for day in days)
        return choice_rows(asking.key, near, page)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a date within the range."""
        today = asking.situation.today
        last = date(today.year + self.years_ahead, 12, 31)
        day = date_of(value)
        if day is None:
            raise NotDayError(example=Day(today))
        if not today <= day <= last:
            raise DateOutOfRangeError(first=Day(today), last=Day(last))


def _usual(today: date) -> list[date]:
    """The next usual days of meeting after `today`."""
    months = [divmod(today.year * 12 + today.month - 1 + ahead, 12) for ahead in range(6)]
    days = [USUAL_DAY.day(year, month + 1) for year, month in months]
    return [day for day in days if day > today][:_OFFERED]
