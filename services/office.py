"""What every service stands on: the transaction of a turn, with its replies and its trail."""

from __future__ import annotations

from asyncio import Event
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.flows.reply import Reply
from committee.access import COMMITTEE_ROLES, Action, Relation, Role, may
from committee.names import tidied
from committee.program import Program
from committee.submissions import SubmissionState
from locales import LANGUAGES, Language, Refusal, phrases
from locales.message import Message
from services.clock import Clock
from services.failpoints import Reach, none
from services.letters import NOTHING, Enclosure, content_of
from storage import drafts, inbox, outbox, people, trail, unasked, world
from storage.chain import Entry
from storage.database import Database
from storage.drafts import Draft
from storage.inbox import InboxUpdate
from storage.locking import hold
from storage.outbox import Letter
from storage.people import Membership, Participant

T = TypeVar("T")

WASHINGTON = "America/New_York"


class NotAllowedError(Refusal):
    """The person's roles do not allow what they asked for."""

    message = phrases.NOT_ALLOWED


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as Telegram says it; the id alone is identity."""

    telegram_id: int
    name: str
    language_code: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """An update under way: its inbox row, who sent it, and the message it hangs on, if any.

    `tapped` is the bot's message whose button was tapped; `replied_to` the one replied to;
    `message` the number of what the person wrote, and `album` names what came together.
    """

    taken: InboxUpdate
    sender: Sender
    tapped: int | None = None
    replied_to: int | None = None
    message: int = 0
    album: str | None = None


@dataclass(slots=True)
class Transaction:
    """One transaction under way: its connection and moment, and what it will write at its end."""

    connection: Connection
    now: datetime
    letters: list[Letter] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def say(
        self,
        chat_id: int,
        reply: Reply,
        *,
        enclosed: Enclosure = NOTHING,
        **about: Any,  # noqa: ANN401 - Letter's fields
    ) -> None:
        """Queue `reply` for a chat."""
        self.letters.append(Letter(chat_id, content_of(reply, enclosed=enclosed), **about))

    def record(self, action: str, **about: Any) -> None:  # noqa: ANN401 - trail.entry_of's fields
        """Add an entry to the audit trail."""
        self.entries.append(trail.entry_of(action, now=self.now, **about))

    def close(self, *, trail_key: bytes) -> None:
        """Queue what was said and write what was recorded; the last thing a transaction does."""
        outbox.put(self.connection, self.letters, now=self.now)
        trail.append(self.connection, self.entries, key=trail_key)


@dataclass(slots=True)
class Turn(Transaction):
    """The transaction of one update: who sent it and the draft open in their chat."""

    envelope: Envelope = field(kw_only=True)
    person: Participant = field(kw_only=True)
    draft: Draft | None = field(kw_only=True)
    _told: list[Message] = field(default_factory=list)

    def reply(self, reply: Reply) -> None:
        """Answer the sender; a reply that replaces turns the tapped message into itself.

        What was told before stands above it, in the same message.
        """
        edit = self.envelope.tapped if reply.replaces else None
        if edit is None:
            reply = replace(reply, lines=(*self._told, *reply.lines))
            self._told.clear()
        self.letters.append(Letter(self.person.telegram_id, content_of(reply, edit=edit)))

    def tell(self, *lines: Message) -> None:
        """Say something without buttons; it stands above the next reply, or by itself."""
        self._told.extend(lines)

    def close(self, *, trail_key: bytes) -> None:
        """Queue what was said and write what was recorded; the last thing a turn does."""
        if self._told:
            self.reply(Reply(()))
        Transaction.close(self, trail_key=trail_key)

    def memberships(self) -> tuple[Membership, ...]:
        """What the sender is at this moment."""
        return people.memberships_of(self.connection, self.person.id)

    def require(
        self,
        action: Action,
        *,
        actor_id: int | None = None,
        state: SubmissionState | None = None,
    ) -> None:
        """Raise NotAllowedError unless the sender may do `action` now (for that actor)."""
        if not allowed(self.memberships(), action, actor_id=actor_id, state=state):
            raise NotAllowedError


def allowed(
    memberships: Iterable[Membership],
    action: Action,
    *,
    actor_id: int | None = None,
    state: SubmissionState | None = None,
) -> bool:
    """Whether these memberships allow `action`, asked of the one table of rights."""
    # A role of the committee counts only where it is held for the committee itself.
    held = [
        member
        for member in memberships
        if (member.role in COMMITTEE_ROLES) == (member.actor is None)
    ]
    committee = {member.role for member in held if member.actor is None}
    if actor_id is None:
        return may(action, {member.role for member in held}, Relation.NONE, state)
    own: set[Role] = {
        member.role for member in held if member.actor is not None and member.actor.id == actor_id
    }
    relation = Relation.OWN_ACTOR if own else Relation.OTHER_ACTOR
    return may(action, own | committee, relation, state)


class LostLeaseError(Exception):
    """The lease has passed to another worker; what was leased must take no effect here."""


class Office:
    """The database, the clock and the relay's bell, and how a transaction is run on them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        trail_key: bytes,
        secretariat: frozenset[int] = frozenset(),
        reach: Reach = none,
        stored_files: Path = Path(),
    ) -> None:
        self.database = database
        self.clock = clock
        self._trail_key = trail_key
        self.secretariat = secretariat
        self.reach = reach
        self.stored_files = stored_files
        self.next_step: Callable[[Turn], None] = lambda _turn: None
        """Shows what a person can go on with: their open question, else the menu."""
        self.letters_waiting = Event()
        self.jobs_waiting = Event()
        self._programs: dict[int, Program] = {}

    async def turn(
        self,
        envelope: Envelope,
        work: Callable[[Turn], None],
    ) -> None:
        """Give an update its effect: `work`, replies, trail and "inbox row done" in one commit.

        A Refusal raised by `work` takes back what it did; then its sentence and the next step
        answer, again in one commit with "inbox row done".
        """
        try:
            await self.database.write(lambda connection: self._turn(connection, envelope, work))
        except Refusal as refusal:
            told = refusal.said
            await self.database.write(
                lambda connection: self._turn(
                    connection, envelope, lambda turn: self.say_refusal(turn, told)
                )
            )
        self.reach("turn_committed")
        self.letters_waiting.set()

    def say_refusal(self, turn: Turn, told: Message) -> None:
        """Say why something cannot be done, and what can be."""
        turn.tell(told)
        self.next_step(turn)

    def _turn(
        self, connection: Connection, envelope: Envelope, work: Callable[[Turn], None]
    ) -> None:
        now = self.clock.now()
        if not inbox.finish(connection, envelope.taken):
            raise LostLeaseError
        met: list[Entry] = []
        person, draft = self._meet(connection, envelope.sender, now, met)
        turn = Turn(connection, now, entries=met, envelope=envelope, person=person, draft=draft)
        work(turn)
        turn.close(trail_key=self._trail_key)
        self.reach("in_turn")

    def _meet(
        self, connection: Connection, sender: Sender, now: datetime, met: list[Entry]
    ) -> tuple[Participant, Draft | None]:
        person, draft = drafts.person_and_draft(connection, sender.telegram_id)
        if person is None:
            return self._first_meeting(connection, sender, now, met), None
        if person.unreachable_since is not None:
            hold(connection, "reminders")
            people.change_participant(connection, person.id, unreachable_since=None)
            unasked.release(connection, participant_id=person.id, also_void=True)
            outbox.unpark(connection, person.telegram_id)
        return person, draft

    def _first_meeting(
        self, connection: Connection, sender: Sender, now: datetime, met: list[Entry]
    ) -> Participant:
        person = people.add_participant(
            connection,
            sender.telegram_id,
            name=tidied(sender.name),
            language=language_of(sender.language_code),
            zone=WASHINGTON,
            now=now,
        )
        met.append(trail.entry_of("first_met", now=now, participant_id=person.id))
        if sender.telegram_id in self.secretariat:
            people.add_membership(
                connection, person.id, actor_id=None, role=Role.SECRETARIAT, now=now
            )
            facts = {"role": Role.SECRETARIAT.value}
            met.append(trail.entry_of("appointed", now=now, participant_id=person.id, facts=facts))
        return person

    async def do(self, work: Callable[[Transaction], T], *, long: bool = False) -> T:
        """Run `work` in a transaction that no update asked for: a tick, the command line."""

        def run(connection: Connection) -> T:
            transaction = Transaction(connection, self.clock.now())
            result = work(transaction)
            transaction.close(trail_key=self._trail_key)
            return result

        result = await self.database.write(run, long=long)
        self.letters_waiting.set()
        return result

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read one consistent snapshot."""
        return await self.database.read(work)

    def program(self, connection: Connection, row: int) -> Program:
        """A Program version; it never changes once loaded, so it is read once."""
        if row not in self._programs:
            self._programs[row] = world.read_program(connection, row)
        return self._programs[row]


def language_of(code: str) -> Language:
    """The language to begin with, from the one a Telegram app is set to."""
    for language in LANGUAGES:
        if code.lower().split("-")[0] == language:
            return language
    return "en"
