"""Clearance: where an actor has a clearing person, drafts pass through their hands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.office import Envelope, NotAllowedError, Office, Turn
from storage.drafts import Draft


class Clearance:
    """From the author's "Send" to the clearing person's."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def wanted(self, turn: Turn, draft: Draft) -> bool:
        """Whether the draft has to be cleared by somebody else before it is sent."""
        raise NotAllowedError

    def asked(self, turn: Turn, draft: Draft) -> None:
        """Put a draft before the clearing people of its actor."""
        raise NotAllowedError

    async def shown(self, envelope: Envelope, draft_id: int, page: int) -> None:
        """Show another page of a draft that waits for clearance."""
        raise NotAllowedError

    async def sent(self, envelope: Envelope, draft_id: int) -> None:
        """Send a cleared draft."""
        raise NotAllowedError

    async def returned(self, envelope: Envelope, draft_id: int) -> None:
        """Ask for the comment with which a draft is returned."""
        raise NotAllowedError

    def finish_returning(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Give the draft back to its author with the comment."""
        raise NotAllowedError
