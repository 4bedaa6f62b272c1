"""A very small router: the Bot API's own path stays free of its cost."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from aiohttp import web

Match = dict[str, str]
Handler = Callable[[web.BaseRequest, Match], Awaitable[web.StreamResponse]]


class Routes:
    """Finds the handler for a method and a path such as `/chats/{id}/messages`."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []

    def add(self, method: str, path: str, handler: Handler) -> None:
        """Add a route; a name in braces matches one part of the path."""
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
        self._routes.append((method, re.compile(pattern), handler))

    def find(self, method: str, path: str) -> tuple[Handler, Match] | None:
        """Return handler and the path's parts; None when nothing is there."""
        for allowed, pattern, handler in self._routes:
            match = pattern.fullmatch(path)
            if match and allowed == method:
                return handler, match.groupdict()
        return None

    def paths(self) -> list[tuple[str, str]]:
        """Return every method and path pattern, in the order they were added."""
        return [(method, pattern.pattern) for method, pattern, _ in self._routes]
