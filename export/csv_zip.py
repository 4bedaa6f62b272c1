"""CSV, one file a sheet, in one zip: for programs that read nothing better."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from export.compilation import Cell, Compilation, Row
from export.formula import FORMULA
from export.replacement import replacing
from export.unicode_text import mended

_TO_BE_QUOTED = re.compile(f"'*(?:{FORMULA.pattern})")
_NUL, _NUL_SHOWN = "\x00", "\u2400"
_MOMENT_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def write_csv(compilation: Compilation, path: Path) -> None:
    """Write a zip of CSV files to `path`: `00-overview.csv`, then `NN-KEY.csv` for each sheet.

    UTF-8 with a byte order mark, commas, every field in double quotes, CR LF after a record. Texts
    are as `literal` says; dates and moments are ISO 8601.
    """
    with replacing(path) as draft, ZipFile(draft, "w", ZIP_DEFLATED) as archive:
        overview: list[Row] = [(compilation.title, None), *compilation.overview]
        _write_file(archive, "00-overview.csv", overview)
        for number, sheet in enumerate(compilation.sheets, start=1):
            headings = tuple(column.heading for column in sheet.columns)
            name = f"{number:02}-{sheet.key}.csv"
            _write_file(archive, name, _headed(headings, sheet.rows))


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


def _headed(headings: Row, rows: Iterable[Row]) -> Iterable[Row]:
    yield headings
    for row in rows:
        if len(row) != len(headings):
            raise ValueError(f"a row has {len(row)} cells for {len(headings)} columns")
        yield row


def _write_file(archive: ZipFile, name: str, rows: Iterable[Row]) -> None:
    member = ZipInfo(name, _MOMENT_OF_ZIP)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    with (
        archive.open(member, "w") as binary,
        TextIOWrapper(binary, encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([_field(cell) for cell in row] for row in rows)


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return literal(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
