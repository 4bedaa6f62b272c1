"""One value as the XML of one cell: a text, a number or a date, and never anything else.

There is no way here to write a formula or a link: the cell types are `inlineStr` and number.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from export.compilation import Cell
from export.formula import looks_like_formula
from export.unicode_text import mended
from export.xlsx_styles import Style, look_of_decimals

TEXT_LIMIT = 32_767  # UTF-16 units in a cell, Excel's limit
_DIGITS_LIMIT = 15  # significant digits Excel keeps in a number
_INTEGER_LIMIT: int = 10**_DIGITS_LIMIT
# Excel counts days from here, and believes in a 29 February 1900.
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no zones
_FIRST_SOUND_DAY = date(1900, 3, 1)

SURELY_SHORT = TEXT_LIMIT // 2
"""A text of no more characters is within TEXT_LIMIT, whatever they are."""
HARMLESS = re.compile(r"[^\W_][^&<>_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]*")
"""A text that begins with a letter or a digit, so is no formula, and needs no escape."""
_PLAIN_TEXT = re.compile(r"[^&<>_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]*")
_TO_BE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")

Number: TypeAlias = int | Decimal


def cell_xml(place: str, cell: Cell, look: Style | None = None) -> str:
    """The cell at `place` (`B7`) as XML; nothing for None. A text must be within TEXT_LIMIT.

    A number of more digits than Excel keeps, and a day before March 1900, are written as texts.
    A moment keeps the date and time it shows and loses its offset, which Excel cannot hold.
    """
    match cell:
        case None:
            return ""
        case str():
            return _text(place, cell, look)
        case datetime():
            return _moment(place, cell)
        case date():
            return _day(place, cell)
        case _:
            return _number(place, cell)


def harmless_head(number: int) -> str:
    """What stands between the letters of a cell in row `number` and its text, if HARMLESS."""
    return f'{number}" s="{Style.TEXT:d}" t="inlineStr"><is><t xml:space="preserve">'


TEXT_TAIL = "</t></is></c>"


def text_xml(text: str) -> str:
    """`text` as XML that Excel reads back as it was.

    What XML cannot hold (control characters, U+FFFE, U+FFFF) and what a parser would change (CR)
    is written as Excel does, `_x0001_`; a text that has such letters itself, `_x0041_`, gets its
    first underscore so written. A lone surrogate becomes U+FFFD.
    """
    if _PLAIN_TEXT.fullmatch(text):
        return text
    escaped = _TO_BE_ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", mended(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _text(place: str, text: str, look: Style | None) -> str:
    if look is None:
        look = Style.LITERAL if looks_like_formula(text) else Style.TEXT
    return (
        f'<c r="{place}" s="{look:d}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{text_xml(text)}{TEXT_TAIL}'
    )


def _moment(place: str, moment: datetime) -> str:
    if moment.date() < _FIRST_SOUND_DAY:
        return _text(place, moment.isoformat(), None)
    days = (moment.replace(tzinfo=None) - _DAY_ZERO) / timedelta(days=1)
    return f'<c r="{place}" s="{Style.MOMENT:d}"><v>{days!r}</v></c>'


def _day(place: str, day: date) -> str:
    if day < _FIRST_SOUND_DAY:
        return _text(place, day.isoformat(), None)
    return f'<c r="{place}" s="{Style.DAY:d}"><v>{(day - _DAY_ZERO.date()).days}</v></c>'


def _number(place: str, number: Number) -> str:
    if not _exact_in_excel(number):
        return _text(place, str(number), None)
    if isinstance(number, int):
        return f'<c r="{place}" s="{Style.NUMBER:d}"><v>{number:d}</v></c>'
    decimals = -int(number.as_tuple().exponent)
    return f'<c r="{place}" s="{look_of_decimals(decimals)}"><v>{float(number)!r}</v></c>'


def _exact_in_excel(number: Number) -> bool:
    """Excel, which has binary floating point of 15 digits, shows the number as it is."""
    if isinstance(number, int):
        return abs(number) < _INTEGER_LIMIT
    if not number.is_finite() or len(number.normalize().as_tuple().digits) > _DIGITS_LIMIT:
        return False
    return Decimal(repr(float(number))) == number
