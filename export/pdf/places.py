"""Where headings stand in a file that typst wrote, as its bookmarks tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Object, Pdf


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the page of its file, from 0, and left and upper edge in points."""

    page: int
    left: float
    top: float


def length_and_places(file: Path) -> tuple[int, list[Place]]:
    """How many pages `file` has, and where each of its headings stands, in their order."""
    with Pdf.open(file) as part:
        return len(part.pages), list(_places(part))


def _places(part: Pdf) -> Iterator[Place]:
    pages = {page.obj.objgen: number for number, page in enumerate(part.pages)}
    for item in _items(part.Root.get("/Outlines")):
        page, _, left, top, *_ = item.Dest.as_list()
        yield Place(pages[page.objgen], float(left), float(top))


def _items(upper: Object | None) -> Iterator[Object]:
    item = None if upper is None else upper.get("/First")
    while item is not None:
        yield item
        yield from _items(item)
        item = item.get("/Next")
