"""Answers over time: bars a month, a panel for each kind of actor, all to one measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from export.drawings.shades import RIM, TEAL
from export.drawings.svg import (
    INK,
    MARGIN,
    QUIET,
    WIDTH,
    Caption,
    Lettering,
    block,
    box,
    frame,
    group,
    heading,
    text_at,
)

TALLEST = 46.0
"""The height of the longest bar of all panels."""

_TOTAL = Lettering(13, bold=True, anchor="end")


@dataclass(frozen=True, slots=True)
class Panel:
    """A kind of actor: how many answers in each month, and all of them in words."""

    label: str
    total: str
    bars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Panels one below the other over the same `months`, whose names are short ("Sep")."""

    caption: Caption
    months: tuple[str, ...]
    panels: Sequence[Panel]


def answers_svg(drawn: Answers) -> str:
    """The panels as SVG; ValueError where one has not a bar for each month."""
    if any(len(panel.bars) != len(drawn.months) for panel in drawn.panels):
        raise ValueError("a panel has one bar for each month")
    pieces, y = heading(drawn.caption)
    most = max((bar for panel in drawn.panels for bar in panel.bars), default=0)
    for panel in drawn.panels:
        made, y = _panel(panel, drawn.months, y, most=max(most, 1))
        pieces += made
    return frame(drawn.caption, pieces, y)


def _panel(panel: Panel, months: Sequence[str], y: float, *, most: int) -> tuple[list[str], float]:
    room = WIDTH - 2 * MARGIN
    label, top = block(MARGIN, y, panel.label, room - 60, Lettering(13, bold=True), most=2)
    total = text_at(WIDTH - MARGIN, y + 13, panel.total, _TOTAL)
    ground = top + 16 + TALLEST
    pitch = room / max(len(months), 1)
    pieces = [*label, total]
    for at, (month, count) in enumerate(zip(months, panel.bars, strict=True)):
        pieces.append(_bar(month, count, MARGIN + (at + 0.5) * pitch, ground, most=most))
    line = f'fill="{RIM}"'
    pieces.append(box(MARGIN, ground, room, 1, line))
    return [group(pieces, panel=panel.label)], ground + 28


def _bar(month: str, count: int, middle: float, ground: float, *, most: int) -> str:
    tall = TALLEST * count / most
    pieces = [text_at(middle, ground + 14, month, Lettering(11, fill=QUIET, anchor="middle"))]
    if count:
        pieces.append(box(middle - 11, ground - tall, 22, tall, f'fill="{TEAL}"'))
        words = Lettering(12, bold=True, fill=INK, anchor="middle")
        pieces.append(text_at(middle, ground - tall - 3.5, str(count), words))
    return group(pieces, month=month, count=str(count))
