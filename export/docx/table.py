"""Tables as WordprocessingML: rows streamed, the header row on every page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from export.document import Column, Table
from export.docx.styles import Look
from export.docx.text import attribute, lines_of, reads_leftward, runs_of

_TO_THE_RIGHT = '<w:jc w:val="right"/>'
_WHOLE_UP_TO = 600
"""Characters in a cell up to which a row stays on one page; a longer one may go on overleaf."""

# Tables that touch would become one, and the body must not end with a table.
_AFTER = (
    '<w:p><w:pPr><w:pStyle w:val="{}"/><w:spacing w:before="0" w:after="0" w:line="120"'
    ' w:lineRule="exact"/></w:pPr></w:p>'
)


def table_xml(
    table: Table, styles: Mapping[Look, str], text_width: int, broken: str = ""
) -> Iterator[str]:
    """The table as wide as the text; `broken` begins a new page in its first paragraph.

    Raises ValueError for a row that has not one text for each column.
    """
    widths = _widths(table.columns, text_width)
    about = attribute(table.about)
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles[Look.TABLE]}"/>'
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    yield '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
    yield ' w:lastColumn="0" w:noHBand="0" w:noVBand="0"/>'
    yield f'<w:tblCaption w:val="{about}"/><w:tblDescription w:val="{about}"/></w:tblPr>'
    yield "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    look = styles[Look.TABLE_HEADING]
    for column, width in zip(table.columns, widths, strict=True):
        yield _cell(column.heading, look, width, numbers=column.numbers, broken=broken)
        broken = ""
    yield "</w:tr>"
    for row in table.rows:
        yield _row(row, table.columns, widths, styles[Look.TABLE_TEXT])
    yield "</w:tbl>" + _AFTER.format(styles[Look.TABLE_TEXT])


def _row(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int], look: str) -> str:
    if len(row) != len(columns):
        raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns")
    whole = max(map(len, row)) <= _WHOLE_UP_TO
    cells = "".join(
        _cell(text, look, width, numbers=column.numbers)
        for text, column, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>"


def _cell(text: str, look: str, width: int, *, numbers: bool, broken: str = "") -> str:
    aligned = _TO_THE_RIGHT if numbers else ""
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{look}"/>{broken}'
        f"{'<w:bidi/>' if reads_leftward(line) else ''}{aligned}</w:pPr>{runs_of(line)}</w:p>"
        for line in lines_of(text)
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'


def _widths(columns: Sequence[Column], text_width: int) -> list[int]:
    """Widths in twentieths of a point, by share, together no wider than the text."""
    if not columns:
        raise ValueError("a table has no columns")
    shares = sum(column.share for column in columns)
    return [int(text_width * column.share / shares) for column in columns]
