"""Every format: whole or not at all, the same bytes for the same input, imported when used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from export import Column, Compilation, Format, Row, Sheet, Words, write
from tests.export.samples import COMPILED, HOSTILE, WORDS, compilation, of_texts

every_format = pytest.mark.parametrize("form", [each for each in Format if each.has_tables])


@every_format
def test_the_same_compilation_gives_the_same_bytes(tmp_path: Path, form: Format) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    write(of_texts([*HOSTILE, "x" * 40_000]), form, one)
    write(of_texts([*HOSTILE, "x" * 40_000]), form, two)
    assert one.read_bytes() == two.read_bytes()


@every_format
def test_a_failure_leaves_what_was_there_and_nothing_beside_it(
    tmp_path: Path, form: Format
) -> None:
    def breaking() -> Iterator[Row]:
        yield ("first",)
        raise RuntimeError("the source broke")

    sheet = Sheet("good_practice", "Prácticas", (Column("name", "Nombre"),), breaking())
    target = tmp_path / "compilation"
    target.write_text("last week's")
    with pytest.raises(RuntimeError, match="the source broke"):
        write(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), form, target)
    assert target.read_text() == "last week's"
    assert list(tmp_path.iterdir()) == [target]


@every_format
def test_a_success_leaves_the_file_alone_in_its_folder(tmp_path: Path, form: Format) -> None:
    target = tmp_path / f"compilation{form.suffix}"
    write(of_texts(["x"]), form, target)
    assert list(tmp_path.iterdir()) == [target]


@every_format
@pytest.mark.parametrize("row", [("one",), ("one", "two", "three")])
def test_a_row_that_does_not_fit_its_columns_is_refused(
    tmp_path: Path, form: Format, row: tuple[str, ...]
) -> None:
    with pytest.raises(ValueError, match=r"argument|cells"):
        write(compilation([row], "Nombre", "Relato"), form, tmp_path / "compilation")


@every_format
def test_rows_are_gone_through_once_so_a_stream_will_do(tmp_path: Path, form: Format) -> None:
    rows = iter([("a",), ("b",)])
    sheet = Sheet("good_practice", "Prácticas", (Column("name", "Nombre"),), rows)
    write(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), form, tmp_path / "c")
    assert next(rows, None) is None


def test_importing_the_room_imports_no_writer() -> None:
    code = (
        "import sys, export; "
        "print([name for name in sys.modules if name in "
        "('export.xlsx', 'export.csv_zip', 'export.json_file', 'zipfile', 'xlsxwriter')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_formats_know_their_suffix_and_media_type() -> None:
    assert [form.suffix for form in Format] == [".xlsx", ".docx", ".pdf", ".zip", ".json", ".zip"]
    assert Format("csv").media_type == "application/zip"


@pytest.mark.parametrize("key", ["", "Good", "a b", "../x", "1st", "ñ"])
def test_keys_are_checked(key: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        Column(key, "Heading")


def test_shared_keys_and_empty_sheets_are_refused() -> None:
    name = Column("name", "Nombre")
    with pytest.raises(ValueError, match="share a key"):
        Sheet("pledge", "Aportes", (name, name), ())
    with pytest.raises(ValueError, match="no columns"):
        Sheet("pledge", "Aportes", (), ())
    sheet = Sheet("pledge", "Aportes", (name,), ())
    with pytest.raises(ValueError, match="sheets share a key"):
        Compilation("T", "es", COMPILED, (), (sheet, sheet), WORDS)


def test_a_mark_without_the_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="reference"):
        Words("a", "b", "c", "continued elsewhere", "d", "e", "f", "g", "h")
