"""A DOCX of submissions with full texts, beside python-docx writing the same paragraphs.

Each submission is a heading and 12 answers of 50 to 1,500 characters, each with its label; before
them stand the cover, the contents and a table with a row for each submission. Every way has a
process of its own. Prints wall seconds, processor seconds (user and system), the peak of memory
and the file's size, and what the time grows by from 1,000 to 5,000.

python-docx gets the same blocks by `add_paragraph` with a style, its advised way, without contents,
table and languages, which it has no quick way for (`table.cell` takes minutes).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx

from benchmarks.export.measuring import in_a_child, tell_of
from benchmarks.export.xlsx import some_texts
from export.document import (
    Block,
    Column,
    Contents,
    Cover,
    Document,
    Heading,
    NewPage,
    Style,
    Table,
    Text,
)
from export.docx import write_docx

SIZES = (1_000, 5_000)
BASELINE = "python-docx"
ANSWERS = 12
MOST_SECONDS = {1_000: 3, 5_000: 15}
MOST_GROWTH = 5.5


def main() -> None:
    """Measure python-docx at the smallest size, and ours at every one."""
    ways = [(BASELINE, SIZES[0]), *(("ours", size) for size in SIZES)]
    found = {way: in_a_child("docx", *way) for way in ways}
    for (name, size), taken in found.items():
        bound = f"  (at most {MOST_SECONDS[size]} s)" if name == "ours" else ""
        print(
            f"{size:>7} submissions  {name:<11} {taken.wall:6.1f} s"
            f"  user+sys {taken.processor:6.1f} s"
            f"  peak {taken.peak:4.0f} MiB  file {taken.size:5.1f} MiB{bound}"
        )
    small, large = (found["ours", size] for size in SIZES)
    bare = found[BASELINE, SIZES[0]]
    print(f"{SIZES[0]:>7} submissions  ratio       {small.wall / bare.wall:6.2f}")
    print(
        f"  5,000 for 1,000    growth      {large.wall / small.wall:6.2f}"
        f"    user+sys {large.processor / small.processor:6.2f}   (at most {MOST_GROWTH})"
    )


def blocks(submissions: int, texts: Sequence[str]) -> Iterator[Block]:
    """So many submissions under their headings, after contents and a table; the same each time."""
    yield Contents("Contents", depth=1)
    yield NewPage()
    columns = Column("No.", 0.5, numbers=True), Column("Submission", 4), Column("Status")
    rows = ((str(n), _title(n), "Received") for n in range(1, submissions + 1))
    yield Table(columns, rows, "Submissions and their status")
    dice = random.Random(7)
    for number in range(1, submissions + 1):
        yield Heading(1 + (number % 10 > 0), _title(number))
        for place in range(1, ANSWERS + 1):
            start = dice.randrange(len(texts) - 8)
            text = " ".join(texts[start : start + 8])[: dice.randint(50, 1_500)]
            yield Text(text, Style.RECEIVED, "fr" if place % 4 else None, f"Question {place}:")


def _title(number: int) -> str:
    return f"CAM/2026-27/PR-{number:04} Good practice"


def _ours(given: Iterator[Block], path: Path) -> None:
    cover = Cover(("Organization",), ("Working copy",), "Compilation", ("Mandate",))
    moment = datetime(2027, 2, 1, tzinfo=UTC)
    write_docx(
        Document("en", cover, given, "Compilation", "{page}/{pages}", "Committee", moment), path
    )


def _python_docx(given: Iterator[Block], path: Path) -> None:
    document = docx.Document()
    for block in given:
        match block:
            case Heading():
                document.add_heading(block.text, block.level)
            case Text():
                paragraph = document.add_paragraph(style="Body Text")
                paragraph.add_run(f"{block.label} ").bold = True
                paragraph.add_run(block.text)
    document.save(str(path))


_WAYS: dict[str, Callable[[Iterator[Block], Path], None]] = {
    BASELINE: _python_docx,
    "ours": _ours,
}


def _child(name: str, number: int) -> None:
    given = blocks(number, some_texts())
    tell_of(lambda path: _WAYS[name](given, path), ".docx")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        _child(sys.argv[2], int(sys.argv[3]))
    else:
        main()
