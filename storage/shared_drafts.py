"""Drafts beyond one person's chat: of colleagues, handed on, left alone, sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from storage.drafts import DRAFT, OF_SUBMISSIONS, Draft, as_draft, draft_by_id, with_actor
from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.tables import actors, drafts, participants, submissions

_with_holder = with_actor.join(participants, participants.c.id == drafts.c.participant_id)


def drafts_of_colleagues(
    connection: Connection, participant_id: int, actor_ids: Collection[int]
) -> Sequence[tuple[Draft, Participant]]:
    """Unfinished drafts of these actors that others write, the one changed last first."""
    if not actor_ids:
        return ()
    rows = connection.execute(
        select(*DRAFT, *actors.c, *labelled(participants, "person_"))
        .select_from(_with_holder)
        .where(
            drafts.c.actor_id.in_(list(actor_ids)),
            drafts.c.status == "open",
            drafts.c.participant_id != participant_id,
            OF_SUBMISSIONS,
        )
        .order_by(drafts.c.changed_at.desc(), drafts.c.id.desc())
    )
    return [(as_draft(row), _holder(row)) for row in rows]


def hold_draft(connection: Connection, draft_id: int) -> Draft | None:
    """The draft in row `draft_id`, held until the transaction ends: one change at a time."""
    connection.execute(select(drafts.c.id).where(drafts.c.id == draft_id).with_for_update())
    return draft_by_id(connection, draft_id)


def hand_draft(
    connection: Connection, draft: Draft, to: int, *, state: Mapping[str, Any], now: datetime
) -> bool:
    """Give the draft to a colleague; False when somebody else has changed hands with it first."""
    result = connection.execute(
        update(drafts)
        .where(
            drafts.c.id == draft.id,
            drafts.c.participant_id == draft.participant_id,
            drafts.c.status == "open",
        )
        .values(participant_id=to, state=state, changed_at=now)
    )
    return result.rowcount == 1


def drafts_left_alone(
    connection: Connection, *, since: datetime
) -> Sequence[tuple[Draft, Participant]]:
    """Unfinished drafts unchanged since then and never reminded of, the oldest first.

    Those of people who cannot be reached are left out.
    """
    rows = connection.execute(
        select(*DRAFT, *actors.c, *labelled(participants, "person_"))
        .select_from(_with_holder)
        .where(
            drafts.c.status == "open",
            drafts.c.nudged_at.is_(None),
            drafts.c.changed_at <= since,
            drafts.c.actor_id.is_not(None),
            participants.c.unreachable_since.is_(None),
            OF_SUBMISSIONS,
        )
        .order_by(drafts.c.changed_at, drafts.c.id)
    )
    return [(as_draft(row), _holder(row)) for row in rows]


def note_nudged(connection: Connection, draft_ids: Collection[int], *, now: datetime) -> None:
    """Note that whoever writes these drafts was reminded of them."""
    connection.execute(update(drafts).where(drafts.c.id.in_(list(draft_ids))).values(nudged_at=now))


def states_sent(
    connection: Connection, participant_id: int, *, most: int
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """The rows of what the participant sent last, each with the state in which it was sent."""
    rows = connection.execute(
        select(submissions.c.id, drafts.c.state)
        .join(drafts, drafts.c.id == submissions.c.draft_id)
        .where(drafts.c.participant_id == participant_id)
        .order_by(submissions.c.id.desc())
        .limit(most)
    )
    return [(int(row[0]), row[1]) for row in rows]


def _holder(row: Any) -> Participant:  # noqa: ANN401 - a row with a participant's columns
    return as_participant(Prefixed(row, "person_"))  # type: ignore[arg-type]
