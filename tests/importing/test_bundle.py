"""A bundle: documents and attachments that go out together and are taken in together."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from committee.access import Role
from committee.datafile import DataError
from committee.submissions import Visibility
from export import Format
from services.compiling.bundling import UNLIMITED, Bundling
from services.compiling.making import make
from services.compiling.request import Request
from tests.compiling.ground import NOW, TELLING, Ground
from tests.importing.lives import LOST, live
from tests.importing.second import Second
from tests.importing.test_round_trip import EVERYTHING, written

STEM = "enlace-2027-01-20-es"


async def bundled(
    term: Ground, folder: Path, request: Request = EVERYTHING, limit: int = UNLIMITED
) -> tuple[Path, ...]:
    """The ZIPs of `request`; attachments are stored beside."""
    given = folder / "given"
    if not given.exists():
        await live(term, given)
    (folder / "out").mkdir(exist_ok=True)
    made = await term.look(
        lambda c: make(
            c, request, Format.ZIP, folder / "out", now=NOW, bundling=Bundling(given, limit)
        )
    )
    assert sorted(path for path in (folder / "out").iterdir()) == sorted(made.parts)
    return made.parts


def names_in(*parts: Path) -> list[str]:
    names = []
    for part in parts:
        with ZipFile(part) as archive:
            names += archive.namelist()
    return names


async def test_it_holds_documents_and_attachments_under_readable_names(
    term: Ground, tmp_path: Path
) -> None:
    names = names_in(*await bundled(term, tmp_path))
    assert names[:2] == ["SHA256SUMS", f"{STEM}.json"]
    assert {f"{STEM}.docx", f"{STEM}.pdf", f"{STEM}.xlsx"} < set(names)
    attached = [name for name in names if name.startswith("attachments/")]
    assert "attachments/CAM-2026-27-GP-0008-rev.-1_Acta final.pdf" in attached
    assert "attachments/CAM-2026-27-GP-0008-rev.-1_con.pdf" in attached
    assert "attachments/CAM-2026-27-PR-0009_..-..-etc-fdp.exe.pdf" in attached
    assert not [name for name in names if LOST in name]
    assert len(attached) == 4


@pytest.mark.parametrize(
    "request_",
    [
        replace(EVERYTHING, level=Visibility.WORKING_GROUP),
        replace(EVERYTHING, roles=(Role.CHAIR,)),
    ],
)
async def test_files_of_who_is_not_named_are_for_the_secretariat(
    term: Ground, tmp_path: Path, request_: Request
) -> None:
    (part,) = await bundled(term, tmp_path, request_)
    assert not [name for name in names_in(part) if any(word in name for word in TELLING)]
    theirs = hashlib.sha256(b"%PDF-1.7 oneRed Canario.pdf").hexdigest()
    with ZipFile(part) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert hashlib.sha256(content).hexdigest() != theirs
            assert theirs.encode() not in content


async def test_the_same_bundle_twice_has_the_same_bytes(term: Ground, tmp_path: Path) -> None:
    (part,) = await bundled(term, tmp_path)
    first = part.read_bytes()
    part.unlink()
    (again,) = await bundled(term, tmp_path)
    assert again.read_bytes() == first


@pytest.mark.parametrize("limit", [UNLIMITED, 40_000])
async def test_it_is_taken_in_with_its_files(
    term: Ground, second: Second, tmp_path: Path, limit: int
) -> None:
    parts = await bundled(term, tmp_path, limit=limit)
    assert (len(parts) > 1) == (limit < UNLIMITED)
    tried = await second.take(*parts, only_try=True)
    assert not second.files.exists()
    taken = await second.take(*parts)
    assert (taken.attachments, len(taken.missing)) == (5, 1)
    assert taken.missing[0].endswith(LOST)
    assert tried == taken
    here = {path.name: path.read_bytes() for path in (tmp_path / "given").iterdir()}
    assert {path.name: path.read_bytes() for path in second.files.iterdir()} == here
    again = await written(second, EVERYTHING, tmp_path / "2")
    assert again == await written(term, EVERYTHING, tmp_path / "1")


async def test_a_file_that_was_changed_in_the_bundle_is_refused(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    (part,) = await bundled(term, tmp_path)
    with ZipFile(part) as archive, ZipFile(tmp_path / "b.zip", "w", ZIP_DEFLATED) as changed:
        for name in archive.namelist():
            content = archive.read(name)
            changed.writestr(name, b"\0" * 10_000_000 if "Acta" in name else content)
    with pytest.raises(DataError, match="is not what its record tells of"):
        await second.take(tmp_path / "b.zip")
    assert not second.files.exists() or not list(second.files.glob(".*"))
    assert (await second.take(part)).submissions


async def test_a_zip_that_is_no_bundle_is_refused(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    (part,) = await bundled(term, tmp_path)
    (tmp_path / "cut.zip").write_bytes(part.read_bytes()[:30_000])
    with pytest.raises(DataError, match="no ZIP, or only a part"):
        await second.take(tmp_path / "cut.zip")
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(DataError, match="holds 0 JSON files"):
        await second.take(tmp_path / "other.zip")
    with ZipFile(part) as archive, ZipFile(tmp_path / "bare.zip", "w") as bare:
        bare.writestr(f"{STEM}.json", archive.read(f"{STEM}.json"))
    with pytest.raises(DataError, match="has no SHA256SUMS"):
        await second.take(tmp_path / "bare.zip")
