"""A map of the 35 states in tiles: who has answered, readable in grey, and blaming nobody."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from export.drawings.letters import lines_of, width_of
from export.drawings.shades import BROKEN, EMPTY, FULL, PATTERNS, STRIPED, Shade
from export.drawings.svg import (
    MARGIN,
    Caption,
    Lettering,
    block,
    box,
    frame,
    group,
    heading,
    text_at,
)

PITCH, SIDE = 48.7, 46.0
"""From tile to tile, and how wide and high one is."""

_TILES = Path(__file__).parents[1] / "data" / "tiles.toml"
_LEGEND_ROW, _LEGEND_COLUMNS = 7, 2.9
"""The corner of the map that the ocean leaves free for the legend."""


class Standing(StrEnum):
    """How a state stands to a meeting."""

    ANSWERED = "answered"
    NOTHING_NEW = "nothing_new"
    NO_INFORMATION = "no_information"
    NOT_ASKED = "not_asked"


SHADES: Mapping[Standing, Shade] = {
    Standing.ANSWERED: FULL,
    Standing.NOTHING_NEW: STRIPED,
    Standing.NO_INFORMATION: EMPTY,
    Standing.NOT_ASKED: BROKEN,
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A state by its key in data/tiles.toml (its alpha-3 code), with what stands on its tile."""

    key: str
    code: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class TileMap:
    """The states, and what each standing is called; one that no state has is not explained."""

    caption: Caption
    tiles: Sequence[Tile]
    labels: Mapping[Standing, str]


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Column and row of each state's tile, by its key."""
    table = tomllib.loads(_TILES.read_text("utf-8"))["tile"]
    return {key: (column, row) for key, (column, row) in table.items()}


def tiles_svg(drawn: TileMap) -> str:
    """The map as SVG; KeyError for a state that has no place."""
    pieces, top = heading(drawn.caption)
    for tile in drawn.tiles:
        column, row = places()[tile.key]
        pieces.append(_tile(tile, MARGIN + column * PITCH, top + row * PITCH))
    legend, lowest = _legend(drawn, top + _LEGEND_ROW * PITCH)
    rows = 1 + max(row for _, row in places().values())
    height = max(top + rows * PITCH, lowest) + 6
    return frame(drawn.caption, [*pieces, *legend], height, patterns=PATTERNS)


def _tile(tile: Tile, x: float, y: float) -> str:
    shade, middle = SHADES[tile.standing], x + SIDE / 2
    size, name = _name_on(tile.name)
    baseline = y + (29, 24.5, 19.5)[len(name)]
    pieces = [
        box(x, y, SIDE, SIDE, f'rx="3" {shade.look}'),
        text_at(middle, baseline, tile.code, _on(shade, 17, bold=True)),
    ]
    for at, line in enumerate(name):
        pieces.append(text_at(middle, baseline + 11 + at * 9.4, line, _on(shade, size)))
    return group(pieces, called=tile.name, state=tile.key, standing=tile.standing.value)


def _on(shade: Shade, size: float, *, bold: bool = False) -> Lettering:
    """Letters in the middle of a tile of that shade."""
    return Lettering(size, bold=bold, fill=shade.on_it, anchor="middle", halo=shade.halo)


def _name_on(name: str) -> tuple[float, tuple[str, ...]]:
    """In which size the name has room on a tile, and its lines; none where it has no room."""
    room = SIDE - 2
    for size in (9.6, 9.2, 8.8, 8.4):
        lines = lines_of(name, room, size, most=3)
        whole = all(width_of(word, size) <= room for word in name.split())
        if len(lines) <= 2 and whole:
            return size, lines
    return 0.0, ()


def _legend(drawn: TileMap, y: float) -> tuple[list[str], float]:
    """Each standing with how many states have it."""
    pieces: list[str] = []
    room = _LEGEND_COLUMNS * PITCH - 46
    for standing in Standing:
        count = sum(tile.standing is standing for tile in drawn.tiles)
        if not count and standing is Standing.NOT_ASKED:
            continue
        entry = [
            box(MARGIN, y, 18, 18, f'rx="2" {SHADES[standing].look}'),
            text_at(MARGIN + 25, y + 14, str(count), Lettering(14, bold=True)),
        ]
        words, end = block(
            MARGIN + 46, y - 1.5, drawn.labels[standing], room, Lettering(12), most=3
        )
        pieces.append(group([*entry, *words], legend=standing.value, count=str(count)))
        y = max(y + 24, end + 6)
    return pieces, y
