"""Text with its entities, and what Telegram does to both before it accepts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.shapes import Json

_REMOVED = re.compile("[\r\u2028-\u202e]")
_BLANKED = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities; offsets and lengths count UTF-16 code units."""

    text: str
    entities: tuple[Json, ...] = ()


def units(text: str) -> int:
    """Return the length in UTF-16 code units, as Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parts_of(text: str, limit: int) -> list[str]:
    """Return the text in parts of at most `limit` UTF-16 code units, as a phone sends it."""
    if units(text) <= limit:
        return [text]
    parts, start, size = [], 0, 0
    for at, character in enumerate(text):
        width = units(character)
        if size + width > limit:
            parts.append(text[start:at])
            start, size = at, 0
        size += width
    return [*parts, text[start:]]


def cleaned(text: str) -> str:
    """Return the text without the control characters that Telegram removes or blanks."""
    if text.isprintable():
        return text
    return _BLANKED.sub(" ", _REMOVED.sub("", text))


def trimmed(formatted: Formatted) -> Formatted:
    """Return it without white space at either end; entities move and shrink accordingly."""
    text = formatted.text.rstrip()
    lead = len(text) - len(text.lstrip())
    if not lead and len(text) == len(formatted.text):
        return formatted
    shift = units(text[:lead])
    text = text[lead:]
    fitted = (_fitted(entity, -shift, units(text)) for entity in formatted.entities)
    return Formatted(text, tuple(entity for entity in fitted if entity is not None))


def _fitted(entity: Json, shift: int, size: int) -> Json | None:
    start = max(entity["offset"] + shift, 0)
    end = min(entity["offset"] + entity["length"] + shift, size)
    return {**entity, "offset": start, "length": end - start} if end > start else None
