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
from export.document import Document

__all__ = [
    "Cell",
    "Codebook",
    "CodebookEntry",
    "CodebookWords",
    "Column",
    "Compilation",
    "Document",
    "Format",
    "Row",
    "Sheet",
    "Words",
    "write",
    "write_document",
]


class Format(StrEnum):
    """The forms a compilation can be had in."""

    XLSX = "xlsx"
    DOCX = "docx"
    PDF = "pdf"
    CSV = "csv"
    JSON = "json"
    ZIP = "zip"

    @property
    def is_document(self) -> bool:
        """Whether it is for reading: a Document is written to it, not tables."""
        return self in _DOCUMENT_WRITERS

    @property
    def has_tables(self) -> bool:
        """Whether tables are written to it (`write`)."""
        return self in _WRITERS

    @property
    def suffix(self) -> str:
        """The ending of a file's name, with its dot."""
        return _SUFFIXES[self]

    @property
    def media_type(self) -> str:
        """What a download says it is."""
        return _MEDIA_TYPES[self]


_SUFFIXES = {
    Format.XLSX: ".xlsx",
    Format.DOCX: ".docx",
    Format.PDF: ".pdf",
    Format.CSV: ".zip",
    Format.JSON: ".json",
    Format.ZIP: ".zip",
}
_MEDIA_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.CSV: "application/zip",
    Format.JSON: "application/json",
    Format.ZIP: "application/zip",
}
_WRITERS = {
    Format.XLSX: ("export.xlsx", "write_xlsx"),
    Format.CSV: ("export.csv_zip", "write_csv"),
}
_DOCUMENT_WRITERS = {
    Format.DOCX: ("export.docx", "write_docx"),
    Format.PDF: ("export.pdf", "write_pdf"),
}


def write(compilation: Compilation, format: Format, path: Path) -> None:  # noqa: A002
    """Write `compilation` to `path`: whole and on disk, or not at all and what was there stays.

    The same compilation gives the same bytes. Raises ValueError for a row that lacks a cell or
    that is one too many for the format, OSError when the disk refuses.
    """
    module, function = _WRITERS[format]
    getattr(import_module(module), function)(compilation, path)


def write_document(
    document: Document,
    format: Format,  # noqa: A002
    path: Path,
    *,
    template: Path | None = None,
) -> None:
    """Write `document` to `path` in a format that is for reading; as `write` in all else.

    `template` is the Word file whose look a DOCX takes, ours where it is None.
    """
    module, function = _DOCUMENT_WRITERS[format]
    look = {"template": template} if format is Format.DOCX else {}
    getattr(import_module(module), function)(document, path, **look)
