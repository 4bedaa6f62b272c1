"""A year in four digits, typed or tapped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Answer, Kind, Rows, Step
from bot.flows.refusals import NotYearError, StaleButtonError
from locales import Param
from locales.message import Json


@dataclass(frozen=True)
class Year(Kind):
    """A year (a number) from `since` to `years_ahead` years from now."""

    since: int = 1990
    years_ahead: int = 1
    echoes = True

    def faults(self) -> Iterable[str]:
        """A beginning that is no year."""
        if not 1000 <= self.since <= 9999:
            yield f"{self.since} has no four digits"

    def rows(self, asking: Asking, page: int) -> Rows:
        """This year and the three before."""
        this = asking.situation.today.year
        near = tuple(Choice(str(year), str(year)) for year in range(this, this - 4, -1))
        return choice_rows(asking.key, near, page)

    def typed(self, text: str, asking: Asking) -> Step:
        """The year that was written."""
        if not _is_year(text.strip()):
            raise self._refusal(asking)
        return Answer(int(text))

    def tapped(self, code: str, asking: Asking) -> Step:
        """The year on the button."""
        if not _is_year(code):
            raise StaleButtonError
        return Answer(int(code))

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a year within the range."""
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not self.since <= value <= self._last(asking):
            raise self._refusal(asking)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The four digits, never parted like those of a number."""
        return str(value)

    def _last(self, asking: Asking) -> int:
        return asking.situation.today.year + self.years_ahead

    def _refusal(self, asking: Asking) -> NotYearError:
        return NotYearError(first=str(self.since), last=str(self._last(asking)))


def _is_year(text: str) -> bool:
    return re.fullmatch("[0-9]{4}", text) is not None
