"""A PDF of submissions with full texts, beside typst setting all of them as one document.

Each submission is a heading and 12 answers of 50 to 1,500 characters, each with its label; before
them stand the cover, the contents and a table with a row for each submission. Every way has a
process of its own. Prints wall seconds, processor seconds (user and system, children too), the
largest peak of memory of any one process, and the file's size.

The baseline gets the same blocks by the same template as one part, whose file is left as typst
wrote it: without feet, and with the right pages in its table of contents.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.export.docx import blocks
from benchmarks.export.measuring import in_a_child, tell_of
from benchmarks.export.xlsx import some_texts
from export.document import Block, Cover, Document
from export.pdf import write_pdf
from export.pdf.data import Around, data_of
from export.pdf.parts import cut
from export.pdf.typesetting import Typesetting

SIZES = (1_000, 5_000)
BASELINE = "one document"
MOST_SECONDS = {1_000: 8, 5_000: 40}
MOST_MEMORY = 700


def main() -> None:
    """Measure one typst document at the smallest size, and ours at every one."""
    ways = [(BASELINE, SIZES[0]), *(("ours", size) for size in SIZES)]
    found = {way: in_a_child("pdf", *way) for way in ways}
    for (name, size), taken in found.items():
        bound = f"  (at most {MOST_SECONDS[size]} s, {MOST_MEMORY} MiB)" if name == "ours" else ""
        print(
            f"{size:>7} submissions  {name:<12} {taken.wall:6.1f} s"
            f"  user+sys {taken.processor:6.1f} s"
            f"  peak {taken.peak:5.0f} MiB  file {taken.size:5.1f} MiB{bound}"
        )
    bare, small, large = found.values()
    print(
        f"{SIZES[0]:>7} submissions  ratio to one document: {small.wall / bare.wall:.2f} of its"
        f" seconds, {small.processor / bare.processor:.2f} user+sys, {small.peak / bare.peak:.2f}"
        " of its memory"
    )
    print(
        f"  5,000 for 1,000    growth {large.wall / small.wall:.2f},"
        f" user+sys {large.processor / small.processor:.2f}"
    )


def _document(given: Iterator[Block]) -> Document:
    cover = Cover(("Organization",), ("Working copy",), "Compilation", ("Mandate",))
    moment = datetime(2027, 2, 1, tzinfo=UTC)
    return Document("en", cover, given, "Compilation", "{page}/{pages}", "Committee", moment)


def _ours(given: Iterator[Block], path: Path) -> None:
    write_pdf(_document(given), path)


def _one_document(given: Iterator[Block], path: Path) -> None:
    document = _document(given)
    front, *others = cut(document.cover, document.blocks, sys.maxsize)
    for part in others:
        front.blocks += part.blocks
    with Typesetting(path.parent, 0) as typesetting:
        data = data_of(document, front, "whole", path.parent, Around())
        typesetting.begin("part.typ", "whole", data)
        typesetting.finish()
    path.with_name("whole.pdf").rename(path)


_WAYS: dict[str, Callable[[Iterator[Block], Path], None]] = {
    BASELINE: _one_document,
    "ours": _ours,
}


def _child(name: str, number: int) -> None:
    given = blocks(number, some_texts())
    tell_of(lambda path: _WAYS[name](given, path), ".pdf")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _child(sys.argv[2], int(sys.argv[3]))
    else:
        main()
