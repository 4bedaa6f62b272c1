"""A sheet as XML, row after row; ECMA-376 part 1, 18.3.1.99 gives the order of its elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from export.compilation import Cell, Column, Compilation, Row, Sheet
from export.xlsx_annex import Annex
from export.xlsx_cell import HARMLESS, SURELY_SHORT, TEXT_TAIL, cell_xml, harmless_head
from export.xlsx_names import table_columns
from export.xlsx_parts import MAIN, OFFICE, TABLE_RELATION, Filter
from export.xlsx_styles import Style

_ROWS_LIMIT = 1_048_576
_WIDTH_LIMIT = 255
_LONG_WIDTH = 60
_OVERVIEW_WIDTHS = (36, _LONG_WIDTH)
_LINE, _HEIGHT_LIMIT = 15, 409  # points
_BEGIN = (
    f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
)
_FOOT = "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
"""The sheet's name to the left, the page and the number of pages to the right."""


class TableXml:
    """A sheet of submissions: headings frozen and repeated in print, each with a filter.

    It is an Excel table, unless it has no rows or a heading that is too long for one.
    """

    def __init__(self, name: str, sheet: Sheet, annex: Annex) -> None:
        self._name = name
        self._sheet = sheet
        self._annex = annex
        self._names = table_columns(sheet.columns)
        self._headings = self._names or tuple(column.heading for column in sheet.columns)
        self._letters = [_letters(number) for number in range(len(sheet.columns))]
        self._widths = [_width(column) for column in sheet.columns]
        self._starts = [f'<c r="{letters}' for letters in self._letters]
        self._height = 1

    def filter(self) -> Filter:
        """The sheet's filter, once `xml` was read."""
        columns = self._names if self._height > 1 else ()
        return Filter(f"A1:{self._last}", self._sheet.key, columns)

    @property
    def _last(self) -> str:
        return f"{self._letters[-1]}{self._height}"

    def xml(self) -> Iterator[str]:
        """The sheet's part, a row a piece; its rows are gone through once."""
        yield _BEGIN
        yield '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        yield ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
        yield "</sheetView></sheetViews>"
        yield _columns_xml(self._widths)
        yield "<sheetData>"
        yield self._headings_xml()
        for row in self._sheet.rows:
            self._height += 1
            yield self._row_xml(row)
        yield "</sheetData>"
        yield from self._end()

    def _headings_xml(self) -> str:
        cells = (
            cell_xml(f"{letters}1", self._annex.fitted(heading, self._name, heading), Style.HEADING)
            for letters, heading in zip(self._letters, self._headings, strict=True)
        )
        return _row_xml(1, "".join(cells), _extra_lines(self._headings, self._widths))

    def _row_xml(self, row: Row) -> str:
        number = self._height
        if number > _ROWS_LIMIT:
            raise ValueError(f"sheet {self._sheet.key} has more rows than XLSX can hold")
        # Millions of cells come by here: most need one look.
        head, harmless = harmless_head(number), HARMLESS.fullmatch
        cells = [
            f"{start}{head}{cell}{TEXT_TAIL}"
            if isinstance(cell, str) and len(cell) <= SURELY_SHORT and harmless(cell)
            else self._cell_xml(column, cell)
            for column, (start, cell) in enumerate(zip(self._starts, row, strict=True))
        ]
        return _row_xml(number, "".join(cells), _extra_lines(row, self._widths))

    def _cell_xml(self, column: int, cell: Cell) -> str:
        place = f"{self._letters[column]}{self._height}"
        return cell_xml(place, self._annex.fitted(cell, self._name, self._headings[column]))

    def _end(self) -> Iterator[str]:
        told = self.filter()
        if not told.columns:
            yield f'<autoFilter ref="{told.cells}"/>'
        yield f'<pageSetup orientation="landscape" fitToHeight="0"/>{_FOOT}'
        if self._height > 1:
            # No green corners on texts that look like numbers: they are as they were sent.
            yield f'<ignoredErrors><ignoredError sqref="A2:{self._last}" numberStoredAsText="1"/>'
            yield "</ignoredErrors>"
        if told.columns:
            yield f'<tableParts count="1"><tablePart r:id="{TABLE_RELATION}"/></tableParts>'
        yield "</worksheet>"


def overview_xml(compilation: Compilation, name: str, annex: Annex) -> Iterator[str]:
    """The overview's part: the title, then a label and a value a row."""
    yield _BEGIN
    yield '<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
    yield _columns_xml(_OVERVIEW_WIDTHS)
    yield "<sheetData>"
    title = annex.fitted(compilation.title, name, "")
    yield f'<row r="1">{cell_xml("A1", title, Style.TITLE)}</row>'
    for number, (label, value) in enumerate(compilation.overview, start=3):
        heading = cell_xml(f"A{number}", annex.fitted(label, name, ""), Style.HEADING)
        shown = cell_xml(f"B{number}", annex.fitted(value, name, label))
        yield _row_xml(number, heading + shown, _extra_lines((label, value), _OVERVIEW_WIDTHS))
    yield f'</sheetData><pageSetup orientation="portrait" fitToHeight="0"/>{_FOOT}</worksheet>'


def _row_xml(number: int, cells: str, extra_lines: int) -> str:
    if not extra_lines:
        return f'<row r="{number}">{cells}</row>'
    height = min(_LINE * (1 + extra_lines), _HEIGHT_LIMIT)
    return f'<row r="{number}" ht="{height}">{cells}</row>'


def _extra_lines(row: Row, widths: Sequence[int]) -> int:
    """How many lines the tallest text of `row` needs beyond the first, roughly and rather more.

    Excel would find out by itself; LibreOffice shows texts over each other unless it is told.
    """
    return max(
        [
            len(cell) // width + cell.count("\n") if isinstance(cell, str) else 0
            for cell, width in zip(row, widths, strict=True)
        ]
    )


def _columns_xml(widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, start=1)
    )
    return f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'


def _width(column: Column) -> int:
    return min(max(column.width, _LONG_WIDTH) if column.long else column.width, _WIDTH_LIMIT)


def _letters(number: int) -> str:
    """The name of the column that has `number` columns before it: A, B, … Z, AA."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
