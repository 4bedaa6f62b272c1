"""A month of a year, typed in local style or tapped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.dates import read_month, shown_date, stored_month
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Answer, Kind, Rows, Step
from bot.flows.refusals import DateOutOfRangeError, NotMonthError, StaleButtonError
from locales import Month as ShownMonth
from locales import Param
from locales.message import Json


@dataclass(frozen=True)
class Month(Kind):
    """A month ("2026-03") from January of the year `since` to `years_ahead` years from now."""

    since: int = 1990
    years_ahead: int = 10
    echoes = True

    def rows(self, asking: Asking, page: int) -> Rows:
        """This month, last month and January."""
        return choice_rows(asking.key, _near(asking.situation.today), page)

    def typed(self, text: str, asking: Asking) -> Step:
        """The month that was written."""
        read = read_month(text, asking.situation.language)
        if read is None:
            raise NotMonthError(example=_example(asking))
        return Answer(stored_month(*read))

    def tapped(self, code: str, asking: Asking) -> Step:
        """The month on the button."""
        if not _is_month(code):
            raise StaleButtonError
        return Answer(code)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a month within the range."""
        if not isinstance(value, str) or not _is_month(value):
            raise NotMonthError(example=_example(asking))
        today = asking.situation.today
        last = stored_month(today.year + self.years_ahead, today.month)
        if not stored_month(self.since, 1) <= value <= last:
            first = ShownMonth(self.since, 1)
            raise DateOutOfRangeError(first=first, last=shown_date(last))

    def shown(self, value: Json, asking: Asking) -> Param:
        """The month in local style."""
        return shown_date(str(value))


def _near(today: date) -> tuple[Choice, ...]:
    this = today.replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    months = dict.fromkeys((this, before, this.replace(month=1)))
    return tuple(
        Choice(stored_month(each.year, each.month), ShownMonth(each.year, each.month))
        for each in months
    )


def _is_month(text: str) -> bool:
    return re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) is not None and text >= "0001"


def _example(asking: Asking) -> ShownMonth:
    return ShownMonth(asking.situation.today.year, asking.situation.today.month)
