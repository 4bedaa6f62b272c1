"""The lossless form: JSON under keys, which programs and `enlace import` read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from export.compilation import Cell, Compilation, Sheet
from export.replacement import replacing

_Plain: TypeAlias = str | int | None


def write_json(compilation: Compilation, path: Path) -> None:
    """Write one JSON object to `path`, UTF-8, one row a line.

    `sheets` holds by its key each sheet's `title`, its `headings` by column key, and its `rows` as
    objects by column key. Texts are exactly as given, lone surrogates too, as JSON escapes. Dates
    and moments are ISO 8601, the latter with their offset; decimal numbers are strings, so that
    no reader rounds them.
    """
    with (
        replacing(path) as draft,
        # The escape of a lone surrogate, \udc80, is the same in Python as in JSON.
        draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file,
    ):
        file.writelines(_document(compilation))


def _document(compilation: Compilation) -> Iterator[str]:
    yield "{\n"
    yield f'"title": {_json(compilation.title)},\n'
    yield f'"language": {_json(compilation.language)},\n'
    yield f'"compiled_up_to": {_json(plain(compilation.compiled_up_to))},\n'
    facts = [{"label": label, "value": plain(value)} for label, value in compilation.facts]
    yield f'"facts": {_json(facts)},\n'
    yield '"sheets": {'
    for index, sheet in enumerate(compilation.sheets):
        yield ",\n" if index else "\n"
        yield from _sheet(sheet)
    yield "\n}}\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'{_json(sheet.key)}: {{"title": {_json(sheet.title)},\n'
    yield f'"headings": {_json({column.key: column.heading for column in sheet.columns})},\n'
    yield '"rows": ['
    keys = [column.key for column in sheet.columns]
    for index, row in enumerate(sheet.rows):
        yield ",\n" if index else "\n"
        yield _json({key: plain(cell) for key, cell in zip(keys, row, strict=True)})
    yield "\n]}"


def plain(cell: Cell) -> _Plain:
    """`cell` as JSON has it."""
    match cell:
        case Decimal():
            return str(cell)
        case date():
            return cell.isoformat()
        case _:
            return cell


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
