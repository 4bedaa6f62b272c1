"""XLSX: an overview, one sheet a kind with a filter, and an annex for texts no cell can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from export.compilation import REFERENCE, Cell, Column, Compilation, Row, Sheet, Words
from export.replacement import replacing
from export.unicode_text import mended, utf16_beginning, utf16_length, utf16_pieces
from export.xlsx_cell import TEXT_LIMIT, cell_xml, text_xml
from export.xlsx_package import Package, Style

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROWS_LIMIT = 1_048_576
_WIDTH_LIMIT = 255
_LONG_WIDTH = 60
_LABEL_LIMIT = 255
_NAME_LIMIT = 31  # UTF-16 units
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\ufffe\uffff]+")


def write_xlsx(compilation: Compilation, path: Path) -> None:
    """Write a workbook to `path`: the overview, the sheets in order, the annex if one is needed.

    Texts stay texts whatever they begin with. One over 32,767 UTF-16 units stands whole in the
    annex, in numbered pieces; its cell has the beginning and the mark `words.continued`. Escapes
    and the two things lost, lone surrogates and offsets of moments, are told at
    `xlsx_cell.text_xml` and `cell_xml`; an empty text and no value are the same empty cell.
    """
    names = SheetNames()
    annex = Annex(compilation.words)
    with (
        replacing(path) as draft,
        Package(
            draft,
            title=text_xml(compilation.title),
            language=compilation.language,
            created=compilation.compiled_up_to,
        ) as package,
    ):
        overview = names.take(compilation.words.overview)
        package.add_sheet(overview, _overview_xml(compilation, overview, annex))
        for sheet in compilation.sheets:
            _add_table(package, names.take(sheet.title), sheet, annex)
        if annex.rows:
            whole_texts = annex.as_sheet()
            _add_table(package, names.take(whole_texts.title), whole_texts, annex)


class SheetNames:
    """Names Excel accepts: up to 31 units, without `[]:*?/\\`, each once whatever its case."""

    def __init__(self) -> None:
        # Excel keeps this one for itself.
        self._taken = {"history"}

    def take(self, title: str) -> str:
        """A free name as near to `title` as can be."""
        clean = " ".join(_NOT_IN_NAMES.sub(" ", mended(title)).split()).strip("' ") or "–"
        name, number = utf16_beginning(clean, _NAME_LIMIT).rstrip("' "), 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            name = utf16_beginning(clean, _NAME_LIMIT - len(ending)).rstrip("' ") + ending
        self._taken.add(name.casefold())
        return name


class Annex:
    """Gathers the texts too long for their cells while the sheets are being written."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._texts = 0
        self.rows: list[Row] = []

    def fitted(self, cell: Cell, sheet: str, heading: str) -> Cell:
        """`cell`, or where it is too long its beginning and the mark, the whole kept in `rows`."""
        if not isinstance(cell, str) or not _too_long(text := mended(cell)):
            return cell
        self._texts += 1
        reference = f"A-{self._texts}"
        heading = utf16_beginning(mended(heading), _LABEL_LIMIT)
        pieces = tuple(utf16_pieces(text, TEXT_LIMIT))
        for number, piece in enumerate(pieces, start=1):
            self.rows.append((reference, sheet, heading, f"{number}/{len(pieces)}", piece))
        mark = "\n" + self._words.continued.replace(REFERENCE, reference)
        return utf16_beginning(text, TEXT_LIMIT - utf16_length(mended(mark))) + mark

    def as_sheet(self) -> Sheet:
        """The annex itself, a piece a row."""
        words = self._words
        columns = (
            Column("reference", words.reference, 12),
            Column("sheet", words.sheet, 24),
            Column("column", words.column, 24),
            Column("piece", words.piece, 10),
            Column("text", words.text, long=True),
        )
        return Sheet("annex", words.annex, columns, self.rows)


def _too_long(text: str) -> bool:
    return 2 * len(text) > TEXT_LIMIT and utf16_length(text) > TEXT_LIMIT


def _add_table(package: Package, name: str, sheet: Sheet, annex: Annex) -> None:
    table = _Table(name, sheet, annex)
    package.add_sheet(name, table.xml(), table.cells)


class _Table:
    """A sheet of submissions as XML: headings frozen, each with a filter."""

    def __init__(self, name: str, sheet: Sheet, annex: Annex) -> None:
        self._name = name
        self._sheet = sheet
        self._annex = annex
        self._headings = [column.heading for column in sheet.columns]
        self._letters = [_letters(number) for number in range(len(sheet.columns))]
        self._height = 1

    def cells(self) -> str:
        """The cells from the first heading to the last value, `A1:D9`, once `xml` was read."""
        return f"A1:{self._letters[-1]}{self._height}"

    def xml(self) -> Iterator[str]:
        """The sheet's part, a row a piece."""
        yield f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        yield '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        yield ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
        yield "</sheetView></sheetViews>"
        yield _columns_xml([_width(column) for column in self._sheet.columns])
        yield "<sheetData>"
        yield self._row_xml(self._headings, Style.HEADING)
        for row in self._sheet.rows:
            self._height += 1
            yield self._row_xml(row)
        yield f'</sheetData><autoFilter ref="{self.cells()}"/>'
        yield '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'

    def _row_xml(self, row: Row, look: Style | None = None) -> str:
        number = self._height
        if number > _ROWS_LIMIT:
            raise ValueError(f"sheet {self._sheet.key} has more rows than XLSX can hold")
        cells = "".join(
            cell_xml(f"{letters}{number}", self._annex.fitted(cell, self._name, heading), look)
            for letters, heading, cell in zip(self._letters, self._headings, row, strict=True)
        )
        return f'<row r="{number}">{cells}</row>'


def _overview_xml(compilation: Compilation, name: str, annex: Annex) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
    yield '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
    yield _columns_xml([36, _LONG_WIDTH])
    yield "<sheetData>"
    title = annex.fitted(compilation.title, name, "")
    yield f'<row r="1">{cell_xml("A1", title, Style.TITLE)}</row>'
    for number, (label, value) in enumerate(compilation.overview, start=3):
        heading = cell_xml(f"A{number}", annex.fitted(label, name, ""), Style.HEADING)
        shown = cell_xml(f"B{number}", annex.fitted(value, name, label))
        yield f'<row r="{number}">{heading}{shown}</row>'
    yield '</sheetData><pageSetup orientation="portrait" fitToHeight="0"/></worksheet>'


def _columns_xml(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return f"<cols>{columns}</cols>"


def _width(column: Column) -> int:
    return min(max(column.width, _LONG_WIDTH) if column.long else column.width, _WIDTH_LIMIT)


def _letters(number: int) -> str:
    """The name of the column that has `number` columns before it: A, B, … Z, AA."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
