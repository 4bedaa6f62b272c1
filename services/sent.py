"""What an author does with what was sent: read, amend, withdraw, compare, take a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.office import Envelope, NotAllowedError, Office, Turn
from storage.drafts import Draft


class Sent:
    """Submissions, as their authors and readers open them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def opened(self, envelope: Envelope, row: int, page: int = 0) -> None:
        """Show a submission that the sender may read."""
        raise NotAllowedError

    async def file(self, envelope: Envelope, row: int, attachment: int) -> None:
        """Send a file of a submission."""
        raise NotAllowedError

    async def amended(self, envelope: Envelope, row: int) -> None:
        """Begin a new version, every answer laid in."""
        raise NotAllowedError

    async def compared(self, envelope: Envelope, row: int) -> None:
        """Show what this version says otherwise than the one before."""
        raise NotAllowedError

    async def withdrawn(self, envelope: Envelope, row: int) -> None:
        """Ask for the reason of a withdrawal."""
        raise NotAllowedError

    def finish_withdrawing(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Withdraw, with the reason given."""
        raise NotAllowedError

    async def copied(self, envelope: Envelope, row: int) -> None:
        """Ask for a DOCX copy of what was sent; it follows in the chat."""
        raise NotAllowedError
