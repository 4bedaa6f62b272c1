"""PDF files read back: their text by pdftotext, their structure by pikepdf."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Object, Pdf

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not on this machine"
)


def pages_of(path: Path) -> list[str]:
    """The text of each page, in the order in which it was set."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True)
    return told.stdout.decode().split("\f")[:-1]


def squeezed(text: str) -> str:
    """`text` without white space, which lines end by on a page, and without marks of direction."""
    unseen = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return "".join(each for each in text if not each.isspace() and each not in unseen)


def elements_of(file: Pdf) -> list[Object]:
    """Every element of the structure, in reading order."""
    return list(_below(file.Root.StructTreeRoot))


def kinds_of(file: Pdf) -> list[str]:
    """What each element of the structure is."""
    return [str(each.S)[1:] for each in elements_of(file)]


def bookmarks_of(file: Pdf) -> list[tuple[int, str, int]]:
    """Each bookmark as its depth, its text, and the page that it leads to, from 1."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
    return [
        (depth, str(item.Title), pages[item.Dest[0].objgen])
        for depth, item in _items(file.Root.Outlines, 1)
    ]


def _items(upper: Object, depth: int) -> Iterator[tuple[int, Object]]:
    item = upper.get("/First")
    before = None
    while item is not None:
        assert item.Parent == upper
        assert item.get("/Prev") == before
        yield depth, item
        yield from _items(item, depth + 1)
        before, item = item, item.get("/Next")
    assert upper.get("/Last") == before


def _below(element: Object) -> Iterator[Object]:
    kids = element.get("/K")
    for kid in kids.as_list() if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            assert element == kid.P
            yield kid
            yield from _below(kid)
