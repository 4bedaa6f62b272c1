"""Texts measured and cut the way Excel counts them, in UTF-16 units."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def mended(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, which no file in UTF-8 can hold."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` has: two for an emoji, one for most else."""
    return len(text.encode("utf-16-le")) // 2


def utf16_pieces(text: str, limit: int) -> Iterator[str]:
    """`text` in pieces of at most `limit` units, which joined are `text` again."""
    while text:
        piece = utf16_beginning(text, limit)
        yield piece
        text = text[len(piece) :]


def utf16_beginning(text: str, limit: int) -> str:
    """As much of the beginning of `text` as fits in `limit` units, no character cut in half."""
    units = text[:limit].encode("utf-16-le")[: 2 * limit]
    return units.decode("utf-16-le", errors="ignore")
