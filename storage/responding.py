"""Who answered for an actor, which message spoke of what, and for whom nobody is reminded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, update

from committee.access import Role
from committee.submissions import GONE_STATES, SubmissionKind
from storage.calls import NOTHING_NEW
from storage.people import Participant, as_participant
from storage.reminding import LATER, SPARED
from storage.rounds import SENT, WAITING
from storage.tables import (
    meetings,
    memberships,
    outbox,
    participants,
    reminders,
    responses,
    rounds,
    submissions,
)
from storage.unfinished import UNFINISHED


@dataclass(frozen=True, slots=True)
class Answer:
    """What an actor has answered for a meeting: a submission, or that there is nothing new."""

    participant_id: int
    name: str
    at: datetime
    submission_id: int | None = None
    number: str | None = None
    kind: SubmissionKind | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message of the bot as it was said: its content, and the meeting and actor it names."""

    content: Mapping[str, Any]
    meeting_id: int | None
    actor_id: int | None


# --- what was answered ---------------------------------------------------------------------


def answer_of(connection: Connection, meeting_id: int, actor_id: int) -> Answer | None:
    """The first submission of the actor for the meeting that stands, else "nothing new"."""
    return _sent_for(connection, meeting_id, actor_id) or nothing_new_of(
        connection, meeting_id, actor_id
    )


