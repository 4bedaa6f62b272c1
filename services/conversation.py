"""What a person writes, taps or sends, and the draft it answers: one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.engine import Outcome
from bot.flows.forms import FORMS
from bot.flows.incoming import Incoming, Sent, Tap, Typed
from bot.flows.state import State, decode_state
from committee.access import Action
from committee.owing import asked_of
from committee.submissions import SubmissionKind, may_send
from locales import Message, Refusal, phrases
from services import drafting, review_replies
from services.clearing_cards import waiting
from services.menu import show_menu
from services.office import Envelope, Office, Turn, allowed
from services.situations import situation_of
from storage import calendar, drafts, outbox, people, submissions, world
from storage.drafts import Draft
from storage.submissions import StoredFile

Finish: TypeAlias = Callable[[Turn, Draft, Mapping[str, Any]], None]
"""What happens when a form is sent: gets its answers, says what the person is told."""


class Place(Enum):
    """Where a file would go if it were taken."""

    REMINDER = "the first answer of a draft for the reminder or question replied to"
    QUESTION = "the open question, which takes files"
    ELSEWHERE = "nowhere: a draft is open, but its question takes no file"
    NOWHERE = "nowhere: no draft is open"


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file as Telegram describes it, not downloaded."""

    name: str
    media_type: str
    size: int


