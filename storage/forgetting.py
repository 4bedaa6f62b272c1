"""A person is forgotten: their rows stay as numbers that others refer to, and say nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    cast,
    delete,
    or_,
    select,
    text,
    update,
)

from storage.tables import (
    attachments,
    drafts,
    inbox,
    memberships,
    outbox,
    paces,
    participants,
    registrations,
    requests,
    submissions,
    translations,
)
from storage.unfinished import UNFINISHED

BEYOND = 10**15
"""Telegram's numbers of people and groups are nearer to zero."""
NOWHERE = "America/New_York"
DEALT_WITH = ("done", "dead")
_WAITS = outbox.c.status.in_((*UNFINISHED, "parked"))


@dataclass(frozen=True, slots=True)
class Held:
    """A row and the JSON in it that may speak of the person."""

    id: int
    body: Mapping[str, Any]


def tombstone(participant_id: int) -> int:
    """What stands for a Telegram number that is forgotten."""
    return -BEYOND - participant_id


def empty_participant(connection: Connection, participant_id: int, *, now: datetime) -> None:
    """Take name, account and settings from the participant's row."""
    connection.execute(
        update(participants)
        .where(participants.c.id == participant_id)
        .values(
            telegram_id=tombstone(participant_id),
            name="",
            language="en",
            zone=NOWHERE,
            unreachable_since=now,
            open_draft_id=None,
            news="at_once",
            told_until=None,
            unasked_at=None,
            holidays=None,
            wrong_tokens=0,
            slowed_until=None,
            forgotten_at=now,
        )
    )


# --- what they wrote -----------------------------------------------------------------------


def drafts_of(connection: Connection, participant_id: int) -> list[Mapping[str, Any]]:
    """The state of every draft of the participant."""
    rows = connection.execute(
        select(drafts.c.state).where(drafts.c.participant_id == participant_id)
    )
    return list(rows.scalars())


def empty_drafts(
    connection: Connection, participant_id: int, empty: Mapping[str, Any], *, now: datetime
) -> None:
    """Empty the participant's drafts, sent ones too; the files of those not sent are let go."""
    theirs = drafts.c.participant_id == participant_id
    sent = select(submissions.c.draft_id)
    unsent = select(drafts.c.id).where(theirs, drafts.c.id.not_in(sent))
    connection.execute(delete(attachments).where(attachments.c.draft_id.in_(unsent)))
    connection.execute(
        update(drafts)
        .where(theirs, drafts.c.status.in_(("open", "clearing")))
        .values(status="discarded", changed_at=now)
    )
    connection.execute(update(drafts).where(theirs).values(state=empty, hints={}, comment=None))


def registrations_of(connection: Connection, participant_id: int) -> list[tuple[str, Held]]:
    """The participant's requests to be registered, each with its status, held."""
    rows = connection.execute(
        select(registrations)
        .where(registrations.c.participant_id == participant_id)
        .order_by(registrations.c.id)
        .with_for_update()
    )
    return [(row.status, Held(row.id, row.answers)) for row in rows]


def change_registration(
    connection: Connection, row: int, answers: Mapping[str, Any], *, status: str
) -> None:
    """Set what is left of a request, and its status."""
    connection.execute(
        update(registrations)
        .where(registrations.c.id == row)
        .values(answers=answers, status=status)
    )


def actors_of(connection: Connection, participant_id: int) -> frozenset[int]:
    """The actors for which the participant was ever in or wrote."""
    found = connection.execute(
        select(memberships.c.actor_id).where(
            memberships.c.participant_id == participant_id, memberships.c.actor_id.is_not(None)
        )
    ).scalars()
    wrote = connection.execute(
        select(submissions.c.actor_id).where(submissions.c.participant_id == participant_id)
    ).scalars()
    return frozenset(int(each) for each in (*found, *wrote) if each is not None)


