"""Stored files: by their bytes, of a type their content shows, or not at all."""

from __future__ import annotations

import hashlib
import os
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from locales import Refusal
from sandbox.voice import silent_voice
from services.files import (
    SIZE_LIMIT,
    EmptyFileError,
    Files,
    FileTooBigError,
    FileTypeError,
)
from tests.things import JPEG, PDF

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def document(part: str, kind: str) -> bytes:
    """The beginning of an office document as the standard has it."""
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{kind}</Types>")
        archive.writestr("_rels/.rels", "<Relationships/>")
        archive.writestr(part, "<x/>")
    return target.getvalue()


def kept(folder: Path) -> dict[str, bytes]:
    """What is in the folder, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("content", "name", "media_type", "ending"),
    [
        (PDF, "a.pdf", "application/pdf", ".pdf"),
        (JPEG, "a.png", "image/jpeg", ".jpg"),
        (PNG, "a", "image/png", ".png"),
        (silent_voice(1), "voice.ogg", "audio/ogg", ".ogg"),
        (b"a,b\r\n1,2\r\n", "a.CSV", "text/csv", ".csv"),
        ("año,país\n".encode("latin-1"), "a.csv", "text/csv", ".csv"),
    ],
)
async def test_the_content_says_what_it_is(
    tmp_path: Path, content: bytes, name: str, media_type: str, ending: str
) -> None:
    stored = await Files(tmp_path).store(content, name=name)
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.media_type) == (digest, len(content), media_type)
    assert stored.stored_name == digest + ending
    assert stored.original_name == name
    assert kept(tmp_path) == {stored.stored_name: content}


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.pdf", EmptyFileError),
        (b"MZ\x90\x00" + bytes(100), "a.pdf", FileTypeError),
        (b"\x7fELF" + bytes(100), "a.csv", FileTypeError),
        (b"PK\x03\x04" + bytes(100), "a.docx", FileTypeError),
        (b"<html><script>alert(1)</script>", "a.pdf", FileTypeError),
        (b"plain words", "a.txt", FileTypeError),
        (b"a,b\x00c", "a.csv", FileTypeError),
        (b"GIF89a" + bytes(100), "a.jpg", FileTypeError),
    ],
)
async def test_anything_else_is_refused_and_leaves_nothing(
    tmp_path: Path, content: bytes, name: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        await Files(tmp_path).store(content, name=name)
    assert kept(tmp_path) == {}


async def test_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooBigError):
        await Files(tmp_path).store(PDF + bytes(SIZE_LIMIT), name="a.pdf")
    assert kept(tmp_path) == {}


async def test_what_no_record_knows_is_removed_after_a_day(tmp_path: Path) -> None:
    files = Files(tmp_path)
    known = await files.store(PDF, name="known.pdf")
    stray = await files.store(JPEG, name="stray.jpg")
    fresh = await files.store(PNG, name="fresh.png")
    (tmp_path / ".1234.part").write_bytes(b"%PDF")
    two_days_ago = time.time() - 2 * 24 * 3600
    for name in (known.stored_name, stray.stored_name, ".1234.part"):
        os.utime(tmp_path / name, (two_days_ago, two_days_ago))

    async def on_record() -> frozenset[str]:
        return frozenset({known.stored_name})

    await files.forget_strays(on_record)
    assert set(kept(tmp_path)) == {known.stored_name, fresh.stored_name}


async def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    files = Files(tmp_path)
    one = await files.store(PDF, name="one.pdf")
    two = await files.store(PDF, name="two.pdf")
    assert one.stored_name == two.stored_name
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    ("part", "kind", "ending"),
    [
        (
            "word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
        ),
        (
            "xl/workbook.xml",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".xlsx",
        ),
    ],
)
async def test_office_documents_are_told_apart(
    tmp_path: Path, part: str, kind: str, ending: str
) -> None:
    stored = await Files(tmp_path).store(document(part, kind), name="a.bin")
    assert stored.stored_name.endswith(ending)
