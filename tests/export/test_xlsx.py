"""XLSX holds every answer as it was given, as a text, a number or a date and never a formula."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from export import Cell, Column, Compilation, Format, Sheet, write
from export.unicode_text import mended, utf16_length
from export.xlsx_names import SheetNames
from tests.export.samples import COMPILED, HOSTILE, TYPED, WORDS, compilation, of_texts, texts

NINE = datetime(2027, 2, 1, 9, 0)  # noqa: DTZ001 - Excel knows no zones


def written(wanted: Compilation, folder: Path) -> Path:
    path = folder / "compilation.xlsx"
    write(wanted, Format.XLSX, path)
    return path


def workbook(path: Path) -> Any:  # noqa: ANN401
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def column(path: Path, sheet: str, number: int) -> list[Any]:
    """The values under a heading, read as Excel does."""
    rows = workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    values = [row[number] for row in rows]
    return [unescape(value) if isinstance(value, str) else value for value in values]


def read_back(path: Path) -> list[str]:
    """The one column of texts, whole: those in the annex put together again."""
    book = workbook(path)
    whole: dict[str, str] = {}
    if WORDS.annex in book.sheetnames:
        for reference, _, _, _, piece in book[WORDS.annex].iter_rows(min_row=2, values_only=True):
            whole[reference] = whole.get(reference, "") + unescape(piece)
    found = []
    for text in column(path, "Buenas prácticas", 0):
        mark = re.search(r"\n\[… el texto sigue en el anexo, (A-\d+)\]\Z", text or "")
        found.append(whole[mark[1]] if mark else text or "")
    return found


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assert_no_formula(path: Path) -> None:
    for name, part in parts(path).items():
        root = ElementTree.fromstring(part)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not tags & {"f", "hyperlink", "hyperlinks", "externalLink", "ddeLink"}, name
        types = {cell.get("t") for cell in root.iter() if cell.tag.endswith("}c")}
        assert types <= {"inlineStr", None}, name


def test_hostile_texts_come_back_as_they_were_and_none_is_a_formula(tmp_path: Path) -> None:
    path = written(of_texts(HOSTILE), tmp_path)
    assert read_back(path) == [mended(text) for text in HOSTILE]
    assert_no_formula(path)


@settings(deadline=None, max_examples=60)
@given(st.lists(texts, min_size=1, max_size=20))
def test_any_text_comes_back_as_it_was(typed: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = written(of_texts(typed), Path(folder))
        assert read_back(path) == [mended(text) for text in typed]
        assert_no_formula(path)


def test_headings_facts_and_titles_are_as_harmless_as_answers(tmp_path: Path) -> None:
    heading, fact = "=1+1<b>", "=2+2"
    wanted = compilation([("x",)], heading, title="</sheet>&'")
    wanted = Compilation("=3<&", "es", COMPILED, ((fact, fact),), wanted.sheets, words=wanted.words)
    path = written(wanted, tmp_path)
    book = workbook(path)
    assert book.worksheets[1]["A1"].value == heading
    assert [cell.value for cell in book.worksheets[0][4]] == [fact, fact]
    assert book.properties.title == "=3<&"
    assert_no_formula(path)


def test_what_could_become_a_formula_when_edited_is_marked_a_literal(tmp_path: Path) -> None:
    sheet = workbook(written(of_texts(["=1+1", "plain"]), tmp_path))["Buenas prácticas"]
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_a_long_text_stands_whole_in_the_annex_and_is_marked(tmp_path: Path) -> None:
    long = "".join(f"{number:06} " for number in range(40_000 // 7 + 1))[:40_000]
    path = written(of_texts(["short", long]), tmp_path)
    short, cut = column(path, "Buenas prácticas", 0)
    assert short == "short"
    assert utf16_length(cut) == 32_767
    assert cut.endswith("\n[… el texto sigue en el anexo, A-1]")
    assert cut.startswith(long[:32_000])
    assert column(path, WORDS.annex, 0) == ["A-1", "A-1"]
    assert column(path, WORDS.annex, 3) == ["1/2", "2/2"]
    assert read_back(path) == ["short", long]


@pytest.mark.parametrize("before", range(32_760, 32_769))
def test_an_emoji_at_the_limit_is_not_cut_in_half(tmp_path: Path, before: int) -> None:
    text = "a" * before + "😀" * 3
    path = written(of_texts([text]), tmp_path)
    assert read_back(path) == [text]
    for value in (*column(path, "Buenas prácticas", 0), *_annex_texts(path)):
        assert utf16_length(value) <= 32_767


def _annex_texts(path: Path) -> list[str]:
    return column(path, WORDS.annex, 4) if WORDS.annex in workbook(path).sheetnames else []


@pytest.mark.parametrize("text", ["a" * 32_767, "😀" * 16_383 + "a"])
def test_a_text_of_exactly_the_limit_needs_no_annex(tmp_path: Path, text: str) -> None:
    path = written(of_texts([text]), tmp_path)
    assert WORDS.annex not in workbook(path).sheetnames
    assert column(path, "Buenas prácticas", 0) == [text]


@settings(deadline=None, max_examples=10)
@given(st.text("a😀_x0041\x00\n=<", min_size=1, max_size=30), st.integers(2_000, 4_000))
def test_any_long_text_comes_back_from_the_annex(seed: str, times: int) -> None:
    typed = [seed * times * 3, seed]
    with TemporaryDirectory() as folder:
        assert read_back(written(of_texts(typed), Path(folder))) == typed


def test_numbers_dates_and_gaps_are_what_they_are(tmp_path: Path) -> None:
    cells = workbook(written(compilation([TYPED]), tmp_path))["Buenas prácticas"][2]
    values = [cell.value for cell in cells[: len(TYPED) - 1]]
    assert values[:3] == ["texto", 7, -7]
    assert [Decimal(str(value)) for value in values[3:5]] == [
        Decimal("1234567.50"),
        Decimal("-0.5"),
    ]
    assert values[5:] == [NINE.replace(hour=0), NINE]
    assert [cell.number_format for cell in cells[3:5]] == ["#,##0.00", "#,##0.0"]
    assert cells[5].is_date


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (10**15, "1000000000000000"),
        (-(10**20), "-100000000000000000000"),
        (Decimal("0.1234567890123456789"), "0.1234567890123456789"),
        (Decimal("1E+400"), "1E+400"),
        (Decimal("NaN"), "NaN"),
        (date(1899, 12, 31), "1899-12-31"),
        (NINE.replace(1900, 2, 28), "1900-02-28T09:00:00"),
    ],
)
def test_what_excel_cannot_hold_exactly_is_written_as_a_text(
    tmp_path: Path, cell: Cell, shown: str
) -> None:
    assert column(written(compilation([(cell,)]), tmp_path), "Buenas prácticas", 0) == [shown]


def test_a_sheet_has_a_frozen_heading_a_filter_and_wrapped_texts(tmp_path: Path) -> None:
    columns = (Column("name", "Nombre", 12), Column("story", "Relato", long=True))
    sheet = Sheet("good_practice", "Prácticas", columns, [("a", "b"), ("c", "d")])
    wanted = Compilation("T", "es", COMPILED, (), (sheet,), WORDS)
    page = workbook(written(wanted, tmp_path))["Prácticas"]
    assert page.freeze_panes == "A2"
    (table,) = page.tables.values()
    assert table.ref == table.autoFilter.ref == "A1:B3"
    assert page.auto_filter.ref is None
    assert page.print_title_rows == "$1:$1"
    assert page["B2"].alignment.wrap_text
    assert page["A1"].font.bold
    assert [page.column_dimensions[letter].width for letter in "AB"] == [12, 60]


def test_an_empty_sheet_still_has_its_headings(tmp_path: Path) -> None:
    sheet = Sheet("pledge", "Aportes", (Column("who", "Quién"),), ())
    path = written(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), tmp_path)
    assert workbook(path)["Aportes"]["A1"].value == "Quién"


def test_the_overview_comes_first_with_title_moment_and_facts(tmp_path: Path) -> None:
    book = workbook(written(of_texts(["x"]), tmp_path))
    assert book.sheetnames == ["Resumen", "Buenas prácticas"]
    rows = [row[:2] for row in book["Resumen"].iter_rows(values_only=True)]
    assert rows == [
        ("Compilación", None),
        (None, None),
        ("Compilado hasta", COMPILED.replace(tzinfo=None)),
        ("Actores que respondieron", 11),
        ("Reunión", NINE.replace(day=10, hour=0)),
    ]


def test_the_file_names_no_person_and_no_program(tmp_path: Path) -> None:
    properties = parts(written(of_texts(["x"]), tmp_path))["docProps/core.xml"].decode()
    assert "<dc:title>Compilación</dc:title>" in properties
    for personal in ("creator", "lastModifiedBy", "company", "manager"):
        assert personal not in properties


def test_every_style_a_cell_uses_exists(tmp_path: Path) -> None:
    row: list[Cell] = [*TYPED, "=1", *(Decimal(1).scaleb(-places) for places in range(9))]
    path = written(compilation([row]), tmp_path)
    styles = ElementTree.fromstring(parts(path)["xl/styles.xml"])
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    for table in ("numFmts", "fonts", "fills", "cellXfs"):
        found = styles.find(f"{main}{table}")
        assert found is not None
        assert int(found.get("count", 0)) == len(found)
    used = re.findall(rb' s="(\d+)"', parts(path)["xl/worksheets/sheet2.xml"])
    assert max(int(look) for look in used) < len(styles.find(f"{main}cellXfs") or ())


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (("a/b\\c?*[x]:y",), ["a b c x y"]),
        (("'quoted'",), ["quoted"]),
        (("", "///"), ["–", "– (2)"]),
        (("Título", "TÍTULO", "título"), ["Título", "TÍTULO (2)", "título (3)"]),
        (("x" * 40, "x" * 40), ["x" * 31, "x" * 27 + " (2)"]),
        (("😀" * 20,), ["😀" * 15]),
        (("History",), ["History (2)"]),
        (("a\x00b\ud800",), ["a b\ufffd"]),
        (("a_x0041_",), ["a x0041_"]),
    ],
)
def test_sheet_names_are_ones_excel_accepts(titles: Sequence[str], names: list[str]) -> None:
    given_out = SheetNames()
    assert [given_out.take(title) for title in titles] == names


def test_more_than_26_columns_have_their_letters(tmp_path: Path) -> None:
    sheet = workbook(written(compilation([tuple(range(60))]), tmp_path))["Buenas prácticas"]
    assert sheet["BH2"].value == 59


def test_too_many_rows_are_an_error_not_a_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("export.xlsx_sheet._ROWS_LIMIT", 3)
    with pytest.raises(ValueError, match="more rows than XLSX can hold"):
        written(of_texts(["a", "b", "c"]), tmp_path)
