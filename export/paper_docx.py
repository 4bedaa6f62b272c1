"""A paper as DOCX: to be read, circulated and printed on A4 or Letter.

Every text is literal: there is no way here to write a field, a link or mark-up from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Inches, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from export.paper import Paper, Passage
from export.replacement import replacing
from export.unicode_text import mended

FONT = "Arial"
"""Where it is missing its place is taken by one of the same widths (Liberation Sans)."""

_DARK, _GREY = RGBColor(0x1F, 0x2F, 0x4F), RGBColor(0x55, 0x55, 0x55)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c]")
_PLACES = re.compile(r"\{(page|pages)\}")
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}
_WIDTH = Inches(6.5)


def write_docx(paper: Paper, path: Path) -> None:
    """Write `paper` to `path`: whole and on disk, or not at all and what was there stays.

    The same paper gives the same bytes. What XML cannot hold is dropped (control characters,
    U+FFFE, U+FFFF); a lone surrogate becomes U+FFFD; Word's own line breaks end lines.
    """
    document = Document()
    _set_up(document, paper)
    _head(document, paper)
    for passage in paper.passages:
        _passage(document, passage)
    _enclosed(document, paper)
    if paper.thread:
        _line(document, paper.thread_title, style="Heading 1")
        for passage in paper.thread:
            _passage(document, passage)
    _foot(document, paper)
    with replacing(path) as draft:
        draft.write_bytes(_same_bytes(document, paper.made))


def lines_of(text: str) -> list[str]:
    """The lines of `text`, with what XML cannot hold left out."""
    return _LINE_END.split(_NOT_IN_XML.sub("", mended(text)))


def _set_up(document: Docx, paper: Paper) -> None:
    """Page, styles, and what the file says of itself: the committee and the number, no person."""
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    _style(document, "Normal", size=10.5, after=4)
    _style(document, "Title", size=16, bold=True, colour=_DARK, before=18, after=2)
    _style(document, "Subtitle", size=12, colour=_DARK, after=12)
    _style(document, "Heading 1", size=12, bold=True, colour=_DARK, before=20, after=4)
    _style(document, "Heading 2", size=10.5, bold=True, colour=_DARK, before=10, after=2)
    _style(document, "Footer", size=8.5, colour=_GREY)
    says = document.core_properties
    says.author = says.last_modified_by = paper.body[1]
    says.title = says.comments = paper.number
    says.subject = says.keywords = says.category = ""
    says.created = says.modified = paper.made.astimezone(UTC).replace(tzinfo=None)
    says.language = paper.language
    relations = document.part.package.rels
    for name in [
        key for key, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL
    ]:
        del relations[name]


def _style(
    document: Docx,
    name: str,
    *,
    size: float,
    bold: bool = False,
    colour: RGBColor | None = None,
    before: float = 0,
    after: float = 0,
) -> None:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = colour or RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    properties = style.element.get_or_add_rPr()
    for spaced in properties.findall(qn("w:spacing")):
        properties.remove(spaced)
    fonts = properties.find(qn("w:rFonts"))
    for key in list(fonts.attrib):
        if "Theme" in key:
            del fonts.attrib[key]
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for each in style.element.findall(".//" + qn("w:pBdr")):
        each.getparent().remove(each)


def _head(document: Docx, paper: Paper) -> None:
    """The block at the top as the committee's papers have it, the title, and the facts."""
    block = document.add_table(rows=1, cols=2)
    left, right = block.rows[0].cells
    _fill(left, [each.upper() for each in paper.body], bold=True)
    _fill(right, paper.corner, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _columns(block, Inches(4.1))
    for text, style in ((paper.title, "Title"), (paper.author, "Subtitle")):
        _line(document, text, style=style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    facts = document.add_table(rows=0, cols=2)
    for label, value in paper.facts:
        cells = facts.add_row().cells
        _fill(cells[0], [label], bold=True)
        _fill(cells[1], lines_of(value))
    _columns(facts, Inches(2))
    _rules(facts)
    remark = _line(document, paper.remark, style="Normal")
    remark.paragraph_format.space_before = Pt(8)
    for run in remark.runs:
        run.font.size, run.font.color.rgb = Pt(9), _GREY


def _columns(table: Table, first: int) -> None:
    """Two columns as wide as the text together, said in both places where programs look."""
    table.autofit = False
    for column, width in zip(table.columns, (first, _WIDTH - first), strict=True):
        column.width = Emu(width)
        for cell in column.cells:
            cell.width = Emu(width)


def _rules(table: Table) -> None:
    """Fine lines above, below and between the rows."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        rule = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "BFBFBF")):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no borders
    # ECMA-376 has an order for what stands here, and Word refuses another.
    after = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    properties.insert_element_before(borders, *after)


def _fill(
    cell: _Cell,
    lines: list[str] | tuple[str, ...],
    *,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> None:
    first = cell.paragraphs[0]
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else first
        paragraph.alignment = align
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        _write(paragraph, line, bold=bold)


def _passage(document: Docx, passage: Passage) -> None:
    _line(document, passage.heading, style="Heading 2")
    for line in lines_of(passage.text) if passage.text else ():
        paragraph = _line(document, line, style="Normal")
        if not line:
            paragraph.paragraph_format.line_spacing = Pt(4)


def _enclosed(document: Docx, paper: Paper) -> None:
    if not paper.enclosed:
        return
    _line(document, paper.enclosed_title, style="Heading 1")
    for each in paper.enclosed:
        named = _line(document, each.named, style="Normal")
        named.paragraph_format.keep_with_next = True
        hashed = _line(document, f"SHA-256: {each.sha256}", style="Normal")
        for run in hashed.runs:
            run.font.size, run.font.color.rgb = Pt(8), _GREY


def _foot(document: Docx, paper: Paper) -> None:
    """The number and the page, at the foot of every page."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(foot, f"{paper.number} · ")
    for number, part in enumerate(_PLACES.split(paper.page)):
        if number % 2:
            _field(foot, _FIELDS[part])
        else:
            _write(foot, part)


def _field(paragraph: Paragraph, code: str) -> None:
    """A number that Word counts; `code` is ours alone."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _line(document: Docx, text: str, *, style: str) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    _write(paragraph, text)
    return paragraph


def _write(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    """One line as one run; a tab stays a tab."""
    run = paragraph.add_run(" ".join(lines_of(text)))
    if bold:
        run.bold = True


def _same_bytes(document: Docx, made: datetime) -> bytes:
    """The document with one date on all its parts, so that it does not tell when it was written."""
    written = BytesIO()
    document.save(written)
    result = BytesIO()
    with ZipFile(written) as parts, ZipFile(result, "w", ZIP_DEFLATED) as archive:
        for name, content in _parts(parts):
            archive.writestr(ZipInfo(name, made.timetuple()[:6]), content, ZIP_DEFLATED)
    return result.getvalue()


def _parts(archive: ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in archive.namelist():
        yield name, archive.read(name)
