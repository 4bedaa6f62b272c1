"""How cells look: the style sheet of an XLSX file, and its formats by their place in it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from export.xlsx_parts import MAIN

MOST_DECIMALS = 6


class Style(IntEnum):
    """How a cell looks; the number is its place among the cell formats of the style sheet.

    LITERAL is TEXT that Excel leaves a text even when somebody edits it, as are TITLE and HEADING.
    After these come the numbers with decimals.
    """

    PLAIN = 0
    TITLE = 1
    HEADING = 2
    TEXT = 3
    LITERAL = 4
    NUMBER = 5
    DAY = 6
    MOMENT = 7


def look_of_decimals(decimals: int) -> int:
    """The cell format that shows `decimals` decimals, or as many as needed over the most it has."""
    return Style.MOMENT + decimals if 0 < decimals <= MOST_DECIMALS else Style.PLAIN


def styles_xml() -> Iterable[str]:
    """The style sheet's part, in pieces."""
    shapes = ["yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm"]
    shapes += ["#,##0." + "0" * decimals for decimals in range(1, MOST_DECIMALS + 1)]
    yield f'<styleSheet xmlns="{MAIN}"><numFmts count="{len(shapes)}">'
    for number, shape in enumerate(shapes, start=164):
        yield f'<numFmt numFmtId="{number}" formatCode="{shape}"/>'
    yield '</numFmts><fonts count="3">'
    for bold, size in (("", 11), ("<b/>", 16), ("<b/>", 11)):
        yield f'<font>{bold}<sz val="{size}"/><name val="Calibri"/><family val="2"/></font>'
    yield '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>'
    yield '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    yield '<fgColor rgb="FFE7ECF3"/><bgColor indexed="64"/></patternFill></fill></fills>'
    yield '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    yield '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    yield f'</cellStyleXfs><cellXfs count="{Style.MOMENT + 1 + MOST_DECIMALS}">'
    yield _look()
    yield _look(font=1, literal=True)
    yield _look(font=2, fill=2, wrapped=True, literal=True)
    yield _look(wrapped=True)
    yield _look(wrapped=True, literal=True)
    yield _look(shape=1)
    for number in range(164, 164 + len(shapes)):
        yield _look(shape=number)
    yield '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    yield "</cellStyles></styleSheet>"


def _look(
    *, font: int = 0, fill: int = 0, shape: int = 0, wrapped: bool = False, literal: bool = False
) -> str:
    return (
        f'<xf numFmtId="{shape}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"'
        f' applyNumberFormat="{int(shape > 0)}" applyFont="{int(font > 0)}"'
        f' applyFill="{int(fill > 0)}" applyAlignment="1" quotePrefix="{int(literal)}">'
        f'<alignment vertical="top" wrapText="{int(wrapped)}"/></xf>'
    )
