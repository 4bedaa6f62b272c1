"""Drawings of what was received, as SVG of their own: values and labels in, one text out.

They link nothing, run nothing, and use letters that typst brings along, so that a picture in the
chat and a page in print look alike. A unit is a pixel on a telephone 360 wide.
"""

from __future__ import annotations

from export.drawings.answers import Answers, Panel, answers_svg
from export.drawings.coverage import Area, Cell, Coverage, coverage_svg
from export.drawings.svg import Caption
from export.drawings.tiles import Standing, Tile, TileMap, tiles_svg

__all__ = [
    "Answers",
    "Area",
    "Caption",
    "Cell",
    "Coverage",
    "Panel",
    "Standing",
    "Tile",
    "TileMap",
    "answers_svg",
    "coverage_svg",
    "tiles_svg",
]
