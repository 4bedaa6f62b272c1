"""Where tries take place: people and actors that no other try touches at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, update

from bot.flows.reply import Reply
from committee.calendar import term_of
from locales import Message, phrases
from services.office import Transaction
from storage import calendar, tables, world

PAPER = "paper.pdf"
CLEARED = (
    tables.clarifications,
    tables.topics,
    tables.submissions,
    tables.attachments,
    tables.jobs,
    tables.requests,
    tables.responses,
    tables.notices,
    tables.reminders,
    tables.rounds,
    tables.registrations,
    tables.drafts,
    tables.invitations,
    tables.memberships,
    tables.consultations,
    tables.outbox,
)
PEOPLE = (50_000, 60_000, 70_000)
"""From which Telegram id on those who try, their colleagues and others are numbered."""
AT_NIGHT = "Asia/Tokyo"
"""It is midnight there when the tests begin: news that nobody waits for keep until the morning."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a try takes place: people and actors that no other try touches at the same time."""

    number: int
    chat: int
    person: int
    colleague: int
    second: int
    own: int
    other: int

    @property
    def people(self) -> tuple[int, int, int]:
        """Their rows."""
        return self.person, self.colleague, self.second

    def secret(self, run: int) -> str:
        """A word that stands in the thing of that run, and nowhere else."""
        return f"zebra{run:04}x{self.number:04}"

    @property
    def mark(self) -> str:
        """What the numbers of its submissions end with."""
        return f"-{10_000 + self.number}"

    @property
    def own_name(self) -> str:
        """What the person's own actor is called."""
        return f"Ownland{self.number:04}"

    @property
    def other_name(self) -> str:
        """What the other actor is called."""
        return f"Otherland{self.number:04}"


@dataclass(frozen=True, slots=True)
class Stage:
    """What all scenes share: rows of the committee's world, a file, two messages of each chat."""

    program: int
    term: int
    meeting: int
    paper: str
    greetings: Mapping[int, int]
    written: Mapping[int, int]


def clear(connection: Connection) -> None:
    """Take away what the tries before have left."""
    for table in CLEARED:
        connection.execute(delete(table))
    connection.execute(
        update(tables.participants).values(
            open_draft_id=None, news="at_once", told_until=None, language="en", zone=AT_NIGHT
        )
    )


def seat_of(transaction: Transaction, number: int) -> Seat:
    connection, now = transaction.connection, transaction.now

    def person(telegram: int, name: str) -> int:
        values = {"telegram_id": telegram, "name": name, "first_seen_at": now}
        added = insert(tables.participants).values(language="en", zone=AT_NIGHT, **values)
        return int(connection.execute(added.returning(tables.participants.c.id)).scalar_one())

    def actor(name: str) -> int:
        said = dict.fromkeys(("es", "en", "fr", "pt"), name)
        added = insert(tables.actors).values(key=name.lower(), kind="state", name=said)
        return int(connection.execute(added.returning(tables.actors.c.id)).scalar_one())

    return Seat(
        number=number,
        chat=PEOPLE[0] + number,
        person=person(PEOPLE[0] + number, f"Person {number}"),
        colleague=person(PEOPLE[1] + number, f"Colleague {number}"),
        second=person(PEOPLE[2] + number, f"Second {number}"),
        own=actor(f"Ownland{number:04}"),
        other=actor(f"Otherland{number:04}"),
    )


def greet(transaction: Transaction, seats: Iterable[Seat]) -> None:
    for seat in seats:
        transaction.say(seat.chat, Reply((Message(phrases.HELP),)))


def stage_of(
    transaction: Transaction, greetings: Mapping[int, int], written: Mapping[int, int]
) -> Stage:
    """What all scenes share; `greetings` and `written` are messages of bot and person by chat."""
    connection, now = transaction.connection, transaction.now
    meeting = next(m for m in calendar.upcoming_meetings(connection, now, most=20) if m.plan.asks)
    term = calendar.term_id(connection, term_of(now.date()))
    assert term is not None
    return Stage(world.newest_program_id(connection), term, meeting.id, PAPER, greetings, written)
