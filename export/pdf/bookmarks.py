"""Bookmarks: every heading, nested by its level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

OPEN = 1
"""Levels whose bookmarks show what is below them when the file is opened: none but the first's."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A heading where it stands: its page from 0, left and upper edge in points."""

    level: int
    text: str
    page: int
    left: float
    top: float

    def destination(self, pages: Sequence[Object]) -> Array:
        """The place as a destination; a reader keeps its enlargement."""
        return Array([pages[self.page], Name.XYZ, round(self.left, 2), round(self.top, 2), None])


@dataclass(slots=True)
class _Branch:
    """A bookmark being laid, what was laid under it last, and how many."""

    level: int
    item: Object
    last: Object | None = None
    below: int = 0


def lay_bookmarks(file: Pdf, pages: Sequence[Object], marks: Sequence[Mark]) -> None:
    """Lay a bookmark for each of `marks`; without any there is no outline (ISO 32000-1, 12.3.3)."""
    if not marks:
        return
    root = file.make_indirect(Dictionary(Type=Name.Outlines))
    branches = [_Branch(0, root)]
    for mark in marks:
        while branches[-1].level >= mark.level:
            _close(branches.pop())
        item = Dictionary(Title=String(mark.text), Dest=mark.destination(pages))
        branches.append(_laid(file.make_indirect(item), mark.level, branches[-1]))
    while branches:
        _close(branches.pop())
    file.Root.Outlines = root


def _laid(item: Object, level: int, upper: _Branch) -> _Branch:
    item.Parent = upper.item
    if upper.last is None:
        upper.item.First = item
    else:
        item.Prev = upper.last
        upper.last.Next = item
    upper.last = item
    upper.below += 1
    return _Branch(level, item)


def _close(branch: _Branch) -> None:
    """Tell the item what is below it; a negative count means that it is shut."""
    if branch.last is not None:
        branch.item.Last = branch.last
        branch.item.Count = branch.below if branch.level < OPEN else -branch.below
