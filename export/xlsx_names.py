"""Names that Excel accepts: of sheets, and of the columns of tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from export.compilation import Column
from export.unicode_text import mended, utf16_beginning, utf16_length

_SHEET_LIMIT = 31  # UTF-16 units
_COLUMN_LIMIT = 255
# What reads like an escape, _x0041_, is none: some programs take it for one in a sheet's name.
_NOT_IN_SHEETS = re.compile(
    r"[\[\]:*?/\\\x00-\x1f\x7f\ufffe\uffff]+|_(?=x[0-9A-Fa-f]{4}_)",
)
_NOT_IN_COLUMNS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")


class SheetNames:
    """Names Excel accepts: up to 31 units, without `[]:*?/\\`, each once whatever its case."""

    def __init__(self) -> None:
        # Excel keeps this one for itself.
        self._taken = {"history"}

    def take(self, title: str) -> str:
        """A free name as near to `title` as can be."""
        clean = " ".join(_NOT_IN_SHEETS.sub(" ", mended(title)).split()).strip("' ") or "–"
        name, number = utf16_beginning(clean, _SHEET_LIMIT).rstrip("' "), 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            name = utf16_beginning(clean, _SHEET_LIMIT - len(ending)).rstrip("' ") + ending
        self._taken.add(name.casefold())
        return name


def table_columns(columns: Sequence[Column]) -> tuple[str, ...]:
    """The headings as the columns of a table can be called; none where one is too long for that.

    Excel repairs a table, and says that the file is broken, unless the names are in the heading
    cells just so, none empty, each once whatever its case and width, of 255 units at most. What
    stands there twice gets a number; a line break or another control becomes a space; spaces
    around a heading go; a heading of nothing becomes the column's key.
    """
    taken: set[str] = set()
    names = []
    for column in columns:
        clean = _NOT_IN_COLUMNS.sub(" ", mended(column.heading)).strip() or column.key
        name, number = clean, 1
        while _folded(name) in taken:
            number += 1
            name = f"{clean} ({number})"
        taken.add(_folded(name))
        names.append(name)
    return () if any(utf16_length(name) > _COLUMN_LIMIT for name in names) else tuple(names)


def _folded(name: str) -> str:
    """What two names that Excel may take for the same have in common."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
