"""An XLSX file while it is written: sheet after sheet, then what ties them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZipFile

from export import xlsx_parts as parts
from export.xlsx_parts import Filter, Properties, SheetPart
from export.xlsx_styles import styles_xml
from export.zip_part import add_part

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Package:
    """An XLSX file being written: sheets in their order, memory flat however many rows."""

    def __init__(self, path: Path, properties: Properties) -> None:
        self._archive = ZipFile(path, "w", ZIP_DEFLATED)
        self._sheets: list[SheetPart] = []
        self._tables = 0
        # First, so that programs that guess a file's type see what they look for.
        self._write("_rels/.rels", parts.package_relations_xml())
        self._write("docProps/core.xml", parts.properties_xml(properties))

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
        self, name: str, xml: Iterable[str], filtered: Callable[[], Filter] | None = None
    ) -> None:
        """Write a sheet after those before it; `xml` is its part in pieces.

        `filtered`, asked when the pieces are written, tells of its filter or table.
        """
        self._write(f"xl/worksheets/sheet{len(self._sheets) + 1}.xml", xml)
        told = filtered() if filtered else None
        table = self._add_table(told) if told and told.columns else None
        self._sheets.append(SheetPart(name, told, table))

    def _add_table(self, told: Filter) -> int:
        self._tables += 1
        self._write(f"xl/tables/table{self._tables}.xml", parts.table_xml(self._tables, told))
        return self._tables

    def _tie_together(self) -> None:
        for number, sheet in enumerate(self._sheets, start=1):
            if sheet.table:
                name = f"xl/worksheets/_rels/sheet{number}.xml.rels"
                self._write(name, parts.sheet_relations_xml(sheet.table))
        self._write("xl/workbook.xml", parts.workbook_xml(self._sheets))
        sheets = len(self._sheets)
        self._write("xl/_rels/workbook.xml.rels", parts.workbook_relations_xml(sheets))
        self._write("xl/styles.xml", styles_xml())
        self._write("[Content_Types].xml", parts.content_types_xml(sheets, self._tables))

    def _write(self, name: str, xml: Iterable[str]) -> None:
        add_part(self._archive, name, chain((_HEAD,), xml))
