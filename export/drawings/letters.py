"""How wide texts are in the letters of the drawings, and how they are laid into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FAMILY = "Libertinus Serif"
"""The text family inside typst's wheel."""

_BREAKS = re.compile("[ \t\r\n]+")
"""Where a line may end: not at a space that keeps words together."""

# fmt: off
_REGULAR = (
    288, 336, 465, 465, 637, 705, 190, 298, 298, 369, 550, 220, 338, 220, 323, 465, 465, 465, 465,
    465, 465, 465, 465, 465, 465, 236, 236, 550, 550, 550, 435, 895, 695, 588, 646, 701, 557, 485,
    685, 730, 297, 322, 637, 528, 839, 699, 702, 541, 702, 587, 485, 597, 661, 652, 951, 660, 575,
    604, 356, 287, 356, 518, 486, 392, 457, 493, 428, 506, 447, 310, 500, 538, 271, 272, 512, 264,
    790, 542, 504, 519, 503, 372, 390, 316, 531, 497, 747, 490, 515, 424, 277, 205, 277, 449,
)
_BOLD = (
    266, 376, 514, 514, 637, 729, 215, 315, 315, 433, 537, 244, 358, 244, 316, 514, 514, 514, 514,
    514, 514, 514, 514, 514, 514, 256, 256, 512, 551, 512, 430, 988, 740, 654, 706, 734, 609, 545,
    732, 817, 367, 373, 736, 577, 899, 740, 730, 614, 730, 716, 504, 652, 732, 700, 1028, 718, 624,
    624, 397, 307, 397, 518, 486, 392, 506, 542, 456, 561, 489, 391, 521, 619, 322, 312, 613, 325,
    905, 616, 551, 581, 573, 428, 427, 358, 598, 529, 777, 561, 558, 452, 307, 220, 307, 473,
)
# fmt: on
_SPACE, _OTHER, _WIDE, _FULL = 250, 750, 950, 1000
"""Thousandths of the size: a space, other letters, the widest of them, a square of East Asia."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` stands in letters of `size`; for letters unknown here rather too wide."""
    widths = _BOLD if bold else _REGULAR
    decomposed = unicodedata.normalize("NFD", text)
    return sum(_advance(letter, widths) for letter in decomposed) * size / 1000


def lines_of(
    text: str, width: float, size: float, *, bold: bool = False, most: int = 3
) -> tuple[str, ...]:
    """`text` in at most `most` lines of that width; "…" ends what has no room."""
    words = _BREAKS.sub(" ", text).strip(" ")
    lines: list[str] = []
    while words:
        if len(lines) == most - 1:
            lines.append(shortened(words, width, size, bold=bold))
            break
        line = _first_line(words, width, size, bold=bold)
        lines.append(line)
        words = words[len(line) :].lstrip()
    return tuple(lines)


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """`text` if it is not wider than `width`, else as much of it as goes before a "…"."""
    if width_of(text, size, bold=bold) <= width:
        return text
    ending = width_of("…", size, bold=bold)
    return _beginning(text, width - ending, size, bold=bold).rstrip() + "…"


def _first_line(words: str, width: float, size: float, *, bold: bool) -> str:
    """As many whole words as fit, or of a longer word as much as fits."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) > width:
            break
        line = longer
    return line or _beginning(words, width, size, bold=bold)


def _beginning(text: str, width: float, size: float, *, bold: bool) -> str:
    """As many letters as fit, and their marks, but one at the least."""
    taken = ""
    for cluster in _clusters(text):
        if taken and width_of(taken + cluster, size, bold=bold) > width:
            break
        taken += cluster
    return taken


def _clusters(text: str) -> Iterator[str]:
    """Letters, each with the marks that stand on it."""
    cluster = ""
    for letter in text:
        if cluster and not unicodedata.combining(letter):
            yield cluster
            cluster = ""
        cluster += letter
    if cluster:
        yield cluster


def _advance(letter: str, widths: tuple[int, ...]) -> int:
    code = ord(letter)
    if 33 <= code <= 126:
        return widths[code - 33]
    if letter.isspace():
        return _SPACE
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _FULL
    return _WIDE if letter.isupper() else _OTHER
