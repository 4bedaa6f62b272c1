"""What stands before a digest: people, what they sent, and a database without a running bot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from bot.flows.reply import decode_reply
from committee.access import Role
from committee.actors import Actor, ActorKind
from locales import Language, Localized, translator_for
from services.office import Office, Transaction
from services.round_digest import RoundDigests
from storage import calendar, calls, people, rounds, world
from storage.calendar import Meeting
from storage.database import Database
from storage.people import Participant
from storage.tables import (
    drafts,
    jobs,
    memberships,
    outbox,
    programs,
    submissions,
)
from tests.durability.post import HandClock
from tests.house import TRAIL_KEY
from tests.people import Character

FEBRUARY, MARCH = "2026-27/february", "2026-27/march"


@dataclass
class Ground:
    """A database with the committee's world, and what a test does to it."""

    database: Database
    url: str
    clock: HandClock = field(default_factory=HandClock)
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(self.database, self.clock, trail_key=TRAIL_KEY)

    async def at(self, moment: datetime) -> list[tuple[int, str]]:
        """Let the clock's door look at that moment; what it has said, to whom."""
        self.clock.date = moment
        return await self.look_again()

    async def look_again(self) -> list[tuple[int, str]]:
        """The same once more."""
        before = len(await self.letters())
        await RoundDigests(self.office).tick()
        return (await self.letters())[before:]

    async def letters(self) -> list[tuple[int, str]]:
        """Every digest so far: whose chat, and its lines with the labels of its buttons."""
        rows = await self.office.look(
            lambda c: c.execute(
                select(outbox.c.chat_id, outbox.c.content)
                .where(outbox.c.key.like("heard:%"))
                .order_by(outbox.c.id)
            ).all()
        )
        return [(row[0], _words(row[1])) for row in rows]

    async def pictures(self) -> list[dict[str, Any]]:
        """The pictures asked for, as their jobs have them."""
        asked = select(jobs.c.params).where(jobs.c.kind == "digest").order_by(jobs.c.id)
        return await self.office.look(lambda c: list(c.execute(asked).scalars()))

    async def meeting(self, key: str = FEBRUARY) -> Meeting:
        """The meeting called so, as it is planned now."""
        found = await self.office.look(lambda c: calendar.meeting_by_key(c, key))
        assert found is not None
        return found

    async def let_in(self, *characters: Character, language: Language = "en") -> None:
        """Make people what they are."""

        def run(transaction: Transaction) -> None:
            for each in characters:
                _let_in(transaction.connection, each, language, transaction.now)

        await self.office.do(run)

    async def dismiss(self, character: Character) -> None:
        """Take every role from somebody, as of now."""

        def run(transaction: Transaction) -> None:
            row = _person(transaction.connection, character).id
            gone = update(memberships).where(memberships.c.participant_id == row)
            transaction.connection.execute(gone.values(until=transaction.now))

        await self.office.do(run)

    async def lose(self, character: Character) -> None:
        """Let somebody have blocked the bot."""
        await self.office.do(
            lambda t: people.mark_unreachable(t.connection, character.id, now=t.now)
        )

    async def round(self, key: str = FEBRUARY, **values: Any) -> int:  # noqa: ANN401 - column values
        """A round about the meeting, to be reported on now."""
        meeting = await self.meeting(key)

        def run(transaction: Transaction) -> int:
            about = {
                "kind": rounds.PLAN,
                "status": rounds.SENT,
                "made_at": transaction.now,
                "meeting_id": meeting.id,
                "report_at": transaction.now,
                **values,
            }
            row = rounds.add(transaction.connection, **about)
            assert row is not None
            return row

        return await self.office.do(run)

    async def nothing_new(self, who: Character) -> None:
        """Let somebody have said that there is nothing new for February."""
        meeting = await self.meeting()

        def run(transaction: Transaction) -> None:
            calls.add_response(
                transaction.connection,
                meeting_id=meeting.id,
                actor_id=_actor(transaction.connection, who.actor),
                participant_id=_person(transaction.connection, who).id,
                kind=calls.NOTHING_NEW,
                now=transaction.now,
            )

        await self.office.do(run)

    async def sent(
        self,
        who: Character,
        *,
        unnamed: bool = False,
        **values: Any,  # noqa: ANN401 - column values
    ) -> None:
        """Let somebody have sent progress for February."""
        draft = await self.began(who, status="sent")
        meeting = await self.meeting()

        def run(transaction: Transaction) -> None:
            connection = transaction.connection
            connection.execute(
                insert(submissions).values(
                    **{
                        "number": f"CAM/2026-27/PR-{draft:04}",
                        "kind": "good_practice" if unnamed else "activity_progress",
                        "term_id": meeting.term_id,
                        "actor_id": _actor(connection, who.actor),
                        "participant_id": _person(connection, who).id,
                        "meeting_id": meeting.id,
                        "draft_id": draft,
                        "program_id": connection.execute(select(programs.c.id)).scalar(),
                        "language": "en",
                        "visibility": "working_group",
                        "state": "submitted",
                        "answers": {},
                        "submitted_at": transaction.now,
                        "unnamed": unnamed,
                        **values,
                    }
                )
            )

        await self.office.do(run)

    async def began(self, who: Character, *, status: str = "open", form: str = "") -> int:
        """Let somebody have begun something for February; its draft."""
        meeting = await self.meeting()

        def run(transaction: Transaction) -> int:
            connection = transaction.connection
            values = {
                "participant_id": _person(connection, who).id,
                "actor_id": _actor(connection, who.actor),
                "meeting_id": meeting.id,
                "form": form or "activity_progress",
                "state": {},
                "hints": {},
                "status": status,
                "started_at": transaction.now,
                "changed_at": transaction.now,
            }
            made = insert(drafts).values(**values).returning(drafts.c.id)
            return int(connection.execute(made).scalar_one())

        return await self.office.do(run)

    async def register(self, name: str, key: str = "org") -> None:
        """Let an organization of a diaspora be known under `name`."""
        called = Localized(es=name, en=name, fr=name, pt=name)
        actor = Actor(key, ActorKind.DIASPORA, called, acronym=None, country=None)
        await self.office.do(lambda t: world.add_actor(t.connection, actor))

    async def move(self, by: timedelta, key: str = FEBRUARY) -> None:
        """Move a meeting with its deadline."""
        meeting = await self.meeting(key)
        plan = replace(
            meeting.plan,
            starts_at=meeting.plan.starts_at + by,
            deadline=meeting.plan.deadline + by,
        )
        await self.office.do(
            lambda t: calendar.change_meeting(t.connection, meeting, plan, now=t.now)
        )

    async def ask_only(self, kind: ActorKind, key: str = FEBRUARY) -> None:
        """Let a meeting ask of actors of that kind alone."""
        meeting = await self.meeting(key)
        asks = tuple(replace(ask, actor_kinds=(kind,), actors=()) for ask in meeting.plan.asks)
        plan = replace(meeting.plan, asks=asks)
        await self.office.do(
            lambda t: calendar.change_meeting(t.connection, meeting, plan, now=t.now)
        )

    async def cancel(self, key: str = FEBRUARY) -> None:
        """Call a meeting off."""
        meeting = await self.meeting(key)
        await self.office.do(lambda t: calendar.cancel_meeting(t.connection, meeting, now=t.now))


