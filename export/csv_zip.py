"""CSV, one file a sheet, in one zip: for programs that read nothing better."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from export.compilation import Cell, Compilation, Row
from export.formula import FORMULA
from export.replacement import replacing
from export.unicode_text import mended
from export.zip_part import add_part

_TO_BE_QUOTED = re.compile(f"'*(?:{FORMULA.pattern})")
_NUL, _NUL_SHOWN = "\x00", "\u2400"
_MARK = "\ufeff"
_HARMLESS = re.compile(r'[^\W_][^"\x00\ud800-\udfff]*')
"""A text that begins with a letter or a digit, so is no formula, and is written as it stands."""


def write_csv(compilation: Compilation, path: Path) -> None:
    """Write a zip of CSV files to `path`: `00-overview.csv`, then `NN-KEY.csv` for each sheet.

    The last is the codebook, if there is one. UTF-8 with a byte order mark, commas, every field in
    double quotes, CR LF after a record (RFC 4180). Texts are as `literal` says, whole however long,
    so there is no annex; dates and moments are ISO 8601.
    """
    overview = [(compilation.title, None), *compilation.overview]
    sheets = list(compilation.sheets)
    if compilation.codebook:
        sheets.append(compilation.codebook.as_sheet())
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        add_part(archive, "00-overview.csv", _records(overview[0], overview[1:]))
        for number, sheet in enumerate(sheets, start=1):
            headings = tuple(column.heading for column in sheet.columns)
            add_part(archive, f"{number:02}-{sheet.key}.csv", _records(headings, sheet.rows))


def literal(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe before what looks like a formula.

    A text that already has apostrophes before such a beginning gets one more, so that `original`
    is exact. Two things are lost: NUL, which many readers stop at, becomes U+2400, and a lone
    surrogate, which UTF-8 cannot hold, becomes U+FFFD.
    """
    text = mended(text).replace(_NUL, _NUL_SHOWN)
    return f"'{text}" if _TO_BE_QUOTED.match(text) else text


def original(field: str) -> str:
    """The text that `literal` made `field` from: without the apostrophe it added, if it did."""
    return field[1:] if field.startswith("'") and _TO_BE_QUOTED.match(field) else field


def _records(headings: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A byte order mark, the headings, and the rows one by one."""
    yield _MARK + _record(headings)
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"a row has {len(row)} cells for {len(headings)} columns")
        yield _record(row)


def _record(row: Row) -> str:
    return '"' + '","'.join([_field(cell) for cell in row]) + '"\r\n'


def _field(cell: Cell) -> str:
    """What stands between the quotes of a field."""
    match cell:
        case str():
            return cell if _HARMLESS.fullmatch(cell) else literal(cell).replace('"', '""')
        case None:
            return ""
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
