"""Files bundled in a ZIP with a manifest; in several ZIPs, each whole, where one is too large."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from isal import isal_zlib

from export.replacement import replacing
from export.zip_part import LEVEL, MOMENT, RAW

MANIFEST = "SHA256SUMS"
"""What `sha256sum -c` reads: a line per file, all of them, in the first ZIP."""
_DENSE = frozenset({".docx", ".xlsx", ".odt", ".pdf", ".zip", ".jpg", ".jpeg", ".png", ".ogg"})
"""Endings of files that are compressed already: they are stored as they are."""
_AT_ONCE = 1 << 18
_AROUND = 256
"""Bytes at most that stand around a file in a ZIP, beside its name twice."""
_AT_THE_END = 128


@dataclass(frozen=True, slots=True)
class Bundled:
    """A file to be bundled: the name it gets ("attachments/…"), where it is, what is in it."""

    name: str
    path: Path
    size: int
    sha256: str


def bundled(name: str, path: Path) -> Bundled:
    """The file at `path`, read once for its digest."""
    digest, size = hashlib.sha256(), 0
    for block in _blocks(path):
        digest.update(block)
        size += len(block)
    return Bundled(name, path, size, digest.hexdigest())


def write_bundle(files: Sequence[Bundled], path: Path, *, limit: int) -> tuple[Path, ...]:
    """Write `files` to ZIPs of at most `limit` bytes each, in their order; returns their paths.

    One ZIP is called as `path` says, several have "-1", "-2" … before the ending. A file that is
    too large for a ZIP by itself has one of its own all the same. The same files give the same
    bytes; ValueError for two files of one name.
    """
    if len({file.name for file in files}) < len(files):
        raise ValueError("two files of a bundle have one name")
    manifest = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
    parts = list(_parted(files, len(manifest), limit))
    paths = [path]
    if len(parts) > 1:
        paths = [path.with_stem(f"{path.stem}-{n}") for n in range(1, len(parts) + 1)]
    for place, (into, part) in enumerate(zip(paths, parts, strict=True)):
        with replacing(into) as draft, ZipFile(draft, "w") as archive:
            if place == 0:
                _add(archive, MANIFEST, len(manifest), [manifest])
            for file in part:
                _add(archive, file.name, file.size, _blocks(file.path))
    return tuple(paths)


def _parted(files: Iterable[Bundled], manifest: int, limit: int) -> Iterator[list[Bundled]]:
    part: list[Bundled] = []
    taken = _AT_THE_END + manifest + _AROUND
    for file in files:
        takes = _AROUND + 2 * len(file.name.encode()) + _packed_size(file)
        if part and taken + takes > limit:
            yield part
            part, taken = [], _AT_THE_END
        part.append(file)
        taken += takes
    yield part


def _packed_size(file: Bundled) -> int:
    """How many bytes it takes: packed once for the count where it is packed at all."""
    if _is_dense(file.name):
        return file.size
    packer = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, RAW)
    return sum(len(packer.compress(b)) for b in _blocks(file.path)) + len(packer.flush())


def _add(archive: ZipFile, name: str, size: int, blocks: Iterable[bytes]) -> None:
    info = ZipInfo(name, MOMENT)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    info.compress_type = ZIP_STORED if _is_dense(name) else ZIP_DEFLATED
    info.file_size = size
    with archive.open(info, "w") as entry:
        if info.compress_type == ZIP_DEFLATED:
            # See zip_part.py.
            entry._compressor = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, RAW)  # type: ignore[attr-defined]  # noqa: SLF001
        for block in blocks:
            entry.write(block)


def _is_dense(name: str) -> bool:
    return Path(name).suffix.lower() in _DENSE


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, _AT_ONCE), b"")
