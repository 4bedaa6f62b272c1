"""A part as data for `part.typ`: plain values as JSON has them, pictures as files beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from export.document import Block, Contents, Cover, Document, Heading, Picture, Table, Text
from export.docx.text import reads_leftward
from export.pdf.literal import in_one_line, lines_of, one_line, plain_lines
from export.pdf.parts import Part

Data = dict[str, object]

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?(?:-.*)?")
_WIDER = 468 / 336
"""A picture is as large as on Letter, where the text is 468 points wide; here it is 336."""
_LONGEST_IN_CELL = 22
"""Longer ones are cut; shorter ones typst divides by the rules of the language."""
_LINES_IN_ALTERNATIVE = " "


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents; `page` counts from 1 within what it is told for."""

    heading: Heading
    page: int


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after the part with the table of contents.

    `first` is that part's first page; pages of `after` count from its end.
    """

    first: int = 1
    before: Sequence[Entry] = ()
    after: Sequence[Entry] = ()


def data_of(document: Document, part: Part, name: str, folder: Path, around: Around) -> Data:
    """The data of `part`; its pictures go to `folder`, under names that begin with `name`."""
    return {
        "title": one_line(document.title or document.cover.title),
        "lang": language_of(document.language) or ("en", None),
        "cover": None if part.cover is None else _cover(part.cover),
        "blocks": [
            _block(block, part, folder / f"{name}-{number}", around)
            for number, block in enumerate(part.blocks)
        ],
    }


def language_of(tag: str | None) -> tuple[str, str | None] | None:
    """Language and region of `tag` (BCP 47) as typst takes them; None for what is no such tag."""
    found = _LANGUAGE.fullmatch(tag or "")
    if found is None:
        return None
    language, region = found.groups()
    return language.lower(), region.upper() if region else None


def _cover(cover: Cover) -> Data:
    return {
        "body": [line for text in cover.body for line in lines_of(text)],
        "corner": [line for text in cover.corner for line in lines_of(text, longest=16)],
        "title": in_one_line(cover.title),
        "under": [lines_of(text) for text in cover.under],
    }


def _block(block: Block, part: Part, file: Path, around: Around) -> Data:
    match block:
        case Text():
            return _text(block)
        case Heading():
            language = language_of(block.language)
            text = in_one_line(block.text)
            return {"is": "heading", "level": block.level, "text": text, "lang": language}
        case Table():
            return _table(block)
        case Picture():
            return _picture(block, file)
        case Contents():
            return _contents(block, part, around)
    return {"is": "page"}


def _text(text: Text) -> Data:
    leftward = reads_leftward(plain_lines(text.text)[0])
    return {
        "is": "text",
        "style": text.style.value,
        "lang": language_of(text.language),
        "label": in_one_line(text.label) if text.label else None,
        "apart": leftward != reads_leftward(text.label),
        "leftward": leftward,
        "lines": lines_of(text.text),
    }


def _table(table: Table) -> Data:
    headed = any(column.heading for column in table.columns)
    heads = [lines_of(column.heading, longest=_LONGEST_IN_CELL) for column in table.columns]
    return {
        "is": "table",
        "shares": [column.share for column in table.columns],
        "numbers": [column.numbers for column in table.columns],
        "head": heads if headed else None,
        "rows": [[lines_of(cell, longest=_LONGEST_IN_CELL) for cell in row] for row in table.rows],
    }


def _picture(picture: Picture, file: Path) -> Data:
    """The picture as SVG, which stays sharp; as PNG where there is none."""
    kept = file.with_suffix(".svg" if picture.svg else ".png")
    kept.write_bytes(picture.svg.encode() if picture.svg else picture.png)
    return {
        "is": "picture",
        "file": kept.name,
        "alternative": _LINES_IN_ALTERNATIVE.join(plain_lines(picture.alternative)),
        "width": min(1.0, picture.width * _WIDER),
    }


def _contents(contents: Contents, part: Part, around: Around) -> Data:
    return {
        "is": "contents",
        "title": in_one_line(contents.title),
        "depth": contents.depth,
        "first": around.first,
        "before": list(map(_entry, around.before)),
        "here": [in_one_line(heading.text) for heading in part.headings],
        "after": list(map(_entry, around.after)),
    }


def _entry(entry: Entry) -> tuple[object, int, int]:
    return in_one_line(entry.heading.text), entry.heading.level, entry.page
