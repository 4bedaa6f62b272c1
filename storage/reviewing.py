"""Who reviews and how they hear of what comes; what waits to be read, the oldest first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from committee.access import Role
from committee.submissions import STANDING_STATES, SubmissionKind, SubmissionState
from storage.people import Participant, as_participant
from storage.tables import clarifications, memberships, participants, submissions

AT_ONCE, DIGEST = "at_once", "digest"
"""How a reviewer hears of what comes in."""

WAITING = (SubmissionState.SUBMITTED, SubmissionState.CLARIFICATION_ASKED)
"""What waits: to be read, and for the author's answer."""

_REPLY = SubmissionKind.CLARIFICATION_REPLY.value


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews; up to `told_until` a digest has told them of what came."""

    person: Participant
    news: str
    told_until: datetime | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has come in: a submission, or the reply to a question about the one in `about`."""

    id: int
    about: int | None
    asked_by: int | None


def reviewers(connection: Connection, roles: Collection[Role]) -> Sequence[Reviewer]:
    """Everybody who holds one of `roles` for the committee at present."""
    held = select(memberships.c.participant_id).where(
        memberships.c.role.in_([role.value for role in roles]),
        memberships.c.actor_id.is_(None),
        memberships.c.until.is_(None),
    )
    rows = connection.execute(
        select(participants).where(participants.c.id.in_(held)).order_by(participants.c.id)
    )
    return [_as_reviewer(row) for row in rows]


def _as_reviewer(row: Row[*tuple[Any, ...]]) -> Reviewer:
    return Reviewer(as_participant(row), row.news, row.told_until)


def reviewer(connection: Connection, participant_id: int) -> Reviewer:
    """The participant, and how they hear of what comes."""
    found = select(participants).where(participants.c.id == participant_id)
    return _as_reviewer(connection.execute(found).one())


def acting_for(
    connection: Connection, actor_id: int, roles: Collection[Role]
) -> Sequence[Participant]:
    """Everybody who holds one of `roles` for the actor at present."""
    held = select(memberships.c.participant_id).where(
        memberships.c.role.in_([role.value for role in roles]),
        memberships.c.actor_id == actor_id,
        memberships.c.until.is_(None),
    )
    rows = connection.execute(
        select(participants).where(participants.c.id.in_(held)).order_by(participants.c.id)
    )
    return [as_participant(row) for row in rows]


def told(connection: Connection, participant_id: int, until: datetime) -> None:
    """Note that the participant knows of everything that came up to `until`."""
    connection.execute(
        update(participants).where(participants.c.id == participant_id).values(told_until=until)
    )


def choose_news(connection: Connection, participant_id: int, news: str, since: datetime) -> None:
    """Keep how the participant hears of what comes; a digest tells of what comes after `since`."""
    connection.execute(
        update(participants)
        .where(participants.c.id == participant_id)
        .values(news=news, told_until=since)
    )


def came_between(connection: Connection, since: datetime, until: datetime) -> Sequence[Arrived]:
    """What came after `since` and up to `until` and still stands, in the order of its coming."""
    rows = connection.execute(
        select(
            submissions.c.id,
            clarifications.c.submission_id.label("about"),
            clarifications.c.asked_by,
        )
        .outerjoin(clarifications, clarifications.c.reply_id == submissions.c.id)
        .where(
            submissions.c.submitted_at > since,
            submissions.c.submitted_at <= until,
            submissions.c.state.in_([state.value for state in STANDING_STATES]),
        )
        .order_by(submissions.c.id)
    )
    return [Arrived(row.id, row.about, row.asked_by) for row in rows]


def how_many_wait(connection: Connection) -> Mapping[SubmissionState, int]:
    """How many wait to be read, and how many for their authors' answers."""
    rows = connection.execute(
        select(submissions.c.state, func.count()).where(*_waits()).group_by(submissions.c.state)
    )
    counted = {SubmissionState(state): int(n) for state, n in rows}
    return {state: counted.get(state, 0) for state in WAITING}


def waiting(connection: Connection, *, skip: int, most: int) -> Sequence[int]:
    """Rows of what waits to be read, then of what waits for its author; each the oldest first."""
    rows = connection.execute(
        select(submissions.c.id)
        .where(*_waits())
        .order_by(submissions.c.state == WAITING[1].value, submissions.c.id)
        .offset(skip)
        .limit(most)
    )
    return [int(row) for row in rows.scalars()]


def next_to_read(connection: Connection, after: int) -> int | None:
    """The row of what waits to be read next after row `after`, from the beginning at the end."""
    found = connection.execute(
        select(submissions.c.id)
        .where(
            submissions.c.state == WAITING[0].value,
            submissions.c.kind != _REPLY,
            submissions.c.id != after,
        )
        .order_by(submissions.c.id < after, submissions.c.id)
        .limit(1)
    ).scalar()
    return None if found is None else int(found)


def _waits() -> tuple[ColumnElement[bool], ...]:
    """A reply is read with the submission that it speaks of."""
    states = submissions.c.state.in_([state.value for state in WAITING])
    return states, submissions.c.kind != _REPLY
