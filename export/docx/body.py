"""The blocks of a document as WordprocessingML, piece after piece in flat memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from export.document import Block, Contents, Cover, Document, Heading, NewPage, Picture, Table, Text
from export.docx.contents import Entry
from export.docx.picture import picture_xml
from export.docx.styles import HEADINGS, TEXTS, Look
from export.docx.table import table_xml
from export.docx.template import Template
from export.docx.text import lines_of, one_line, reads_leftward, runs_of

# ECMA-376 has an order for what stands in w:pPr: the style, w:keepNext, the break, w:bidi.
_KEEP_NEXT, _NEW_PAGE, _BIDI = "<w:keepNext/>", "<w:pageBreakBefore/>", "<w:bidi/>"
_CORNER = 0.42


@dataclass(frozen=True, slots=True)
class Place:
    """Where the table of contents goes, whose entries are known at the end."""

    contents: Contents
    new_page: bool


class Body:
    """Makes the body of one document; `entries` are the headings written so far."""

    def __init__(self, template: Template, keep_picture: Callable[[bytes], str]) -> None:
        """`keep_picture` puts a PNG into the file and gives the id of the relation to it."""
        self._styles = template.styles
        self._text_width = template.text_width
        self._text_height = template.text_height
        self._keep_picture = keep_picture
        self._pictures = 0
        self._new_page = False
        self.entries: list[Entry] = []

    def pieces(self, document: Document) -> Iterator[str | Place]:
        """The cover, then every block of `document`."""
        yield from self._cover(document.cover)
        for block in document.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str | Place]:
        match block:
            case Text():
                yield from self._text(block)
            case Heading():
                yield self._heading(block)
            case Table():
                broken = _NEW_PAGE if self._taken_break() else ""
                yield from table_xml(block, self._styles, self._text_width, broken)
            case Picture():
                yield self._picture(block)
            case Contents():
                yield Place(block, self._taken_break())
            case NewPage():
                self._new_page = True

    def _cover(self, cover: Cover) -> Iterator[str]:
        corner = round(self._text_width * _CORNER)
        sides = (
            (Look.COVER_BODY, cover.body, self._text_width - corner),
            (Look.COVER_CORNER, cover.corner, corner),
        )
        yield f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles[Look.COVER_TABLE]}"/>'
        yield f'<w:tblW w:w="{self._text_width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        yield "</w:tblPr><w:tblGrid>"
        yield "".join(f'<w:gridCol w:w="{width}"/>' for *_, width in sides)
        yield "</w:tblGrid><w:tr>"
        for look, texts, width in sides:
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            yield "".join(self._paragraphs(look, "\n".join(texts)))
            yield "</w:tc>"
        yield "</w:tr></w:tbl>"
        yield self._paragraph(Look.TITLE, one_line(cover.title))
        for text in cover.under:
            yield from self._paragraphs(Look.UNDER_TITLE, text)

    def _heading(self, heading: Heading) -> str:
        if not 1 <= heading.level <= len(HEADINGS):
            raise ValueError(f"there is no heading of level {heading.level}")
        number, line = len(self.entries) + 1, one_line(heading.text)
        bookmark = f"_Toc{number:09}"
        self.entries.append(Entry(heading.level, line, bookmark, heading.language))
        return self._paragraph(
            HEADINGS[heading.level - 1],
            line,
            language=heading.language,
            before=f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>',
            after=f'<w:bookmarkEnd w:id="{number}"/>',
        )

    def _text(self, text: Text) -> Iterator[str]:
        look, lines = TEXTS[text.style], lines_of(text.text)
        label = one_line(text.label)
        before = ""
        if label and reads_leftward(label) != reads_leftward(lines[0]):
            yield self._paragraph(look, "", before=self._labelled(label), kept=_KEEP_NEXT)
        elif label:
            before = self._labelled(f"{label} " if lines[0] else label)
        for line in lines:
            yield self._paragraph(look, line, language=text.language, before=before)
            before = ""

    def _labelled(self, label: str) -> str:
        return runs_of(label, style=self._styles[Look.LABEL])

    def _picture(self, picture: Picture) -> str:
        self._pictures += 1
        relation = self._keep_picture(picture.png)
        drawing = picture_xml(
            picture, self._pictures, relation, self._text_width, self._text_height
        )
        return self._paragraph(Look.PICTURE, "", before=f"<w:r>{drawing}</w:r>")

    def _paragraphs(self, look: Look, text: str) -> Iterator[str]:
        for line in lines_of(text):
            yield self._paragraph(look, line)

    def _paragraph(
        self,
        look: Look,
        line: str,
        *,
        language: str | None = None,
        before: str = "",
        after: str = "",
        kept: str = "",
    ) -> str:
        broken = _NEW_PAGE if self._taken_break() else ""
        turned = _BIDI if reads_leftward(line) else ""
        return (
            f'<w:p><w:pPr><w:pStyle w:val="{self._styles[look]}"/>{kept}{broken}{turned}</w:pPr>'
            f"{before}{runs_of(line, language=language)}{after}</w:p>"
        )

    def _taken_break(self) -> bool:
        due, self._new_page = self._new_page, False
        return due
