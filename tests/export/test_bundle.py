"""Bundles: whole ZIPs with a manifest that `sha256sum -c` reads, no larger than is said."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from export.bundle import MANIFEST, Bundled, bundled, write_bundle


def files(folder: Path, *sizes: int, ending: str = ".jpg") -> list[Bundled]:
    """Files of these sizes whose bytes do not pack."""
    dice, found = random.Random(3), []
    (folder / "given").mkdir()
    for place, size in enumerate(sizes):
        path = folder / "given" / str(place)
        path.write_bytes(dice.randbytes(size))
        found.append(bundled(f"attachments/niño {place}{ending}", path))
    return found


def unpacked(parts: tuple[Path, ...], folder: Path) -> Path:
    """A folder into which all parts were unpacked."""
    for part in parts:
        with ZipFile(part) as archive:
            assert archive.testzip() is None
            archive.extractall(folder)
    return folder


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not on this machine")
def test_the_manifest_holds_for_what_was_unpacked(tmp_path: Path) -> None:
    parts = write_bundle(files(tmp_path, 10, 20_000, 0), tmp_path / "b.zip", limit=1 << 40)
    assert parts == (tmp_path / "b.zip",)
    into = unpacked(parts, tmp_path / "out")
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", MANIFEST],
        cwd=into,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.count(": OK")) == (0, 3)


def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    given = files(tmp_path, 10, 20_000, ending=".txt")
    one = write_bundle(given, tmp_path / "1.zip", limit=1 << 40)[0].read_bytes()
    assert write_bundle(given, tmp_path / "2.zip", limit=1 << 40)[0].read_bytes() == one


@pytest.mark.parametrize("ending", [".jpg", ".json"])
@pytest.mark.parametrize("limit", [30_000, 45_000, 100_000])
def test_what_is_too_large_for_one_comes_in_several_that_are_whole(
    tmp_path: Path, limit: int, ending: str
) -> None:
    given = files(tmp_path, *range(2_000, 26_000, 2_000), ending=ending)
    parts = write_bundle(given, tmp_path / "b.zip", limit=limit)
    assert [part.name for part in parts] == [f"b-{n + 1}.zip" for n in range(len(parts))]
    assert len(parts) > 1
    assert all(part.stat().st_size <= limit for part in parts)
    into = unpacked(parts, tmp_path / "out")
    listed = (into / MANIFEST).read_text().splitlines()
    assert [line.split("  ", 1)[1] for line in listed] == [file.name for file in given]
    for file in given:
        assert hashlib.sha256((into / file.name).read_bytes()).hexdigest() == file.sha256
    with ZipFile(parts[0]) as first:
        assert first.namelist()[0] == MANIFEST


def test_what_is_larger_than_a_part_by_itself_has_one_of_its_own(tmp_path: Path) -> None:
    parts = write_bundle(files(tmp_path, 10, 50_000, 10), tmp_path / "b.zip", limit=10_000)
    assert [part.stat().st_size > 10_000 for part in parts] == [False, True, False]


def test_texts_are_packed_and_pictures_are_not(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(b"a" * 100_000)
    given = [bundled("a.json", tmp_path / "text"), bundled("b.pdf", tmp_path / "text")]
    with ZipFile(write_bundle(given, tmp_path / "b.zip", limit=1 << 40)[0]) as archive:
        sizes = {info.filename: info.compress_size for info in archive.infolist()}
    assert sizes["a.json"] < 1_000
    assert sizes["b.pdf"] == 100_000


def test_two_files_of_one_name_are_refused_and_nothing_is_left(tmp_path: Path) -> None:
    (given,) = files(tmp_path, 10)
    with pytest.raises(ValueError, match="one name"):
        write_bundle([given, given], tmp_path / "b.zip", limit=1 << 40)
    assert not list(tmp_path.glob("*.zip"))
