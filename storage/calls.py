"""Who was reminded of a meeting, and who answered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, union

from committee.submissions import GONE_STATES
from storage.people import Participant
from storage.tables import reminders, responses, submissions
from storage.upsert import inserting
from storage.world import KnownActor

NOTHING_NEW = "nothing_new"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is reminded for an actor."""

    person: Participant
    actor: KnownActor


def actors_answered(connection: Connection, meeting_id: int) -> frozenset[int]:
    """Actors that have submitted something for the meeting or said that there is nothing new.

    What was withdrawn counts no more; what was returned was received all the same.
    """
    gone = [state.value for state in GONE_STATES]
    rows = connection.execute(
        union(
            select(submissions.c.actor_id).where(
                submissions.c.meeting_id == meeting_id, submissions.c.state.not_in(gone)
            ),
            select(responses.c.actor_id).where(
                responses.c.meeting_id == meeting_id, responses.c.kind == NOTHING_NEW
            ),
        )
    )
    return frozenset(int(row[0]) for row in rows)


def add_response(
    connection: Connection,
    *,
    meeting_id: int,
    actor_id: int,
    participant_id: int,
    kind: str,
    now: datetime,
) -> bool:
    """Note an actor's response; False when it had been given before."""
    result = connection.execute(
        inserting(connection, responses)
        .values(
            meeting_id=meeting_id,
            actor_id=actor_id,
            participant_id=participant_id,
            kind=kind,
            at=now,
        )
        .on_conflict_do_nothing()
    )
    return result.rowcount == 1


def take_back_response(
    connection: Connection, *, meeting_id: int, actor_id: int, kind: str
) -> bool:
    """Remove a response; False when there was none."""
    result = connection.execute(
        delete(responses).where(
            responses.c.meeting_id == meeting_id,
            responses.c.actor_id == actor_id,
            responses.c.kind == kind,
        )
    )
    return result.rowcount == 1


def put_off(
    connection: Connection,
    *,
    meeting_id: int,
    participant_id: int,
    actor_id: int,
    due_at: datetime,
    local_day: date,
) -> None:
    """Note that a recipient asked to be reminded again on `local_day`, and not before."""
    theirs = and_(
        reminders.c.meeting_id == meeting_id,
        reminders.c.participant_id == participant_id,
        reminders.c.actor_id == actor_id,
        or_(reminders.c.status == "later", reminders.c.local_day == local_day),
    )
    connection.execute(delete(reminders).where(theirs))
    connection.execute(
        insert(reminders).values(
            meeting_id=meeting_id,
            participant_id=participant_id,
            actor_id=actor_id,
            due_at=due_at,
            local_day=local_day,
            status="later",
        )
    )


def next_postponed(connection: Connection, now: datetime) -> datetime | None:
    """When the next reminder put off by its recipient is due, after `now`."""
    found: datetime | None = connection.execute(
        select(reminders.c.due_at)
        .where(reminders.c.status == "later", reminders.c.due_at > now)
        .order_by(reminders.c.due_at)
        .limit(1)
    ).scalar()
    return found
