"""A time of the day, typed in any of the usual ways or tapped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.kinds.keyboard import choice_rows
from bot.flows.kinds.kind import Answer, Kind, Rows, Step
from bot.flows.refusals import NotTimeError, StaleButtonError
from locales import Param
from locales.message import Json

_TYPED = re.compile(r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2})?)?\s*(?:h|hs|hrs)?\s*(am|pm)?")
_STORED = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True)
class TimeOfDay(Kind):
    """A time ("14:30"); `usual` ones are buttons."""

    usual: tuple[str, ...] = ("09:00", "10:00", "14:30", "15:00")
    echoes = True

    def faults(self) -> Iterable[str]:
        """A usual time that is none."""
        for each in self.usual:
            if not _STORED.fullmatch(each):
                yield f"{each!r} is no time of the day"

    def rows(self, asking: Asking, page: int) -> Rows:
        """The usual times."""
        near = tuple(Choice(each.replace(":", ""), each) for each in self.usual)
        return choice_rows(asking.key, near, page)

    def typed(self, text: str, asking: Asking) -> Step:
        """The time that was written ("14:30", "14h30", "2.30 p.m.", "15 h")."""
        said = text.strip().lower().replace("p.m.", "pm").replace("a.m.", "am")
        read = _TYPED.fullmatch(said) if len(said) <= 20 else None
        if read is None:
            raise NotTimeError
        hour, half = int(read[1]), read[3]
        if half and not 1 <= hour <= 12:
            raise NotTimeError
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        return Answer(f"{hour:02}:{read[2] or '00'}")

    def tapped(self, code: str, asking: Asking) -> Step:
        """The time on the button."""
        if not re.fullmatch("[0-9]{4}", code):
            raise StaleButtonError
        return Answer(f"{code[:2]}:{code[2:]}")

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a time."""
        if not isinstance(value, str) or not _STORED.fullmatch(value):
            raise NotTimeError

    def shown(self, value: Json, asking: Asking) -> Param:
        """Hours and minutes, as in all four languages."""
        return str(value)
