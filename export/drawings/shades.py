"""Shades that are told apart without colour: by how dark they are, by pattern and by border."""

from __future__ import annotations

from dataclasses import dataclass

from export.drawings.svg import INK

WHITE = "#ffffff"
TEAL = "#0f6468"
SKY, STEEL = "#bdd5e3", "#86adc6"
PALE, DOT = "#eaf0f4", "#7d8fa3"
RIM = "#5f6f82"


@dataclass(frozen=True, slots=True)
class Shade:
    """How an area looks and in which colour letters stand on it, perhaps with a `halo`.

    `colours` are those its surface is made of, each with its share of it.
    """

    look: str
    on_it: str
    colours: tuple[tuple[str, float], ...]
    halo: str = ""


FULL = Shade(f'fill="{TEAL}" stroke="{TEAL}" stroke-width="1.2"', WHITE, ((TEAL, 1.0),))
STRIPED = Shade(
    f'fill="url(#stripes)" stroke="{STEEL}" stroke-width="1.2"',
    INK,
    ((SKY, 0.5), (STEEL, 0.5)),
    halo=SKY,
)
EMPTY = Shade(f'fill="{WHITE}" stroke="{RIM}" stroke-width="1.2"', INK, ((WHITE, 1.0),))
DOTTED = Shade(
    f'fill="url(#dots)" stroke="{DOT}" stroke-width="1.2"', INK, ((PALE, 0.8), (DOT, 0.2))
)
BROKEN = Shade(
    f'fill="{WHITE}" stroke="{RIM}" stroke-width="1" stroke-dasharray="2 2.5"',
    INK,
    ((WHITE, 1.0),),
)

PATTERNS = (
    '<pattern id="stripes" width="5.6" height="5.6" patternUnits="userSpaceOnUse"'
    f' patternTransform="rotate(45)"><rect width="5.6" height="5.6" fill="{SKY}"/>'
    f'<rect width="2.8" height="5.6" fill="{STEEL}"/></pattern>'
    '<pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse">'
    f'<rect width="4" height="4" fill="{PALE}"/><circle cx="2" cy="2" r="1" fill="{DOT}"/>'
    "</pattern>"
)


def lightness(shade: Shade) -> float:
    """The relative luminance of the surface as a whole, 0 black to 1 white (WCAG 2)."""
    return sum(luminance(colour) * share for colour, share in shade.colours)


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb" (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: float, other: float) -> float:
    """The contrast of two luminances, 1 to 21 (WCAG 2)."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)
