"""What a person writes, taps or sends, and the draft it answers: one transaction each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from sqlalchemy import Connection

from bot.flows import engine
from bot.flows.engine import Outcome
from bot.flows.forms import FORMS
from bot.flows.incoming import Incoming, More, Sent, Tap, Typed
from bot.flows.kinds import Files
from bot.flows.state import State, decode_state
from locales import Message, Refusal, phrases
from locales.phrases import drafts as words
from services import bundles, continuing, drafting, editing, replying
from services.delivery import LEASE
from services.menu import show_menu
from services.office import Envelope, Office, Turn
from services.situations import situation_of
from storage import drafts, outbox, world
from storage.drafts import Draft
from storage.locking import hold
from storage.submissions import StoredFile

Finish: TypeAlias = Callable[[Turn, Draft, Mapping[str, Any]], None]
"""What happens when a form is sent: gets its answers, says what the person is told."""


ON_ITS_WAY = 3.0
"""Seconds after which a message that is being sent has usually been seen."""


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
        await self._office.turn(
            envelope, lambda turn: continuing.open_again(turn, self._office, draft_id)
        )

    async def edited(self, envelope: Envelope, text: str) -> None:
        """Take a message that was edited after it was sent."""
        await self._office.turn(envelope, lambda turn: editing.edited(turn, self._office, text))

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
        if person is not None and replying.may_reply(connection, person, replied_to):
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
        replying.require_kept(turn)
        since, draft = len(turn.letters), turn.draft
        if draft is None:
            self._say_not_understood(turn)
        elif turn.envelope.album and (most := self._files_taken(turn, draft)):
            turn.tell(Message(words.FIRST_FILES_KEPT, {"most": most}))
            drafting.show(turn, self._office, draft)
        else:
            self._feed(turn, draft, Sent(described))
        self._as_album(turn, since)

    def _files_taken(self, turn: Turn, draft: Draft) -> int | None:
        """How many files the open question takes; None where it takes none."""
        situation = situation_of(self._office, turn.connection, turn.person, draft)
        state = decode_state(draft.state)
        question = engine.open_question(FORMS[draft.form], state, situation)
        kind = question.kind if question else None
        return kind.most if isinstance(kind, Files) else None

    def _begin(self, turn: Turn, word: str, actor_id: int | None) -> None:
        if actor_id is None:
            drafting.begin_for_one(turn, self._office, word)
            return
        actor = world.actor_by_id(turn.connection, actor_id)
        drafting.begin_for(turn, self._office, word, actor)

    def _take(self, turn: Turn, text: str) -> None:
        if replying.taken_as_reply(turn, self._office, text):
            return
        if turn.draft is None:
            self._say_not_understood(turn)
            return
        since, draft = len(turn.letters), turn.draft
        incoming = self._as_typed(turn, draft, text)
        step = self._feed(turn, draft, incoming)
        if isinstance(incoming, More) and step.is_joined:
            bundles.bundle(turn, self._office, f"pieces:{draft.id}", since=since)

    def _as_typed(self, turn: Turn, draft: Draft, text: str) -> Incoming:
        """A text as an answer, or as more of the one before, if nothing was shown since that."""
        last, message = draft.state.get("last"), turn.envelope.message
        if last and outbox.is_unanswered(
            turn.connection,
            turn.person.telegram_id,
            message,
            after=last[1],
            leased_until=self._office.clock.pulse() + LEASE - ON_ITS_WAY,
        ):
            return More(text, message)
        return Typed(text, message)

    def _sent(self, turn: Turn, file: StoredFile, caption: str) -> None:
        """Take a file with what is written under it."""
        since = len(turn.letters)
        if not replying.taken_as_reply(
            turn, self._office, *((file, caption) if caption else (file,))
        ):
            if turn.draft is None:
                self._say_not_understood(turn)
            else:
                given = drafting.noted(turn, turn.draft, file, caption=caption)
                self._feed(turn, turn.draft, Sent(given))
        self._as_album(turn, since)

    def _as_album(self, turn: Turn, since: int) -> None:
        """Files that came as one album are answered as one."""
        if turn.envelope.album:
            bundles.bundle(turn, self._office, f"album:{turn.envelope.album}", since=since)

    def _say_not_understood(self, turn: Turn) -> None:
        if continuing.is_handed_over(turn, Message(words.NOT_ADDED)):
            return
        turn.tell(Message(phrases.NOT_UNDERSTOOD))
        show_menu(turn)

    def _tap(self, turn: Turn, draft_id: int, tap: Tap) -> None:
        if turn.draft is not None and turn.draft.id == draft_id:
            self._feed(turn, turn.draft, tap)
            return
        continuing.open_again(turn, self._office, draft_id, from_form=True)

    def _navigate(self, turn: Turn, word: str) -> None:
        if turn.draft is not None:
            self._feed(turn, turn.draft, Typed(word))
        elif not continuing.is_handed_over(turn):
            show_menu(turn)

    def _feed(self, turn: Turn, draft: Draft, incoming: Incoming) -> engine.Turn:
        """Let the engine take one step, keep its state, and do what the step leads to."""
        form = FORMS[draft.form]
        situation = situation_of(self._office, turn.connection, turn.person, draft)
        step = engine.turn(form, decode_state(draft.state), incoming, situation)
        drafting.say(turn, draft, step)
        turn.record(
            "draft_changed", participant_id=turn.person.id, subject="draft", subject_id=draft.id
        )
        self._keep(turn, draft, step.state, step.outcome)
        return step

    def _keep(self, turn: Turn, draft: Draft, state: State, outcome: Outcome | None) -> None:
        status = {Outcome.SEND: "sent", Outcome.DISCARD: "discarded"}.get(outcome or Outcome.LEAVE)
        if outcome is Outcome.SEND:
            # What is sent takes reminders back; ticks too take this lock before they note a person.
            hold(turn.connection, "reminders")
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
