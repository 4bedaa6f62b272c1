"""The pieces of a drawing: texts, boxes and the frame around them, every text literal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from export.drawings.letters import FAMILY, lines_of
from export.unicode_text import mended

WIDTH = 360.0
MARGIN = 9.0
INK = "#1d2b3a"
QUIET = "#4a586b"

_HALO = ' stroke="{}" stroke-width="2.6" stroke-linejoin="round" paint-order="stroke"'
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said of a drawing, in `language`: above it, and in words to who does not see it."""

    language: str
    title: str
    note: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Lettering:
    """How a text is set: `anchor` is start, middle or end; `halo` a colour around its letters."""

    size: float
    bold: bool = False
    fill: str = INK
    anchor: str = "start"
    halo: str = ""


def number(value: float) -> str:
    """A length as it stands in an attribute, to a hundredth of a unit."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def literal(text: str) -> str:
    """`text` as the content of an element; what XML cannot hold is left out."""
    return escape(_holdable(text))


def attribute(text: str) -> str:
    """`text` as the value of an attribute, with its quotes."""
    return quoteattr(_holdable(text))


def text_at(x: float, y: float, text: str, how: Lettering) -> str:
    """One line of text whose baseline is at `y`."""
    weight = ' font-weight="700"' if how.bold else ""
    halo = _HALO.format(how.halo) if how.halo else ""
    anchor = f' text-anchor="{how.anchor}"' if how.anchor != "start" else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-size="{number(how.size)}"{weight}{anchor}'
        f'{halo} fill="{how.fill}">{literal(text)}</text>'
    )


def box(x: float, y: float, width: float, height: float, look: str) -> str:
    """A rectangle; `look` are its attributes, such as fill and stroke."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}"'
        f' height="{number(height)}" {look}/>'
    )


def group(pieces: Iterable[str], *, called: str = "", **about: str) -> str:
    """Pieces that belong together, `called` so in words; `about` are data- attributes of it."""
    marks = "".join(f" data-{key}={attribute(value)}" for key, value in about.items())
    title = f"<title>{literal(called)}</title>" if called else ""
    return f"<g{marks}>{title}{''.join(pieces)}</g>"


def block(
    x: float, y: float, text: str, width: float, how: Lettering, *, most: int = 3
) -> tuple[list[str], float]:
    """A text in lines from `y` downwards, and where the next thing may begin."""
    lines = lines_of(text, width, how.size, bold=how.bold, most=most)
    step = how.size * 1.2
    pieces = [text_at(x, y + how.size + at * step, line, how) for at, line in enumerate(lines)]
    return pieces, y + len(lines) * step


def heading(caption: Caption) -> tuple[list[str], float]:
    """Title and note above a drawing, and where the drawing may begin."""
    room = WIDTH - 2 * MARGIN
    title, y = block(MARGIN, 6, caption.title, room, Lettering(17, bold=True))
    note, y = block(MARGIN, y + 3, caption.note, room, Lettering(12, fill=QUIET))
    return [*title, *note], y + 8


def frame(caption: Caption, pieces: Iterable[str], height: float, *, patterns: str = "") -> str:
    """The whole drawing, `height` units tall."""
    size = f"{number(WIDTH)} {number(height)}"
    paper = box(0, 0, WIDTH, height, 'fill="#ffffff"')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(WIDTH)}"'
        f' height="{number(height)}" viewBox="0 0 {size}" role="img"'
        f" lang={attribute(caption.language)} font-family={attribute(FAMILY + ', serif')}>"
        f"<title>{literal(caption.title)}</title><desc>{literal(caption.alternative)}</desc>"
        f"<defs>{patterns}</defs>"
        f"{paper}{''.join(pieces)}</svg>\n"
    )


def _holdable(text: str) -> str:
    return _NOT_IN_XML.sub("", mended(text))
