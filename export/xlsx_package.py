"""The parts of an XLSX file that are not rows: styles, the workbook, properties, and their zip.

Written part after part straight into the zip, so that memory stays flat however many rows. The
sources are ECMA-376 parts 1 (SpreadsheetML) and 2 (packaging).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MOMENT_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_ROWS_AT_ONCE = 100
MOST_DECIMALS = 6


class Style(IntEnum):
    """How a cell looks; the number is its place among the cell formats of the style sheet.

    LITERAL is TEXT that Excel leaves a text even when somebody edits it. After these come the
    numbers with decimals.
    """

    PLAIN = 0
    TITLE = 1
    HEADING = 2
    TEXT = 3
    LITERAL = 4
    NUMBER = 5
    DAY = 6
    MOMENT = 7


def look_of_decimals(decimals: int) -> int:
    """The cell format that shows `decimals` decimals, or as many as needed over the most it has."""
    return Style.MOMENT + decimals if 0 < decimals <= MOST_DECIMALS else Style.PLAIN


@dataclass(frozen=True, slots=True)
class _SheetPart:
    """A sheet that has been written: its name, and the cells its filter covers, if it has one."""

    name: str
    filtered: str | None


class Package:
    """An XLSX file being written: sheets in their order, then what ties them together."""

    def __init__(self, path: Path, *, title: str, language: str, created: datetime) -> None:
        self._archive = ZipFile(path, "w", ZIP_DEFLATED)
        self._sheets: list[_SheetPart] = []
        self._title = title
        self._language = language
        self._created = created
        self._write("[Content_Types].xml", _content_types())
        self._write("_rels/.rels", _package_relations())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._tie_together()
        self._archive.close()

    def add_sheet(
        self, name: str, xml: Iterable[str], filtered: Callable[[], str] | None = None
    ) -> None:
        """Write a sheet after those before it; `xml` is its part in pieces.

        `filtered`, asked when the pieces are written, gives the cells its filter covers.
        """
        self._write(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", xml)
        self._sheets.append(_SheetPart(name, filtered() if filtered else None))

    def _tie_together(self) -> None:
        self._write("xl/workbook.xml", _workbook(self._sheets))
        self._write("xl/_rels/workbook.xml.rels", _workbook_relations(len(self._sheets)))
        self._write("xl/styles.xml", _styles())
        self._write("docProps/core.xml", self._properties())

    def _properties(self) -> Iterable[str]:
        # Institutions are named, not persons: no creator, no last editor.
        created = self._created
        if created.tzinfo is not None:
            created = created.astimezone(UTC)
        yield f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        yield ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        yield ' xmlns:dcterms="http://purl.org/dc/terms/"'
        yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        yield f"<dc:title>{self._title}</dc:title>"
        yield f'<dcterms:created xsi:type="dcterms:W3CDTF">{created:%Y-%m-%dT%H:%M:%SZ}'
        yield f"</dcterms:created><dc:language>{escape(self._language)}</dc:language>"
        yield "</cp:coreProperties>"

    def _write(self, name: str, xml: Iterable[str]) -> None:
        member = ZipInfo(name, _MOMENT_OF_ZIP)
        member.compress_type = ZIP_DEFLATED
        member.external_attr = 0o644 << 16
        with self._archive.open(member, "w") as part:
            pieces = [_HEAD]
            for piece in xml:
                pieces.append(piece)
                if len(pieces) >= _ROWS_AT_ONCE:
                    part.write("".join(pieces).encode())
                    pieces.clear()
            part.write("".join(pieces).encode())


def _workbook(sheets: Sequence[_SheetPart]) -> Iterable[str]:
    yield f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    for number, sheet in enumerate(sheets, start=1):
        yield f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
    yield "</sheets>"
    names = "".join(_names(number, sheet) for number, sheet in enumerate(sheets) if sheet.filtered)
    yield f"<definedNames>{names}</definedNames></workbook>" if names else "</workbook>"


def _names(number: int, sheet: _SheetPart) -> str:
    """What Excel keeps by name for a filtered sheet: the filter's cells and the row to repeat."""
    quoted = escape("'" + sheet.name.replace("'", "''") + "'", quote=False)
    name = f'<definedName name="_xlnm.{{}}" localSheetId="{number}"{{}}>{quoted}!{{}}</definedName>'
    filtered = _absolute(sheet.filtered or "")
    return name.format("_FilterDatabase", ' hidden="1"', filtered) + name.format(
        "Print_Titles", "", "$1:$1"
    )


def _absolute(cells: str) -> str:
    """`A1:D9` as `$A$1:$D$9`."""
    return ":".join(
        f"${corner.rstrip('0123456789')}${corner.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        for corner in cells.split(":")
    )


def _workbook_relations(sheets: int) -> Iterable[str]:
    yield f'<Relationships xmlns="{_PACKAGE}/relationships">'
    for number in range(1, sheets + 1):
        yield f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
        yield f' Target="worksheets/sheet{number}.xml"/>'
    yield f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    yield "</Relationships>"


def _package_relations() -> Iterable[str]:
    yield f'<Relationships xmlns="{_PACKAGE}/relationships">'
    yield f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    yield f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    yield ' Target="docProps/core.xml"/></Relationships>'


def _content_types() -> Iterable[str]:
    # First in the zip, where programs that guess types look, so the sheets are not counted yet:
    # every part not named here is one.
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    package = "application/vnd.openxmlformats-package"
    parts = {
        "/xl/workbook.xml": f"{spreadsheet}.sheet.main+xml",
        "/xl/styles.xml": f"{spreadsheet}.styles+xml",
        "/docProps/core.xml": f"{package}.core-properties+xml",
    }
    yield f'<Types xmlns="{_PACKAGE}/content-types">'
    yield f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
    yield f'<Default Extension="xml" ContentType="{spreadsheet}.worksheet+xml"/>'
    for part, kind in parts.items():
        yield f'<Override PartName="{part}" ContentType="{kind}"/>'
    yield "</Types>"


def _styles() -> Iterable[str]:
    shapes = ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"]
    shapes += ["#,##0." + "0" * decimals for decimals in range(1, MOST_DECIMALS + 1)]
    yield f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(shapes)}">'
    for number, shape in enumerate(shapes, start=164):
        yield f'<numFmt numFmtId="{number}" formatCode="{shape}"/>'
    yield '</numFmts><fonts count="3">'
    for bold, size in (("", 11), ("<b/>", 16), ("<b/>", 11)):
        yield f'<font>{bold}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'
    yield '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>'
    yield '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    yield '<fgColor rgb="FFE7ECF3"/><bgColor indexed="64"/></patternFill></fill></fills>'
    yield '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    yield '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    yield f'</cellStyleXfs><cellXfs count="{Style.MOMENT + 1 + MOST_DECIMALS}">'
    yield _look()
    yield _look(font=1)
    yield _look(font=2, fill=2, wrapped=True)
    yield _look(wrapped=True)
    yield _look(wrapped=True, literal=True)
    yield _look(shape=1)
    for number in range(164, 164 + len(shapes)):
        yield _look(shape=number)
    yield '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    yield "</cellStyles></styleSheet>"


def _look(
    *, font: int = 0, fill: int = 0, shape: int = 0, wrapped: bool = False, literal: bool = False
) -> str:
    return (
        f'<xf numFmtId="{shape}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
        f' applyNumberFormat="{int(shape > 0)}" applyFont="{int(font > 0)}"'
        f' applyFill="{int(fill > 0)}" applyAlignment="1" quotePrefix="{int(literal)}">'
        f'<alignment vertical="top" wrapText="{int(wrapped)}"/></xf>'
    )
