"""A document as plain values, block after block: what the writers of DOCX and PDF get.

Nothing in it is left to ask, to translate or to decide. Every text is literal: no writer finds
mark-up, fields or links in it. Blocks come one at a time, so that a document of any length is
written in flat memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TypeAlias


class Style(Enum):
    """How a paragraph stands on the page; the template says what that looks like."""

    BODY = "body"
    RECEIVED = "received"
    """A text as it was received."""
    TRANSLATION = "translation"
    """A translation that is not official, after the text as received."""
    NOTE = "note"
    """A remark of ours: what is left out, in which language something was written."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4; levels never skip on the way down."""

    level: int
    text: str
    language: str | None = None
    """Where it is not the document's (BCP 47): a title as it was received."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of one or more lines; `language` where it is not the document's (BCP 47)."""

    text: str
    style: Style = Style.BODY
    language: str | None = None
    label: str = ""
    """Stands before the text, in bold, as "What was done:"; a space comes between."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` is its part of the width, numbers are set to the right."""

    heading: str
    share: float = 1.0
    numbers: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row repeats on every page; `about` says in words what it shows.

    Without any heading it has no header row, and its first column names what the others tell.
    """

    columns: tuple[Column, ...]
    rows: Iterable[tuple[str, ...]]
    about: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG and SVG of the same) and what it shows in words, for who cannot see it."""

    png: bytes
    svg: str
    alternative: str
    width: float = 1.0
    """Part of the text's width."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, of headings down to `depth`."""

    title: str
    depth: int = 3


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Block: TypeAlias = Heading | Text | Table | Picture | Contents | NewPage


@dataclass(frozen=True, slots=True)
class Cover:
    """The block at the head, as the committee's papers have it.

    `body` are the organization and the committee; `corner` the series, the symbol or that it is an
    unnumbered working copy, the date and the original language; `under` the mandate and up to when
    it was compiled.
    """

    body: tuple[str, ...]
    corner: tuple[str, ...]
    title: str
    under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `blocks` is gone through once for each file written.

    `page` has the places `{page}` and `{pages}`; `running` stands at the foot of every page beside
    it; `made` is the moment that the file says of itself, `author` the institution, and `title`
    what it is called among its properties, where that is not the title on its cover.
    """

    language: str
    cover: Cover
    blocks: Iterable[Block]
    running: str
    page: str
    author: str
    made: datetime
    title: str = ""
