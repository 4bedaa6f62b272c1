"""The receipt: number, who may read it, and the next useful things."""

from __future__ import annotations

from bot.flows.reply import Button, Reply
from committee.submissions import SubmissionKind, kind_title, may_send, revised, visibility_name
from locales import Message, phrases
from locales.phrases import reading, sending
from services.entries import LABELS, WORD_OF
from services.tokens import short
from storage.submissions import Submission

NEXT = (SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE)
"""What somebody who has sent something may want to send next."""


def receipt(submission: Submission) -> Reply:
    """What the author is told when `submission` has been received."""
    return Reply(
        (
            Message(phrases.RECEIVED, {"number": submission.number}),
            *_about(submission),
        ),
        (reading_buttons(submission), *_onward(submission)),
    )


def _about(submission: Submission) -> tuple[Message, ...]:
    actor = submission.actor.actor.name
    lines = [
        Message(
            phrases.RECEIVED_FOR,
            {
                "kind": kind_title(submission.kind),
                "actor": actor,
                "visibility": visibility_name(submission.visibility),
            },
        )
    ]
    if submission.unnamed:
        lines.append(Message(sending.NOT_NAMED))
    if submission.revision:
        before = revised(submission.base, submission.revision - 1)
        lines.append(Message(sending.RECEIVED_INSTEAD, {"number": before}))
    elif submission.meeting_id is not None:
        lines.append(Message(phrases.RECEIVED_SPARED, {"actor": actor}))
    return tuple(lines)


def reading_buttons(submission: Submission) -> tuple[Button, ...]:
    """Read it, or have it as a document."""
    return (
        read_button(submission),
        Button(Message(reading.COPY), f"s:{short(submission.id)}:copy"),
    )


def read_button(submission: Submission) -> Button:
    """The button that opens the submission."""
    return Button(Message(sending.READ_IT), f"s:{short(submission.id)}:open")


def _onward(submission: Submission) -> tuple[tuple[Button, ...], ...]:
    """The forms that the actor uses most, where it may send them."""
    kinds = [kind for kind in NEXT if may_send(submission.actor.actor.kind, kind)]
    row = tuple(Button(Message(LABELS[kind]), f"m:{WORD_OF[kind]}") for kind in kinds)
    return (row,) if row else ()
