"""Sheets are tables that Excel need not repair, and the codebook says what their columns mean."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from export import (
    Codebook,
    CodebookEntry,
    CodebookWords,
    Column,
    Compilation,
    Format,
    Row,
    Sheet,
    write,
)
from export.formula import looks_like_formula
from export.unicode_text import mended
from export.xlsx_cell import HARMLESS, text_xml
from export.xlsx_names import table_columns
from tests.export.samples import COMPILED, HOSTILE, TYPED, WORDS, compilation, of_texts, texts
from tests.export.test_xlsx import assert_no_formula, parts, read_back, workbook, written

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CODEBOOK_WORDS = CodebookWords(
    title="Libro de códigos",
    sheet="Hoja",
    heading="Columna",
    key="Clave",
    kind="Tipo de respuesta",
    code="Código",
    meaning="Significado",
    remark="Observación",
)
SHEETS_ELEMENTS = [
    "sheetPr",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "autoFilter",
    "pageSetup",
    "headerFooter",
    "ignoredErrors",
    "tableParts",
]
"""What we write of a worksheet, in the order of ECMA-376 part 1, 18.3.1.99."""


def with_codebook(*entries: CodebookEntry) -> Compilation:
    return replace(of_texts(["x"]), codebook=Codebook(CODEBOOK_WORDS, iter(entries)))


def assert_tables_sound(path: Path) -> None:
    """Each table covers its sheet's cells, and is called by the heading cells just so."""
    found, seen = parts(path), set[Any]()
    pages = [(place, page) for place, page in enumerate(workbook(path)) if page.tables]
    for number, (place, page) in enumerate(pages, start=1):
        (table,) = page.tables.values()
        assert table.ref == table.autoFilter.ref == page.dimensions
        names = as_they_stand(found[f"xl/tables/table{number}.xml"], "tableColumn", "name")
        first_row, _, _ = found[f"xl/worksheets/sheet{place + 1}.xml"].partition(b"</row>")
        headings = as_they_stand(first_row + ENDS, "t")
        assert names == headings
        assert len({name.casefold() for name in names}) == len(names)
        assert all(name.strip() and not re.search(r"[\x00-\x1f]", name) for name in names)
        assert re.fullmatch(r"table\d+_[a-z0-9_]+", table.displayName)
        assert not {table.id, table.displayName} & seen
        seen |= {table.id, table.displayName}


ENDS = b"</row></sheetData></worksheet>"


def as_they_stand(part: bytes, tag: str, attribute: str | None = None) -> list[str]:
    """Texts or attributes of all such elements, with Excel's own escapes as they are."""
    found = ElementTree.fromstring(part).iter(MAIN + tag)
    return [(each.get(attribute) if attribute else each.text) or "" for each in found]


def test_every_sheet_with_rows_is_a_table_of_its_own(tmp_path: Path) -> None:
    columns = (Column("c", "Uno"), Column("d", "Dos"))
    sheets = tuple(
        Sheet(key, key, columns, [("x", None)] * height)
        for key, height in (("pledge", 3), ("research", 1))
    )
    entry = CodebookEntry("pledge", "Uno", "c", "Texto")
    path = written(
        Compilation(
            "T",
            "es",
            COMPILED,
            (("Largo", "y" * 40_000),),
            sheets,
            WORDS,
            Codebook(CODEBOOK_WORDS, [entry]),
        ),
        tmp_path,
    )
    book = workbook(path)
    refs = [[table.ref for table in page.tables.values()] for page in book.worksheets]
    assert refs == [[], ["A1:B4"], ["A1:B2"], ["A1:G2"], ["A1:E3"]]
    assert_tables_sound(path)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.one_of(texts, st.sampled_from(["a", "A", "ａ", "a (2)", ""])), min_size=1))
def test_any_headings_make_a_table_or_stay_as_they_are(headings: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = written(compilation([headings], *headings), Path(folder))
        page = workbook(path).worksheets[1]
        assert page.tables or any(len(heading) > 255 for heading in headings)
        assert_tables_sound(path)
        assert_no_formula(path)


def test_headings_that_excel_takes_for_the_same_get_a_number() -> None:
    headings = ("Año", "AÑO", "Año (2)", "Ａño", "Año\n", "", " ")
    columns = [Column(f"c{number}", heading) for number, heading in enumerate(headings)]
    assert table_columns(columns) == (
        "Año", "AÑO (2)", "Año (2) (2)", "Ａño (3)", "Año (4)", "c5", "c6",
    )  # fmt: skip


def test_a_heading_too_long_for_a_table_stays_whole_and_has_a_filter(tmp_path: Path) -> None:
    path = written(compilation([("a",), ("b",)], "y" * 256), tmp_path)
    page = workbook(path).worksheets[1]
    assert page["A1"].value == "y" * 256
    assert not page.tables
    assert page.auto_filter.ref == "A1:A3"
    assert b"_FilterDatabase" in parts(path)["xl/workbook.xml"]


def test_a_sheet_without_rows_has_a_filter_and_no_table(tmp_path: Path) -> None:
    sheet = Sheet("pledge", "Aportes", (Column("a", "A"), Column("b", "B")), iter(()))
    path = written(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), tmp_path)
    page = workbook(path)["Aportes"]
    assert not page.tables
    assert page.auto_filter.ref == "A1:B1"
    assert not [name for name in parts(path) if "tables" in name]


