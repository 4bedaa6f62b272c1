"""A document cut into parts, each of which is typeset by itself and begins on a new page.

Parts end before a heading of level 1 or 2, or a new page, where one comes in time; typst keeps
about 200 bytes in memory for each character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from export.document import Block, Contents, Cover, Heading, NewPage, Picture, Table, Text
from export.pdf.literal import one_line

MOST = 1_200_000
"""Characters after which a part ends where it can; at twice as many it ends wherever it is."""

_EACH = 100
_EACH_CELL = 60
_EACH_PICTURE = 20_000
_UPPER = 2


@dataclass(slots=True)
class Part:
    """Blocks that are typeset together; `weight` is about how many characters they are."""

    cover: Cover | None = None
    blocks: list[Block] = field(default_factory=list)
    weight: int = 0
    has_contents: bool = False
    """Whether the table of contents is in it."""

    @property
    def headings(self) -> list[Heading]:
        """The headings in it, in their order."""
        return [each for each in self.blocks if isinstance(each, Heading)]

    @property
    def tables(self) -> list[Table]:
        """The tables in it, in their order."""
        return [each for each in self.blocks if isinstance(each, Table)]

    @property
    def is_blank(self) -> bool:
        """Whether nothing would stand on its pages."""
        return self.cover is None and all(isinstance(each, NewPage) for each in self.blocks)

    def add(self, block: Block) -> None:
        """Put `block` at its end; a part begins on a new page anyway."""
        if isinstance(block, NewPage) and self.is_blank:
            return
        self.blocks.append(block)
        self.weight += _weight(block)
        self.has_contents |= isinstance(block, Contents)

    def forget_texts(self) -> None:
        """Keep only headings, and tables without their rows."""
        tables = [replace(table, rows=()) for table in self.tables]
        self.blocks = [*self.headings, *tables]


def cut(cover: Cover, blocks: Iterable[Block], most: int = MOST) -> Iterator[Part]:
    """The parts of a document of `cover` and `blocks`, each when it is asked for.

    What follows the table of contents begins on a new page. Headings without any text are left out,
    and a table that is too long for a part goes on as another one with the same header row. Raises
    ValueError for a second table of contents, a heading of no level, a row of another length.
    """
    part, had_contents = Part(cover), False
    for block in _checked(blocks, most):
        if _ends(part, block, most):
            yield part
            part = Part()
        if isinstance(block, Contents):
            if had_contents:
                raise ValueError("there is one table of contents")
            had_contents = True
        part.add(block)
    if not part.is_blank:
        yield part


def _ends(part: Part, block: Block, most: int) -> bool:
    """Whether `part` ends before `block`."""
    heading = isinstance(block, Heading)
    opens = isinstance(block, NewPage) or (isinstance(block, Heading) and block.level <= _UPPER)
    if part.is_blank:
        return False
    return (
        (opens and (part.weight >= most or part.has_contents))
        or (heading and part.weight >= 1.5 * most)
        or part.weight >= 2 * most
    )


def _checked(blocks: Iterable[Block], most: int) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Heading):
            if not 1 <= block.level <= 4:
                raise ValueError(f"there is no heading of level {block.level}")
            if one_line(block.text):
                yield block
        elif isinstance(block, Table):
            yield from _pieces(block, most)
        else:
            yield block


def _pieces(table: Table, most: int) -> Iterator[Table]:
    """`table`, or several of at most `most` characters; at least one, even without rows."""
    rows: list[tuple[str, ...]] = []
    weight = 0
    given = False
    for row in table.rows:
        if len(row) != len(table.columns):
            raise ValueError("a row needs one text for each column")
        rows.append(row)
        weight += _row_weight(row)
        if weight >= most:
            yield Table(table.columns, rows, table.about)
            rows, weight, given = [], 0, True
    if rows or not given:
        yield Table(table.columns, rows, table.about)


def _weight(block: Block) -> int:
    match block:
        case Text():
            return _EACH + len(block.text)
        case Table():
            return sum(map(_row_weight, block.rows))
        case Picture():
            return _EACH_PICTURE + len(block.svg)
    return _EACH


def _row_weight(row: tuple[str, ...]) -> int:
    return sum(_EACH_CELL + len(cell) for cell in row)
