"""All that is held on one person, table by table; never the rows of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, and_, func, or_, select

from storage import own_documents
from storage.people import Participant
from storage.tables import (
    actors,
    attachments,
    audit,
    clarifications,
    drafts,
    inbox,
    invitations,
    meetings,
    memberships,
    notices,
    outbox,
    participants,
    registrations,
    reminders,
    responses,
    rounds,
    submissions,
)
from storage.unfinished import UNFINISHED

Rows: TypeAlias = Sequence[Mapping[str, Any]]
ACTOR = actors.c.name.label("actor")
MEETING = meetings.c.title.label("meeting")


def held_on(connection: Connection, person: Participant) -> dict[str, Rows]:
    """The rows about `person`, by what they are; names of actors and titles in four languages.

    How wrong invitations are counted is left out: it would tell whoever guesses that they wait.
    """
    asked = {
        "person": _person(person.id),
        "roles": _roles(person.id),
        "invitations_used": _invitations().where(invitations.c.used_by == person.id),
        "invitations_issued": _invitations().where(invitations.c.issued_by == person.id),
        "registrations": _registrations(person.id),
        "decisions": _decisions(person.id),
        "drafts": _drafts(person.id),
        "submissions": _submissions(person.id),
        "files": _files(person.id),
        "questions_asked": _questions_asked(person.id),
        "questions_answered": _questions_answered(person.id),
        "responses": _responses(person.id),
        "reminders": _reminders(person.id),
        "announcements": _announcements(person.id),
        "rounds": _rounds(person.id),
        "jobs": own_documents.asked_for(person.id),
        "requests": own_documents.saved(person.id),
        "translations": own_documents.taken_in(person.id),
        "trail": _trail(person.id),
    }
    return {name: _rows(connection, each) for name, each in asked.items()}


def _rows(connection: Connection, asked: Select[Any]) -> Rows:
    found = connection.execute(asked).mappings()
    return [{str(name): value for name, value in row.items()} for row in found]


def counts(connection: Connection, person: Participant) -> dict[str, int]:
    """How many messages to the person wait or are kept, and how many of theirs are kept."""
    waiting = outbox.c.status.in_((*UNFINISHED, "parked"))
    theirs = outbox.c.chat_id == person.telegram_id
    asked = {
        "messages_waiting": select(func.count()).select_from(outbox).where(theirs, waiting),
        "messages_kept": select(func.count()).select_from(outbox).where(theirs, ~waiting),
        "updates_kept": select(func.count())
        .select_from(inbox)
        .where(inbox.c.sender == person.telegram_id),
    }
    return {name: int(connection.execute(each).scalar_one()) for name, each in asked.items()}


def _person(row: int) -> Select[Any]:
    kept = participants.c
    return select(
        kept.name,
        kept.telegram_id.label("account"),
        kept.language,
        kept.zone,
        kept.first_seen_at.label("first_seen"),
        kept.unreachable_since,
        kept.news,
        kept.told_until,
        kept.unasked_at,
        kept.holidays,
    ).where(kept.id == row)


def _roles(row: int) -> Select[Any]:
    return (
        select(
            ACTOR,
            memberships.c.role,
            memberships.c.since,
            memberships.c.until,
            memberships.c.quiet_since,
        )
        .select_from(memberships.outerjoin(actors, actors.c.id == memberships.c.actor_id))
        .where(memberships.c.participant_id == row)
        .order_by(memberships.c.id)
    )


def _invitations() -> Select[Any]:
    kept = invitations.c
    return (
        select(
            ACTOR,
            kept.role,
            kept.issued_at.label("issued"),
            kept.expires_at.label("expires"),
            kept.used_at.label("used"),
        )
        .select_from(invitations.outerjoin(actors, actors.c.id == kept.actor_id))
        .order_by(kept.id)
    )


def _registrations(row: int) -> Select[Any]:
    kept = registrations.c
    return (
        select(
            kept.status.label("state"),
            kept.asked_at.label("asked"),
            kept.decided_at.label("decided"),
            kept.answers,
        )
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _decisions(row: int) -> Select[Any]:
    """Without what was asked, which is others'."""
    kept = registrations.c
    return (
        select(
            kept.id.label("number"), kept.status.label("state"), kept.decided_at.label("decided")
        )
        .where(kept.decided_by == row)
        .order_by(kept.id)
    )


