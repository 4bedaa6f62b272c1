"""Answers in the person's own words, on one line or on many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.kinds.kind import Answer, Kind, Step
from bot.flows.refusals import NothingWrittenError, TooLongError, TooShortError
from locales import Param
from locales.message import Json

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class LongText(Kind):
    """A text of at least `least` and at most `limit` characters, kept as it was typed."""

    limit: int
    least: int = 1

    def faults(self) -> Iterable[str]:
        """A range that no text can keep."""
        if not 1 <= self.least <= self.limit:
            yield f"a text cannot have {self.least} to {self.limit} characters"

    def typed(self, text: str, asking: Asking) -> Step:
        """The text without the white space around it is the answer."""
        return Answer(self.stored(text))

    def stored(self, text: str) -> str:
        """The text as it is stored."""
        return storable(text).strip()

    def joined(self, value: Json, more: str | Mapping[str, Json]) -> Json:
        """The text as a further paragraph."""
        before = value if isinstance(value, str) else ""
        return self.stored(f"{before}\n\n{more}")

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` is a text with something visible, of the right length."""
        if not isinstance(value, str) or not _is_visible(value):
            raise NothingWrittenError
        if len(value) > self.limit:
            raise TooLongError(limit=self.limit, length=len(value))
        if len(value) < self.least:
            raise TooShortError(least=self.least, length=len(value))

    def shown(self, value: Json, asking: Asking) -> Param:
        """The text itself."""
        return str(value)


@dataclass(frozen=True)
class ShortText(LongText):
    """A text on one line: line breaks and other control characters become single spaces."""

    def stored(self, text: str) -> str:
        """The text on one line."""
        parts = (part.strip() for part in _CONTROL.split(_no_surrogates(text)))
        return " ".join(part for part in parts if part)


def storable(text: str) -> str:
    """`text` with what no database can store (NUL, lone surrogates) visibly replaced by U+FFFD."""
    return _no_surrogates(text).replace("\0", "\ufffd")


def _no_surrogates(text: str) -> str:
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _is_visible(text: str) -> bool:
    return any(unicodedata.category(character)[0] not in "CZ" for character in text)
