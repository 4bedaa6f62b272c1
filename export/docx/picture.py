"""Pictures in a text: PNG with what they show in words."""

from __future__ import annotations

from struct import unpack_from

from export.document import Picture
from export.docx.names import DRAWING
from export.docx.text import attribute

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_EMU_PER_TWIP = 635
_PART_OF_PAGE = 0.85


def picture_xml(
    picture: Picture, number: int, relation: str, text_width: int, text_height: int
) -> str:
    """The drawing, in line with the text; a page's text in twentieths of a point.

    One that would be higher than most of a page is made smaller.

    Raises ValueError for what is no PNG.
    """
    wide, high = _size(picture.png)
    at_most = text_height * _PART_OF_PAGE * wide / high
    width = round(min(text_width * picture.width, at_most)) * _EMU_PER_TWIP
    extent = f'cx="{width}" cy="{round(width * high / wide)}"'
    named = f'id="{number}" name="Picture {number}" descr="{attribute(picture.alternative)}"'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><a:graphic xmlns:a="{DRAWING}/main">'
        f'<a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header that every PNG begins with."""
    if not png.startswith(_SIGNATURE) or len(png) < 24:
        raise ValueError("a picture is no PNG")
    wide, high = unpack_from(">II", png, 16)
    if not wide or not high:
        raise ValueError("a picture has no size")
    return wide, high
