"""Looking up: the Program and what was reported, practices, submissions, inline search."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from committee.program import Program
from services import cards
from services.lookup_inline import Results, search_inline
from services.lookup_practices import list_practices
from services.lookup_program import browse, show_point
from services.lookup_submissions import list_submissions
from services.office import Envelope, Office, Turn, language_of
from services.tokens import long
from storage import world

_LINK = re.compile(r"(?:on_(?P<point>\w{1,4})|practice_(?P<row>[0-9a-z]{1,12})|practices|program)")


class Lookup:
    """What can be found by whom."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def program(
        self, envelope: Envelope, rest: list[str] | None = None, *, words: str = ""
    ) -> None:
        """Browse objectives and activities, or search them; `rest` is what a button says."""
        await self._office.turn(
            envelope, lambda turn: browse(turn, self._newest(turn.connection), words, rest)
        )

    async def practices(
        self, envelope: Envelope, words: str = "", rest: list[str] | None = None
    ) -> None:
        """Search published good practices by word, country, objective."""
        await self._office.turn(
            envelope, lambda turn: list_practices(turn, self._newest(turn.connection), words, rest)
        )

    async def submissions(
        self, envelope: Envelope, words: str = "", rest: list[str] | None = None
    ) -> None:
        """List submissions that the sender may see, filtered and searched."""
        await self._office.turn(envelope, lambda turn: list_submissions(turn, words, rest))

    @staticmethod
    def is_link(payload: str) -> bool:
        """Whether a deep link leads to something that can be looked up ("on_28")."""
        return _LINK.fullmatch(payload) is not None

    async def follow(self, envelope: Envelope, payload: str) -> None:
        """Open what a deep link from an inline search leads to."""
        await self._office.turn(envelope, lambda turn: self._follow(turn, payload))

    def _follow(self, turn: Turn, payload: str) -> None:
        link = _LINK.fullmatch(payload)
        program = self._newest(turn.connection)
        if link and link["point"]:
            show_point(turn, program, link["point"])
        elif link and link["row"]:
            cards.show(turn, self._office, cards.readable(turn, long(link["row"])))
        elif payload == "practices":
            list_practices(turn, program, "", None)
        else:
            browse(turn, program, "", None)

    async def inline(self, telegram_id: int, language_code: str, words: str) -> Results:
        """What an inline search finds; it reads, and changes nothing."""
        return await self._office.look(
            lambda connection: search_inline(
                connection,
                self._newest(connection),
                telegram_id=telegram_id,
                language=language_of(language_code),
                said=words,
            )
        )

    def _newest(self, connection: Connection) -> Program:
        return self._office.program(connection, world.newest_program_id(connection))
