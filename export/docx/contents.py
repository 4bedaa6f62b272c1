"""The table of contents: a field that Word can renew, with its entries already in it.

Page numbers are fields too, PAGEREF, left empty: only a program that breaks lines knows them. They
come when the contents are updated (F9 in Word, Tools > Update in LibreOffice); Word also looks them
up when it prints or saves as PDF. It would do so at once if told to (`w:updateFields`, `w:dirty`),
but then it first asks every reader whether to update "fields that may refer to other files".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from export.document import Contents
from export.docx.styles import CONTENTS, Look
from export.docx.text import one_line, runs_of

_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that was written, and the name of the bookmark around it."""

    level: int
    line: str
    bookmark: str
    language: str | None = None


def contents_xml(
    contents: Contents, entries: Sequence[Entry], styles: Mapping[Look, str], *, new_page: bool
) -> Iterator[str]:
    """The title and an entry for each of `entries` not deeper than `contents.depth`."""
    yield '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    yield "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
    broken = "<w:pageBreakBefore/>" if new_page else ""
    yield f'<w:p><w:pPr><w:pStyle w:val="{styles[Look.CONTENTS_TITLE]}"/>{broken}</w:pPr>'
    yield f"{runs_of(one_line(contents.title))}</w:p>"
    listed = [entry for entry in entries if entry.level <= contents.depth]
    before = _begin(rf'TOC \o "1-{contents.depth}" \h \z \u')
    for entry in listed:
        yield f'<w:p><w:pPr><w:pStyle w:val="{styles[CONTENTS[entry.level - 1]]}"/></w:pPr>'
        yield f"{before}{_link(entry)}</w:p>"
        before = ""
    yield f'<w:p><w:pPr><w:pStyle w:val="{styles[Look.CONTENTS_1]}"/></w:pPr>{before}{_END}</w:p>'
    yield "</w:sdtContent></w:sdt>"


def _link(entry: Entry) -> str:
    page = _begin(rf"PAGEREF {entry.bookmark} \h") + _END
    return (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
        f"{runs_of(entry.line, language=entry.language)}<w:r><w:tab/></w:r>{page}</w:hyperlink>"
    )


def _begin(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code, quote=False)} </w:instrText></w:r>'
        f"{_SEPARATE}"
    )
