"""A compilation as plain values: what every writer gets, with nothing left to ask or translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | date | datetime | None
"""One value; several are joined by the caller. A moment is in the zone its reader expects."""

Row: TypeAlias = Sequence[Cell]

REFERENCE = "{reference}"
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `key` names it for programs, `heading` for people; `width` is in characters.

    A `long` column holds texts of several lines and is made wide.
    """

    key: str
    heading: str
    width: int = 20
    long: bool = False

    def __post_init__(self) -> None:
        _check_key(self.key)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The submissions of one kind; `rows` is gone through once for each document written.

    Every row has a cell for every column; the writers raise ValueError where one has not.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]

    def __post_init__(self) -> None:
        _check_key(self.key)
        if not self.columns:
            raise ValueError(f"sheet {self.key} has no columns")
        _check_unique([column.key for column in self.columns], f"columns of sheet {self.key}")


@dataclass(frozen=True, slots=True)
class Words:
    """The few words of the frame itself, in the compilation's language.

    `continued` stands in a cell after the beginning of a text too long for it, and says where the
    whole of it is: it contains `{reference}`. The last five head the annex.
    """

    overview: str
    compiled_up_to: str
    annex: str
    continued: str
    reference: str
    sheet: str
    column: str
    piece: str
    text: str

    def __post_init__(self) -> None:
        if REFERENCE not in self.continued:
            raise ValueError(f"the mark of a continued text lacks {REFERENCE}")


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """What one column holds, or one of the codes it may hold and what that means in words.

    `kind` says in words what kind of answer it is. A column of choices has an entry for each code.
    """

    sheet: str
    heading: str
    key: str
    kind: str
    code: str | None = None
    meaning: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class CodebookWords:
    """The codebook's title, and the headings of its columns in their order."""

    title: str
    sheet: str
    heading: str
    key: str
    kind: str
    code: str
    meaning: str
    remark: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the columns of all sheets mean; `entries` is gone through once for each document."""

    words: CodebookWords
    entries: Iterable[CodebookEntry]

    def as_sheet(self) -> Sheet:
        """The codebook as a sheet like the others, an entry a row."""
        words = self.words
        columns = (
            Column("sheet", words.sheet, 24),
            Column("heading", words.heading, 32),
            Column("key", words.key, 20),
            Column("kind", words.kind, 20),
            Column("code", words.code, 14),
            Column("meaning", words.meaning, 48),
            Column("remark", words.remark, long=True),
        )
        return Sheet("codebook", words.title, columns, map(_codebook_row, self.entries))


def _codebook_row(entry: CodebookEntry) -> Row:
    return (
        entry.sheet,
        entry.heading,
        entry.key,
        entry.kind,
        entry.code,
        entry.meaning,
        entry.remark,
    )


@dataclass(frozen=True, slots=True)
class Compilation:
    """What actors submitted, as one snapshot taken at `compiled_up_to`.

    `facts` are the overview's lines, a label and a value each; `author` is the institution that
    file properties name, never a person.
    """

    title: str
    language: str
    compiled_up_to: datetime
    facts: tuple[tuple[str, Cell], ...]
    sheets: tuple[Sheet, ...]
    words: Words
    codebook: Codebook | None = None
    author: str = ""

    def __post_init__(self) -> None:
        _check_unique([sheet.key for sheet in self.sheets], "sheets")

    @property
    def overview(self) -> tuple[tuple[str, Cell], ...]:
        """The overview's lines with the moment of the snapshot before the facts."""
        return ((self.words.compiled_up_to, self.compiled_up_to), *self.facts)


def _check_key(key: str) -> None:
    """Keys become file names and members of JSON objects."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key: small letters, digits and underscores only")


def _check_unique(keys: Sequence[str], of_what: str) -> None:
    if len(set(keys)) != len(keys):
        raise ValueError(f"the {of_what} share a key")
