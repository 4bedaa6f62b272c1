"""A submission as it is read in the chat: head, answers page by page, thread, and what can be done.

Every button is drawn by right and state; both are asked again when it is tapped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.flows.forms import FORMS
from bot.flows.kinds.keyboard import turning
from bot.flows.kinds.kind import Rows
from bot.flows.reading import COMFORTABLE, read_out
from bot.flows.reply import Button, Reply
from bot.flows.review import in_messages
from bot.flows.situation import Situation
from committee.access import Action
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    kind_title,
    state_name,
    visibility_name,
)
from locales import Localized, Message, Refusal
from locales.message import Day
from locales.phrases import reading
from services.attached import files_in
from services.office import Office, Turn, allowed
from services.readers import hidden_from, knows_author, may_see, reads_thread, viewer_of
from services.situations import situation_to_read
from services.tokens import short
from storage import clarifications, submissions
from storage.listing import Viewer
from storage.submissions import Submission

DEEDS: tuple[tuple[Action, str, str], ...] = (
    (Action.ACCEPT, "accept", reading.ACCEPT),
    (Action.ASK_CLARIFICATION, "ask", reading.ASK),
    (Action.RETURN_SUBMISSION, "return", reading.RETURN),
    (Action.PUBLISH, "publish", reading.PUBLISH),
    (Action.AMEND, "amend", reading.AMEND),
    (Action.WITHDRAW, "withdraw", reading.WITHDRAW),
)
"""What can be done with a submission: the right it takes, the word on buttons, the label."""


REPLY = SubmissionKind.CLARIFICATION_REPLY
"""Read, accepted and changed with the submission that it speaks of."""


class NoSuchSubmissionError(Refusal):
    """There is none in that row, or the asker may not read it; which, is nobody's business."""

    message = reading.NOT_THERE


class ChangedMeanwhileError(Refusal):
    """Somebody else has changed the state of the submission first."""

    message = reading.CHANGED_MEANWHILE


def readable(turn: Turn, row: int) -> Submission:
    """The submission in row `row`; NoSuchSubmissionError unless the sender may read it now."""
    found = submissions.submission_by_id(turn.connection, row)
    if found is None or not may_see(viewer_of(turn.memberships()), found):
        raise NoSuchSubmissionError
    return found


def show(
    turn: Turn, office: Office, submission: Submission, *, page: int = 0, replaces: bool = False
) -> None:
    """Show the submission to the sender, opened at `page`."""
    turn.reply(card(turn, office, submission, page=page, replaces=replaces))


def card(
    turn: Turn, office: Office, submission: Submission, *, page: int = 0, replaces: bool = False
) -> Reply:
    """One page of the submission with the buttons of what the sender may do with it now."""
    viewer = viewer_of(turn.memberships())
    body = [*_answers(turn, office, viewer, submission), *_thread(turn, submission)]
    pages = list(in_messages(body, units=COMFORTABLE))
    page = min(page, len(pages) - 1)
    lines = [*head(turn, viewer, submission), *pages[page]]
    if len(pages) > 1:
        lines.append(Message(reading.PAGE, {"n": page + 1, "of": len(pages)}))
    rows = (
        *turning(f"s:{short(submission.id)}", page, len(pages) - 1),
        *_files(viewer, submission),
        *_deeds(turn, submission),
    )
    return Reply(tuple(lines), rows, replaces=replaces, tight=True)


def head(turn: Turn, viewer: Viewer, submission: Submission) -> Iterator[Message]:
    """Number, kind, actor, state, day, circle of readers; the reason where there is one."""
    yield Message(
        reading.TITLE,
        {
            "number": submission.number,
            "kind": kind_title(submission.kind),
            "actor": author_shown(viewer, submission),
        },
    )
    received = submission.submitted_at.astimezone(ZoneInfo(turn.person.zone)).date()
    yield Message(
        reading.SINCE,
        {
            "state": state_name(submission.state),
            "day": Day(received),
            "visibility": visibility_name(submission.visibility),
        },
    )
    if submission.unnamed and knows_author(viewer, submission):
        yield Message(reading.NOT_TO_BE_NAMED)
    if submission.reason:
        yield Message(reading.REASON, {"reason": submission.reason})


