"""A record's fields, each checked as it is taken; what is wrong is told with the field's place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from committee.datafile import Table
from locales import LANGUAGES, Localized

E = TypeVar("E", bound=StrEnum)

LARGEST = 2**31 - 1
"""The largest number that a column of the database holds."""
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
"""What no column for texts keeps: NUL on PostgreSQL, lone surrogates on both."""


@dataclass(frozen=True, slots=True)
class Fields(Table):
    """One record with the path to it; every getter raises DataError for what is not as it says."""

    def only(self, *keys: str) -> None:
        """Nothing but these fields, all of them."""
        for key in self.values.keys() - set(keys):
            raise self.fault(_shown(key), "is no field of this record")
        for key in keys:
            if key not in self.values:
                raise self.fault(key, "is missing")

    def words(self, key: str, *, most: int | None = None, least: int = 0) -> str:
        """The text under `key`, which a column of that length holds."""
        text = self._get(key, str)
        if most is not None and len(text) > most:
            raise self.fault(key, f"has more than {most} characters")
        if len(text) < least:
            raise self.fault(key, "is empty")
        if not is_kept(text):
            raise self.fault(key, "holds a character that the database cannot keep")
        return text

    def words_or_none(self, key: str, *, most: int | None = None) -> str | None:
        """The same, or null."""
        return None if self._is_null(key) else self.words(key, most=most)

    def matching(self, key: str, pattern: str) -> str:
        """The text under `key`, which is altogether as `pattern` says."""
        text = self.words(key)
        if not re.fullmatch(pattern, text):
            raise self.fault(key, "is not as it should be")
        return text

    def language(self, key: str) -> str:
        """The code of a language in two letters."""
        return self.matching(key, r"[a-z]{2}")

    def count(self, key: str, *, least: int = 0) -> int:
        """The number under `key`."""
        number = self._get(key, int)
        if not least <= number <= LARGEST:
            raise self.fault(key, f"is not a number from {least} to {LARGEST}")
        return number

    def truth(self, key: str) -> bool:
        """The truth value under `key`."""
        return self._get(key, bool)

    def choice(self, key: str, kind: type[E], among: Collection[E] | None = None) -> E:
        """The member of `kind` under `key`."""
        text = self._get(key, str)
        known = {member.value: member for member in (kind if among is None else among)}
        if text not in known:
            raise self.fault(key, f"holds the unknown value {_shown(text)}")
        return known[text]

    def moment(self, key: str) -> datetime:
        """The moment under `key`, with its offset, in UTC."""
        text = self._get(key, str)
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise self.fault(key, "is no date and time with an offset (2027-02-16T15:00:00+00:00)")

    def moment_or_none(self, key: str) -> datetime | None:
        """The same, or null."""
        return None if self._is_null(key) else self.moment(key)

    def date(self, key: str) -> date:
        """The day under `key`."""
        try:
            return date.fromisoformat(self._get(key, str))
        except ValueError:
            raise self.fault(key, "is no day (2027-02-16)") from None

    def in_languages(self, key: str, *, least: int = 0) -> Localized:
        """The text under `key` in exactly the four languages; it may be empty."""
        texts = self.fields(key)
        texts.only(*LANGUAGES)
        return Localized(**{each: texts.words(each, least=least) for each in LANGUAGES})

    def in_languages_or_none(self, key: str) -> Localized | None:
        """The same, or null."""
        return None if self._is_null(key) else self.in_languages(key)

    def fields(self, key: str) -> Fields:
        """The record within this one."""
        return Fields(f"{self.where}.{key}", self._get(key, dict))

    def each(self, key: str) -> Iterator[Fields]:
        """The records in the list under `key`."""
        for place, item in enumerate(self._get(key, list), start=1):
            if not isinstance(item, dict):
                raise self.fault(f"{key}[{place}]", "is no record")
            yield Fields(f"{self.where}.{key}[{place}]", item)

    def list_of(self, key: str, kind: type[Any]) -> list[Any]:
        """The list under `key`, whose items are all of that kind."""
        items: list[Any] = self._get(key, list)
        if any(type(item) is not kind for item in items):
            raise self.fault(key, f"holds something not of type {kind.__name__}")
        if not is_kept_whole(items):
            raise self.fault(key, "holds a character that the database cannot keep")
        return items

    def _is_null(self, key: str) -> bool:
        if key not in self.values:
            raise self.fault(key, "is missing")
        return self.values[key] is None


def is_kept(text: str) -> bool:
    """Whether a column for texts keeps it."""
    return not _NOT_KEPT.search(text)


def is_kept_whole(value: object) -> bool:
    """The same for every text in a value of JSON, keys too."""
    match value:
        case str():
            return is_kept(value)
        case dict():
            return all(is_kept_whole(key) and is_kept_whole(held) for key, held in value.items())
        case list():
            return all(map(is_kept_whole, value))
        case _:
            return True


def _shown(text: str) -> str:
    return ascii(text if len(text) <= 40 else f"{text[:40]}…")
