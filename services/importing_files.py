"""Where an import comes from: a JSON file, or the ZIPs of a bundle with attachments beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection

from committee.datafile import DataError
from committee.names import tidied
from export.bundle import MANIFEST
from storage.importing import AttachmentRow, attachments_kept

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_MANIFEST_LIMIT = 64 << 20


class Source:
    """A file of the lossless form: by itself, or in the first ZIP of a bundle.

    The others of `paths` are further ZIPs of the same bundle.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths

    @contextmanager
    def json(self) -> Iterator[BinaryIO]:
        """The JSON file, opened; DataError for a ZIP that holds none, OSError as files raise it."""
        if not _is_zip(self._paths[0]):
            if len(self._paths) > 1:
                raise DataError(f"{self._paths[0].name} is no ZIP that others could go with")
            with self._paths[0].open("rb") as file:
                yield file
            return
        with _opened(self._paths[0]) as archive:
            names = [n for n in archive.namelist() if n.endswith(".json") and "/" not in n]
            if len(names) != 1:
                raise DataError(f"{self._paths[0].name} holds {len(names)} JSON files, not one")
            with _member(archive, names[0]) as file:
                yield file

    def store(self, connection: Connection, folder: Path, *, keep: bool) -> list[str]:
        """Write the attachments that records tell of into `folder`; returns those that are missing.

        Each is known by its SHA-256, whatever it is called in the ZIP; one whose bytes are others
        is refused with a DataError. Where nothing is to be `keep`t it is only looked at.
        """
        wanted = {row.sha256: row for row in attachments_kept(connection)}
        if wanted and _is_zip(self._paths[0]):
            listed = self._listed()
            for path in self._paths:
                with _opened(path) as archive:
                    for name, digest in listed.items():
                        if digest in wanted and name in archive.NameToInfo:
                            _store(archive, name, wanted.pop(digest), folder if keep else None)
        return [
            f"{row.number} {tidied(row.original_name)[:60]}"
            for row in wanted.values()
            if not (folder / row.stored_name).is_file()
        ]

    def _listed(self) -> Mapping[str, str]:
        """By name, the SHA-256 of each file of the bundle, as its manifest says."""
        with _opened(self._paths[0]) as archive:
            if MANIFEST not in archive.NameToInfo:
                raise DataError(f"{self._paths[0].name} has no {MANIFEST}")
            with _member(archive, MANIFEST) as file:
                text = file.read(_MANIFEST_LIMIT).decode(errors="replace")
        found = (_LINE.fullmatch(line) for line in text.split("\n"))
        return {match[2]: match[1] for match in found if match}


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(path) as archive:
            yield archive
    except BadZipFile:
        raise DataError(f"{path.name} is no ZIP, or only a part of one") from None


@contextmanager
def _member(archive: ZipFile, name: str) -> Iterator[BinaryIO]:
    try:
        with archive.open(name) as file:
            yield cast("BinaryIO", file)
    except (NotImplementedError, RuntimeError, EOFError) as error:
        if isinstance(error, NotImplementedError) or "encrypted" in str(error):
            raise DataError(f"{name[:40]!a} in the ZIP cannot be read") from None
        raise


def _store(archive: ZipFile, name: str, row: AttachmentRow, folder: Path | None) -> None:
    """Check the bytes of an attachment, and write them under its stored name."""
    with _member(archive, name) as file:
        # A file that claims to be small and is not is read no further.
        content = file.read(row.size + 1)
    if len(content) != row.size or sha256(content).hexdigest() != row.sha256:
        raise DataError(f"{name[:80]!a} in the ZIP is not what its record tells of")
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{os.urandom(12).hex()}.part"
    try:
        with partial.open("wb") as written:
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        partial.replace(folder / row.stored_name)
    finally:
        partial.unlink(missing_ok=True)
