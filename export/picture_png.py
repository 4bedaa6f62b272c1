"""A picture as PNG that is read on a phone, drawn by typst.

What is said goes in as data: mark-up in it stays literal, and the drawing reads no other file.
Its letters are those that typst brings along, so that it is the same on every machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from export.picture import Picture
from export.replacement import replacing

TALLEST = 2400
"""Pixels after which a picture is cut down: a phone would show it too small."""

LONGEST = 60.0
"""Seconds after which a child process that draws is given up."""

_DRAWING = Path(__file__).with_name("picture.typ")
_SVG_PAGE = """#let wide = 1pt * int(sys.inputs.pixels)
#set page(width: wide, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


class DrawingError(RuntimeError):
    """A drawing could not be made into a picture; the text says why, without what it shows."""


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


def png_of(svg: str, *, pixels: int) -> bytes:
    """The drawing `svg` as PNG, `pixels` wide and as tall as its shape asks for, on white.

    A child process draws it, so that the memory that typst keeps goes with it. The same drawing
    gives the same bytes. DrawingError when it is no SVG, links a file, or takes too long.
    """
    command = (sys.executable, "-m", "export.picture_png", str(pixels))
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by its full name
            command,
            input=svg.encode(),
            capture_output=True,
            cwd=Path(__file__).parents[1],
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DrawingError("drawing took too long") from error
    if done.returncode != 0:
        raise DrawingError("typst made no picture of the drawing")
    return done.stdout


def _drawn(svg: str, pixels: int) -> bytes:
    with TemporaryDirectory() as nothing_else:
        page = Path(nothing_else, "page.typ")
        page.write_text(_SVG_PAGE, "utf-8")
        made = typst.compile(
            str(page),
            root=nothing_else,
            format="png",
            ppi=72.0,
            ignore_system_fonts=True,
            sys_inputs={"svg": svg, "pixels": str(pixels)},
        )
    assert isinstance(made, bytes), "a drawing is one page"
    return made


def _height(png: bytes) -> int:
    return int.from_bytes(png[20:24], "big")


if __name__ == "__main__":
    sys.stdout.buffer.write(_drawn(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