def submissions_of(
    connection: Connection, participant_id: int, actor_ids: Collection[int]
) -> Iterator[tuple[bool, Held]]:
    """The answers sent by the participant (True) or for these actors by others."""
    rows = connection.execute(
        select(submissions.c.id, submissions.c.participant_id, submissions.c.answers).where(
            or_(
                submissions.c.participant_id == participant_id,
                submissions.c.actor_id.in_(list(actor_ids)),
            )
        )
    )
    for row in rows.all():
        yield row.participant_id == participant_id, Held(row.id, row.answers)


def change_submission(connection: Connection, row: int, answers: Mapping[str, Any]) -> None:
    """Set the answers of a submission."""
    connection.execute(update(submissions).where(submissions.c.id == row).values(answers=answers))


def drafts_for(connection: Connection, actor_ids: Collection[int]) -> Iterator[tuple[Held, Held]]:
    """State and hints of what others wrote for these actors."""
    rows = connection.execute(
        select(drafts.c.id, drafts.c.state, drafts.c.hints).where(
            drafts.c.actor_id.in_(list(actor_ids))
        )
    )
    for row in rows.all():
        yield Held(row.id, row.state), Held(row.id, row.hints)


def change_draft(
    connection: Connection, row: int, state: Mapping[str, Any], hints: Mapping[str, Any]
) -> None:
    """Set state and hints of a draft."""
    connection.execute(update(drafts).where(drafts.c.id == row).values(state=state, hints=hints))


def merge_words(connection: Connection) -> None:
    """Let the full text forget what was taken out of it: SQLite keeps it in older parts else."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO submission_words (submission_words) VALUES ('optimize')")
        )


def let_go(connection: Connection, participant_id: int) -> None:
    """Remove the participant's saved requests; translations no longer say who took them in."""
    connection.execute(delete(requests).where(requests.c.participant_id == participant_id))
    connection.execute(
        update(translations)
        .where(translations.c.participant_id == participant_id)
        .values(participant_id=None)
    )


# --- what was on its way -------------------------------------------------------------------


def forget_chat(connection: Connection, participant_id: int, telegram_id: int) -> None:
    """Remove what was said to the person and what they said, as far as it has had its effect."""
    connection.execute(delete(outbox).where(outbox.c.chat_id == telegram_id))
    connection.execute(delete(paces).where(paces.c.chat_id == telegram_id))
    connection.execute(
        update(inbox)
        .where(inbox.c.sender == telegram_id, inbox.c.status.in_(DEALT_WITH))
        .values(payload="{}", sender=tombstone(participant_id), subject=None)
    )


def waiting_with(connection: Connection, telling: Collection[str]) -> Iterator[Held]:
    """The messages to others that wait and in which one of the words stands."""
    if not telling:
        return
    said = _says(cast(outbox.c.content, Text), telling)
    rows = connection.execute(select(outbox.c.id, outbox.c.content).where(said, _WAITS))
    for row in rows.all():
        yield Held(row.id, row.content)


def blank_with(connection: Connection, telling: Collection[str]) -> None:
    """Blank what is dealt with and holds one of the words: messages to others, updates of theirs.

    A tap brings the message with it under which the button stood. Neither is read again.
    """
    if not telling:
        return
    told = _says(cast(outbox.c.content, Text), telling)
    connection.execute(update(outbox).where(told, ~_WAITS).values(content={}))
    typed = _says(inbox.c.payload, telling)
    connection.execute(
        update(inbox).where(inbox.c.status.in_(DEALT_WITH), typed).values(payload="{}")
    )


def change_letter(connection: Connection, row: int, content: Mapping[str, Any]) -> None:
    """Set what a message says."""
    connection.execute(update(outbox).where(outbox.c.id == row).values(content=content))


def _says(column: ColumnElement[str], telling: Collection[str]) -> ColumnElement[bool]:
    """Whether JSON text holds one of the words, spelled out or in JSON's own escapes."""
    forms = {form for word in telling for form in (word, json.dumps(word)[1:-1])}
    forms |= {json.dumps(word, ensure_ascii=False)[1:-1] for word in telling}
    return or_(*(column.icontains(form, autoescape=True) for form in sorted(forms)))
