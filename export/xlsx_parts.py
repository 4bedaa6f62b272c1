"""The small parts of an XLSX file, which tie the sheets together: ECMA-376 parts 1 and 2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from export.unicode_text import mended

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TABLE_RELATION = "rId1"
"""Under this a sheet finds its one table."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships">'
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Filter:
    """The cells that a sheet's filter covers, `A1:D9`, the headings among them.

    It is a table's where `columns` holds the headings, and else the sheet's own.
    """

    cells: str
    key: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet that has been written: its name, its filter, and the number of its table."""

    name: str
    filter: Filter | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `author` is an institution, or nobody."""

    title: str
    author: str
    language: str
    made: datetime


def properties_xml(properties: Properties) -> Iterator[str]:
    """The core properties: institutions are named, not persons, so there is no last editor."""
    made = properties.made
    if made.tzinfo is not None:
        made = made.astimezone(UTC)
    moment = f'xsi:type="dcterms:W3CDTF">{made:%Y-%m-%dT%H:%M:%SZ}'
    yield f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
    yield ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    yield ' xmlns:dcterms="http://purl.org/dc/terms/"'
    yield ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    yield f"<dc:title>{_said(properties.title)}</dc:title>"
    if properties.author:
        yield f"<dc:creator>{_said(properties.author)}</dc:creator>"
    yield f"<dcterms:created {moment}</dcterms:created>"
    yield f"<dcterms:modified {moment}</dcterms:modified>"
    yield f"<dc:language>{_said(properties.language)}</dc:language></cp:coreProperties>"


def _said(text: str) -> str:
    """`text` where only XML's own escapes hold; what XML cannot hold is left out."""
    return escape(_NOT_IN_XML.sub("", mended(text)), quote=False)


def table_xml(number: int, told: Filter) -> Iterator[str]:
    """The part of table `number`; its name holds nothing that a person typed."""
    name = f"table{number}_{told.key}"[:255]
    yield f'<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}"'
    yield f' ref="{told.cells}" totalsRowShown="0"><autoFilter ref="{told.cells}"/>'
    yield f'<tableColumns count="{len(told.columns)}">'
    for place, heading in enumerate(told.columns, start=1):
        yield f'<tableColumn id="{place}" name="{attribute_xml(heading)}"/>'
    yield '</tableColumns><tableStyleInfo name="TableStyleLight1" showFirstColumn="0"'
    yield ' showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>'


_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def attribute_xml(text: str) -> str:
    """`text`, which holds no controls, as an attribute that Excel reads back as it was."""
    return escape(_LIKE_AN_ESCAPE.sub("_x005F_", text))


def workbook_xml(sheets: Sequence[SheetPart]) -> Iterator[str]:
    """The workbook: its sheets in their order, the filters that are no table's, and printing."""
    yield f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    for number, sheet in enumerate(sheets, start=1):
        yield f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
    yield "</sheets>"
    names = "".join(
        _names(number, sheet.name, sheet.filter)
        for number, sheet in enumerate(sheets)
        if sheet.filter
    )
    yield f"<definedNames>{names}</definedNames></workbook>" if names else "</workbook>"


def _names(number: int, sheet: str, told: Filter) -> str:
    """What Excel keeps by name: the cells of a filter of the sheet's own, and the row to repeat."""
    quoted = escape("'" + sheet.replace("'", "''") + "'", quote=False)
    name = f'<definedName name="_xlnm.{{}}" localSheetId="{number}"{{}}>{quoted}!{{}}</definedName>'
    own = name.format("_FilterDatabase", ' hidden="1"', _absolute(told.cells))
    return ("" if told.columns else own) + name.format("Print_Titles", "", "$1:$1")


def _absolute(cells: str) -> str:
    """`A1:D9` as `$A$1:$D$9`."""
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cells)


def workbook_relations_xml(sheets: int) -> Iterator[str]:
    """Where the workbook's sheets and styles are."""
    yield _RELATIONS
    for number in range(1, sheets + 1):
        yield f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet"'
        yield f' Target="worksheets/sheet{number}.xml"/>'
    yield f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
    yield "</Relationships>"


def sheet_relations_xml(table: int) -> Iterator[str]:
    """Where a sheet's table is."""
    yield f'{_RELATIONS}<Relationship Id="{TABLE_RELATION}" Type="{OFFICE}/table"'
    yield f' Target="../tables/table{table}.xml"/></Relationships>'


def package_relations_xml() -> Iterator[str]:
    """Where the package begins."""
    yield f'{_RELATIONS}<Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
    yield ' Target="xl/workbook.xml"/><Relationship Id="rId2" Target="docProps/core.xml"'
    yield f' Type="{_PACKAGE}/relationships/metadata/core-properties"/></Relationships>'


def content_types_xml(sheets: int, tables: int) -> Iterator[str]:
    """What each part is."""
    package = "application/vnd.openxmlformats-package"
    parts = {
        "docProps/core": f"{package}.core-properties+xml",
        "xl/workbook": _spreadsheet("sheet.main"),
        "xl/styles": _spreadsheet("styles"),
    }
    for number in range(1, sheets + 1):
        parts[f"xl/worksheets/sheet{number}"] = _spreadsheet("worksheet")
    for number in range(1, tables + 1):
        parts[f"xl/tables/table{number}"] = _spreadsheet("table")
    yield f'<Types xmlns="{_PACKAGE}/content-types">'
    yield f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
    yield '<Default Extension="xml" ContentType="application/xml"/>'
    for part, kind in parts.items():
        yield f'<Override PartName="/{part}.xml" ContentType="{kind}"/>'
    yield "</Types>"


def _spreadsheet(part: str) -> str:
    return f"application/vnd.openxmlformats-officedocument.spreadsheetml.{part}+xml"
