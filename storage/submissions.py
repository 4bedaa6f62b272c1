"""Submissions, their numbers without gaps, and the files that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from committee.submissions import SubmissionKind, SubmissionState, Visibility
from storage.prefixed import labelled
from storage.tables import actors, attachments, counters, meetings, submissions
from storage.upsert import inserting
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Submission:
    """What an actor has sent, as it was sent."""

    id: int
    number: str
    kind: SubmissionKind
    actor: KnownActor
    participant_id: int
    meeting_id: int | None
    meeting_title: Mapping[str, str] | None
    program_id: int
    language: str
    visibility: Visibility
    state: SubmissionState
    answers: Mapping[str, Any]
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on disk under a generated name, known by the SHA-256 of its bytes."""

    sha256: str
    size: int
    media_type: str
    stored_name: str
    original_name: str


def next_serial(connection: Connection, counter: str) -> int:
    """The next number of `counter`, from 1, without gaps: it rolls back with its user."""
    statement = (
        inserting(connection, counters)
        .values(key=counter, value=1)
        .on_conflict_do_update(index_elements=["key"], set_={"value": counters.c.value + 1})
        .returning(counters.c.value)
    )
    return int(connection.execute(statement).scalar_one())


def add_submission(connection: Connection, values: Mapping[str, Any]) -> int:
    """Keep a submission; returns its row."""
    return int(
        connection.execute(
            insert(submissions).values(**values).returning(submissions.c.id)
        ).scalar_one()
    )


_SELECT = (
    select(
        *labelled(submissions, "sub_"),
        meetings.c.title.label("meeting_title"),
        *actors.c,
    )
    .select_from(
        submissions.join(actors, actors.c.id == submissions.c.actor_id).outerjoin(
            meetings, meetings.c.id == submissions.c.meeting_id
        )
    )
    .order_by(submissions.c.id)
)


def submissions_sent(
    connection: Connection,
    *,
    meeting_id: int | None = None,
    kinds: Collection[SubmissionKind] = (),
    actor_kinds: Collection[str] = (),
    visible: Collection[Visibility] = tuple(Visibility),
    term_id: int | None = None,
) -> Sequence[Submission]:
    """Submissions in the order of their receipt; an empty filter keeps everything."""
    statement = _SELECT.where(
        submissions.c.visibility.in_([level.value for level in visible]),
        submissions.c.state.not_in(
            [SubmissionState.WITHDRAWN.value, SubmissionState.SUPERSEDED.value]
        ),
    )
    if meeting_id is not None:
        statement = statement.where(submissions.c.meeting_id == meeting_id)
    if term_id is not None:
        statement = statement.where(submissions.c.term_id == term_id)
    if kinds:
        statement = statement.where(submissions.c.kind.in_([kind.value for kind in kinds]))
    if actor_kinds:
        statement = statement.where(actors.c.kind.in_(list(actor_kinds)))
    return [_as_submission(row) for row in connection.execute(statement)]


def last_submission(
    connection: Connection, actor_id: int, kind: SubmissionKind
) -> Submission | None:
    """What the actor sent last of that kind."""
    row = connection.execute(
        _SELECT.where(submissions.c.actor_id == actor_id, submissions.c.kind == kind.value)
        .order_by(None)
        .order_by(submissions.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _as_submission(row)


def submission_of_draft(connection: Connection, draft_id: int) -> str | None:
    """The receipt number under which a draft was sent, None if it was not."""
    found = connection.execute(
        select(submissions.c.number).where(submissions.c.draft_id == draft_id)
    ).scalar()
    return None if found is None else str(found)


def _as_submission(row: Row[*tuple[Any, ...]]) -> Submission:
    return Submission(
        id=row.sub_id,
        number=row.sub_number,
        kind=SubmissionKind(row.sub_kind),
        actor=as_actor(row),
        participant_id=row.sub_participant_id,
        meeting_id=row.sub_meeting_id,
        meeting_title=row.meeting_title,
        program_id=row.sub_program_id,
        language=row.sub_language,
        visibility=Visibility(row.sub_visibility),
        state=SubmissionState(row.sub_state),
        answers=row.sub_answers,
        submitted_at=row.sub_submitted_at,
    )


def add_attachment(
    connection: Connection,
    file: StoredFile,
    *,
    participant_id: int,
    draft_id: int,
    now: datetime,
) -> int:
    """Note a stored file as given with a draft; returns its row."""
    return int(
        connection.execute(
            insert(attachments)
            .values(
                participant_id=participant_id,
                draft_id=draft_id,
                sha256=file.sha256,
                size=file.size,
                media_type=file.media_type,
                stored_name=file.stored_name,
                original_name=file.original_name,
                received_at=now,
            )
            .returning(attachments.c.id)
        ).scalar_one()
    )


def stored_names(connection: Connection) -> frozenset[str]:
    """The names under which files are stored that some record knows."""
    return frozenset(connection.execute(select(attachments.c.stored_name)).scalars())
