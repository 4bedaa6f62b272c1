"""Web addresses, one per line."""

from __future__ import annotations

import re
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
    OneLinkError,
    TooManyLinksError,
)
from locales import Listing, Param
from locales.message import Json

_DOI = re.compile(r"(?<!\S)(?:doi:\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)


@dataclass(frozen=True)
class Links(Kind):
    """Up to `most` http or https addresses of up to `limit` characters each.

    With `takes_doi` the identifier of a publication ("10.1000/182") is its address.
    """

    most: int = 5
    limit: int = 500
    takes_doi: bool = False

    def faults(self) -> Iterable[str]:
        """A number of links or characters that nothing can have."""
        if self.most < 1 or self.limit < 10:
            yield f"{self.most} links of {self.limit} characters cannot be given"

    def typed(self, text: str, asking: Asking) -> Step:
        """The addresses, separated by lines or spaces."""
        links = _with_resolved(storable(text)) if self.takes_doi else storable(text)
        return Answer(list(dict.fromkeys(links.split())))

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
            if self.most == 1:
                raise OneLinkError
            raise TooManyLinksError(most=self.most)

    def shown(self, value: Json, asking: Asking) -> Param:
        """The addresses as a list."""
        return (
            Listing(tuple(str(link) for link in value)) if isinstance(value, list) else str(value)
        )


def _with_resolved(text: str) -> str:
    """`text` with the address of a publication in place of its identifier."""
    return _DOI.sub(r"https://doi.org/\1", text)


def _is_web_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = link.isprintable() and "@" not in parts.netloc and not set('<>"\\') & set(link)
    dotted = host is not None and "." in host.strip(".")
    return parts.scheme in {"http", "https"} and dotted and plain
