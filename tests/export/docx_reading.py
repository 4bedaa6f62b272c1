"""A DOCX read back part by part, for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from export.document import Block
from export.docx import write_docx
from export.docx.names import w
from export.docx.opening import Element
from export.docx.template import DEFAULT
from tests.export.documents import COVER, document

Edit: TypeAlias = Callable[[dict[str, str]], object]
_SHOWN = (w("t"), w("tab"))
MAIN = "word/document.xml"


def parts_of(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def body_of(path: Path) -> Element:
    return etree.fromstring(parts_of(path)[MAIN]).find(w("body"))


def said(element: Element) -> str:
    """The text of a paragraph as a reader sees it: no codes of fields, tabs as tabs."""
    shown = [each for run in element.iter(w("r")) for each in run if each.tag in _SHOWN]
    return "".join("\t" if each.tag == w("tab") else str(each.text or "") for each in shown)


def style_of(paragraph: Element) -> str:
    return str(paragraph.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")))


def lines(body: Element) -> list[tuple[str, str]]:
    """Style and text of every paragraph in order, those in tables and contents too."""
    return [(style_of(each), said(each)) for each in body.iter(w("p"))]


def after_the_cover(path: Path, *blocks: Block) -> list[tuple[str, str]]:
    """The paragraphs of a document of `blocks`, written to `path`, that are not its cover's."""
    write_docx(document(blocks), path)
    found = lines(body_of(path))
    return found[found.index(("Subtitle", COVER.under[-1])) + 1 :]


def changed(target: Path, *edits: Edit, drop: Iterable[str] = ()) -> Path:
    """Our template with its parts changed by `edits`, written to `target`."""
    parts = {name: content.decode() for name, content in parts_of(DEFAULT).items()}
    for edit in edits:
        edit(parts)
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name not in set(drop):
                archive.writestr(name, content)
    target.write_bytes(written.getvalue())
    return target


def swapped(name: str, old: str, new: str) -> Edit:
    """An edit: in the part `name`, `new` for `old`, which must be there."""

    def edit(parts: dict[str, str]) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new)

    return edit
