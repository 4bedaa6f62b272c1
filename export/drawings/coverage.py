"""Which activities were reported on: a cell each, in areas, with how many and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from export.drawings.letters import lines_of
from export.drawings.shades import DOTTED, EMPTY, FULL, PATTERNS, STRIPED
from export.drawings.svg import (
    INK,
    MARGIN,
    QUIET,
    Caption,
    Lettering,
    block,
    box,
    frame,
    group,
    heading,
    text_at,
)

COLUMNS = 8
"""Cells in a row."""
PITCH, WIDE, HIGH = 42.9, 39.5, 42.0
"""From cell to cell, and how wide and high one is."""
MIX = (FULL, STRIPED, DOTTED, EMPTY)
"""The shades of the statuses, in their order."""

_HEADING = Lettering(12, bold=True)
_BAR = 9.0


@dataclass(frozen=True, slots=True)
class Cell:
    """An activity: its number, how many actors reported on it, how many of them per status.

    `name` is read out and shown to who points at the cell.
    """

    number: int
    count: int
    mix: tuple[int, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Activities under a heading."""

    heading: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All activities; `statuses` names those of the mix, at most four.

    `key` says what the numbers of a cell are.
    """

    caption: Caption
    areas: Sequence[Area]
    statuses: tuple[str, ...]
    key: str


def coverage_svg(drawn: Coverage) -> str:
    """The cells as SVG; areas stand side by side where a row has room for both."""
    pieces, y = heading(drawn.caption)
    key, y = block(MARGIN, y - 4, drawn.key, COLUMNS * PITCH, Lettering(12, fill=QUIET))
    pieces += key
    y += 7
    for row in _rows(drawn.areas):
        made, y = _row(row, y)
        pieces += made
    legend, y = _legend(drawn, y + 3)
    return frame(drawn.caption, [*pieces, *legend], y + 4, patterns=PATTERNS)


def _rows(areas: Sequence[Area]) -> Iterator[list[Area]]:
    """Areas that share a row: as many as have room in it."""
    row: list[Area] = []
    for area in areas:
        if row and sum(len(each.cells) for each in (*row, area)) > COLUMNS:
            yield row
            row = []
        row.append(area)
    if row:
        yield row


def _row(areas: Sequence[Area], y: float) -> tuple[list[str], float]:
    """Headings beside each other, all of one height, and their cells below."""
    pieces: list[str] = []
    rooms = [min(len(area.cells), COLUMNS) * PITCH - 6 for area in areas]
    if len(areas) == 1:
        rooms = [COLUMNS * PITCH]
    tallest = max(
        len(lines_of(area.heading, room, _HEADING.size, bold=True, most=3))
        for area, room in zip(areas, rooms, strict=True)
    )
    top, column, lowest = y + tallest * _HEADING.size * 1.2 + 3, 0, y
    for area, room in zip(areas, rooms, strict=True):
        words, _ = block(MARGIN + column * PITCH, y, area.heading, room, _HEADING)
        cells = [_cell(cell, *_place(column + at, top)) for at, cell in enumerate(area.cells)]
        pieces.append(group([*words, *cells], area=area.heading))
        last = (column + len(area.cells) - 1) // COLUMNS
        lowest = max(lowest, top + (last + 1) * (HIGH + 3.5))
        column += len(area.cells)
    return pieces, lowest + 6


def _place(at: int, top: float) -> tuple[float, float]:
    return MARGIN + at % COLUMNS * PITCH, top + at // COLUMNS * (HIGH + 3.5)


def _cell(cell: Cell, x: float, y: float) -> str:
    empty = not cell.count
    rim = 'stroke="#9aa7b5" stroke-dasharray="2 2"' if empty else f'stroke="{INK}"'
    pieces = [
        box(x, y, WIDE, HIGH, f'rx="2.5" fill="#ffffff" stroke-width="0.9" {rim}'),
        text_at(x + 3.5, y + 12, str(cell.number), Lettering(11, fill=QUIET)),
        text_at(
            x + WIDE - 4,
            y + 27,
            str(cell.count),
            Lettering(17, bold=not empty, fill=QUIET if empty else INK, anchor="end"),
        ),
        *_bar(cell, x, y + HIGH - _BAR),
    ]
    return group(pieces, called=cell.name, activity=str(cell.number), count=str(cell.count))


def _bar(cell: Cell, x: float, y: float) -> Iterator[str]:
    """The mix of statuses at the foot of a cell."""
    whole = sum(cell.mix)
    for count, shade in zip(cell.mix, MIX, strict=False):
        if count:
            width = WIDE * count / whole
            yield box(x, y, width, _BAR, shade.look)
            x += width


def _legend(drawn: Coverage, y: float) -> tuple[list[str], float]:
    """The statuses in two columns."""
    pieces: list[str] = []
    half = COLUMNS * PITCH / 2
    lowest = y
    for at, status in enumerate(drawn.statuses):
        x = MARGIN + at % 2 * half
        y = lowest if at % 2 == 0 else y
        words, end = block(x + 24, y - 1, status, half - 30, Lettering(12), most=2)
        pieces.append(group([box(x + 0.6, y + 1, 17, 12, MIX[at].look), *words], legend=str(at)))
        lowest = max(lowest if at % 2 else y, end + 5)
    return pieces, lowest
