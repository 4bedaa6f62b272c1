"""Submissions, their numbers without gaps, and the files that belong to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from committee.submissions import STANDING_STATES, SubmissionKind, SubmissionState, Visibility
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
    draft_id: int
    base: str
    revision: int
    unnamed: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was given with a draft, in its row."""

    id: int
    draft_id: int
    file: StoredFile


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
        submissions.c.state.in_([state.value for state in STANDING_STATES]),
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
    """What the actor sent last of that kind and did not withdraw."""
    row = connection.execute(
        _SELECT.where(
            submissions.c.actor_id == actor_id,
            submissions.c.kind == kind.value,
            submissions.c.state != SubmissionState.WITHDRAWN.value,
        )
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
        draft_id=row.sub_draft_id,
        base=row.sub_base or row.sub_number,
        revision=row.sub_revision,
        unnamed=row.sub_unnamed,
        reason=row.sub_reason,
    )


def submission_by_id(connection: Connection, row: int) -> Submission | None:
    """The submission in row `row`."""
    found = connection.execute(_SELECT.where(submissions.c.id == row)).first()
    return None if found is None else _as_submission(found)


def submissions_in(connection: Connection, rows: Collection[int]) -> Sequence[Submission]:
    """The submissions in `rows`, in the order of their receipt."""
    found = connection.execute(_SELECT.where(submissions.c.id.in_(list(rows))))
    return [_as_submission(row) for row in found]


def submission_by_number(connection: Connection, number: str) -> Submission | None:
    """The submission with that receipt number."""
    found = connection.execute(_SELECT.where(submissions.c.number == number)).first()
    return None if found is None else _as_submission(found)


def versions_of(connection: Connection, base: str) -> Sequence[Submission]:
    """Every version sent under the number `base`, the first one first."""
    rows = connection.execute(_SELECT.where(submissions.c.base == base))
    return sorted((_as_submission(row) for row in rows), key=lambda each: each.revision)


def hold_submission(connection: Connection, row: int) -> Submission | None:
    """The submission in row `row`, held until the transaction ends: one change at a time."""
    held = select(submissions.c.id).where(submissions.c.id == row).with_for_update()
    connection.execute(held)
    return submission_by_id(connection, row)


def become(
    connection: Connection,
    submission: Submission,
    state: SubmissionState,
    *,
    now: datetime,
    reason: str | None = None,
) -> bool:
    """Change the state; False when it is no longer the one that `submission` was read in."""
    result = connection.execute(
        update(submissions)
        .where(submissions.c.id == submission.id, submissions.c.state == submission.state.value)
        .values(state=state.value, changed_at=now, reason=reason)
    )
    return result.rowcount == 1


def has_sent(connection: Connection, participant_id: int) -> bool:
    """Whether the participant has ever sent something."""
    found = connection.execute(
        select(submissions.c.id).where(submissions.c.participant_id == participant_id).limit(1)
    ).first()
    return found is not None


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


def attachment_by_id(connection: Connection, row: int) -> Attachment | None:
    """The attachment in row `row`."""
    found = connection.execute(select(attachments).where(attachments.c.id == row)).first()
    return None if found is None else _as_attachment(found)


def attachments_of(connection: Connection, rows: Collection[int]) -> Sequence[Attachment]:
    """The attachments in `rows`, in the order in which they came."""
    found = connection.execute(
        select(attachments).where(attachments.c.id.in_(list(rows))).order_by(attachments.c.id)
    )
    return [_as_attachment(row) for row in found]


def _as_attachment(row: Row[*tuple[Any, ...]]) -> Attachment:
    return Attachment(
        id=row.id,
        draft_id=row.draft_id,
        file=StoredFile(row.sha256, row.size, row.media_type, row.stored_name, row.original_name),
    )


def stored_names(connection: Connection) -> frozenset[str]:
    """The names under which files are stored that some record knows."""
    return frozenset(connection.execute(select(attachments.c.stored_name)).scalars())
