"""People of some hundred actors, who all owe something, with what their actors sent last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, insert, select

from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.states import expected_on
from committee.submissions import SubmissionKind, receipt_number
from locales import Localized
from storage import calendar, world
from storage.tables import drafts, memberships, participants, submissions

SOCIETY = 300
FIRST_READER = 1_000_000
LANGUAGES = ("es", "en", "fr", "pt")
DRAFTS_OF = 50
"""Every so manieth person has a draft under way."""
ANSWERS = {"activity": 28, "done": "Two shelters were opened. " * 60, "language": "es"}


def fill(connection: Connection, count: int, *, zone: str, since: datetime) -> None:
    """Let `count` people be in since then, each for one of the actors that are asked."""
    actors = _asked(connection)
    _add_people(connection, count, zone, since)
    rows = list(connection.execute(select(participants.c.id).order_by(participants.c.id)).scalars())
    connection.execute(
        insert(memberships),
        [
            {
                "participant_id": row,
                "actor_id": actors[place % len(actors)],
                "role": Role.FOCAL_POINT.value,
                "since": since,
            }
            for place, row in enumerate(rows)
        ],
    )
    _begin_drafts(connection, rows, actors, since)
    _send_last_time(connection, rows[0], actors, since)


def _asked(connection: Connection) -> Sequence[int]:
    """The states that are expected to report, the organs, and three hundred of society."""
    expected = expected_on(date(2027, 2, 9))
    asked = [
        each.id
        for each in world.known_actors(connection)
        if each.actor.key in expected or each.actor.kind is ActorKind.OAS_ORGAN
    ]
    for number in range(SOCIETY):
        name = f"Red {number}"
        of_it = Localized(name, name, name, name)
        actor = Actor(f"network_{number}", ActorKind.CIVIL_SOCIETY, of_it, None, "CO")
        asked.append(world.add_actor(connection, actor))
    return asked


def _add_people(connection: Connection, count: int, zone: str, since: datetime) -> None:
    connection.execute(
        insert(participants),
        [
            {
                "telegram_id": FIRST_READER + n,
                "name": f"Reader {n}",
                "language": LANGUAGES[n % len(LANGUAGES)],
                "zone": zone,
                "first_seen_at": since,
            }
            for n in range(count)
        ],
    )


def _begin_drafts(
    connection: Connection, rows: Sequence[int], actors: Sequence[int], since: datetime
) -> None:
    program = world.newest_program_id(connection)
    connection.execute(
        insert(drafts),
        [
            {
                "participant_id": row,
                "actor_id": actors[place % len(actors)],
                "program_id": program,
                "form": SubmissionKind.ACTIVITY_PROGRESS.value,
                "state": {"answers": {"activity": 28}, "at": None, "partial": []},
                "hints": {},
                "status": "open",
                "started_at": since,
                "changed_at": since,
            }
            for place, row in enumerate(rows)
            if place % DRAFTS_OF == 0
        ],
    )


def _send_last_time(
    connection: Connection, person: int, actors: Sequence[int], since: datetime
) -> None:
    """A report of each actor, a hundred days ago."""
    term = calendar.term_for(connection, "2026-27", starts=date(2026, 9, 1), ends=date(2027, 5, 31))
    program, kind = world.newest_program_id(connection), SubmissionKind.ACTIVITY_PROGRESS
    for number, actor in enumerate(actors, start=1):
        draft = connection.execute(
            insert(drafts)
            .values(
                participant_id=person,
                form=kind.value,
                state={},
                hints={},
                status="sent",
                started_at=since,
                changed_at=since,
            )
            .returning(drafts.c.id)
        ).scalar_one()
        receipt = receipt_number("2026-27", kind, number)
        connection.execute(
            insert(submissions).values(
                number=receipt,
                base=receipt,
                kind=kind.value,
                term_id=term,
                actor_id=actor,
                participant_id=person,
                draft_id=draft,
                program_id=program,
                language="es",
                visibility="public",
                state="submitted",
                answers=ANSWERS,
                submitted_at=since,
            )
        )
