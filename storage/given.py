"""What actors gave last, and the drafts under way, for many people at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from committee.submissions import STANDING_STATES, SubmissionKind
from storage.drafts import DRAFT, OF_SUBMISSIONS, Draft, as_draft, with_actor
from storage.tables import actors, drafts, submissions

_NO_REPLIES = submissions.c.kind != SubmissionKind.CLARIFICATION_REPLY.value


@dataclass(frozen=True, slots=True)
class Given:
    """A submission as a reminder speaks of it."""

    kind: SubmissionKind
    answers: Mapping[str, Any]
    submitted_at: datetime


def last_given(connection: Connection, actor_ids: Collection[int]) -> Mapping[int, Given]:
    """By actor, the newest of its submissions that stand."""
    newest = (
        select(func.max(submissions.c.id))
        .where(
            submissions.c.actor_id.in_(list(actor_ids)),
            submissions.c.state.in_([state.value for state in STANDING_STATES]),
            _NO_REPLIES,
        )
        .group_by(submissions.c.actor_id)
    )
    rows = connection.execute(
        select(
            submissions.c.actor_id,
            submissions.c.kind,
            submissions.c.answers,
            submissions.c.submitted_at,
        ).where(submissions.c.id.in_(newest))
    )
    return {row[0]: Given(SubmissionKind(row[1]), row[2], row[3]) for row in rows}


def open_drafts(connection: Connection, people: Collection[int]) -> Sequence[Draft]:
    """Unfinished drafts of submissions in the hands of these people, the newest first."""
    rows = connection.execute(
        select(*DRAFT, *actors.c)
        .select_from(with_actor)
        .where(
            drafts.c.participant_id.in_(list(people)),
            drafts.c.status == "open",
            drafts.c.actor_id.is_not(None),
            OF_SUBMISSIONS,
        )
        .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
    )
    return [as_draft(row) for row in rows]
