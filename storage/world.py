"""The committee's world as the database holds it: Program versions, actors, participation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select

from committee.actors import Actor, ActorKind
from committee.program import Activity, Objective, Program
from committee.states import Participation
from locales import Localized
from storage.tables import activities, actors, objectives, participations, programs


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor with its row id."""

    id: int
    actor: Actor


def program_id(connection: Connection, version: str) -> int | None:
    """The row of a Program version, None when it is not loaded."""
    found = connection.execute(select(programs.c.id).where(programs.c.version == version)).scalar()
    return None if found is None else int(found)


def newest_program_id(connection: Connection) -> int:
    """The Program version that new drafts follow: the one loaded last."""
    found = connection.execute(select(programs.c.id).order_by(programs.c.id.desc()).limit(1))
    return int(found.scalar_one())


def add_program(connection: Connection, program: Program, *, now: datetime) -> int:
    """Load a Program version whole; earlier ones stay beside it."""
    row = connection.execute(
        insert(programs)
        .values(
            version=program.version,
            title=program.title.as_dict(),
            agreed_on=program.agreed_on,
            loaded_at=now,
        )
        .returning(programs.c.id)
    ).scalar_one()
    connection.execute(
        insert(objectives),
        [
            {
                "program_id": row,
                "position": place,
                "code": objective.id,
                "label": objective.label.as_dict(),
                "summary": objective.summary.as_dict(),
            }
            for place, objective in enumerate(program.objectives)
        ],
    )
    connection.execute(
        insert(activities),
        [
            {
                "program_id": row,
                "number": activity.number,
                "addressee": activity.addressee,
                "label": activity.label.as_dict(),
                "summary": activity.summary.as_dict(),
            }
            for activity in program.activities
        ],
    )
    return int(row)


def read_program(connection: Connection, row: int) -> Program:
    """The Program version in row `row`."""
    head = connection.execute(select(programs).where(programs.c.id == row)).one()
    goals = connection.execute(
        select(objectives).where(objectives.c.program_id == row).order_by(objectives.c.position)
    )
    numbered = connection.execute(
        select(activities).where(activities.c.program_id == row).order_by(activities.c.number)
    )
    return Program(
        version=head.version,
        title=Localized(**head.title),
        agreed_on=head.agreed_on,
        objectives=tuple(
            Objective(o.code, Localized(**o.label), Localized(**o.summary)) for o in goals
        ),
        activities=tuple(
            Activity(a.number, a.addressee, Localized(**a.label), Localized(**a.summary))
            for a in numbered
        ),
    )


def add_actors(connection: Connection, known: Iterable[Actor]) -> None:
    """Add the actors that the database does not have yet; those it has stay as they are."""
    have = set(connection.execute(select(actors.c.key)).scalars())
    for actor in known:
        if actor.key not in have:
            add_actor(connection, actor)


def add_actor(connection: Connection, actor: Actor) -> int:
    """Add one actor; returns its row."""
    return int(
        connection.execute(
            insert(actors)
            .values(
                key=actor.key,
                kind=actor.kind.value,
                name=actor.name.as_dict(),
                acronym=actor.acronym.as_dict() if actor.acronym else None,
                country=actor.country,
            )
            .returning(actors.c.id)
        ).scalar_one()
    )


def as_actor(row: Row[*tuple[object, ...]]) -> KnownActor:
    """The actor of a row of `actors`."""
    acronym = row.acronym
    return KnownActor(
        row.id,
        Actor(
            key=row.key,
            kind=ActorKind(row.kind),
            name=Localized(**row.name),
            acronym=Localized(**acronym) if acronym else None,
            country=row.country,
        ),
    )


def actor_by_id(connection: Connection, row: int) -> KnownActor:
    """The actor in row `row`."""
    return as_actor(connection.execute(select(actors).where(actors.c.id == row)).one())


def actor_by_key(connection: Connection, key: str) -> KnownActor | None:
    """The actor known under `key`."""
    row = connection.execute(select(actors).where(actors.c.key == key)).first()
    return None if row is None else as_actor(row)


def kinds_of(connection: Connection, keys: Collection[str]) -> Mapping[str, ActorKind]:
    """By key, the kind of each of these actors that there is."""
    if not keys:
        return {}
    rows = connection.execute(
        select(actors.c.key, actors.c.kind).where(actors.c.key.in_(sorted(keys)))
    )
    return {row[0]: ActorKind(row[1]) for row in rows}


def known_actors(connection: Connection) -> Sequence[KnownActor]:
    """Every actor, in the order in which they came in."""
    return [as_actor(row) for row in connection.execute(select(actors).order_by(actors.c.id))]


def add_participations(connection: Connection, known: Iterable[Participation]) -> None:
    """Lay in participations where the database has none yet; afterwards they are the operator's."""
    if connection.execute(select(participations.c.id).limit(1)).first() is not None:
        return
    rows = {actor.actor.key: actor.id for actor in known_actors(connection)}
    connection.execute(
        insert(participations),
        [
            {
                "actor_id": rows[entry.actor_key],
                "expected_to_report": entry.expected_to_report,
                "since": entry.since,
                "until": entry.until,
            }
            for entry in known
        ],
    )


def read_participations(connection: Connection) -> tuple[Participation, ...]:
    """Which states are expected to report, with dates."""
    rows = connection.execute(
        select(participations, actors.c.key).join(actors, actors.c.id == participations.c.actor_id)
    )
    return tuple(
        Participation(
            actor_key=row.key,
            expected_to_report=row.expected_to_report,
            since=row.since,
            until=row.until,
            note="",
        )
        for row in rows
    )
