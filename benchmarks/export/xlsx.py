"""An XLSX of many submissions, beside a bare XlsxWriter loop that writes the same cells.

Both get the same rows, 20 columns of 200 characters each, in a process of their own. Prints wall
seconds, processor seconds (user and system), the peak of memory, the file's size, and the ratio.
XlsxWriter writes one sheet of bare cells; ours also tells formulas from texts, escapes them,
measures them, and adds the overview, the table, its filter and the codebook.

`python -m benchmarks.export.xlsx 10000` writes only so many rows.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

from benchmarks.export.measuring import in_a_child, tell_of
from export import Column, Compilation, Format, Sheet, Words, write

SIZES = (10_000, 100_000)
COLUMNS, CHARACTERS = 20, 200
_SYLLABLES = re.findall("..", "migrareseguridaddelosconsuprotegeñoañofronterationes")


def main() -> None:
    """Measure both ways at every size, XlsxWriter first."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdecimal()] or SIZES
    for size in sizes:
        measures = {name: in_a_child("xlsx", name, size) for name in _WAYS}
        for name, found in measures.items():
            print(
                f"{size:>7} rows  {name:<10} {found.wall:6.1f} s"
                f"  user+sys {found.processor:6.1f} s"
                f"  peak {found.peak:4.0f} MiB  file {found.size:5.1f} MiB"
            )
        ours, bare = measures["ours"], measures["xlsxwriter"]
        print(
            f"{size:>7} rows  ratio      {ours.wall / bare.wall:6.2f}"
            f"    user+sys {ours.processor / bare.processor:6.2f}   (at most 0.6)"
        )


def rows(number: int, texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """So many rows made of `texts`, the same each time."""
    dice = random.Random(7)
    for _ in range(number):
        place = dice.randrange(len(texts) - COLUMNS)
        yield tuple(texts[place : place + COLUMNS])


def some_texts() -> list[str]:
    """Many more texts of words, some usual and some rare, than deflate looks back upon."""
    dice = random.Random(5)
    words = ["".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(3_000)]
    usual = [1 / place for place in range(1, len(words) + 1)]
    return [
        " ".join(dice.choices(words, usual, k=60))[:CHARACTERS].ljust(CHARACTERS, ".")
        for _ in range(10_000)
    ]


def _ours(given: Iterable[tuple[str, ...]], path: Path) -> None:
    columns = tuple(Column(f"c{index}", f"Column {index}") for index in range(COLUMNS))
    words = Words(
        overview="Overview",
        compiled_up_to="Compiled up to",
        annex="Annex",
        continued="[… {reference}]",
        reference="Reference",
        sheet="Sheet",
        column="Column",
        piece="Piece",
        text="Text",
    )
    sheet = Sheet("progress", "Progress", columns, given)
    moment = datetime(2027, 2, 1, tzinfo=UTC)
    write(Compilation("Compilation", "en", moment, (), (sheet,), words), Format.XLSX, path)


def _xlsxwriter(given: Iterable[tuple[str, ...]], path: Path) -> None:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate(given):
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text)
    book.close()


_WAYS: dict[str, Callable[[Iterable[tuple[str, ...]], Path], None]] = {
    "xlsxwriter": _xlsxwriter,
    "ours": _ours,
}


def _child(name: str, number: int) -> None:
    given = rows(number, some_texts())
    tell_of(lambda path: _WAYS[name](given, path), ".xlsx")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _child(sys.argv[2], int(sys.argv[3]))
    else:
        main()
