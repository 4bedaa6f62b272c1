"""CSV gives every answer back, and no field of it is one a spreadsheet would run."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export import Codebook, CodebookEntry, CodebookWords, Compilation, Format, write
from export.csv_zip import literal, original
from export.formula import looks_like_formula
from export.unicode_text import mended
from tests.export.samples import HOSTILE, TYPED, compilation, of_texts, texts

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def records(wanted: Compilation, folder: Path) -> dict[str, list[list[str]]]:
    path = folder / "compilation.zip"
    write(wanted, Format.CSV, path)
    with ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert all(file.startswith(b"\xef\xbb\xbf") for file in files.values())
    decoded = {name: file.decode("utf-8-sig") for name, file in files.items()}
    return {name: list(csv.reader(StringIO(text, newline=""))) for name, text in decoded.items()}


def expected(text: str) -> str:
    return mended(text).replace("\x00", "\u2400")


def test_there_is_a_file_for_the_overview_and_one_for_each_sheet(tmp_path: Path) -> None:
    found = records(of_texts(["x"]), tmp_path)
    assert list(found) == ["00-overview.csv", "01-good_practice.csv"]
    assert found["00-overview.csv"] == [
        ["Compilación", ""],
        ["Compilado hasta", "2027-02-01T14:30:00+00:00"],
        ["Actores que respondieron", "11"],
        ["Reunión", "2027-02-10"],
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(texts, min_size=1, max_size=20))
def test_any_text_comes_back_and_none_begins_like_a_formula(typed: list[str]) -> None:
    with TemporaryDirectory() as folder:
        _, *rows = records(of_texts(typed), Path(folder))["01-good_practice.csv"]
    fields = [field for (field,) in rows]
    assert [original(field) for field in fields] == [expected(text) for text in typed]
    assert not any(field.startswith(DANGEROUS) for field in fields)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back(text: str) -> None:
    assert original(literal(text)) == expected(text)
    assert not looks_like_formula(literal(text))


def test_only_what_needs_it_gets_an_apostrophe() -> None:
    assert literal("=1+1") == "'=1+1"
    assert literal("'=1+1") == "''=1+1"
    assert literal("'quoted'") == "'quoted'"
    assert literal("10-5 = 5") == "10-5 = 5"


def test_values_are_written_as_programs_expect(tmp_path: Path) -> None:
    _, row = records(compilation([TYPED]), tmp_path)["01-good_practice.csv"]
    assert row == [
        "texto", "7", "-7", "1234567.50", "-0.5", "2027-02-01", "2027-02-01T09:00:00", "",
    ]  # fmt: skip


def test_the_codebook_comes_last_as_a_file_of_its_own(tmp_path: Path) -> None:
    words = CodebookWords("Libro", "Hoja", "Columna", "Clave", "Tipo", "Código", "Es", "Nota")
    entry = CodebookEntry("Avances", "Estado", "state", "Opción", "-2", '"En curso"')
    wanted = replace(of_texts(["x"]), codebook=Codebook(words, iter([entry])))
    name, rows = list(records(wanted, tmp_path).items())[-1]
    assert name == "02-codebook.csv"
    assert rows == [
        ["Hoja", "Columna", "Clave", "Tipo", "Código", "Es", "Nota"],
        ["Avances", "Estado", "state", "Opción", "'-2", '"En curso"', ""],
    ]


def test_duplicate_and_hostile_headings_stay_as_they_are(tmp_path: Path) -> None:
    headings = ["Año", "Año", '=1+"1"', "a\nb", ""]
    found, _ = records(compilation([["x"] * 5], *headings), tmp_path)["01-good_practice.csv"]
    assert [original(field) for field in found] == headings


def test_a_text_of_40000_characters_is_whole(tmp_path: Path) -> None:
    _, (field,) = records(of_texts(["ñ" * 40_000]), tmp_path)["01-good_practice.csv"]
    assert field == "ñ" * 40_000
