"""Drafts as people need them: listed, continued by a colleague, begun from the last report."""

from __future__ import annotations

from bot.flows.forms import FORMS
from bot.flows.reply import Reply
from bot.flows.review import discarding
from bot.flows.state import decode_state
from committee.access import Action
from locales import Message, phrases
from locales.phrases import drafts as words
from services import continuing, draft_list, drafting, last_one, nudges
from services.menu import show_menu
from services.office import Envelope, Office, Turn
from services.reminders import Reminders
from services.tokens import short
from storage import drafts, submissions
from storage.drafts import Draft


class Drafts:
    """What can be done with drafts beside answering them."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def listed(self, envelope: Envelope, page: int | None = None) -> None:
        """List the sender's unfinished drafts, and those of colleagues, with age and progress.

        Another `page` takes the place of the one whose button was tapped.
        """
        await self._office.turn(envelope, lambda turn: draft_list.show(turn, self._office, page))

    async def taken_over(
        self, envelope: Envelope, draft_id: int, holder: int | None = None
    ) -> None:
        """Go on with a draft that a colleague of the same actor has begun; both are told."""
        await self._office.turn(
            envelope, lambda turn: continuing.take_over(turn, self._office, draft_id, holder)
        )

    async def from_last(self, envelope: Envelope, draft_id: int) -> None:
        """Lay what the actor sent last into a draft that has just been begun."""
        await self._office.turn(envelope, lambda turn: self._from_last(turn, draft_id))

    def _from_last(self, turn: Turn, draft_id: int) -> None:
        draft = _own(turn, draft_id)
        if draft is None or draft.actor is None:
            continuing.open_again(turn, self._office, draft_id)
            return
        turn.require(Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
        if not last_one.is_as_begun(draft, decode_state(draft.state)):
            turn.tell(Message(words.TOO_LATE))
        elif (last := submissions.submission_by_id(turn.connection, _last_of(draft))) is None:
            turn.tell(Message(words.LAST_GONE))
        else:
            drafting.keep(turn, draft, last_one.laid_in(turn, draft, last))
            number = {"number": last.number}
            turn.reply(Reply((Message(words.LAID_IN, number),), replaces=True))
            turn.tell(Message(words.LAID_IN_HOW, number))
            turn.record(
                "draft_begun_from_last",
                participant_id=turn.person.id,
                subject="draft",
                subject_id=draft.id,
                facts=number,
            )
        now = drafts.draft_by_id(turn.connection, draft.id)
        assert now is not None
        drafting.show(turn, self._office, now)

    async def discarded(self, envelope: Envelope, draft_id: int, *, surely: bool) -> None:
        """Throw a draft away that is not open in the chat; ask first whether it is meant so."""
        await self._office.turn(envelope, lambda turn: self._discard(turn, draft_id, surely=surely))

    def _discard(self, turn: Turn, draft_id: int, *, surely: bool) -> None:
        draft = _own(turn, draft_id)
        if draft is None:
            continuing.open_again(turn, self._office, draft_id)
            return
        if draft.actor is not None:
            turn.require(Action.CONTINUE_DRAFT, actor_id=draft.actor.id)
        if surely:
            _throw_away(turn, draft)
        else:
            turn.reply(_asked_surely(draft))

    async def another(self, envelope: Envelope, draft_id: int) -> None:
        """Begin a second draft beside one that is under way."""
        await self._office.turn(envelope, lambda turn: self._another(turn, draft_id))

    def _another(self, turn: Turn, draft_id: int) -> None:
        draft = _own(turn, draft_id)
        if draft is None or draft.actor is None or draft.subject_id is not None:
            continuing.open_again(turn, self._office, draft_id)
            return
        drafting.begin_another(turn, self._office, draft)

    async def left(self, envelope: Envelope) -> None:
        """Let a draft wait, of which the sender was reminded."""
        stays = Reply((Message(words.STAYS),), replaces=True)
        await self._office.turn(envelope, lambda turn: turn.reply(stays))

    async def nudge(self) -> int:
        """Remind once, in friendly words, of drafts left alone for three days; returns how many.

        A reminder of a meeting that is due goes before.
        """
        now = self._office.clock.now()
        if not await self._office.look(lambda connection: nudges.is_due(connection, now)):
            return 0
        await Reminders(self._office).tick()
        return await self._office.do(
            lambda transaction: nudges.tick(transaction, self._office), long=True
        )


def _own(turn: Turn, draft_id: int) -> Draft | None:
    """The sender's own unfinished draft of a submission in row `draft_id`."""
    draft = drafts.draft_by_id(turn.connection, draft_id)
    if draft is None or FORMS[draft.form].kind is None:
        return None
    return draft if (draft.participant_id, draft.status) == (turn.person.id, "open") else None


def _throw_away(turn: Turn, draft: Draft) -> None:
    drafting.keep(turn, draft, decode_state(draft.state), status="discarded")
    turn.record(
        "draft_discarded", participant_id=turn.person.id, subject="draft", subject_id=draft.id
    )
    turn.reply(Reply((Message(phrases.DISCARDED),), replaces=True))
    show_menu(turn)


def _last_of(draft: Draft) -> int:
    return int(draft.hints["last"]["id"])


def _asked_surely(draft: Draft) -> Reply:
    """The question of the review, with buttons that lead here."""
    asked, ((surely,), (keep,)) = discarding(), discarding().rows
    about = f"d:{short(draft.id)}"
    buttons = {surely.data: f"{about}:gone", keep.data: about}
    return Reply(asked.lines, asked.with_data(lambda data: buttons[data]).rows, replaces=True)
