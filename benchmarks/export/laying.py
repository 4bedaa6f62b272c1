"""Many submissions straight into the database of a benchmark, in some seconds."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select

from benchmarks.export.xlsx import some_texts
from committee.actors import Actor
from committee.states import all_states
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    kinds_for,
    receipt_number,
)
from storage import calendar, people, world
from storage.tables import drafts, submissions

TERM = "2026-27"
MEETING = "2026-27/february"
AUTHOR = 900_000
"""The Telegram id of the person in whose name all was sent."""
_AT_ONCE = 2_000
_KINDS = {
    SubmissionKind.ACTIVITY_PROGRESS: 6,
    SubmissionKind.GOOD_PRACTICE: 3,
    SubmissionKind.NEW_PROPOSAL: 1,
}


def lay_in(connection: Connection, count: int, *, now: datetime, seed: int = 7) -> None:
    """Keep `count` accepted submissions of about twelve answers and 2,000 characters each.

    They are of every actor that may send them, for the February meeting, the same each time; they
    are not indexed, so that a search does not find them.
    """
    dice, texts = random.Random(seed), some_texts()
    person = people.add_participant(
        connection, AUTHOR, name="Somebody", language="es", zone="America/Bogota", now=now
    ).id
    meeting = calendar.meeting_by_key(connection, MEETING)
    assert meeting is not None
    year = int(TERM[:4])
    frame = {
        "term_id": calendar.term_for(
            connection, TERM, starts=date(year, 9, 1), ends=date(year + 1, 5, 31)
        ),
        "participant_id": person,
        "meeting_id": meeting.id,
        "program_id": world.newest_program_id(connection),
        "language": "es",
        "visibility": Visibility.PUBLIC.value,
        "state": SubmissionState.ACCEPTED.value,
    }
    made = _made(connection, count, dice, texts)
    for start in range(1, count + 1, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count + 1))
        some = [next(made) for _ in numbers]
        rows = _drafts(connection, person, some, now)
        connection.execute(
            insert(submissions),
            [
                {
                    **frame,
                    "number": (number := receipt_number(TERM, each.kind, place)),
                    "base": number,
                    "kind": each.kind.value,
                    "actor_id": each.actor,
                    "draft_id": row,
                    "answers": each.answers,
                    "submitted_at": now - timedelta(seconds=count - place),
                }
                for place, row, each in zip(numbers, rows, some, strict=True)
            ],
        )


@dataclass(frozen=True, slots=True)
class _Made:
    kind: SubmissionKind
    actor: int
    answers: dict[str, Any]


def _drafts(
    connection: Connection, person: int, some: Sequence[_Made], now: datetime
) -> Sequence[int]:
    """The rows of the drafts from which `some` were sent."""
    before = connection.execute(select(func.coalesce(func.max(drafts.c.id), 0))).scalar_one()
    empty = {"state": {}, "hints": {}, "status": "sent", "started_at": now, "changed_at": now}
    connection.execute(
        insert(drafts),
        [
            {"participant_id": person, "actor_id": each.actor, "form": each.kind.value, **empty}
            for each in some
        ],
    )
    own = drafts.c.participant_id == person, drafts.c.id > before
    return connection.execute(select(drafts.c.id).where(*own).order_by(drafts.c.id)).scalars().all()


def _made(
    connection: Connection, count: int, dice: random.Random, texts: Sequence[str]
) -> Iterator[_Made]:
    known = [(each.id, each.actor) for each in world.known_actors(connection)]
    authors = {
        kind: [(row, actor) for row, actor in known if kind in kinds_for(actor.kind)]
        for kind in _KINDS
    }
    for _ in range(count):
        kind = dice.choices(list(_KINDS), list(_KINDS.values()))[0]
        row, actor = dice.choice(authors[kind])
        place = dice.randrange(len(texts) - 10)
        answers = _ANSWERS[kind](dice, actor, texts[place : place + 10])
        yield _Made(kind, row, {**answers, "language": "es", "visibility": "public"})


def _progress(dice: random.Random, actor: Actor, texts: Sequence[str]) -> dict[str, Any]:
    about: dict[str, Any] = {"activity": dice.randint(1, 42)}
    return {
        **about,
        "period_from": "2026-09",
        "period_to": "2027-01",
        "status": dice.choice(("under_way", "done", "planned")),
        "done": " ".join(texts[:3]),
        "results": " ".join(texts[3:5]),
        "beneficiaries_n": dice.randint(1, 90_000),
        "level": ["national", "local"],
        "partners": texts[5],
        "obstacles": texts[6],
        "next": " ".join(texts[7:9]),
        "objectives": [f"S{dice.randint(1, 12)}"],
        "contact": f"{actor.key}, {texts[9][:60]}",
    }


def _practice(dice: random.Random, actor: Actor, texts: Sequence[str]) -> dict[str, Any]:
    return {
        "title": texts[0][:90],
        "summary": texts[1],
        "lead": texts[2][:80],
        "places": [dice.choice(all_states()).alpha3],
        "start": "2020-03",
        "running": True,
        "objectives": [f"S{dice.randint(1, 12)}"],
        "problem": " ".join(texts[3:5]),
        "method": " ".join(texts[5:7]),
        "results": " ".join(texts[7:9]),
        "replicate": texts[9],
        "contact": f"{actor.key}, {texts[2][:60]}",
    }


def _proposal(_dice: random.Random, actor: Actor, texts: Sequence[str]) -> dict[str, Any]:
    return {
        "title": texts[0][:90],
        "kind": "new_activity",
        "text": " ".join(texts[1:5]),
        "reason": " ".join(texts[5:8]),
        "who": ["state"],
        "means": texts[8],
        "mandate": texts[9],
        "contact": f"{actor.key}, {texts[2][:60]}",
    }


_ANSWERS = {
    SubmissionKind.ACTIVITY_PROGRESS: _progress,
    SubmissionKind.GOOD_PRACTICE: _practice,
    SubmissionKind.NEW_PROPOSAL: _proposal,
}
