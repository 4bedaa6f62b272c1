"""A submission and the reminder of the same thing at the same moment; messages taken back late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, event, insert, or_, select, text

from bot.flows.engine import Outcome
from bot.flows.state import State, decode_state, encode_state
from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.submissions import SubmissionKind
from locales import Localized
from services import rounds_going
from services import unasked as taking_back
from services.delivery import Delivery, Settlement
from services.facade import services_on
from services.office import Office, Sender, Transaction, Turn
from storage import calendar, drafts, people, world
from storage.database import Database, SqliteDatabase, open_database
from storage.outbox import REMINDER
from storage.tables import memberships, outbox, submissions
from storage.unfinished import UNFINISHED
from tests.durability.post import HandClock
from tests.house import START, TRAIL_KEY, UNLIMITED
from tests.stock import ANSWERS

T = TypeVar("T")

ROUNDS = 500
STAGES = ("begins", "has looked", "queues", "has queued")
MORNING = START + timedelta(days=20)
"""Seven days before the February meeting, 09:00 in Guatemala."""
LONG_AGO = START - timedelta(days=100)
ZONE = "America/Guatemala"
PRACTICE = SubmissionKind.GOOD_PRACTICE


@dataclass(frozen=True, slots=True)
class Delegation:
    """An actor with two people; the first has a draft that only waits to be sent."""

    actor_id: int
    author: int
    chats: tuple[int, int]
    draft: int


class WatchedOffice(Office):
    """An office that tells how far a tick has come."""

    def forget(self) -> None:
        """Begin anew."""
        self.stages = {name: asyncio.Event() for name in STAGES}
        self.stages["begins"].set()

    async def look(self, work: Callable[[Connection], T]) -> T:
        """As an office does."""
        found = await super().look(work)
        self.stages["has looked"].set()
        return found

    async def do(self, work: Callable[[Transaction], T], *, long: bool = False) -> T:
        """As an office does."""
        if not long:
            return await super().do(work)
        self.stages["queues"].set()
        result = await super().do(work, long=long)
        self.stages["has queued"].set()
        return result


class Worker:
    """A process of its own, but for its memory: what it ticks, receives and sends with."""

    def __init__(self, database: Database, name: str, clock: HandClock) -> None:
        self.database = database
        self.office = WatchedOffice(database, clock, trail_key=TRAIL_KEY)
        self.office.forget()
        self.delivery = Delivery(self.office, name, UNLIMITED)
        services = services_on(self.office, name, UNLIMITED)
        self.reminders, self.conversation = services.reminders, services.conversation

    async def tick(self) -> int:
        """Queue what is due."""
        try:
            return await self.reminders.tick()
        finally:
            for stage in self.office.stages.values():
                stage.set()


@pytest.fixture
async def workers(database_url: str) -> AsyncIterator[Sequence[Worker]]:
    """Three on PostgreSQL; SQLite is for one process, in which all three are at work."""
    clock = HandClock()
    clock.date = MORNING
    single = database_url.startswith("sqlite")
    databases = [open_database(database_url) for _ in range(1 if single else 3)]
    yield [Worker(databases[n % len(databases)], f"worker {n}", clock) for n in range(3)]
    for database in databases:
        await database.close()


def _come(transaction: Transaction, number: int) -> Delegation:
    """A new actor that owes something for the February meeting, and its people."""
    connection = transaction.connection
    name = f"Network {number}"
    actor = Actor(
        f"network_{number}", ActorKind.CIVIL_SOCIETY, Localized(name, name, name, name), None, "GT"
    )
    actor_id = world.add_actor(connection, actor)
    chats = (1_000_000 + 2 * number, 1_000_001 + 2 * number)
    rows = [
        people.add_participant(
            connection, chat, name="Somebody", language="en", zone=ZONE, now=LONG_AGO
        ).id
        for chat in chats
    ]
    for row in rows:
        connection.execute(
            insert(memberships).values(
                participant_id=row,
                actor_id=actor_id,
                role=Role.FOCAL_POINT.value,
                since=LONG_AGO,
            )
        )
    meeting = calendar.meeting_by_key(connection, "2026-27/february")
    assert meeting is not None
    draft = drafts.add_draft(
        connection,
        rows[0],
        form=PRACTICE.value,
        state=encode_state(State({**ANSWERS[PRACTICE], "visibility": "public"})),
        now=LONG_AGO,
        actor_id=actor_id,
        meeting_id=meeting.id,
        program_id=world.newest_program_id(connection),
    )
    return Delegation(actor_id, rows[0], chats, draft)


async def _sends(worker: Worker, whose: Delegation) -> None:
    """The author confirms: what the last tap of the form does."""

    def run(connection: Connection) -> None:
        draft = drafts.draft_by_id(connection, whose.draft)
        assert draft is not None
        turn = Turn(
            connection,
            MORNING,
            envelope=None,  # type: ignore[arg-type]  # no update asked for this
            person=people.participant_by_id(connection, whose.author),
            draft=draft,
        )
        worker.conversation._keep(turn, draft, decode_state(draft.state), Outcome.SEND)
        turn.close(trail_key=TRAIL_KEY)

    await worker.database.write(run)


async def _letters(worker: Worker, whose: Delegation) -> Sequence[Any]:
    """The reminders to the delegation; one that was taken back has no key any more."""
    theirs = outbox.c.chat_id.in_(whose.chats), outbox.c.urgency == REMINDER
    reminding = or_(outbox.c.key.is_(None), outbox.c.key.startswith("unasked:"))
    wanted = select(outbox).where(*theirs, reminding)
    return await worker.office.look(lambda c: c.execute(wanted).all())


async def test_no_reminder_waits_once_the_submission_is_in(workers: Sequence[Worker]) -> None:
    """Five hundred times, beginning at every stage of a tick, with a relay that takes mail.

    Once the submission is committed nothing waits any more; what a relay had taken before is void,
    so that it goes now or never.
    """
    ticking, receiving, sending = workers
    queued = taken = 0
    for number in range(ROUNDS):
        whose = await receiving.office.do(lambda t, number=number: _come(t, number))  # type: ignore[misc]
        ticking.office.forget()
        stages = ticking.office.stages
        _, _, batch = await asyncio.gather(
            ticking.tick(),
            _after(stages[STAGES[number % 4]], _sends, receiving, whose),
            _after(stages[STAGES[number // 4 % 4]], sending.delivery.exchange, (), most=50),
        )
        letters = await _letters(sending, whose)
        assert not [row for row in letters if row.status in UNFINISHED], number
        left = await sending.delivery.exchange((), most=50)
        reminding = {row.id for row in letters}
        assert not reminding & {each.id for each in left.messages}, number
        queued += bool(letters)
        taken += any(each.id in reminding for each in batch.messages)
    assert await _sent(workers[0]) == ROUNDS
    assert 0 < taken < queued < ROUNDS
    assert await _deadlocks(workers[0]) == 0


async def _after(stage: asyncio.Event, work: Any, *given: Any, **named: Any) -> Any:  # noqa: ANN401
    await stage.wait()
    return await work(*given, **named)


@pytest.mark.parametrize(
    ("outcome", "becomes", "is_due_again"),
    [("sent", "sent", False), ("new", "void", True), ("failed", "void", True)],
)
async def test_what_is_taken_back_on_its_way(
    workers: Sequence[Worker], outcome: str, becomes: str, *, is_due_again: bool
) -> None:
    """What arrived all the same was sent, with its number; what did not never goes.

    It is told no second time, but where it did not arrive and its reader has come back.
    """
    one = workers[0]
    whose = await one.office.do(lambda t: _come(t, 1))
    assert await one.tick() == 2
    (message, *_) = (await one.delivery.exchange((), most=1)).messages
    await one.office.do(lambda t: taking_back.release(t, participant_id=whose.author) and None)
    await one.delivery.exchange((Settlement(message, outcome, message_id=77),), most=0)
    (row,) = [row for row in await _letters(one, whose) if row.chat_id == message.chat_id]
    assert row.status == becomes
    assert (row.message_id == 77) is (outcome == "sent")
    assert await one.tick() == 0
    await one.office.do(lambda t: people.mark_unreachable(t.connection, row.chat_id, now=MORNING))
    author = Sender(row.chat_id, "Somebody", "en")
    await one.office.do(lambda t: one.office._meet(t.connection, author, MORNING, []) and None)
    assert await one.tick() == is_due_again


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_a_tick_changes_nothing_before_it_has_the_lock(workers: Sequence[Worker]) -> None:
    """Also when no round waits to go: announcements that are too old are given up."""
    said = await workers[0].office.do(lambda t: _said(t, lambda: rounds_going.depart(t)))
    assert any("UPDATE notices" in each for each in said)
    assert _held_before_any_change(said)


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_who_comes_back_is_changed_under_the_lock(workers: Sequence[Worker]) -> None:
    """What could not reach them is due again: the order is that of a tick."""
    office = workers[0].office
    chat = (await office.do(lambda t: _come(t, 1))).chats[0]
    await office.do(lambda t: people.mark_unreachable(t.connection, chat, now=MORNING))
    back = Sender(chat, "Somebody", "en")
    said = await office.do(lambda t: _said(t, lambda: office._meet(t.connection, back, t.now, [])))
    assert any("UPDATE participants" in each for each in said)
    assert _held_before_any_change(said)


def _said(transaction: Transaction, work: Callable[[], object]) -> Sequence[str]:
    """The statements that `work` sends to the database, in order."""
    said: list[str] = []
    event.listen(
        transaction.connection,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: said.append(statement),
    )
    work()
    return said


def _held_before_any_change(said: Sequence[str]) -> bool:
    before = list(takewhile(lambda each: "FROM locks" not in each, said))
    return before != said and all(each.startswith("SELECT") for each in before)


async def _deadlocks(worker: Worker) -> int:
    """How often PostgreSQL had to break a circle of locks; there is none on SQLite."""
    if isinstance(worker.database, SqliteDatabase):
        return 0
    asked = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return await worker.office.look(lambda c: int(c.execute(asked).scalar_one()))


async def _sent(worker: Worker) -> int:
    return await worker.office.look(lambda c: len(c.execute(select(submissions.c.id)).all()))
