"""An amount of money, in any of the usual ways to write one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.flows.asking import Asking
from bot.flows.currencies import currency_codes
from bot.flows.kinds.kind import Answer, Kind, Step
from bot.flows.refusals import NotAmountError, NumberOutOfRangeError
from locales import Param
from locales.message import Json

MOST = Decimal("999999999999.99")

_EXAMPLE = Decimal("1250.50")
_SIGN = "[A-Za-z]{0,3}[$€£¥₡₲]"
_AROUND = re.compile(rf"(?:{_SIGN}|([A-Za-z]{{3}}))?\s*([0-9].*?)\s*(?:{_SIGN}|([A-Za-z]{{3}}))?")
_PLAIN = re.compile(r"([0-9]{1,20})(?:[.,]([0-9]{1,2}))?")
# Decimals follow the other sign than the one between the thousands: "1.250,50", "1,250.50".
_SEPARATED = re.compile(
    r"([1-9][0-9]{0,2}(?:([ .,'’\u00a0\u2009\u202f])[0-9]{3})(?:\2[0-9]{3})*)"
    r"(?:(?!\2)[.,]([0-9]{1,2}))?"
)
_STORED = re.compile(r"(0|[1-9][0-9]{0,20})(\.[0-9]{2})?")


@dataclass(frozen=True)
class Amount(Kind):
    """An amount above zero, stored as text ("1250", "1250.50") so that no cent is lost."""

    echoes = True

    def typed(self, text: str, asking: Asking) -> Step:
        """The amount, with or without a currency beside it; three digits are never decimals."""
        read = _read(text)
        if read is None:
            raise NotAmountError(example=_EXAMPLE)
        return Answer(read)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is an amount above zero that can be meant."""
        if not isinstance(value, str) or not _STORED.fullmatch(value) or Decimal(value) == 0:
            raise NotAmountError(example=_EXAMPLE)
        if Decimal(value) > MOST:
            raise NumberOutOfRangeError(least=Decimal("0.01"), most=MOST)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The amount in local style."""
        is_amount = isinstance(value, str) and _STORED.fullmatch(value)
        return Decimal(value) if is_amount else str(value)


def _read(text: str) -> str | None:
    """The amount in `text` as it is stored, if it can only be read in one way."""
    around = _AROUND.fullmatch(text.strip()) if len(text) <= 60 else None
    if around is None or not _are_currencies(around[1], around[3]):
        return None
    if plain := _PLAIN.fullmatch(around[2]):
        return _stored(plain[1], plain[2])
    if separated := _SEPARATED.fullmatch(around[2]):
        return _stored(separated[1], separated[3])
    return None


def _are_currencies(*words: str | None) -> bool:
    return all(word is None or word.upper() in currency_codes() for word in words)


def _stored(whole: str, cents: str | None) -> str:
    number = str(int(re.sub("[^0-9]", "", whole)))
    return f"{number}.{cents:0<2}" if cents else number
