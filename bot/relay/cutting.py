"""Cutting long HTML into messages that Telegram takes, without breaking what is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LIMIT = 4096
"""UTF-16 code units of a message (Bot API: sendMessage.text)."""

_PIECE = re.compile(r"<[^>]+>|&[a-z]+;|&#\d+;|.", re.DOTALL)
_JOINERS = {"\u200d", "\ufe0e", "\ufe0f", "\u20e3"}


def messages(paragraphs: Iterable[str], *, limit: int = LIMIT, gap: str = "\n\n") -> list[str]:
    """HTML `paragraphs` as messages of at most `limit` UTF-16 units, order kept, none empty.

    `gap` stands between two paragraphs of a message.

    Paragraphs stay whole where they fit; a longer one is cut at white space where there is some,
    never inside a tag, an entity or a character joined of several.
    """
    cut: list[str] = []
    current = ""
    for paragraph in paragraphs:
        for part in _parts(paragraph, limit):
            joined = f"{current}{gap}{part}" if current else part
            if units(joined) <= limit:
                current = joined
                continue
            if current.strip():
                cut.append(current)
            current = part
    if current.strip():
        cut.append(current)
    return cut


def units(text: str) -> int:
    """UTF-16 code units of `text`, mark-up counted too, which errs on the safe side."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(html: str, limit: int) -> Iterator[str]:
    if units(html) <= limit:
        yield html
        return
    open_tags: list[str] = []
    part, size = "", 0
    for word in _words(html):
        length = units(word)
        if size + length + _closing_size(open_tags) > limit and part:
            yield part + _closing(open_tags)
            part = "".join(open_tags)
            size = units(part)
        part, size = part + word, size + length
        for tag in re.findall(r"<[^>]+>", word):
            _follow(open_tags, tag)
    yield part + _closing(open_tags)


def _words(html: str) -> Iterator[str]:
    """The smallest stretches that may be parted: words of moderate length, else characters."""
    word = ""
    for piece in _PIECE.findall(html):
        begins_character = not (unicodedata.combining(piece[0]) or piece in _JOINERS)
        if (
            word
            and begins_character
            and (word[-1].isspace() or len(word) > 60)
            and (word[-1] != "\u200d")
        ):
            yield word
            word = ""
        word += piece
        if len(word) > 2000:
            yield word
            word = ""
    if word:
        yield word


def _follow(open_tags: list[str], tag: str) -> None:
    if tag.startswith("</"):
        if open_tags:
            open_tags.pop()
    else:
        open_tags.append(tag)


def _closing(open_tags: list[str]) -> str:
    return "".join(f"</{_name(tag)}>" for tag in reversed(open_tags))


def _closing_size(open_tags: list[str]) -> int:
    return len(_closing(open_tags))


def _name(tag: str) -> str:
    found = re.match(r"<([a-z-]+)", tag)
    return found.group(1) if found else ""
