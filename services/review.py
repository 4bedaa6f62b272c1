"""Review: the secretariat hears of submissions, reads, accepts, asks, returns, publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.office import Envelope, NotAllowedError, Office, Transaction, Turn
from storage.drafts import Draft
from storage.submissions import Submission


class Review:
    """From a new submission to its publication."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def received(self, transaction: Transaction, submission: Submission) -> None:
        """Tell the secretariat of a new submission or version: at once, or with the digest."""
        raise NotAllowedError

    async def waiting(self, envelope: Envelope, page: int = 0) -> None:
        """List what waits to be read."""
        raise NotAllowedError

    async def done(self, envelope: Envelope, row: int, word: str) -> None:
        """Accept, ask about, return or publish a submission."""
        raise NotAllowedError

    def finish_asking(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Put the question to the author."""
        raise NotAllowedError

    def finish_returning(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Return the submission with the reason."""
        raise NotAllowedError

    async def answered(self, envelope: Envelope, row: int) -> None:
        """Begin the reply to the open question about a submission."""
        raise NotAllowedError

    def finish_replying(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Tie the reply to its question, and do what came with it."""
        raise NotAllowedError

    async def news(self, envelope: Envelope, word: str = "") -> None:
        """Ask how the sender hears of submissions, or keep their choice: "at_once" or "digest"."""
        raise NotAllowedError

    async def digest(self) -> int:
        """Send the digests that are due; returns how many."""
        return 0
