"""A picture as PNG that is read on a phone, drawn by typst.

What is said goes in as data: mark-up in it stays literal, and the drawing reads no other file.
Its letters are those that typst brings along, so that it is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import typst

from export.picture import Picture
from export.replacement import replacing

TALLEST = 2400
"""Pixels after which a picture is cut down: a phone would show it too small."""

_DRAWING = Path(__file__).with_name("picture.typ")


def draw(picture: Picture) -> bytes:
    """The picture as PNG, 1080 pixels wide and as tall as it takes."""
    drawn = typst.compile(
        str(_DRAWING),
        root=str(_DRAWING.parent),
        format="png",
        ppi=72.0,
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(asdict(picture))},
    )
    assert isinstance(drawn, bytes), "the drawing is one page"
    return drawn


def write_fitting(pictures: Iterable[Picture], path: Path) -> None:
    """Write the first of `pictures` that is not too tall, else the last; whole or not at all.

    They say the same, each with fewer names than the one before.
    """
    drawn = b""
    for picture in pictures:
        drawn = draw(picture)
        if _height(drawn) <= TALLEST:
            break
    with replacing(path) as draft:
        draft.write_bytes(drawn)


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24], "big")
