"""Whom a round by hand can reach: people with the actors they act for, and when they were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from committee.access import Role
from committee.actors import ActorKind
from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.reminding import LATER, SPARED
from storage.tables import actors, memberships, notices, participants, reminders
from storage.upsert import inserting
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Listener:
    """A person with an actor they act for, and when they were last written to unasked."""

    person: Participant
    actor: KnownActor
    unasked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder of a round: to whom, for which actor, when, on which day of theirs."""

    participant_id: int
    actor_id: int
    due_at: datetime
    local_day: date


def reminded(connection: Connection, roles: Iterable[Role]) -> Sequence[Listener]:
    """Everybody who holds one of `roles` for an actor, reachable or not, but for those who are
    no longer to be reminded."""
    held = [role.value for role in roles]
    return _listeners(connection, memberships.c.role.in_(held), memberships.c.quiet_since.is_(None))


def acting_for(connection: Connection, kinds: Collection[ActorKind]) -> Sequence[Listener]:
    """Everybody who holds any role for an actor of these kinds, reachable or not."""
    return _listeners(connection, actors.c.kind.in_([kind.value for kind in kinds]))


def _listeners(connection: Connection, *conditions: ColumnElement[bool]) -> Sequence[Listener]:
    rows = connection.execute(
        select(*labelled(participants, "person_"), *actors.c)
        .select_from(
            memberships.join(participants, participants.c.id == memberships.c.participant_id).join(
                actors, actors.c.id == memberships.c.actor_id
            )
        )
        .where(memberships.c.until.is_(None), participants.c.forgotten_at.is_(None), *conditions)
        .order_by(actors.c.id, participants.c.id)
    )
    found: dict[tuple[int, int], Listener] = {}
    people: dict[int, Participant] = {}
    known: dict[int, KnownActor] = {}
    for row in rows:
        if row.person_id not in people:
            people[row.person_id] = as_participant(Prefixed(row, "person_"))  # type: ignore[arg-type]
        if row.id not in known:
            known[row.id] = as_actor(row)
        listener = Listener(people[row.person_id], known[row.id], row.person_unasked_at)
        found[row.person_id, row.id] = listener
    return list(found.values())


def planned_days(
    connection: Connection, meeting_id: int, since: date
) -> dict[tuple[int, int, date], tuple[int, bool]]:
    """Reminders of a meeting on days from `since` on: by person, actor and day, the row, and
    whether it is one that they put off themselves. One that was spared does not count."""
    rows = connection.execute(
        select(reminders).where(
            reminders.c.meeting_id == meeting_id,
            reminders.c.local_day >= since,
            reminders.c.status != SPARED,
        )
    )
    return {
        (row.participant_id, row.actor_id, row.local_day): (
            int(row.id),
            row.status == LATER and row.round_id is None,
        )
        for row in rows
    }


def add_reminders(
    connection: Connection, round_id: int, meeting_id: int, planned: Sequence[Planned]
) -> None:
    """Let the reminders of a round wait for their time, in place of one of that day that was
    spared."""
    if planned:
        statement = inserting(connection, reminders)
        changed = ("due_at", "status", "settled_at", "days_before", "round_id", "letter")
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["meeting_id", "participant_id", "actor_id", "local_day"],
                set_={name: statement.excluded[name] for name in changed},
                where=reminders.c.status == SPARED,
            ),
            [
                {
                    "meeting_id": meeting_id,
                    "participant_id": each.participant_id,
                    "actor_id": each.actor_id,
                    "due_at": each.due_at,
                    "local_day": each.local_day,
                    "status": LATER,
                    "round_id": round_id,
                }
                for each in planned
            ],
        )


def join_round(connection: Connection, round_id: int | None, rows: Collection[int]) -> None:
    """Let reminders that were put off say what a round adds; with None no longer."""
    connection.execute(
        update(reminders)
        .where(reminders.c.id.in_(list(rows)), reminders.c.status == LATER)
        .values(round_id=round_id)
    )


def take_back(connection: Connection, round_id: int) -> None:
    """Remove what waits of a round."""
    connection.execute(
        delete(reminders).where(reminders.c.round_id == round_id, reminders.c.status == LATER)
    )
    connection.execute(delete(notices).where(notices.c.round_id == round_id))


def spare(
    connection: Connection, round_id: int, actor_ids: Collection[int], *, now: datetime
) -> None:
    """Spare the people of these actors what waits of a round."""
    connection.execute(
        update(reminders)
        .where(
            reminders.c.round_id == round_id,
            reminders.c.status == LATER,
            reminders.c.actor_id.in_(list(actor_ids)),
        )
        .values(status=SPARED, settled_at=now)
    )


def actors_waiting(connection: Connection, round_id: int) -> frozenset[int]:
    """The actors whose people a round is to remind."""
    rows = connection.execute(
        select(reminders.c.actor_id)
        .where(reminders.c.round_id == round_id, reminders.c.status == LATER)
        .distinct()
    )
    return frozenset(int(row[0]) for row in rows)


def people_waiting(connection: Connection, round_id: int) -> int:
    """How many people a round is to go to."""
    reminded_of = select(reminders.c.participant_id).where(
        reminders.c.round_id == round_id, reminders.c.status == LATER
    )
    told = select(notices.c.participant_id).where(notices.c.round_id == round_id)
    both = reminded_of.union(told).subquery()
    return int(connection.execute(select(func.count()).select_from(both)).scalar_one())
