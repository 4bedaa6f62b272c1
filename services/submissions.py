"""Sending: a draft becomes a submission with a number, and its actor is reminded no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.calendar import term_of
from committee.localtime import local_day
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    kind_title,
    receipt_number,
    visibility_name,
)
from locales import Message, phrases
from services.office import WASHINGTON, Turn
from storage import calendar, outbox, submissions
from storage.drafts import Draft
from storage.locking import hold


def finish(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Keep what was sent under the next number and give the person the receipt."""
    assert draft.actor is not None
    assert draft.program_id is not None
    turn.require(Action.SUBMIT, actor_id=draft.actor.id)
    kind = SubmissionKind(draft.form)
    visibility = Visibility(answers["visibility"])
    term_key, term_id = _term(turn, draft)
    serial = submissions.next_serial(turn.connection, f"{term_key}/{kind.value}")
    number = receipt_number(term_key, kind, serial)
    row = submissions.add_submission(
        turn.connection,
        {
            "number": number,
            "kind": kind.value,
            "term_id": term_id,
            "actor_id": draft.actor.id,
            "participant_id": turn.person.id,
            "meeting_id": draft.meeting_id,
            "draft_id": draft.id,
            "program_id": draft.program_id,
            "language": answers.get("language") or turn.person.language,
            "visibility": visibility.value,
            "state": SubmissionState.SUBMITTED.value,
            "answers": dict(answers),
            "submitted_at": turn.now,
        },
    )
    turn.record(
        "submitted",
        participant_id=turn.person.id,
        subject="submission",
        subject_id=row,
        facts={"number": number},
    )
    if draft.meeting_id is not None:
        # A tick that counts who has not answered waits, so that its reminder is taken back too.
        hold(turn.connection, "reminders")
        outbox.void(turn.connection, meeting_id=draft.meeting_id, actor_id=draft.actor.id)
    turn.reply(_receipt(draft, number, kind, visibility))


def _term(turn: Turn, draft: Draft) -> tuple[str, int]:
    """The term a submission counts to: its meeting's, else the one under way."""
    meeting = (
        calendar.meeting_by_id(turn.connection, draft.meeting_id)
        if draft.meeting_id is not None
        else None
    )
    day = local_day(meeting.plan.starts_at if meeting else turn.now, WASHINGTON)
    key = term_of(day)
    year = int(key[:4])
    row = calendar.term_for(
        turn.connection, key, starts=date(year, 9, 1), ends=date(year + 1, 5, 31)
    )
    return key, row


def _receipt(draft: Draft, number: str, kind: SubmissionKind, visibility: Visibility) -> Reply:
    assert draft.actor is not None
    actor = draft.actor.actor.name
    lines = [
        Message(phrases.RECEIVED, {"number": number}),
        Message(
            phrases.RECEIVED_FOR,
            {
                "kind": kind_title(kind),
                "actor": actor,
                "visibility": visibility_name(visibility),
            },
        ),
    ]
    if draft.meeting_id is not None:
        lines.append(Message(phrases.RECEIVED_SPARED, {"actor": actor}))
    rows = (
        (
            Button(Message(phrases.REPORT_PROGRESS), "m:report"),
            Button(Message(phrases.SHARE_PRACTICE), "m:practice"),
        ),
    )
    return Reply(tuple(lines), rows)