def _sent_for(connection: Connection, meeting_id: int, actor_id: int) -> Answer | None:
    row = connection.execute(
        select(submissions, participants.c.name)
        .join(participants, participants.c.id == submissions.c.participant_id)
        .where(
            submissions.c.meeting_id == meeting_id,
            submissions.c.actor_id == actor_id,
            submissions.c.state.not_in([state.value for state in GONE_STATES]),
        )
        .order_by(submissions.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    return Answer(
        row.participant_id,
        row.name,
        row.submitted_at,
        submission_id=row.id,
        number=row.number,
        kind=SubmissionKind(row.kind),
    )


def nothing_new_of(connection: Connection, meeting_id: int, actor_id: int) -> Answer | None:
    """Who said that the actor has nothing new for the meeting, and when."""
    row = connection.execute(
        select(responses.c.participant_id, participants.c.name, responses.c.at)
        .join(participants, participants.c.id == responses.c.participant_id)
        .where(
            responses.c.meeting_id == meeting_id,
            responses.c.actor_id == actor_id,
            responses.c.kind == NOTHING_NEW,
        )
    ).first()
    return None if row is None else Answer(row[0], row[1], row[2])


# --- whom it concerns ----------------------------------------------------------------------


def colleagues(
    connection: Connection, actor_id: int, roles: Iterable[Role], *, but: int
) -> Sequence[Participant]:
    """Who else is reminded for the actor and can be reached."""
    held = select(memberships.c.participant_id).where(
        memberships.c.actor_id == actor_id,
        memberships.c.until.is_(None),
        memberships.c.quiet_since.is_(None),
        memberships.c.role.in_([role.value for role in roles]),
    )
    rows = connection.execute(
        select(participants)
        .where(
            participants.c.id.in_(held),
            participants.c.id != but,
            participants.c.unreachable_since.is_(None),
        )
        .order_by(participants.c.id)
    )
    return [as_participant(row) for row in rows]


def were_reminded(connection: Connection, meeting_id: int, actor_id: int) -> frozenset[int]:
    """The rows of those who were reminded of the meeting for the actor."""
    rows = connection.execute(
        select(reminders.c.participant_id).where(
            reminders.c.meeting_id == meeting_id,
            reminders.c.actor_id == actor_id,
            reminders.c.status == "queued",
        )
    )
    return frozenset(int(row[0]) for row in rows)


def people_ever_of(connection: Connection, actor_id: int | None) -> Sequence[int]:
    """The rows of all who are in for the actor or ever were; None stands for the committee."""
    of_it = (
        memberships.c.actor_id.is_(None) if actor_id is None else memberships.c.actor_id == actor_id
    )
    rows = connection.execute(select(memberships.c.participant_id).where(of_it).distinct())
    return [int(row[0]) for row in rows]


def was_in_for(connection: Connection, participant_id: int, actor_id: int) -> bool:
    """Whether the participant once held a role for the actor that has ended."""
    found = connection.execute(
        select(memberships.c.id)
        .where(
            memberships.c.participant_id == participant_id,
            memberships.c.actor_id == actor_id,
            memberships.c.until.is_not(None),
        )
        .limit(1)
    ).first()
    return found is not None


# --- for whom nobody is reminded -----------------------------------------------------------


def quiet_since(connection: Connection, participant_id: int, actor_id: int) -> datetime | None:
    """Since when the participant is not reminded for the actor, None where they are."""
    found: datetime | None = connection.execute(
        select(memberships.c.quiet_since)
        .where(_theirs(participant_id, actor_id), memberships.c.quiet_since.is_not(None))
        .order_by(memberships.c.quiet_since)
        .limit(1)
    ).scalar()
    return found


def remind_no_more(
    connection: Connection, participant_id: int, actor_id: int, *, now: datetime
) -> bool:
    """Remind the participant no more for the actor; False when that was so already."""
    result = connection.execute(
        update(memberships)
        .where(_theirs(participant_id, actor_id), memberships.c.quiet_since.is_(None))
        .values(quiet_since=now)
    )
    return result.rowcount > 0


def remind_again(connection: Connection, participant_id: int, actor_id: int) -> bool:
    """Remind the participant for the actor as before; False when that was so already."""
    result = connection.execute(
        update(memberships)
        .where(_theirs(participant_id, actor_id), memberships.c.quiet_since.is_not(None))
        .values(quiet_since=None)
    )
    return result.rowcount > 0


def restore_spared(
    connection: Connection,
    participant_id: int,
    actor_id: int,
    *,
    spared_at: datetime,
    now: datetime,
) -> None:
    """Let what was spared the participant at that moment wait again: reminders they had put off,
    or of an extra round that was not taken back, that can still come before they are of no use."""
    in_time = exists().where(
        meetings.c.id == reminders.c.meeting_id,
        meetings.c.cancelled_at.is_(None),
        meetings.c.deadline > now,
        meetings.c.deadline > reminders.c.due_at,
    )
    under_way = select(rounds.c.id).where(rounds.c.status.in_((WAITING, SENT)))
    connection.execute(
        update(reminders)
        .where(
            reminders.c.participant_id == participant_id,
            reminders.c.actor_id == actor_id,
            reminders.c.status == SPARED,
            reminders.c.settled_at == spared_at,
            in_time,
            or_(reminders.c.round_id.is_(None), reminders.c.round_id.in_(under_way)),
        )
        .values(status=LATER, settled_at=None)
    )


def _theirs(participant_id: int, actor_id: int) -> ColumnElement[bool]:
    return and_(
        memberships.c.participant_id == participant_id,
        memberships.c.actor_id == actor_id,
        memberships.c.until.is_(None),
    )


# --- what was said -------------------------------------------------------------------------


def spoken(connection: Connection, chat_id: int, message_id: int) -> Spoken | None:
    """The bot's message `message_id` in `chat_id` about a meeting, as it was first said."""
    row = connection.execute(
        select(outbox.c.content, outbox.c.meeting_id, outbox.c.actor_id)
        .where(
            outbox.c.chat_id == chat_id,
            outbox.c.message_id == message_id,
            outbox.c.meeting_id.is_not(None),
        )
        .order_by(outbox.c.id)
        .limit(1)
    ).first()
    return None if row is None else Spoken(row[0], row[1], row[2])


def take_back(connection: Connection, keys: Collection[str]) -> Sequence[int]:
    """Take back the letters with these keys; returns the chats that one has reached, or may have.

    The keys of those taken back can be used again.
    """
    named = outbox.c.key.in_(list(keys))
    # Held, so that none is taken to be sent between this look and what follows.
    found = connection.execute(
        select(outbox.c.chat_id, outbox.c.status).where(named).with_for_update()
    )
    reached = [int(chat) for chat, status in found if status in {"sent", "leased"}]
    connection.execute(
        update(outbox)
        .where(named, outbox.c.status.in_((*UNFINISHED, "parked")))
        .values(status="void", key=None)
    )
    return reached
