"""Texts as what `part.typ` places: literal, and so that all of it can be read out of the file.

A line goes as a string, or as a list of pieces where typst needs help:

- A stretch without a space that is longer than a line is cut into boxes, between which a line may
  end; an invisible character there would be read out of the file with it.
- A combining mark that makes no letter of its own with what stands before it ("g̃" of Guaraní) is
  set by itself, raised by our rule: typst would set it by the font's, as a second text, and both
  would be read as letter and mark (seen with 0.15.2). Ten thousand marks on one letter would have
  been read ten thousand times ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias
from unicodedata import category, normalize

from export.unicode_text import mended

Piece: TypeAlias = str | dict[str, str | float]
Line: TypeAlias = str | list[Piece]

LONGEST_WORD = 30
"""Characters of the widest letters that fit on a line of the page."""

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OTHER_MARKS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0900-\u0dff\u0e31-\u0ecd"
_MARKED = re.compile(rf"([^{_MARKS}]?)([{_MARKS}]+)")
_HEAPED = re.compile(rf"[{_OTHER_MARKS}]{{5,}}")
_BLANK = r"\s\u200b\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CUT = 8
_RAISED = 0.2
_STEP = 0.17
_APART = 0.002
_HIGHEST = 3


def lines_of(text: str, *, longest: int = LONGEST_WORD) -> list[Line]:
    """The lines of `text` for `part.typ`, stretches of `longest` characters and more cut.

    Control characters but the tab, U+FFFE and U+FFFF are left out, a lone surrogate is U+FFFD. A
    tab becomes four spaces. U+0085, U+2028 and U+2029 end a line, too.
    """
    lines = plain_lines(text)
    if _is_simple(text, longest):
        return [*lines]
    return [_line(line, longest) for line in lines]


def plain_lines(text: str) -> list[str]:
    """The lines of `text` as strings."""
    if text.isprintable():
        return [text]
    kept = _NOT_IN_XML.sub("", mended(text))
    return _LINE_END.split(kept.replace("\t", "    "))


def one_line(text: str) -> str:
    """`text` for where there is one line: its lines with a space between."""
    return " ".join(plain_lines(text)).strip()


def in_one_line(text: str) -> Line:
    """`text` as one line for `part.typ`."""
    return _line(one_line(text), LONGEST_WORD)


def _is_simple(text: str, longest: int) -> bool:
    """Whether all of `text` is in Latin-1, in short words; what most texts are, found quickly."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return max(map(len, text.split()), default=0) < longest


def _line(line: str, longest: int) -> Line:
    if _is_simple(line, longest):
        return line
    pieces = list(_joined(_pieces(line, _long(longest))))
    return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces or ""


@cache
def _long(longest: int) -> re.Pattern[str]:
    return re.compile(rf"[^{_BLANK}]{{{longest},}}")


def _pieces(line: str, long: re.Pattern[str]) -> Iterator[Piece]:
    at = 0
    for found in long.finditer(line):
        yield from _with_marks(line[at : found.start()])
        yield from _cut(found.group())
        at = found.end()
    yield from _with_marks(line[at:])


def _cut(word: str) -> Iterator[Piece]:
    """`word` in boxes of some letters; marks between them stand by themselves."""
    for piece in _with_marks(word):
        if not isinstance(piece, str):
            yield piece
            continue
        for start in range(0, len(piece), _CUT):
            yield {"box": piece[start : start + _CUT]}


def _with_marks(text: str) -> Iterator[Piece]:
    at = 0
    for found in _MARKED.finditer(text):
        letter, marks = found.groups()
        kept = _composing(letter, marks)
        yield from _heaps(text[at : found.start()] + letter + marks[:kept])
        yield from _alone(marks[kept:], _high(letter), _STEP)
        at = found.end()
    yield from _heaps(text[at:])


def _alone(marks: str, high: float, step: float) -> Iterator[Piece]:
    """Each of `marks` by itself, none as high as the one before, or they would be one text."""
    for number, mark in enumerate(marks):
        yield {"mark": mark, "up": round(high + number % _HIGHEST * step + _APART, 3)}


def _heaps(text: str) -> Iterator[Piece]:
    """`text`, in which marks of other scripts are heaped up only by who means harm."""
    at = 0
    for found in _HEAPED.finditer(text):
        yield text[at : found.start()]
        yield from _alone(found.group(), 0.0, _APART)
        at = found.end()
    yield text[at:]


def _composing(letter: str, marks: str) -> int:
    """How many of `marks` make one letter with `letter`, as a font has it."""
    kept = 0
    while letter and kept < min(len(marks), 2):
        if len(normalize("NFC", letter + marks[: kept + 1])) > 1:
            break
        kept += 1
    return kept


def _high(letter: str) -> float:
    """How much a mark is raised over `letter`, in parts of the letters' size."""
    return _RAISED if letter and (category(letter) == "Lu" or letter in "bdfhklt") else 0.0


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """`pieces` without empty ones, strings that follow each other as one."""
    before = ""
    for piece in pieces:
        if isinstance(piece, str):
            before += piece
            continue
        if before:
            yield before
            before = ""
        yield piece
    if before:
        yield before
