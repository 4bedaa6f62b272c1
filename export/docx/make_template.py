"""Makes the template that comes with the project: `python -m export.docx.make_template`.

What the secretariat replaces is the file, in Word or LibreOffice; this is where ours comes from.
Sober as the committee's papers: Letter, black on white, Arial (where it is missing, Liberation
Sans has its widths). Sizes in points, lengths in twentieths of a point as Word has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sys import argv
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from export.docx.names import (
    CONTENT_TYPES,
    DOCUMENT_TYPE,
    HEAD,
    OFFICE,
    RELATIONSHIPS,
    RELATIONSHIPS_TYPE,
    WORD,
)
from export.docx.styles import Look
from export.docx.template import DEFAULT

_ROOT = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
_WORD_TYPE = DOCUMENT_TYPE.removesuffix(".document.main+xml")
_INCH = 1440
_TEXT_WIDTH = 9360  # 6.5 inches
_GREY = "595959"


def paragraph(
    name: str,
    *,
    based: str = "Normal",
    follows: str = "Body Text",
    size: float = 0,
    before: float = 0,
    after: float = 0,
    properties: str = "",
    letters: str = "",
    last: str = "",
) -> str:
    """A paragraph style: `properties` stand before the spacing, `last` after, `letters` on runs."""
    sized = f'<w:sz w:val="{size * 2:g}"/><w:szCs w:val="{size * 2:g}"/>' if size else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{_id(based)}"/><w:next w:val="{_id(follows)}"/><w:qFormat/>'
        f'<w:pPr>{properties}<w:spacing w:before="{before * 20:g}" w:after="{after * 20:g}"/>'
        f"{last}</w:pPr><w:rPr>{letters}{sized}</w:rPr></w:style>"
    )


def _id(name: str) -> str:
    return name.title().replace(" ", "")


def heading(level: int, size: float, before: float, after: float) -> str:
    """A heading that stays with what follows it and has its place in Word's outline."""
    return paragraph(
        f"heading {level}",
        size=size,
        before=before,
        after=after,
        properties="<w:keepNext/><w:keepLines/>",
        letters="<w:b/><w:bCs/>" if level < 4 else "<w:i/><w:iCs/>",
        last=f'<w:outlineLvl w:val="{level - 1}"/>',
    )


def entry(level: int) -> str:
    """A line of the contents, its page number at the right; no dots, as numbers may come later."""
    return paragraph(
        f"toc {level}",
        follows="Normal",
        before=6 if level == 1 else 0,
        after=2,
        properties=f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_WIDTH}"/></w:tabs>',
        letters="<w:b/><w:bCs/>" if level == 1 else "",
        last=f'<w:ind w:left="{(level - 1) * 280}" w:right="720"/>',
    )


def ruled(name: str, rule: str) -> str:
    """A text that is not ours: set in, with a rule at its side."""
    side = f'<w:left w:val="{rule}" w:sz="6" w:space="8" w:color="7F7F7F"/>'
    return paragraph(
        name,
        based="Body Text",
        follows=name,
        after=6,
        properties=f"<w:pBdr>{side}</w:pBdr>",
        last='<w:ind w:left="284" w:right="284"/>',
    )


def _paragraphs() -> Iterator[str]:
    keep, centre = "<w:keepNext/><w:keepLines/>", '<w:jc w:val="center"/>'
    bold, grey = "<w:b/><w:bCs/>", f'<w:color w:val="{_GREY}"/>'
    yield paragraph("Body Text", after=6)
    yield paragraph("Cover body", follows="Cover body", after=3, letters=f"{bold}<w:caps/>")
    yield paragraph("Cover corner", follows="Cover corner", after=3, last='<w:jc w:val="right"/>')
    yield paragraph(
        "Title", size=16, before=48, after=12, properties=keep, letters=bold, last=centre
    )
    yield paragraph("Subtitle", follows="Subtitle", size=11, after=6, last=centre)
    yield from (heading(1, 14, 24, 8), heading(2, 12, 18, 6))
    yield from (heading(3, 10.5, 14, 4), heading(4, 10.5, 10, 4))
    yield paragraph("TOC Heading", size=14, before=24, after=8, properties=keep, letters=bold)
    yield from (entry(level) for level in (1, 2, 3, 4))
    yield from (ruled("Received text", "single"), ruled("Unofficial translation", "dotted"))
    yield paragraph("Note", size=9, before=2, after=6, letters=grey)
    yield paragraph("Picture", before=6, after=12, last=centre)
    yield paragraph("Table text", follows="Table text", size=9.5, before=2, after=2)
    yield paragraph(
        "Table heading",
        based="Table text",
        follows="Table text",
        before=3,
        after=3,
        properties="<w:keepNext/>",
        letters=bold,
    )
    yield paragraph("header", follows="header", size=8.5, letters=grey)
    middle = f'<w:tabs><w:tab w:val="right" w:pos="{_TEXT_WIDTH}"/></w:tabs>'
    yield paragraph("footer", follows="footer", size=8.5, properties=middle, letters=grey)


