"""Files as they come: written under generated names, known by their SHA-256, type from content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator
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

    async def store(self, chunks: AsyncIterator[bytes], *, name: str) -> StoredFile:
        """Write `chunks` to disk; the same bytes are kept once. Raises a Refusal for bad files."""
        self._folder.mkdir(parents=True, exist_ok=True)
        partial = self._folder / f".{os.urandom(12).hex()}.part"
        try:
            return await self._write(chunks, partial, name)
        finally:
            _remove(partial)

    async def _write(self, chunks: AsyncIterator[bytes], partial: Path, name: str) -> StoredFile:
        digest, size, head = hashlib.sha256(), 0, b""
        with partial.open("wb") as file:
            async for chunk in chunks:
                size += len(chunk)
                if size > SIZE_LIMIT:
                    raise FileTooBigError
                digest.update(chunk)
                head = head if len(head) >= _HEAD else (head + chunk)[:_HEAD]
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        return self._keep(partial, digest.hexdigest(), size=size, head=head, name=name)

    def _keep(self, partial: Path, digest: str, *, size: int, head: bytes, name: str) -> StoredFile:
        if not size:
            raise EmptyFileError
        media_type = sniffed(partial, head, name)
        stored_name = digest + TYPES[media_type]
        partial.replace(self._folder / stored_name)
        _sync_folder(self._folder)
        return StoredFile(digest, size, media_type, stored_name, name)


def sniffed(path: Path, head: bytes, name: str) -> str:
    """The media type that the content shows; FileTypeError when it is none that is taken."""
    guess = filetype.guess(str(path))
    if guess is not None:
        media_type = str(guess.mime)
        if media_type in TYPES:
            return media_type
        if media_type == "application/ogg":
            return "audio/ogg"
        raise FileTypeError
    if name.lower().endswith(".csv") and _is_text(head):
        return "text/csv"
    raise FileTypeError


def _is_text(head: bytes) -> bool:
    """Whether `head` reads as text: no NUL, and UTF-8 or a single-byte encoding."""
    return b"\x00" not in head


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
