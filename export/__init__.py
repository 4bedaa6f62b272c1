"""Rows in, document out. A writer is imported only when something is written with it."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from pathlib import Path

from export.compilation import (
    Cell,
    Codebook,
    CodebookEntry,
    CodebookWords,
    Column,
    Compilation,
    Row,
    Sheet,
    Words,
)

__all__ = [
    "Cell",
    "Codebook",
    "CodebookEntry",
    "CodebookWords",
    "Column",
    "Compilation",
    "Format",
    "Row",
    "Sheet",
    "Words",
    "write",
]


class Format(StrEnum):
    """The forms a compilation can be had in."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """The ending of a file's name, with its dot."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """What a download says it is."""
        return _MEDIA_TYPES[self]


_SUFFIXES = {Format.XLSX: ".xlsx", Format.CSV: ".zip", Format.JSON: ".json"}
_MEDIA_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "application/zip",
    Format.JSON: "application/json",
}
_WRITERS = {
    Format.XLSX: ("export.xlsx", "write_xlsx"),
    Format.CSV: ("export.csv_zip", "write_csv"),
    Format.JSON: ("export.json_file", "write_json"),
}


def write(compilation: Compilation, format: Format, path: Path) -> None:  # noqa: A002
    """Write `compilation` to `path`: whole and on disk, or not at all and what was there stays.

    The same compilation gives the same bytes. Raises ValueError for a row that lacks a cell or
    that is one too many for the format, OSError when the disk refuses.
    """
    module, function = _WRITERS[format]
    getattr(import_module(module), function)(compilation, path)
