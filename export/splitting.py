"""Files too large for one message, in pieces that fit."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ONE_MESSAGE = 50_000_000 - 500_000
"""Bytes of a file that a bot may send (Bot API: 50 MB), less what stands around it."""
_AT_ONCE = 1 << 20
_MOMENT = (1980, 1, 1, 0, 0, 0)


def fitting(path: Path, largest: int) -> Sequence[Path]:
    """`path` if it has at most `largest` bytes, else it zipped, and cut where that is too large.

    The pieces are called `name.zip.001` and so on, as programs for ZIP files know them; one after
    the other they are the ZIP file. What was cut is removed.
    """
    if path.stat().st_size <= largest:
        return (path,)
    if path.suffix == ".zip":
        return _cut(path, largest)
    zipped = path.with_name(path.name + ".zip")
    entry = ZipInfo(path.name, _MOMENT)
    entry.compress_type = ZIP_DEFLATED
    with (
        ZipFile(zipped, "w") as archive,
        archive.open(entry, "w", force_zip64=True) as packed,
        path.open("rb") as whole,
    ):
        shutil.copyfileobj(whole, packed, _AT_ONCE)
    path.unlink()
    return (zipped,) if zipped.stat().st_size <= largest else _cut(zipped, largest)


def _cut(path: Path, largest: int) -> Sequence[Path]:
    pieces: list[Path] = []
    with path.open("rb") as whole:
        while beginning := whole.read(min(largest, _AT_ONCE)):
            piece = path.with_name(f"{path.name}.{len(pieces) + 1:03}")
            pieces.append(piece)
            _write_piece(piece, beginning, whole, largest)
    path.unlink()
    return tuple(pieces)


def _write_piece(piece: Path, beginning: bytes, whole: BinaryIO, largest: int) -> None:
    with piece.open("wb") as out:
        left = largest - out.write(beginning)
        while left and (more := whole.read(min(left, _AT_ONCE))):
            left -= out.write(more)
