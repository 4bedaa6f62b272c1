"""Files that were sent, and the paths under which the bot may fetch them for an hour."""

from __future__ import annotations

import hashlib
import mimetypes
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import bad_request
from sandbox.pictures import picture_size
from sandbox.shapes import Json

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
_PATH_LIFE = 3600.0
_SIZES = (90, 320, 800, 1280)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file; `size` is what Telegram says, which a test may have made up."""

    file_id: str
    unique_id: str
    name: str
    mime: str
    size: int
    path: Path
    folder: str

    def face(self) -> Json:
        """Return what every kind of file has in the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class Files:
    """Keeps files on disk, in `folder` or in one that vanishes with `close`."""

    def __init__(self, folder: Path | None, monotonic: Callable[[], float]) -> None:
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="sandbox-")
        self._folder = folder or Path(self._temporary.name if self._temporary else "")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._monotonic = monotonic
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, tuple[StoredFile, float]] = {}

    def add(
        self, data: bytes, *, name: str, mime: str, folder: str, size: int | None = None
    ) -> StoredFile:
        """Keep the bytes; `size` overrides the size that Telegram reports."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._folder / digest
        path.write_bytes(data)
        guessed = mime or mimetypes.guess_type(name)[0] or "application/octet-stream"
        stored = StoredFile(
            file_id=f"AgAC{secrets.token_urlsafe(45)}",
            unique_id=f"AQAD{digest[:12]}",
            name=name,
            mime=guessed,
            size=len(data) if size is None else size,
            path=path,
            folder=folder,
        )
        self._files[stored.file_id] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return the file; raises the Bot API's 400 for an unknown id."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def known(self, file_id: str) -> StoredFile | None:
        """Return the file, None for an unknown id."""
        return self._files.get(file_id)

    def offer(self, file_id: str) -> Json:
        """Return the Bot API's File with a path that is good for an hour."""
        stored = self._files.get(file_id)
        if stored is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if stored.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        number = len(self._paths) + 1
        path = f"{stored.folder}/file_{number}{Path(stored.name).suffix}"
        self._paths[path] = (stored, self._monotonic() + _PATH_LIFE)
        return {**stored.face(), "file_path": path}

    def fetch(self, path: str) -> StoredFile | None:
        """Return the file behind a path, None when it never existed or its hour is over."""
        stored, until = self._paths.get(path, (None, 0.0))
        return stored if self._monotonic() < until else None

    def sizes(self, stored: StoredFile) -> list[Json]:
        """Return a photo's sizes, smallest first; each has an id of its own."""
        width, height = picture_size(stored.path.read_bytes())
        longest = max(width, height)
        edges = [*(edge for edge in _SIZES[:-1] if edge < longest), min(longest, _SIZES[-1])]
        return [self._size(stored, edge / longest, (width, height)) for edge in edges]

    def _size(self, stored: StoredFile, scale: float, pixels: tuple[int, int]) -> Json:
        # The bytes stay the same at every size: without an image library nothing is scaled.
        twin = StoredFile(
            file_id=f"AgAC{secrets.token_urlsafe(45)}",
            unique_id=f"{stored.unique_id}{int(scale * 1000):04d}",
            name=stored.name,
            mime=stored.mime,
            size=stored.size,
            path=stored.path,
            folder="photos",
        )
        self._files[twin.file_id] = twin
        width, height = (max(1, round(pixel * scale)) for pixel in pixels)
        return {**twin.face(), "width": width, "height": height}

    def close(self) -> None:
        """Delete the folder if it was a temporary one."""
        if self._temporary is not None:
            self._temporary.cleanup()
