"""XLIFF 2.1 (OASIS): texts as received, given to translators and taken back, one pair a file.

A `<file>` holds a submission, a `<unit>` an answer. What XML cannot hold goes as `<cp hex=""/>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from export.replacement import replacing

CORE = "urn:oasis:names:tc:xliff:document:2.0"
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text to be translated: the question it answers, and a translation if there is one."""

    key: str
    asked: str
    source: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one submission."""

    number: str
    units: tuple[Unit, ...]


def write_xliff(
    texts: Iterable[Texts], path: Path, *, source_language: str, target_language: str
) -> None:
    """Write what is to be translated to `path`; the same texts give the same bytes."""
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        out.write(f'<xliff xmlns="{CORE}" version="2.1" srcLang="{source_language}"')
        out.write(f' trgLang="{target_language}" xml:space="preserve">\n')
        for place, each in enumerate(texts, start=1):
            out.writelines(_file(place, each))
        out.write("</xliff>\n")


def _file(place: int, texts: Texts) -> Iterator[str]:
    yield f'<file id="s{place}" original={quoteattr(texts.number)}>\n'
    for unit in texts.units:
        yield from _unit(unit)
    yield "</file>\n"


def _unit(unit: Unit) -> Iterator[str]:
    state = "initial" if unit.target is None else "translated"
    yield f'<unit id="{unit.key}">'
    yield f'<notes><note category="question">{_text(unit.asked)}</note></notes>'
    yield f'<segment state="{state}"><source>{_text(unit.source)}</source>'
    if unit.target is not None:
        yield f"<target>{_text(unit.target)}</target>"
    yield "</segment></unit>\n"


def _text(text: str) -> str:
    """Literal text; a carriage return would be read as an end of line, so it is named."""
    escaped = escape(text, {"\r": "&#13;"})
    return _NOT_IN_XML.sub(lambda found: f'<cp hex="{ord(found[0]):04X}"/>', escaped)