def test_what_a_sheet_is_made_of_stands_in_the_order_of_the_standard(tmp_path: Path) -> None:
    for wanted in (compilation([TYPED]), compilation([("a",)], "y" * 300), of_texts([])):
        for name, part in parts(written(wanted, tmp_path)).items():
            if name.startswith("xl/worksheets/sheet"):
                found = [each.tag.removeprefix(MAIN) for each in ElementTree.fromstring(part)]
                assert found == [each for each in SHEETS_ELEMENTS if each in found]


def test_every_part_is_named_with_its_type_and_every_relation_leads_somewhere(
    tmp_path: Path,
) -> None:
    found = parts(written(with_codebook(CodebookEntry("h", "c", "k", "t")), tmp_path))
    types = ElementTree.fromstring(found["[Content_Types].xml"])
    named = {each.get("PartName", "")[1:] for each in types if each.get("PartName")}
    assert named == {name for name in found if name.endswith(".xml") and name[0] != "["}
    assert {name for name in found if "/tables/" in name} == {
        "xl/tables/table1.xml",
        "xl/tables/table2.xml",
    }
    for number in (1, 2):
        relations = found[f"xl/worksheets/_rels/sheet{number + 1}.xml.rels"].decode()
        assert f'Target="../tables/table{number}.xml"' in relations


def test_the_codebook_stands_after_the_sheets_an_entry_a_row(tmp_path: Path) -> None:
    wanted = with_codebook(
        CodebookEntry("Avances", "Estado", "state", "Opción", "2", "En curso", "Desde 2016"),
        CodebookEntry("Avances", "Relato", "story", "Texto"),
    )
    book = workbook(written(wanted, tmp_path))
    assert book.sheetnames == ["Resumen", "Buenas prácticas", "Libro de códigos"]
    assert list(book["Libro de códigos"].iter_rows(values_only=True)) == [
        ("Hoja", "Columna", "Clave", "Tipo de respuesta", "Código", "Significado", "Observación"),
        ("Avances", "Estado", "state", "Opción", "2", "En curso", "Desde 2016"),
        ("Avances", "Relato", "story", "Texto", None, None, None),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_codebook_is_as_harmless_as_answers(tmp_path: Path, text: str) -> None:
    path = written(with_codebook(CodebookEntry(*[text] * 7)), tmp_path)
    row = next(workbook(path)["Libro de códigos"].iter_rows(min_row=2, values_only=True))
    assert [unescape(value or "") for value in row] == [mended(text)] * 7
    assert_no_formula(path)
    assert_tables_sound(path)


def test_headings_and_titles_stay_texts_when_they_are_edited(tmp_path: Path) -> None:
    book = workbook(written(compilation([("x",)], "=1+1"), tmp_path))
    assert book.worksheets[0]["A1"].quotePrefix
    assert book.worksheets[1]["A1"].quotePrefix


def test_the_file_names_the_institution_its_language_and_its_moment(tmp_path: Path) -> None:
    wanted = replace(of_texts(["x"]), author="Secretaría <&\x00>")
    properties = workbook(written(wanted, tmp_path)).properties
    assert properties.creator == "Secretaría <&>"
    assert properties.language == "es"
    assert properties.created == properties.modified == COMPILED.replace(tzinfo=None)


@given(st.text(max_size=40))
def test_a_text_taken_for_harmless_is_no_formula_and_needs_no_escape(text: str) -> None:
    for each in (text, f"a{text}"):
        if HARMLESS.fullmatch(each):
            assert text_xml(each) == each
            assert not looks_like_formula(each)


def test_a_row_is_as_tall_as_its_tallest_text_up_to_a_page(tmp_path: Path) -> None:
    path = written(compilation([("a", "b"), ("a\nb\nc", "d"), ("a", "e" * 5_000)]), tmp_path)
    heights = workbook(path).worksheets[1].row_dimensions
    assert [heights[number].height for number in (2, 3, 4)] == [None, 45, 409]


class Tracked(list[str]):
    """A row that tells how many of its kind are alive."""

    alive = 0

    def __init__(self, cells: Iterable[str]) -> None:
        super().__init__(cells)
        Tracked.alive += 1

    def __del__(self) -> None:
        Tracked.alive -= 1


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_no_row_is_kept_after_it_was_written(tmp_path: Path, form: Format) -> None:
    most = 0

    def rows() -> Iterator[Row]:
        nonlocal most
        for number in range(200):
            yield Tracked([f"text {number}"])
            most = max(most, Tracked.alive)

    sheet = Sheet("pledge", "Aportes", (Column("a", "A"),), rows())
    write(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), form, tmp_path / "c")
    assert 0 < most <= 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_shows_the_texts_as_they_are(tmp_path: Path) -> None:
    shown = [text for text in HOSTILE if text.isprintable() and len(text) < 100]
    assert "=1+1" in shown
    path = written(of_texts(shown), tmp_path)
    second_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,2"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", second_sheet, "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (found,) = tmp_path.glob("*.csv")
    with found.open(encoding="utf-8", newline="") as file:
        assert [field for (field,) in csv.reader(file)] == ["Texto", *shown]
    assert read_back(path) == shown
