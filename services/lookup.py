"""Looking up: the Program with what was reported, published practices, inline search."""

from __future__ import annotations

from services.office import Envelope, NotAllowedError, Office


class Lookup:
    """What can be found by whom."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def program(self, envelope: Envelope, rest: list[str] | None = None) -> None:
        """Browse objectives and activities; `rest` is what a button says."""
        raise NotAllowedError

    async def practices(
        self, envelope: Envelope, words: str = "", rest: list[str] | None = None
    ) -> None:
        """Search published good practices by word, country, objective."""
        raise NotAllowedError

    async def submissions(
        self, envelope: Envelope, words: str = "", rest: list[str] | None = None
    ) -> None:
        """List submissions that the sender may see, filtered and searched."""
        raise NotAllowedError