def author_shown(viewer: Viewer, submission: Submission) -> Localized | Message:
    """The actor's name, or that it is not named, as the viewer may know it."""
    if knows_author(viewer, submission):
        return submission.actor.actor.name
    return Message(reading.UNNAMED)


def situation_for(turn: Turn, office: Office, submission: Submission) -> Situation:
    """The moment in which the sender reads a submission."""
    return situation_to_read(
        turn.connection,
        submission,
        program=office.program(turn.connection, submission.program_id),
        language=turn.person.language,
        today=turn.now.astimezone(ZoneInfo(turn.person.zone)).date(),
    )


def _answers(
    turn: Turn, office: Office, viewer: Viewer, submission: Submission
) -> Iterator[Message]:
    form = FORMS[submission.kind.value]
    yield from read_out(
        form,
        submission.answers,
        situation_for(turn, office, submission),
        hidden={*hidden_from(viewer, submission, form), "language", "visibility", "naming"},
    )


def _thread(turn: Turn, submission: Submission) -> Iterator[Message]:
    """The questions asked about it and their answers; for its actor and the secretariat."""
    asked = clarifications.clarifications_of(turn.connection, submission.base)
    if not asked or not reads_thread(turn.memberships(), submission):
        return
    yield Message(reading.THREAD)
    for each in asked:
        day = Day(each.asked_at.astimezone(ZoneInfo(turn.person.zone)).date(), short=True)
        yield Message(reading.QUESTION, {"day": day, "question": each.question})
        reply = each.reply_id and submissions.submission_by_id(turn.connection, each.reply_id)
        if not reply:
            yield Message(reading.NO_REPLY_YET)
            continue
        answered = reply.submitted_at.astimezone(ZoneInfo(turn.person.zone)).date()
        yield Message(
            reading.REPLY,
            {
                "day": Day(answered, short=True),
                "number": reply.number,
                "answer": str(reply.answers.get("answer") or ""),
            },
        )


def _files(viewer: Viewer, submission: Submission) -> Rows:
    """A button for every file; none where the files could tell who does not want to be named."""
    if not knows_author(viewer, submission):
        return ()
    about = f"s:{short(submission.id)}"
    return tuple(
        (Button(Message(reading.FILE, {"name": _named(file)}), f"{about}:f:{short(file['id'])}"),)
        for file in files_in(FORMS[submission.kind.value], submission.answers)
    )


def _named(file: dict[str, Any]) -> str:
    name = str(file.get("name") or "")
    return name if len(name) <= 40 else name[:39] + "…"


def _deeds(turn: Turn, submission: Submission) -> Rows:
    memberships = turn.memberships()
    about = f"s:{short(submission.id)}"
    buttons = [
        Button(Message(label), f"{about}:{word}")
        for action, word, label in DEEDS
        if allowed(memberships, action, actor_id=submission.actor.id, state=submission.state)
        and (action is Action.WITHDRAW or submission.kind is not REPLY)
    ]
    if _open_question(turn, submission) is not None and allowed(
        memberships, Action.ANSWER_CLARIFICATION, actor_id=submission.actor.id
    ):
        buttons.insert(0, Button(Message(reading.ANSWER), f"{about}:answer"))
    before = replace(submission, state=SubmissionState.SUPERSEDED)
    if submission.revision and may_see(viewer_of(memberships), before):
        buttons.append(Button(Message(reading.DIFFERENCE), f"{about}:diff"))
    buttons.append(Button(Message(reading.COPY), f"{about}:copy"))
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _open_question(turn: Turn, submission: Submission) -> int | None:
    asked = clarifications.clarifications_of(turn.connection, submission.base)
    return next((each.id for each in asked if each.reply_id is None), None)
