"""What Telegram finds by itself in a text: commands, addresses, mentions; and where links lead."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from sandbox.formatted import Formatted, units
from sandbox.shapes import Json

_FOUND = re.compile(
    r"(?P<url>(?:https?://|tg://)[^\s<>\"']*[^\s<>\"'.,:;!?)\]}»”]"
    r"|(?<![\w@./-])(?:[a-zA-Z0-9-]+\.)+(?:com|org|net|int|me|info|gov|edu|io)\b(?:/[^\s<>\"']*[\w/=&#%+-])?)"
    r"|(?P<email>(?<![\w.@+-])[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,})"
    r"|(?P<bot_command>(?<![\w/<>@])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z][a-zA-Z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#&])#\w*[^\W\d]\w*)"
)
_HINT = re.compile(r"[/@#.]")
_OPAQUE = {"text_link", "text_mention", "code", "pre"}
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


def with_found(formatted: Formatted) -> Formatted:
    """Return the text with the entities Telegram adds of its own accord."""
    if not _HINT.search(formatted.text):
        return formatted
    taken = [entity for entity in formatted.entities if entity["type"] in _OPAQUE]
    found = [entity for entity in _detected(formatted.text) if not _overlaps(entity, taken)]
    if not found:
        return formatted
    entities = sorted([*formatted.entities, *found], key=lambda entity: entity["offset"])
    return Formatted(formatted.text, tuple(entities))


def _detected(text: str) -> list[Json]:
    return [
        {
            "offset": units(text[: match.start()]),
            "length": units(match.group()),
            "type": match.lastgroup,
        }
        for match in _FOUND.finditer(text)
    ]


def _overlaps(entity: Json, taken: list[Json]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(
        start < other["offset"] + other["length"] and other["offset"] < end for other in taken
    )


def visited(url: str) -> str | None:
    """Return the address a link leads to, None when Telegram makes no link of it."""
    url = url.strip()
    if not _SCHEME.match(url):
        url = f"http://{url}"
    parts = urlsplit_or_none(url)
    if parts is None or parts[0] not in {"http", "https", "tg", "ton", "tonsite"}:
        return None
    scheme, host, path = parts
    if scheme in {"http", "https"}:
        if "." not in host and host != "localhost":
            return None
        return url if path or "?" in url or "#" in url else f"{url}/"
    return url


def urlsplit_or_none(url: str) -> tuple[str, str, str] | None:
    """Return scheme, host and path, None for what is no address at all."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower(), parts.hostname or "", parts.path
    except ValueError:
        return None


def start_payload(url: str, username: str) -> str | None:
    """Return the payload of a deep link to the bot: empty for a bare link, None for no link."""
    parts = urlsplit(url if _SCHEME.match(url) else f"https://{url}")
    query = parse_qs(parts.query)
    if parts.scheme == "tg":
        name = query.get("domain", [""])[0]
    elif parts.hostname in {"t.me", "telegram.me", "telegram.dog"}:
        name = parts.path.strip("/")
    else:
        return None
    if name.lower() != username.lower():
        return None
    payload = query.get("start", [""])[0]
    return payload if _PAYLOAD.fullmatch(payload) else ""
