"""Drafts: what people have answered so far, and which draft is open in a person's chat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    String,
    and_,
    bindparam,
    exists,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from committee.access import Action, Relation, roles_for
from committee.submissions import SubmissionKind
from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.swift import SwiftWrite
from storage.tables import actors, drafts, memberships, participants
from storage.world import KnownActor, as_actor


@dataclass(frozen=True, slots=True)
class Draft:
    """A form under way in the hands of one participant; `state` is the engine's state in JSON.

    `hints` is what was known when the draft began: choices, suggestions, what was likely.
    `subject_id` is what it is about: the submission that is amended, withdrawn, asked about or
    returned, the question that is answered, the draft that is returned from clearance, or the one
    to go on with after a change of settings, by form. `comment` is why it came back from
    clearance. `status` is open, sent, discarded or clearing (with the actor's clearing person).
    """

    id: int
    participant_id: int
    actor: KnownActor | None
    meeting_id: int | None
    invitation_id: int | None
    program_id: int | None
    form: str
    state: Mapping[str, Any]
    hints: Mapping[str, Any]
    status: str
    started_at: datetime
    changed_at: datetime
    subject_id: int | None = None
    comment: str | None = None


DRAFT = labelled(drafts, "draft_")
with_actor = drafts.outerjoin(actors, actors.c.id == drafts.c.actor_id)


def _literally(values: Iterable[str]) -> list[ColumnElement[str]]:
    """Our own words as they stand in SQL: lists of parameters cost each run of a statement."""
    return [literal_column(f"'{value}'", String) for value in sorted(values)]


OF_SUBMISSIONS = drafts.c.form.in_(_literally(SubmissionKind))
"""Whether a draft is one of something to be submitted."""
_WRITERS = _literally(roles_for(Action.CONTINUE_DRAFT, Relation.OWN_ACTOR))
_is_theirs = and_(
    drafts.c.status == literal_column("'open'", String),
    drafts.c.participant_id == participants.c.id,
    or_(
        drafts.c.actor_id.is_(None),
        ~OF_SUBMISSIONS,
        exists().where(
            memberships.c.participant_id == participants.c.id,
            memberships.c.actor_id == drafts.c.actor_id,
            memberships.c.until.is_(None),
            memberships.c.role.in_(_WRITERS),
        ),
    ),
)
"""Whether a draft is in the hands of the participant, who may still go on with it."""
_person_and_draft = (
    select(
        *labelled(participants, "person_"),
        *DRAFT,
        *actors.c,
    )
    .select_from(
        participants.outerjoin(
            drafts, and_(drafts.c.id == participants.c.open_draft_id, _is_theirs)
        ).outerjoin(actors, actors.c.id == drafts.c.actor_id)
    )
    .where(participants.c.telegram_id == bindparam("telegram"))
)
_save = SwiftWrite(
    update(drafts)
    .where(drafts.c.id == bindparam("row"), drafts.c.participant_id == bindparam("holder"))
    .values(
        state=bindparam("new_state"), status=bindparam("new_status"), changed_at=bindparam("now")
    )
)


def as_draft(row: Row[*tuple[Any, ...]]) -> Draft:
    """The draft of a row of `DRAFT` and the actor's columns."""
    return Draft(
        id=row.draft_id,
        participant_id=row.draft_participant_id,
        actor=None if row.draft_actor_id is None else as_actor(row),
        meeting_id=row.draft_meeting_id,
        invitation_id=row.draft_invitation_id,
        program_id=row.draft_program_id,
        form=row.draft_form,
        state=row.draft_state,
        hints=row.draft_hints,
        status=row.draft_status,
        started_at=row.draft_started_at,
        changed_at=row.draft_changed_at,
        subject_id=row.draft_subject_id,
        comment=row.draft_comment,
    )


def person_and_draft(
    connection: Connection, telegram_id: int
) -> tuple[Participant | None, Draft | None]:
    """The participant behind a Telegram id and the draft open in their chat, in one query.

    A draft that a colleague writes now, or of an actor they no longer write for, is not open.
    """
    row = connection.execute(_person_and_draft, {"telegram": telegram_id}).first()
    if row is None:
        return None, None
    person = as_participant(Prefixed(row, "person_"))  # type: ignore[arg-type]
    return person, None if row.draft_id is None else as_draft(row)


def draft_by_id(connection: Connection, draft_id: int) -> Draft | None:
    """The draft in row `draft_id`."""
    row = connection.execute(
        select(*DRAFT, *actors.c).select_from(with_actor).where(drafts.c.id == draft_id)
    ).first()
    return None if row is None else as_draft(row)


def drafts_of(connection: Connection, participant_id: int) -> Sequence[Draft]:
    """The participant's unfinished drafts, the one changed last first.

    Those of an actor for whom they are no longer in are the actor's alone.
    """
    in_for = select(memberships.c.actor_id).where(
        memberships.c.participant_id == participant_id, memberships.c.until.is_(None)
    )
    rows = connection.execute(
        select(*DRAFT, *actors.c)
        .select_from(with_actor)
        .where(
            drafts.c.participant_id == participant_id,
            drafts.c.status == "open",
            or_(drafts.c.actor_id.is_(None), drafts.c.actor_id.in_(in_for)),
        )
        .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
    )
    return [as_draft(row) for row in rows]


def add_draft(
    connection: Connection,
    participant_id: int,
    *,
    form: str,
    state: Mapping[str, Any],
    now: datetime,
    hints: Mapping[str, Any] | None = None,
    actor_id: int | None = None,
    meeting_id: int | None = None,
    invitation_id: int | None = None,
    program_id: int | None = None,
    subject_id: int | None = None,
) -> int:
    """Begin a draft and open it in the participant's chat; returns its row."""
    row = connection.execute(
        insert(drafts)
        .values(
            participant_id=participant_id,
            actor_id=actor_id,
            meeting_id=meeting_id,
            invitation_id=invitation_id,
            program_id=program_id,
            subject_id=subject_id,
            form=form,
            state=state,
            hints=hints or {},
            status="open",
            started_at=now,
            changed_at=now,
        )
        .returning(drafts.c.id)
    ).scalar_one()
    open_draft(connection, participant_id, int(row))
    return int(row)


def open_draft(connection: Connection, participant_id: int, draft_id: int | None) -> None:
    """Make `draft_id` the one that the participant's messages answer; None for no draft."""
    connection.execute(
        update(participants)
        .where(participants.c.id == participant_id)
        .values(open_draft_id=draft_id)
    )


def save_draft(
    connection: Connection,
    draft: Draft,
    *,
    state: Mapping[str, Any],
    now: datetime,
    status: str = "open",
) -> bool:
    """Keep the draft's answers and status; False when a colleague has taken it over meanwhile."""
    values = {
        "row": draft.id,
        "holder": draft.participant_id,
        "new_state": state,
        "new_status": status,
        "now": now,
    }
    return _save(connection, values) == 1


def change_draft(connection: Connection, draft_id: int, **values: Any) -> None:  # noqa: ANN401 - column values
    """Set columns of a draft."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(**values))


def move_draft(
    connection: Connection,
    draft_id: int,
    *,
    was: str,
    becomes: str,
    now: datetime,
    comment: str | None = None,
) -> bool:
    """Change the status and the comment of a draft; False when its status is not `was` any more."""
    result = connection.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.status == was)
        .values(status=becomes, comment=comment, changed_at=now)
    )
    return result.rowcount == 1


def drafts_in_clearance(
    connection: Connection, *, participant_id: int | None = None, actor_ids: Collection[int] = ()
) -> Sequence[Draft]:
    """What waits to be cleared of one participant, or of the actors in `actor_ids`."""
    theirs: ColumnElement[bool] = drafts.c.actor_id.in_(list(actor_ids))
    if participant_id is not None:
        theirs = drafts.c.participant_id == participant_id
    rows = connection.execute(
        select(*DRAFT, *actors.c)
        .select_from(with_actor)
        .where(theirs, drafts.c.status == "clearing")
        .order_by(drafts.c.id)
    )
    return [as_draft(row) for row in rows]


def discard_all(connection: Connection, participant_id: int, *, form: str, now: datetime) -> None:
    """Throw away the participant's unfinished drafts of `form`."""
    connection.execute(
        update(drafts)
        .where(
            drafts.c.participant_id == participant_id,
            drafts.c.form == form,
            drafts.c.status == "open",
        )
        .values(status="discarded", changed_at=now)
    )
