"""What a meeting has had for an answer so far, and whom a message about it can reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, case, exists, func, select

from committee.access import Role
from committee.submissions import GONE_STATES
from storage.drafts import OF_SUBMISSIONS
from storage.reminding import QUEUED
from storage.tables import drafts, memberships, outbox, participants, reminders, submissions
from storage.unfinished import unfinished

_UNDER_WAY = ("open", "clearing")


@dataclass(frozen=True, slots=True)
class People:
    """How many people would be written to for an actor, and how many of them can be."""

    in_all: int
    reachable: int


def informed(connection: Connection, meeting_id: int) -> frozenset[int]:
    """Actors of whom the meeting has a submission that was not withdrawn."""
    gone = [state.value for state in GONE_STATES]
    found = select(submissions.c.actor_id).where(
        submissions.c.meeting_id == meeting_id, submissions.c.state.not_in(gone)
    )
    return frozenset(connection.execute(found.distinct()).scalars())


def people_of_actors(connection: Connection, roles: Collection[Role]) -> Mapping[int, People]:
    """By actor, the people who hold one of `roles` for it and have not asked to be left alone."""
    reached = case((participants.c.unreachable_since.is_(None), participants.c.id))
    rows = connection.execute(
        select(
            memberships.c.actor_id,
            func.count(participants.c.id.distinct()),
            func.count(reached.distinct()),
        )
        .select_from(
            memberships.join(participants, participants.c.id == memberships.c.participant_id)
        )
        .where(
            memberships.c.actor_id.is_not(None),
            memberships.c.until.is_(None),
            memberships.c.quiet_since.is_(None),
            memberships.c.role.in_([role.value for role in roles]),
        )
        .group_by(memberships.c.actor_id)
    )
    return {row[0]: People(row[1], row[2]) for row in rows}


def drafts_under_way(connection: Connection, meeting_id: int, actors: Collection[int]) -> int:
    """How many submissions for the meeting these actors have begun and not sent."""
    found = select(func.count(drafts.c.id)).where(
        drafts.c.meeting_id == meeting_id,
        drafts.c.actor_id.in_(list(actors)),
        drafts.c.status.in_(_UNDER_WAY),
        OF_SUBMISSIONS,
    )
    return int(connection.execute(found).scalar_one())


def mail_is_waiting(connection: Connection, meeting_id: int) -> bool:
    """Whether a message that reminds of the meeting is still to be sent."""
    waiting = exists().where(
        reminders.c.meeting_id == meeting_id,
        reminders.c.status == QUEUED,
        outbox.c.key == reminders.c.letter,
        unfinished(outbox.c.status),
    )
    return bool(connection.execute(select(waiting)).scalar())
