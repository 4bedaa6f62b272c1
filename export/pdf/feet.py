"""The feet of pages, laid over them when it is known how many there are.

They belong to the page, not to the text: readers that read aloud pass over them (an artifact, ISO
32000-1, 14.8.2.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf

_FOOT = Name.Foot
_SHOWN = b"\n/Artifact<</Type/Pagination/Subtype/Footer>>BDC q /Foot Do Q EMC\n"


def lay_feet(joined: Pdf, files: Iterable[Path]) -> None:
    """Lay a page of `files` over each page of `joined`, one after the other."""
    shown = joined.make_stream(_SHOWN)
    for page, foot in zip(joined.pages, _feet(joined, files), strict=True):
        own = page.obj
        own.Contents = Array([own.Contents, shown])
        if "/XObject" not in own.Resources:
            own.Resources.XObject = Dictionary()
        own.Resources.XObject[_FOOT] = foot


def _feet(joined: Pdf, files: Iterable[Path]) -> Iterator[Object]:
    """The feet as forms that pages can show; they have their fonts in common."""
    for file in files:
        with Pdf.open(file) as feet:
            for page in feet.pages:
                resources = joined.copy_foreign(feet.make_indirect(page.obj.Resources))
                yield joined.make_stream(
                    page.obj.Contents.read_bytes(),
                    Type=Name.XObject,
                    Subtype=Name.Form,
                    BBox=Array(page.obj.MediaBox.as_list()),
                    Resources=resources,
                )
