"""What stands above a draft when it is opened: what it changes, and why it came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from bot.flows.forms import FORMS
from committee.calendar import WASHINGTON
from committee.submissions import SubmissionKind
from locales import Message, Moment
from locales.phrases import calendar as planning
from locales.phrases import clearing, review, sending
from storage import calendar, clarifications, drafts, people, submissions
from storage.drafts import Draft
from storage.submissions import Submission

ABOUT: Mapping[str, str] = {
    "withdrawing": sending.WITHDRAWING,
    "asking": review.ASKING_ABOUT,
    "returning": review.RETURNING,
}
"""Short forms about a submission, and what says so."""

ABOUT_MEETING: Mapping[str, str] = {"moving": planning.MOVING, "changing": planning.CHANGING}
"""Forms about a meeting, and what says so."""

CLEARING = "clearing"


def preface(connection: Connection, draft: Draft) -> Iterator[Message]:
    """The lines above `draft`; none for most."""
    if draft.subject_id is not None:
        about = _about(connection, draft, draft.subject_id)
        if about is not None:
            yield about
    if draft.comment is not None:
        yield Message(clearing.COMMENT, {"comment": draft.comment})


def _about(connection: Connection, draft: Draft, subject: int) -> Message | None:
    """What the draft is about, in a line."""
    if (amended := amended_by(connection, draft)) is not None:
        return Message(sending.AMENDING, {"number": amended.number})
    if draft.form in ABOUT_MEETING:
        return _of_meeting(connection, draft.form, subject)
    if draft.form in ABOUT:
        about = submissions.submission_by_id(connection, subject)
        return Message(ABOUT[draft.form], {"number": about.number}) if about else None
    if draft.form == CLEARING:
        return _to_be_cleared(connection, subject)
    return question_answered(connection, draft)


def _of_meeting(connection: Connection, form: str, subject: int) -> Message | None:
    meeting = calendar.meeting_by_id(connection, subject)
    if meeting is None:
        return None
    when = Moment(meeting.plan.starts_at, WASHINGTON)
    return Message(ABOUT_MEETING[form], {"title": meeting.plan.title, "when": when})


def _to_be_cleared(connection: Connection, subject: int) -> Message | None:
    returned = drafts.draft_by_id(connection, subject)
    if returned is None:
        return None
    author = people.participant_by_id(connection, returned.participant_id)
    title = Message(FORMS[returned.form].title)
    return Message(clearing.RETURNING, {"name": author.name, "form": title})


def question_answered(connection: Connection, draft: Draft) -> Message | None:
    """The question to which `draft` is the answer."""
    if draft.subject_id is None or draft.form != SubmissionKind.CLARIFICATION_REPLY:
        return None
    asked = clarifications.clarification_by_id(connection, draft.subject_id)
    about = asked and submissions.submission_by_id(connection, asked.submission_id)
    if not asked or not about:
        return None
    return Message(review.ANSWERING, {"number": about.number, "question": asked.question})


def amends(draft: Draft) -> bool:
    """Whether `draft` is a new version of something that was sent."""
    kind = FORMS[draft.form].kind
    amendable = kind is not None and kind is not SubmissionKind.CLARIFICATION_REPLY
    return amendable and draft.subject_id is not None


def amended_by(connection: Connection, draft: Draft) -> Submission | None:
    """The submission of which `draft` is a new version."""
    if draft.subject_id is None or not amends(draft):
        return None
    return submissions.submission_by_id(connection, draft.subject_id)
