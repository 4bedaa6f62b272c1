"""A whole number, with or without separators between its thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.kinds.kind import Answer, Kind, Step
from bot.flows.refusals import NotWholeNumberError, NumberOutOfRangeError
from locales import Param
from locales.message import Json

_EXAMPLE = 1250
_SEPARATED = re.compile(r"[+-]?[0-9]{1,3}([ .,'’\u00a0\u2009\u202f])[0-9]{3}(\1[0-9]{3})*")
_PLAIN = re.compile(r"[+-]?[0-9]{1,30}")


@dataclass(frozen=True)
class WholeNumber(Kind):
    """A whole number from `least` to `most`."""

    least: int = 0
    most: int = 1_000_000_000
    echoes = True

    def faults(self) -> Iterable[str]:
        """A range without numbers."""
        if self.least > self.most:
            yield f"no number lies between {self.least} and {self.most}"

    def typed(self, text: str, asking: Asking) -> Step:
        """The number, read in any of the usual ways to separate thousands ("1 250", "1.250")."""
        number = text.strip().replace("−", "-")
        if len(number) > 40 or not (_PLAIN.fullmatch(number) or _SEPARATED.fullmatch(number)):
            raise NotWholeNumberError(example=_EXAMPLE)
        return Answer(int(re.sub(r"[^0-9+-]", "", number)))

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a whole number in the range."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotWholeNumberError(example=_EXAMPLE)
        if not self.least <= value <= self.most:
            raise NumberOutOfRangeError(least=self.least, most=self.most)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The number in local style."""
        return value if isinstance(value, int) else str(value)