def _words(content: dict[str, Any]) -> str:
    words, reply = translator_for("en"), decode_reply(content["reply"])
    lines = [re.sub("</?b>", "", words.plain(line)) for line in reply.lines]
    labels = [f"[{words.plain(button.label)}]" for row in reply.rows for button in row]
    return "\n".join([*lines, *labels])


def line_of(said: str, beginning: str) -> str:
    """The line of a message that begins so; empty when there is none."""
    return next((line for line in said.splitlines() if line.startswith(beginning)), "")


def of(said: Sequence[tuple[int, str]], who: Character) -> str:
    """The one message among those said that went to somebody."""
    (found,) = [text for chat, text in said if chat == who.id]
    return found


def _let_in(connection: Connection, each: Character, language: Language, now: datetime) -> None:
    person = people.add_participant(
        connection, each.id, name=each.name, language=language, zone=each.zone, now=now
    )
    people.add_membership(
        connection,
        person.id,
        actor_id=_actor(connection, each.actor) if each.actor else None,
        role=each.role or Role.OBSERVER,
        now=now,
    )


def _actor(connection: Connection, key: str | None) -> int:
    found = world.actor_by_key(connection, key or "")
    assert found is not None
    return found.id


def _person(connection: Connection, who: Character) -> Participant:
    found = people.participant_by_telegram(connection, who.id)
    assert found is not None
    return found
