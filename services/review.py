"""Review: the secretariat hears of submissions, reads, accepts, asks, returns, publishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services import review_answers, review_deeds, review_news, review_replies, review_waiting
from services.clearance import Clearance
from services.office import Envelope, Office, Turn
from storage.drafts import Draft


class Review:
    """From a new submission to its publication."""

    def __init__(self, office: Office, clearance: Clearance) -> None:
        self._office = office
        self._clearance = clearance

    async def waiting(self, envelope: Envelope, page: int | None = None) -> None:
        """List what waits to be read."""
        await self._office.turn(envelope, lambda turn: review_waiting.show_waiting(turn, page))

    async def done(self, envelope: Envelope, row: int, word: str) -> None:
        """Accept, ask about, return or publish a submission."""
        await self._office.turn(
            envelope, lambda turn: review_deeds.do(turn, self._office, row, word)
        )

    def finish_asking(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Put the question to the author."""
        review_deeds.finish_asking(turn, self._office, draft, answers)

    def finish_returning(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Return the submission with the reason."""
        review_deeds.finish_returning(turn, self._office, draft, answers)

    async def answered(self, envelope: Envelope, row: int) -> None:
        """Begin the reply to the open question about a submission."""
        await self._office.turn(
            envelope, lambda turn: review_replies.begin_from_button(turn, self._office, row)
        )

    def finish_replying(self, turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
        """Tie the reply to its question and do what came with it, once it needs no clearing."""
        if self._clearance.wanted(turn, draft):
            self._clearance.asked(turn, draft)
        else:
            review_answers.finish(turn, self._office, draft, answers)

    async def news(self, envelope: Envelope, word: str = "") -> None:
        """Ask how the sender hears of submissions, or keep their choice: "at_once" or "digest"."""
        await self._office.turn(envelope, lambda turn: review_news.choose(turn, word))

    async def digest(self) -> int:
        """Send the digests that are due; returns how many."""
        return await self._office.do(review_news.send_digests)
