"""The QR picture of a link."""

from __future__ import annotations

from io import BytesIO


def picture(link: str) -> bytes:
    """`link` as a PNG of at least 400 pixels a side, with the quiet zone scanners want."""
    import segno  # noqa: PLC0415 - wanted a few times a day; the idle bot stays small

    target = BytesIO()
    segno.make_qr(link, error="m").save(target, kind="png", scale=12, border=4)
    return target.getvalue()
