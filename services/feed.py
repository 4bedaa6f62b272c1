"""The committee's calendar for everybody who subscribes to it, without the links to join."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection

from locales import Language
from services.calendar_files import ics_of
from services.office import Office
from storage import feed
from storage.calendar import Meeting


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A calendar file, with a name for exactly these bytes."""

    content: bytes
    tag: str


class Feed:
    """Hands out the calendar; a file is made anew only when a meeting has changed."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._made: dict[tuple[Language, str | None], tuple[str, Subscribed]] = {}

    async def calendar(self, language: Language, term: str | None) -> Subscribed | None:
        """The meetings of the term called so, or all, as a calendar file; None without such a term.

        The calendar is public, and so nobody is asked who they are; what is not (where to join
        from afar) is not in it.
        """
        state, meetings = await self._office.look(lambda c: self._look(c, language, term))
        if meetings is None:
            return self._made[language, term][1]
        if term is not None and not meetings:
            return None
        made = await asyncio.to_thread(_made, meetings, language)
        self._made[language, term] = (state, made)
        return made

    def _look(
        self, connection: Connection, language: Language, term: str | None
    ) -> tuple[str, list[Meeting] | None]:
        """What the calendar stands at, and its meetings unless the file for it is made already."""
        state = feed.calendar_state(connection)
        known, _ = self._made.get((language, term), ("", None))
        return state, None if known == state else list(feed.meetings_of(connection, term))


def _made(meetings: list[Meeting], language: Language) -> Subscribed:
    content = ics_of(meetings, language, with_links=False)
    return Subscribed(content, sha256(content).hexdigest()[:32])
