"""What hangs on a role and ends or moves with it: drafts, put-off reminders, waiting letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from storage.outbox import REMINDER
from storage.tables import drafts, outbox, participants, reminders
from storage.unfinished import UNFINISHED

PUT_OFF, CLEARING = "later", "clearing"
_WAITING = outbox.c.status.in_((*UNFINISHED, "parked"))


def hold_person(connection: Connection, participant_id: int) -> None:
    """Wait until nothing else changes the participant's row, until the transaction ends."""
    held = select(participants.c.id).where(participants.c.id == participant_id).with_for_update()
    connection.execute(held)


def close_draft(connection: Connection, participant_id: int, actor_id: int) -> None:
    """Close the draft open in the participant's chat if it is the actor's; it stays a draft."""
    theirs = select(drafts.c.id).where(drafts.c.actor_id == actor_id)
    connection.execute(
        update(participants)
        .where(participants.c.id == participant_id, participants.c.open_draft_id.in_(theirs))
        .values(open_draft_id=None)
    )


def discard_forms(
    connection: Connection,
    participant_id: int,
    forms: Collection[str],
    *,
    actor_id: int | None,
    now: datetime,
) -> None:
    """Throw away what the participant had begun of `forms`, for the actor or for nobody."""
    begun = and_(
        drafts.c.participant_id == participant_id,
        drafts.c.form.in_(list(forms)),
        drafts.c.status == "open",
        or_(drafts.c.actor_id.is_(None), drafts.c.actor_id == actor_id),
    )
    connection.execute(
        update(participants)
        .where(
            participants.c.id == participant_id,
            participants.c.open_draft_id.in_(select(drafts.c.id).where(begun)),
        )
        .values(open_draft_id=None)
    )
    connection.execute(update(drafts).where(begun).values(status="discarded", changed_at=now))


def drafts_held(
    connection: Connection, participant_id: int, *, actor_id: int, forms: Collection[str]
) -> Sequence[tuple[int, Mapping[str, Any]]]:
    """Row and state of the participant's unfinished drafts of `forms` for the actor, held."""
    rows = connection.execute(
        select(drafts.c.id, drafts.c.state)
        .where(
            drafts.c.participant_id == participant_id,
            drafts.c.actor_id == actor_id,
            drafts.c.form.in_(list(forms)),
            drafts.c.status.in_(("open", CLEARING)),
        )
        .order_by(drafts.c.id)
        .with_for_update()
    )
    return [(int(row.id), row.state) for row in rows]


def move_draft(connection: Connection, row: int, to: int, *, state: Mapping[str, Any]) -> None:
    """Give a draft to a colleague, in the state in which they go on with it."""
    connection.execute(
        update(drafts).where(drafts.c.id == row).values(participant_id=to, state=state)
    )


def move_reminders(connection: Connection, participant_id: int, to: int, *, actor_id: int) -> None:
    """Give the reminders that the participant put off to a colleague who has none of that meeting.

    What the colleague has put off or is sent that day counts; the other one is left where it is.
    """
    theirs = reminders.alias("theirs")
    has_one = (
        select(theirs.c.id)
        .where(
            theirs.c.participant_id == to,
            theirs.c.actor_id == actor_id,
            theirs.c.meeting_id == reminders.c.meeting_id,
            or_(theirs.c.status == PUT_OFF, theirs.c.local_day == reminders.c.local_day),
        )
        .exists()
    )
    connection.execute(
        update(reminders)
        .where(_put_off(participant_id, actor_id), ~has_one)
        .values(participant_id=to)
    )


def spare_reminders(
    connection: Connection, participant_id: int, actor_id: int, *, now: datetime
) -> None:
    """Let the reminders that the participant put off not come any more."""
    connection.execute(
        update(reminders)
        .where(_put_off(participant_id, actor_id))
        .values(status="spared", settled_at=now)
    )


def _put_off(participant_id: int, actor_id: int) -> ColumnElement[bool]:
    return and_(
        reminders.c.participant_id == participant_id,
        reminders.c.actor_id == actor_id,
        reminders.c.status == PUT_OFF,
    )


def void_letters(
    connection: Connection,
    chat_id: int,
    *,
    actor_id: int | None = None,
    but: Collection[int] = (),
    reminders_only: bool = False,
) -> None:
    """Take back what waits for a person: about one actor, or everything but about some actors.

    What it said is wiped, as it may be a file or a link that is for others now.
    """
    about = (
        outbox.c.actor_id == actor_id
        if actor_id is not None
        else or_(outbox.c.actor_id.is_(None), outbox.c.actor_id.not_in(list(but)))
    )
    wanted = [outbox.c.chat_id == chat_id, _WAITING, about]
    if reminders_only:
        wanted.append(outbox.c.urgency == REMINDER)
        wanted.append(outbox.c.meeting_id.is_not(None))
    connection.execute(update(outbox).where(*wanted).values(status="void", content={}))
