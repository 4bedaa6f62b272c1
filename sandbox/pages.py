"""The chat page's files, served with a strict content security policy."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

_FOLDER = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def serve_page(request: web.BaseRequest) -> web.StreamResponse:
    """Return the page or one of its files."""
    name = request.path.strip("/") or "index.html"
    path = _FOLDER / name
    if "/" in name or path.suffix not in _TYPES or not path.is_file():
        return web.Response(status=404, text="Not found")
    return web.Response(
        body=path.read_bytes(),
        headers={
            "Content-Type": _TYPES[path.suffix],
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        },
    )