def _drafts(row: int) -> Select[Any]:
    kept = drafts.c
    return (
        select(
            kept.form,
            ACTOR,
            kept.status.label("state"),
            kept.started_at.label("started"),
            kept.changed_at.label("changed"),
            kept.comment,
            kept.state.label("answers"),
        )
        .select_from(drafts.outerjoin(actors, actors.c.id == kept.actor_id))
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _submissions(row: int) -> Select[Any]:
    kept = submissions.c
    return (
        select(
            kept.number,
            kept.kind,
            ACTOR,
            kept.state,
            kept.visibility.label("readers"),
            kept.submitted_at.label("received"),
            kept.reason,
            kept.answers,
        )
        .select_from(submissions.join(actors, actors.c.id == kept.actor_id))
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _files(row: int) -> Select[Any]:
    kept = attachments.c
    return (
        select(
            kept.original_name.label("name"),
            kept.size,
            kept.media_type,
            kept.sha256,
            kept.received_at.label("received"),
        )
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _questions_asked(row: int) -> Select[Any]:
    return (
        select(
            submissions.c.number,
            clarifications.c.question,
            clarifications.c.asked_at.label("asked"),
        )
        .join(submissions, submissions.c.id == clarifications.c.submission_id)
        .where(clarifications.c.asked_by == row)
        .order_by(clarifications.c.id)
    )


def _questions_answered(row: int) -> Select[Any]:
    """With the number of the answer, which stands among the submissions; not who asked."""
    return (
        select(submissions.c.number, clarifications.c.question)
        .join(submissions, submissions.c.id == clarifications.c.reply_id)
        .where(submissions.c.participant_id == row)
        .order_by(clarifications.c.id)
    )


def _responses(row: int) -> Select[Any]:
    return (
        select(MEETING, ACTOR, responses.c.kind, responses.c.at)
        .join(meetings, meetings.c.id == responses.c.meeting_id)
        .join(actors, actors.c.id == responses.c.actor_id)
        .where(responses.c.participant_id == row)
        .order_by(responses.c.id)
    )


def _reminders(row: int) -> Select[Any]:
    kept = reminders.c
    return (
        select(
            MEETING,
            ACTOR,
            kept.due_at.label("due"),
            kept.status.label("state"),
            kept.settled_at.label("settled"),
        )
        .join(meetings, meetings.c.id == kept.meeting_id)
        .join(actors, actors.c.id == kept.actor_id)
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _announcements(row: int) -> Select[Any]:
    kept = notices.c
    return (
        select(kept.due_at.label("due"), kept.status.label("state"))
        .where(kept.participant_id == row)
        .order_by(kept.id)
    )


def _rounds(row: int) -> Select[Any]:
    """What the person had sent to many, with the words of it that are their own."""
    kept = rounds.c
    return (
        select(
            kept.kind,
            MEETING,
            kept.made_at.label("asked"),
            kept.status.label("state"),
            kept.content.label("params"),
        )
        .select_from(rounds.outerjoin(meetings, meetings.c.id == kept.meeting_id))
        .where(kept.started_by == row)
        .order_by(kept.id)
    )


def _trail(row: int) -> Select[Any]:
    about = and_(audit.c.subject == "participant", audit.c.subject_id == row)
    return (
        select(audit.c.id.label("number"), audit.c.at, audit.c.action)
        .where(or_(audit.c.participant_id == row, about))
        .order_by(audit.c.id)
    )
