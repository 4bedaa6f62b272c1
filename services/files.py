"""Files as they come: written under generated names, known by their SHA-256, type from content."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
import zipfile
from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO
from pathlib import Path

import filetype

from locales import N_, Refusal
from storage.submissions import StoredFile

SIZE_LIMIT = 20 * 1024 * 1024
"""Bytes a bot may download (Bot API: getFile)."""

TYPES: dict[str, str] = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "text/csv": ".csv",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "audio/ogg": ".ogg",
}
"""What is taken, by media type, with the ending of the stored name."""

_HEAD = 8192
_ALSO_CALLED = {"application/ogg": "audio/ogg"}
_OFFICE_PARTS = {
    "word/document.xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STRAY_AFTER = 24 * 3600.0


class FileTooBigError(Refusal):
    """The file is over 20 MB, more than a bot may download."""

    message = N_("That file is over 20 MB. Please send a smaller one, or give a link to it.")


class FileTypeError(Refusal):
    """The content is of none of the types taken, whatever the name says."""

    message = N_(
        "I can take PDF, DOCX, ODT, XLSX, CSV, JPG, PNG and voice notes; please convert it."
    )


class EmptyFileError(Refusal):
    """The file holds nothing."""

    message = N_("That file is empty. Please send it again.")


class FileLostError(Refusal):
    """The download did not succeed."""

    message = N_("That file did not arrive whole. Please send it once more.")


class Files:
    """The folder of stored files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def store(self, content: bytes, *, name: str) -> StoredFile:
        """Write `content` to disk; the same bytes are kept once. Raises a Refusal for bad files."""
        return await asyncio.to_thread(self._store, content, name)

    def _store(self, content: bytes, name: str) -> StoredFile:
        if not content:
            raise EmptyFileError
        if len(content) > SIZE_LIMIT:
            raise FileTooBigError
        media_type = sniffed(content, name)
        digest = hashlib.sha256(content).hexdigest()
        stored_name = digest + TYPES[media_type]
        self._write(content, self._folder / stored_name)
        return StoredFile(digest, len(content), media_type, stored_name, name)

    def _write(self, content: bytes, target: Path) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f".{os.urandom(12).hex()}.part"
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
            _sync_folder(self._folder)
        finally:
            partial.unlink(missing_ok=True)

    async def forget_strays(self, known: Callable[[], Awaitable[frozenset[str]]]) -> None:
        """Remove files older than a day that no record knows: their turn never took effect."""
        old = await asyncio.to_thread(_older_than, self._folder, time.time() - STRAY_AFTER)
        strays = old - await known()
        await asyncio.to_thread(_remove, self._folder, strays)


def sniffed(content: bytes, name: str) -> str:
    """The media type that the content shows; FileTypeError when it is none that is taken."""
    guess = filetype.guess(content[:_HEAD])
    media_type = str(guess.mime) if guess is not None else ""
    media_type = _ALSO_CALLED.get(media_type, media_type)
    if media_type == "application/zip":
        media_type = _office_type(content)
    if not media_type and name.lower().endswith(".csv") and _is_text(content[:_HEAD]):
        media_type = "text/csv"
    if media_type not in TYPES:
        raise FileTypeError
    return media_type


def _office_type(content: bytes) -> str:
    """What kind of document a ZIP is, by the parts in it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError):
        return ""
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in names), "")


def _is_text(head: bytes) -> bool:
    """Whether `head` reads as text: no NUL, and UTF-8 or a single-byte encoding."""
    return b"\x00" not in head


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _older_than(folder: Path, moment: float) -> frozenset[str]:
    if not folder.exists():
        return frozenset()
    return frozenset(file.name for file in folder.iterdir() if file.stat().st_mtime < moment)


def _remove(folder: Path, names: Iterable[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
