"""A document written as DOCX, block after block, into what the template gives."""

from __future__ import annotations

from codecs import iterdecode
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from export.document import Document
from export.docx.body import Body, Place
from export.docx.contents import contents_xml
from export.docx.names import DRAWING, HEAD, OFFICE, WORD
from export.docx.package import Package
from export.docx.template import DEFAULT, Template, read_template
from export.replacement import replacing

_PIECES_AT_ONCE = 500
_BYTES_AT_ONCE = 1 << 18
_BEGINNING = (
    f'{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
    f' xmlns:wp="{DRAWING}/wordprocessingDrawing"><w:body>'
)
_END = "</w:body></w:document>"


def write_docx(document: Document, path: Path, template: Path | None = None) -> None:
    """Write `document` to `path`: whole and on disk, or not at all and what was there stays.

    Styles, numbering, theme, fonts, settings, headers, footers, page and margins are those of
    `template`, a DOCX that the secretariat may replace. The same document and template give the
    same bytes. What of a text is lost is told at `text.lines_of`. Raises TemplateError for a
    template that cannot be used, ValueError for a block that cannot be written, OSError when the
    disk refuses.
    """
    taken = read_template(template or DEFAULT, document)
    with (
        replacing(path) as draft,
        TemporaryFile(dir=path.parent) as spool,
        Package(draft, taken, document) as package,
    ):
        body = Body(taken, package.add_picture)
        places = _spool(body, document, spool)
        package.add_main(_joined(spool, places, body, taken))


def _spool(body: Body, document: Document, spool: IO[bytes]) -> list[tuple[int, Place]]:
    """Write the body to `spool`; where contents go is left out and given back with its offset.

    On disk, because contents stand before the headings that they list, and blocks come once.
    """
    places: list[tuple[int, Place]] = []
    gathered: list[str] = []
    for piece in body.pieces(document):
        if isinstance(piece, str):
            gathered.append(piece)
        if isinstance(piece, Place) or len(gathered) >= _PIECES_AT_ONCE:
            spool.write("".join(gathered).encode())
            gathered.clear()
        if isinstance(piece, Place):
            places.append((spool.tell(), piece))
    spool.write("".join(gathered).encode())
    return places


def _joined(
    spool: IO[bytes], places: list[tuple[int, Place]], body: Body, template: Template
) -> Iterator[str]:
    """The main part: what was spooled, with the contents in their places."""
    end = spool.tell()
    spool.seek(0)
    yield _BEGINNING
    for offset, place in places:
        yield from _until(spool, offset)
        yield from contents_xml(
            place.contents, body.entries, template.styles, new_page=place.new_page
        )
    yield from _until(spool, end)
    yield template.section + _END


def _until(spool: IO[bytes], offset: int) -> Iterator[str]:
    yield from iterdecode(_blocks(spool, offset), "utf-8")


def _blocks(spool: IO[bytes], offset: int) -> Iterator[bytes]:
    while left := offset - spool.tell():
        yield spool.read(min(left, _BYTES_AT_ONCE))