def _tables() -> Iterator[str]:
    cells = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/>'
    plain = '<w:style w:type="table" w:styleId="{}"{}><w:name w:val="{}"/>{}'
    yield plain.format("TableNormal", ' w:default="1"', "Normal Table", "")
    yield f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{cells.format(108)}</w:tblCellMar></w:tblPr>'
    yield "</w:style>"
    based = '<w:basedOn w:val="TableNormal"/>'
    yield plain.format("CoverTable", "", Look.COVER_TABLE.name, based)
    yield f"<w:tblPr><w:tblBorders>{_rule('bottom', 8, '000000')}</w:tblBorders>"
    yield f"{cells.format(0)}</w:tblCellMar></w:tblPr></w:style>"
    yield plain.format("CompilationTable", "", Look.TABLE.name, based)
    rules = "".join(_rule(edge, 4, "7F7F7F") for edge in ("top", "bottom", "insideH"))
    yield f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>"
    yield f"{cells.format(80)}</w:tblCellMar></w:tblPr>"
    yield '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
    yield f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade}</w:tcPr></w:tblStylePr></w:style>'


def _rule(edge: str, eighths: int, colour: str, *, space: int = 0) -> str:
    return f'<w:{edge} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _styles() -> str:
    arial = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    return (
        f"{HEAD}<w:styles {_ROOT}><w:docDefaults><w:rPrDefault><w:rPr>{arial}"
        '<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        f'<w:style w:type="character" w:styleId="Label"><w:name w:val="{Look.LABEL.name}"/>'
        "<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f"</w:style>{''.join(_paragraphs())}{''.join(_tables())}</w:styles>"
    )


def _document() -> str:
    """A page that shows each style under its name; the writer puts the document in its place."""
    shown = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{_id(look.name)}"/></w:pPr><w:r><w:t>{look.name}</w:t></w:r>'
        "</w:p>"
        for look in Look
        if look.kind == "paragraph"
    )
    return (
        f"{HEAD}<w:document {_ROOT}><w:body>{shown}<w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="12240" w:h="15840"/>'
        f'<w:pgMar w:top="{_INCH}" w:right="{_INCH}" w:bottom="{_INCH}" w:left="{_INCH}"'
        ' w:header="720" w:footer="576" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _footer() -> str:
    rule = f"<w:pBdr>{_rule('top', 4, '7F7F7F', space=4)}</w:pBdr>"
    return (
        f'{HEAD}<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Footer"/>{rule}</w:pPr><w:r>'
        "<w:t>{running}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{page}</w:t></w:r></w:p></w:ftr>"
    )


def _settings() -> str:
    # Mode 15: without it Word opens the file as one of 2007.
    mode = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/>'
    )
    return (
        f'{HEAD}<w:settings {_ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{mode}</w:compat>'
        "</w:settings>"
    )


def main(path: Path = DEFAULT) -> None:
    """Write the template to `path`, the same bytes each time."""
    kinds = {"styles": _styles(), "settings": _settings(), "footer": _footer()}
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels"'
        f' ContentType="{RELATIONSHIPS_TYPE}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT_TYPE}"/>'
        + "".join(
            f'<Override PartName="/word/{kind}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
            for kind in kinds
        )
        + "</Types>",
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in kinds}),
        **{f"word/{kind}.xml": content for kind, content in kinds.items()},
    }
    path.parent.mkdir(exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def _relations(targets: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'


if __name__ == "__main__":
    main(*map(Path, argv[1:]))
