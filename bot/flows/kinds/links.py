"""Web addresses, one per line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.flows.asking import Asking
from bot.flows.kinds.kind import Answer, Kind, Step
from bot.flows.kinds.one_of import excerpt
from bot.flows.kinds.text import storable
from bot.flows.refusals import (
    LinkTooLongError,
    NotALinkError,
    NothingWrittenError,
    TooManyLinksError,
)
from locales import Listing, Param
from locales.message import Json


@dataclass(frozen=True)
class Links(Kind):
    """Up to `most` http or https addresses of up to `limit` characters each."""

    most: int = 5
    limit: int = 500

    def faults(self) -> Iterable[str]:
        """A number of links or characters that nothing can have."""
        if self.most < 1 or self.limit < 10:
            yield f"{self.most} links of {self.limit} characters cannot be given"

    def typed(self, text: str, asking: Asking) -> Step:
        """The addresses, separated by lines or spaces."""
        return Answer(list(dict.fromkeys(storable(text).split())))

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` lists addresses that can be opened in a browser."""
        links = value if isinstance(value, list) else []
        if not links:
            raise NothingWrittenError
        for link in links:
            if not isinstance(link, str) or not _is_web_address(link):
                raise NotALinkError(text=excerpt(str(link)))
            if len(link) > self.limit:
                raise LinkTooLongError(limit=self.limit)
        if len(links) > self.most:
            raise TooManyLinksError(most=self.most)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The addresses as a list."""
        return (
            Listing(tuple(str(link) for link in value)) if isinstance(value, list) else str(value)
        )


def _is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = link.isprintable() and "@" not in parts.netloc and not set('<>"\\') & set(link)
    dotted = host is not None and "." in host.strip(".")
    return parts.scheme in {"http", "https"} and dotted and plain
