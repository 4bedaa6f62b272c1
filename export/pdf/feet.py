"""The feet of pages, laid over them when it is known how many there are.

They belong to the page, not to the text: readers that read aloud pass over them (an artifact, ISO
32000-1, 14.8.2.2).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from export.pdf.joining import SIZE, hold_streams

_FOOT = Name.Foot
_SHOWN = b"\n/Artifact<</Type/Pagination/Subtype/Footer>>BDC q /Foot Do Q EMC\n"


def lay_feet(joined: Pdf, pages: Iterable[Object], files: Iterable[Path]) -> None:
    """Lay a page of `files` over each of `pages`, one after the other."""
    shown = joined.make_stream(_SHOWN)
    for own, foot in zip(pages, _feet(joined, files), strict=True):
        own.Contents = Array([own.Contents, shown])
        if "/XObject" not in own.Resources:
            own.Resources.XObject = Dictionary()
        own.Resources.XObject[_FOOT] = foot


def _feet(joined: Pdf, files: Iterable[Path]) -> Iterator[Object]:
    """The feet as forms that pages can show; those of a file have their letters in common."""
    edges = joined.make_indirect(Array(SIZE))
    for file in files:
        with Pdf.open(file) as feet:
            hold_streams(feet)  # the letters' shapes
            known: dict[bytes, Object] = {}
            for page in feet.pages:
                named = page.obj.Resources.unparse()
                if named not in known:
                    own = feet.make_indirect(page.obj.Resources)
                    known[named] = joined.copy_foreign(own)
                yield _form(joined, page, BBox=edges, Resources=known[named])


def _form(joined: Pdf, page: Page, **shared: Object) -> Object:
    form = joined.make_stream(b"", Subtype=Name.Form, **shared)
    form.write(zlib.compress(page.obj.Contents.read_bytes()), filter=Name.FlateDecode)
    return form
