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
    '<w:p><w:pPr><w:pStyle w:val="{}"/><w:spacing w:before="0" w:after="0" w:line="200"'
    ' w:lineRule="exact"/></w:pPr></w:p>'
)


def table_xml(
    table: Table, styles: Mapping[Look, str], text_width: int, broken: str = ""
) -> Iterator[str]:
    """The table as wide as the text; `broken` begins a new page in its first paragraph.

    Raises ValueError for a row that has not one text for each column.
    """
    widths = _widths(table.columns, text_width)
    headed = any(column.heading for column in table.columns)
    yield from _beginning(table, styles[Look.TABLE], widths, headed=headed)
    look = styles[Look.TABLE_HEADING if headed else Look.TABLE_TEXT]
    rows = iter(table.rows)
    first = [column.heading for column in table.columns] if headed else next(rows, None)
    if first is None:
        first = [""] * len(widths)  # a table without a row is none to Word
    yield _row(first, table.columns, widths, look, repeats=headed, broken=broken)
    for row in rows:
        yield _row(row, table.columns, widths, styles[Look.TABLE_TEXT])
    yield "</w:tbl>" + _AFTER.format(styles[Look.TABLE_TEXT])


def _beginning(table: Table, style: str, widths: Sequence[int], *, headed: bool) -> Iterator[str]:
    about = attribute(table.about)
    yield f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
    yield f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    yield f'<w:tblLook w:val="{"0020" if headed else "0080"}" w:firstRow="{headed:d}"'
    yield f' w:lastRow="0" w:firstColumn="{not headed:d}" w:lastColumn="0" w:noHBand="0"'
    yield f' w:noVBand="0"/><w:tblCaption w:val="{about}"/><w:tblDescription w:val="{about}"/>'
    yield "</w:tblPr><w:tblGrid>"
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"


def _row(
    row: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    look: str,
    *,
    repeats: bool = False,
    broken: str = "",
) -> str:
    if len(row) != len(columns):
        raise ValueError(f"a row has {len(row)} cells for {len(columns)} columns")
    whole = repeats or max(map(len, row)) <= _WHOLE_UP_TO
    properties = f"{'<w:cantSplit/>' * whole}{'<w:tblHeader/>' * repeats}"
    cells = "".join(
        _cell(text, look, width, numbers=column.numbers, broken=broken * (not place))
        for place, (text, column, width) in enumerate(zip(row, columns, widths, strict=True))
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if whole else ''}{cells}</w:tr>"


def _cell(text: str, look: str, width: int, *, numbers: bool, broken: str) -> str:
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