class Conversation:
    """Forms in chats. `finish` says, by form, what its sending does."""

    def __init__(self, office: Office, finish: Mapping[str, Finish]) -> None:
        self._office = office
        self._finish = finish

    async def begin(self, envelope: Envelope, word: str, actor_id: int | None = None) -> None:
        """Begin the form called `word` ("report", "practice"), for an actor where it is said."""
        await self._office.turn(envelope, lambda turn: self._begin(turn, word, actor_id))

    async def typed(self, envelope: Envelope, text: str) -> None:
        """Take a text: an answer to the open question, or a reply to a reminder."""
        await self._office.turn(envelope, lambda turn: self._take(turn, text))

    async def caption(self, envelope: Envelope, text: str) -> None:
        """Take what is written under a file whose place is elsewhere, and say so of the file."""

        def take(turn: Turn) -> None:
            turn.tell(Message(phrases.FILE_NOT_KEPT))
            self._take(turn, text)

        await self._office.turn(envelope, take)

    async def sent(self, envelope: Envelope, file: StoredFile, caption: str = "") -> None:
        """Take a file that has been stored: an answer, or a reply to a reminder."""
        await self._office.turn(envelope, lambda turn: self._sent(turn, file, caption))

    async def tapped(self, envelope: Envelope, draft_id: int, key: str, choice: str) -> None:
        """Take a tap on a button of a form."""
        await self._office.turn(envelope, lambda turn: self._tap(turn, draft_id, Tap(key, choice)))

    async def navigate(self, envelope: Envelope, word: str) -> None:
        """Take a command as the word it is: "back", "skip" or "save"."""
        await self._office.turn(envelope, lambda turn: self._navigate(turn, word))

    async def resume(self, envelope: Envelope, draft_id: int) -> None:
        """Go on with one of the person's drafts."""
        await self._office.turn(envelope, lambda turn: self._resume(turn, draft_id))

    async def refuse(self, envelope: Envelope, refusal: Refusal) -> None:
        """Say why what was sent cannot be taken, and ask the open question again."""
        await self._office.turn(envelope, lambda turn: self._office.say_refusal(turn, refusal.said))

    async def place_for_file(self, telegram_id: int, replied_to: int | None) -> Place:
        """Where a file sent now would go; asked before anything is downloaded."""
        return await self._office.look(lambda c: self._place_for_file(c, telegram_id, replied_to))

    def _place_for_file(
        self, connection: Connection, telegram_id: int, replied_to: int | None
    ) -> Place:
        person, draft = drafts.person_and_draft(connection, telegram_id)
        if person is not None and review_replies.may_answer(connection, person, replied_to):
            return Place.REMINDER
        subject = replied_to and outbox.subject_of(connection, telegram_id, replied_to)
        if person is not None and subject:
            held = people.memberships_of(connection, person.id)
            if allowed(held, Action.SUBMIT, actor_id=subject[1]):
                return Place.REMINDER
        if person is None or draft is None:
            return Place.NOWHERE
        situation = situation_of(self._office, connection, person, draft)
        state = decode_state(draft.state)
        accepted = engine.accepts_files(FORMS[draft.form], state, situation)
        return Place.QUESTION if accepted else Place.ELSEWHERE

    async def unwanted(self, envelope: Envelope, file: UnreadFile) -> None:
        """Answer a file that the open question does not take; nothing was downloaded."""
        described = {"id": 0, "name": file.name, "type": file.media_type, "size": file.size}
        await self._office.turn(envelope, lambda turn: self._unwanted(turn, described))

    def _unwanted(self, turn: Turn, described: Mapping[str, Any]) -> None:
        if turn.draft is None:
            turn.tell(Message(phrases.NOT_UNDERSTOOD))
            show_menu(turn)
        else:
            self._feed(turn, turn.draft, Sent(described))

    def _begin(self, turn: Turn, word: str, actor_id: int | None) -> None:
        if actor_id is None:
            drafting.begin_for_one(turn, self._office, word)
            return
        actor = world.actor_by_id(turn.connection, actor_id)
        drafting.begin_for(turn, self._office, word, actor)

    def _take(self, turn: Turn, given: str | StoredFile) -> None:
        if self._answers_reminder(turn, given):
            return
        if turn.draft is None:
            turn.tell(Message(phrases.NOT_UNDERSTOOD))
            show_menu(turn)
        elif isinstance(given, str):
            self._feed(turn, turn.draft, Typed(given))
        else:
            self._feed(turn, turn.draft, Sent(drafting.noted(turn, turn.draft, given)))

    def _sent(self, turn: Turn, file: StoredFile, caption: str) -> None:
        """Take a file with what is written under it; what is not kept is said."""
        if self._answers_reminder(turn, *((file, caption) if caption else (file,))):
            return
        if caption:
            turn.tell(Message(phrases.CAPTION_NOT_KEPT))
        self._take(turn, file)

    def _answers_reminder(self, turn: Turn, *given: str | StoredFile) -> bool:
        """Whether this replied to a reminder or a question; then it is kept in the form for it."""
        if review_replies.taken_as_answer(turn, self._office, given):
            return True
        replied_to = turn.envelope.replied_to
        subject = replied_to and outbox.subject_of(
            turn.connection, turn.person.telegram_id, replied_to
        )
        if not subject:
            return False
        meeting_id, actor_id = subject
        open_now = turn.draft
        if open_now is not None and _is_about(open_now, meeting_id, actor_id):
            if isinstance(given[0], str):
                return False
            self._lay_into(turn, open_now, given)
            return True
        actor = world.actor_by_id(turn.connection, actor_id)
        kind = fitting_kind(turn.connection, meeting_id, actor, turn.now.date())
        drafting.begin(turn, self._office, kind, actor, meeting_id=meeting_id, first=given)
        return True

    def _lay_into(self, turn: Turn, draft: Draft, given: Sequence[str | StoredFile]) -> None:
        """Keep what came as a reply in the draft that is open, whatever question is."""
        for each in given:
            draft = drafting.lay_in(turn, self._office, draft, each)
        turn.tell(Message(phrases.KEPT_WITH_DRAFT))
        drafting.show(turn, self._office, draft)

    def _tap(self, turn: Turn, draft_id: int, tap: Tap) -> None:
        if turn.draft is not None and turn.draft.id == draft_id:
            self._feed(turn, turn.draft, tap)
            return
        number = submissions.submission_of_draft(turn.connection, draft_id)
        draft = drafts.draft_by_id(turn.connection, draft_id)
        mine = draft is not None and draft.participant_id == turn.person.id
        if mine and number is not None:
            turn.tell(Message(phrases.ALREADY_RECEIVED, {"number": number}))
            self._office.next_step(turn)
        elif mine and draft is not None and draft.status == "clearing":
            turn.reply(waiting(draft))
        elif turn.draft is None and mine and draft is not None and draft.status == "open":
            drafting.show(turn, self._office, draft)
        else:
            turn.tell(Message(phrases.STALE_BUTTON))
            self._office.next_step(turn)

    def _navigate(self, turn: Turn, word: str) -> None:
        if turn.draft is None:
            show_menu(turn)
        else:
            self._feed(turn, turn.draft, Typed(word))

    def _resume(self, turn: Turn, draft_id: int) -> None:
        draft = drafts.draft_by_id(turn.connection, draft_id)
        mine = draft is not None and draft.participant_id == turn.person.id
        if mine and draft is not None and draft.status == "clearing":
            turn.reply(waiting(draft))
            return
        if draft is None or not mine or draft.status != "open":
            turn.tell(Message(phrases.STALE_BUTTON))
            show_menu(turn)
            return
        drafting.show(turn, self._office, draft)

    def _feed(self, turn: Turn, draft: Draft, incoming: Incoming) -> None:
        """Let the engine take one step, keep its state, and do what the step leads to."""
        form = FORMS[draft.form]
        situation = situation_of(self._office, turn.connection, turn.person, draft)
        step = engine.turn(form, decode_state(draft.state), incoming, situation)
        for reply in step.replies:
            turn.reply(drafting.addressed(reply, draft.id))
        turn.record(
            "draft_changed", participant_id=turn.person.id, subject="draft", subject_id=draft.id
        )
        self._keep(turn, draft, step.state, step.outcome)

    def _keep(self, turn: Turn, draft: Draft, state: State, outcome: Outcome | None) -> None:
        status = {Outcome.SEND: "sent", Outcome.DISCARD: "discarded"}.get(outcome or Outcome.LEAVE)
        drafting.keep(turn, draft, state, status=status or "open")
        if outcome is None:
            return
        drafts.open_draft(turn.connection, turn.person.id, None)
        if outcome is Outcome.SEND:
            self._finish[draft.form](turn, draft, state.answers)
        else:
            told = phrases.SAVED if outcome is Outcome.LEAVE else phrases.DISCARDED
            turn.tell(Message(told))
            show_menu(turn)


def _is_about(draft: Draft, meeting_id: int, actor_id: int) -> bool:
    return (
        draft.meeting_id == meeting_id and draft.actor is not None and (draft.actor.id == actor_id)
    )


def fitting_kind(
    connection: Connection, meeting_id: int, actor: world.KnownActor, day: date
) -> SubmissionKind:
    """The form that a free reply to a reminder opens: progress where it is asked for."""
    meeting = calendar.meeting_by_id(connection, meeting_id)
    asks = asked_of(
        meeting.plan.asks if meeting else (),
        actor.actor,
        day,
        world.read_participations(connection),
    )
    asked = [kind for ask in asks for kind in ask.submission_kinds]
    usual = (SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE)
    for kind in (*(kind for kind in usual if kind in asked), *asked, *usual):
        if kind.value in FORMS and may_send(actor.actor.kind, kind):
            return kind
    return SubmissionKind.GOOD_PRACTICE
