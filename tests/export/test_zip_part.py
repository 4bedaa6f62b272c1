"""Parts of a zip are whole, deflated by ISA-L, and wait for nobody in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from isal import isal_zlib

from export import Column, Compilation, Format, Sheet, write
from export.zip_part import add_part
from tests.export.samples import COMPILED, WORDS

TEXT = "Se abrieron dos albergues, ñ 😀\n" * 50_000


def test_a_part_comes_back_whole(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "zip", "w") as archive:
        add_part(archive, "many", iter([TEXT, "", "end"]))
        add_part(archive, "none", ())
    with ZipFile(tmp_path / "zip") as archive:
        assert archive.testzip() is None
        assert archive.read("many").decode() == TEXT + "end"
        assert archive.read("none") == b""


def test_isal_deflates_and_not_zlib(tmp_path: Path) -> None:
    """Python's own compressor stays unnoticed should the place where ours is put move."""
    with ZipFile(tmp_path / "zip", "w") as archive:
        add_part(archive, "part", [TEXT])
        deflate = isal_zlib.compressobj(3, isal_zlib.DEFLATED, -15)
        wanted = deflate.compress(TEXT.encode()) + deflate.flush()
        assert archive.getinfo("part").compress_size == len(wanted)
        assert wanted in (tmp_path / "zip").read_bytes()


def test_a_part_too_large_for_a_plain_zip_is_an_error_not_a_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("export.zip_part.ZIP64_LIMIT", 10)
    with (
        ZipFile(tmp_path / "zip", "w") as archive,
        pytest.raises(ValueError, match="more than 10 bytes"),
    ):
        add_part(archive, "part", ["eleven char"])


@pytest.mark.parametrize("form", [Format.XLSX, Format.CSV])
def test_long_texts_do_not_gather_in_memory(tmp_path: Path, form: Format) -> None:
    """Forty texts of a million characters, of which a few at a time are in memory."""

    def rows() -> Iterator[tuple[str]]:
        for number in range(40):
            yield (f"{number} " + "x" * 1_000_000,)

    sheet = Sheet("pledge", "Aportes", (Column("a", "A"),), rows())
    tracemalloc.start()
    try:
        write(Compilation("T", "es", COMPILED, (), (sheet,), WORDS), form, tmp_path / "c")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 16_000_000
