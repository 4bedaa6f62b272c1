"""XLSX: an overview, a table a kind, a codebook, and an annex for texts no cell can hold."""

from __future__ import annotations

from pathlib import Path

from export.compilation import Compilation, Sheet
from export.replacement import replacing
from export.xlsx_annex import Annex
from export.xlsx_names import SheetNames
from export.xlsx_package import Package
from export.xlsx_parts import Properties
from export.xlsx_sheet import TableXml, overview_xml


def write_xlsx(compilation: Compilation, path: Path) -> None:
    """Write a workbook to `path`: the overview, the sheets in order, codebook and annex if any.

    Texts stay texts whatever they begin with. One over 32,767 UTF-16 units stands whole in the
    annex, in numbered pieces; its cell has the beginning and the mark `words.continued`. Escapes
    and the two things lost, lone surrogates and offsets of moments, are told at
    `xlsx_cell.text_xml` and `cell_xml`; an empty text and no value are the same empty cell.
    Headings of tables are as `xlsx_names.table_columns` says.
    """
    names = SheetNames()
    properties = Properties(
        title=compilation.title,
        author=compilation.author,
        language=compilation.language,
        made=compilation.compiled_up_to,
    )
    with (
        replacing(path) as draft,
        Annex(compilation.words, path.parent) as annex,
        Package(draft, properties) as package,
    ):
        overview = names.take(compilation.words.overview)
        package.add_sheet(overview, overview_xml(compilation, overview, annex))
        for sheet in compilation.sheets:
            _add_table(package, names, sheet, annex)
        if compilation.codebook:
            _add_table(package, names, compilation.codebook.as_sheet(), annex)
        if annex.is_needed:
            _add_table(package, names, annex.as_sheet(), annex)


def _add_table(package: Package, names: SheetNames, sheet: Sheet, annex: Annex) -> None:
    name = names.take(sheet.title)
    table = TableXml(name, sheet, annex)
    package.add_sheet(name, table.xml(), table.filter)
