"""/calendar.ics: the committee's calendar, for calendar apps to subscribe to."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from aiohttp import ETag, web

from locales import LANGUAGES, Language

log = structlog.get_logger()

PATH = "/calendar.ics"
TERM = re.compile("[0-9]{4}-[0-9]{2}")
NO_TERM = "term: there is no such term; 2026-27 is the form."
FRESH = 900
"""Seconds for which a calendar app or a cache may keep what it has without asking."""


class Subscribed(Protocol):
    """A calendar file, with a name for exactly these bytes."""

    @property
    def content(self) -> bytes:
        """The file."""
        ...

    @property
    def tag(self) -> str:
        """Its name."""
        ...


Calendar = Callable[[Language, str | None], Awaitable[Subscribed | None]]


def feed(calendar: Calendar) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The door to `calendar`, which gives the file for a language and a term."""

    async def on_request(request: web.Request) -> web.StreamResponse:
        """Answer with the file, or with "not changed" to who has it already."""
        asked = request.query.get("lang")
        language = _accepted(request) if asked is None else _named(asked)
        if language is None:
            return _refused(400, f"lang: please ask for one of {', '.join(LANGUAGES)}.")
        term = request.query.get("term")
        if term is not None and not TERM.fullmatch(term):
            return _refused(404, NO_TERM)
        try:
            file = await calendar(language, term)
        except Exception as error:  # noqa: BLE001 - an outermost door; calendar apps ask again
            log.error("feed_failed", error=type(error).__name__)
            return _refused(503, "The calendar cannot be read now; please try again later.")
        if file is None:
            return _refused(404, NO_TERM)
        return _given(request, file, language)

    return on_request


def _given(request: web.Request, file: Subscribed, language: Language) -> web.Response:
    tag = ETag(file.tag)
    held = request.if_none_match or ()
    unchanged = any(each.value in {tag.value, "*"} for each in held)
    answer = web.Response(
        status=304 if unchanged else 200,
        body=None if unchanged else file.content,
        headers={
            "Cache-Control": f"public, max-age={FRESH}",
            "Content-Language": language,
            "Vary": "Accept-Language",
            "X-Content-Type-Options": "nosniff",
        },
    )
    answer.etag = tag
    if not unchanged:
        answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
        answer.headers["Content-Disposition"] = 'inline; filename="enlace.ics"'
    return answer


def _refused(status: int, line: str) -> web.Response:
    headers = {"Retry-After": "60"} if status == 503 else {}
    return web.Response(status=status, text=f"{line}\n", headers=headers)


def _named(text: str) -> Language | None:
    for language in LANGUAGES:
        if text.lower() == language:
            return language
    return None


def _accepted(request: web.Request) -> Language:
    """The language that the client likes best of ours; English when it likes none."""
    best: tuple[float, Language] = (0.0, "en")
    for part in request.headers.get("Accept-Language", "").split(",")[:20]:
        tag, _, quality = part.partition(";")
        language = _named(tag.strip().split("-")[0])
        weight = _weight(quality)
        if language is not None and weight > best[0]:
            best = (weight, language)
    return best[1]


def _weight(quality: str) -> float:
    _, _, number = quality.partition("q=")
    try:
        return float(number) if number else 1.0
    except ValueError:
        return 0.0
