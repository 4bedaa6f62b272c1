"""Read `data/*.toml` so that a mistake in a file is told with the file and the exact key."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from locales import LANGUAGES, Localized

DATA = Path(__file__).parent / "data"

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class DataError(ValueError):
    """A data file does not say what it must; the text names file, key and fault."""


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table with the path to it, whose getters check what they return."""

    where: str
    values: dict[str, object]

    def fault(self, key: str, fault: str) -> DataError:
        """The error that names `key` of this table."""
        return DataError(f"{self.where}.{key} {fault}")

    def text(self, key: str) -> str:
        """The non-empty text under `key`."""
        text = self._get(key, str)
        if not text.strip():
            raise self.fault(key, "is empty")
        return text

    def number(self, key: str, default: int | None = None) -> int:
        """The integer under `key`, or `default` where the key is absent."""
        if key not in self.values and default is not None:
            return default
        return self._get(key, int)

    def flag(self, key: str) -> bool:
        """The truth value under `key`; absent means no."""
        return key in self.values and self._get(key, bool)

    def day(self, key: str) -> date:
        """The date under `key`."""
        return self._get(key, date)

    def localized(self, key: str) -> Localized:
        """The text under `key` in exactly the four languages."""
        return self.table(key).as_localized()

    def as_localized(self) -> Localized:
        """This table read as one text in exactly the four languages."""
        for surplus in self.values.keys() - set(LANGUAGES):
            raise self.fault(surplus, "is not one of the four languages")
        return Localized(**{language: self.text(language) for language in LANGUAGES})

    def table(self, key: str) -> Table:
        """The sub-table under `key`."""
        return Table(f"{self.where}.{key}", self._get(key, dict))

    def subtables(self) -> Iterator[tuple[str, Table]]:
        """Every entry of this table, each a table, in the order of the file."""
        for key in self.values:
            yield key, self.table(key)

    def tables(self, key: str) -> Iterator[Table]:
        """The array of tables under `key`, in the order of the file; absent means none."""
        for position, item in enumerate(self._list(key, dict), start=1):
            yield Table(f"{self.where}.{key}[{position}]", item)

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`; absent means none."""
        return tuple(self._list(key, str))

    def numbers(self, key: str) -> tuple[int, ...]:
        """The list of integers under `key`; absent means none."""
        return tuple(self._list(key, int))

    def members(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """The list under `key` as members of the enumeration `kind`; absent means none."""
        return tuple(self._as(key, kind, text) for text in self.texts(key))

    def member(self, key: str, kind: type[E]) -> E:
        """The text under `key` as a member of the enumeration `kind`."""
        return self._as(key, kind, self.text(key))

    def _as(self, key: str, kind: Callable[[str], T], text: str) -> T:
        try:
            return kind(text)
        except ValueError as error:
            raise self.fault(key, f"holds the unknown value {text!r}") from error

    def _get(self, key: str, kind: type[T]) -> T:
        if key not in self.values:
            raise self.fault(key, "is missing")
        value = self.values[key]
        if not _is_exactly(value, kind):
            raise self.fault(key, f"is not of type {kind.__name__}")
        assert isinstance(value, kind)
        return value

    def _list(self, key: str, kind: type[T]) -> list[T]:
        items = self._get(key, list) if key in self.values else []
        for item in items:
            if not _is_exactly(item, kind):
                raise self.fault(key, f"holds something not of type {kind.__name__}")
        return items


def _is_exactly(value: object, kind: type[object]) -> bool:
    """True is an int and a datetime is a date in Python, but not in a data file."""
    return type(value) is kind


@cache
def read(name: str) -> Table:
    """The data file `name` as a table; raises DataError when it is no TOML."""
    try:
        return Table(name, tomllib.loads((DATA / name).read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{name}: {error}") from error


def one_per_member(table: Table, kind: type[E]) -> dict[E, Table]:
    """The sub-tables of `table` by member of `kind`; raises DataError unless each has one."""
    for key, entry in table.subtables():
        if key not in [str(member) for member in kind]:
            raise DataError(f"{entry.where} names no {kind.__name__}")
    return {member: table.table(member) for member in kind}


def names_of(section: str, kind: type[E]) -> dict[E, Localized]:
    """The name of every member of `kind` from `section` of names.toml."""
    entries = one_per_member(read("names.toml").table(section), kind)
    return {member: entry.as_localized() for member, entry in entries.items()}
