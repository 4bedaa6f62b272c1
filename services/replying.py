"""Replies to a reminder or to a question of the secretariat: kept in the form they are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from bot.flows.forms import FORMS
from committee.access import Action
from committee.owing import asked_of
from committee.submissions import SubmissionKind, may_send
from locales import Message, Param, phrases
from locales.phrases import answers as words
from services import drafting, responses_drafts, review_replies
from services.draft_labels import title_of
from services.office import Office, Turn, allowed
from services.responses_subject import (
    NotKeptError,
    Subject,
    answered_line,
    over_line,
    require,
    subject_rows,
)
from storage import calendar, people, responding, world
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import StoredFile


def may_reply(connection: Connection, person: Participant, replied_to: int | None) -> bool:
    """Whether a file sent in reply to that message would be kept, whatever form is open."""
    if review_replies.may_answer(connection, person, replied_to):
        return True
    rows = subject_rows(connection, person, replied_to)
    if not rows:
        return False
    held = people.memberships_of(connection, person.id)
    return allowed(held, Action.SUBMIT, actor_id=rows[0][1])


def require_kept(turn: Turn) -> None:
    """Raise NotKeptError if this replied to a reminder of an actor that is no longer theirs."""
    rows = subject_rows(turn.connection, turn.person, turn.envelope.replied_to)
    if rows:
        actor_id = rows[0][1]
        require(turn.connection, turn.person, Action.SUBMIT, actor_id, refusal=NotKeptError)


def taken_as_reply(turn: Turn, office: Office, *given: str | StoredFile) -> bool:
    """Whether this replied to a reminder or a question; then it is kept in the form for it."""
    if review_replies.taken_as_answer(turn, office, given):
        return True
    rows = subject_rows(turn.connection, turn.person, turn.envelope.replied_to)
    meeting = calendar.meeting_by_id(turn.connection, rows[0][0]) if rows else None
    if meeting is None:
        return False
    require_kept(turn)
    subject = Subject(meeting, world.actor_by_id(turn.connection, rows[0][1]))
    open_now = turn.draft
    if open_now is not None and _is_about(open_now, subject):
        if isinstance(given[0], str):
            return False
        _lay_into(turn, office, open_now, given)
        return True
    kind = fitting_kind(turn.connection, subject, turn.now.date())
    _tell_how_it_stands(turn, subject, kind, among=len(rows))
    drafting.begin(turn, office, kind, subject.actor, meeting_id=meeting.id, first=given)
    return True


def _tell_how_it_stands(turn: Turn, subject: Subject, kind: SubmissionKind, *, among: int) -> None:
    """For what it is kept, where several were spoken of; who has answered, or writes, already."""
    if among > 1:
        turn.tell(Message(words.KEPT_FOR, subject.named))
    if line := over_line(turn, subject):
        turn.tell(line)
    answer = responding.answer_of(turn.connection, subject.meeting.id, subject.actor.id)
    if answer is not None and answer.participant_id != turn.person.id:
        turn.tell(answered_line(turn, subject, answer))
    for draft, holder in responses_drafts.of_colleagues(turn, subject, kind)[:1]:
        told: dict[str, Param] = {"name": holder.name, "draft": title_of(draft)}
        turn.tell(Message(words.COLLEAGUE_WRITES_TOO, told))


def _lay_into(turn: Turn, office: Office, draft: Draft, given: Sequence[str | StoredFile]) -> None:
    """Keep what came as a reply in the draft that is open, whatever question is."""
    before = draft
    for each in given:
        draft = drafting.lay_in(turn, office, draft, each)
    if draft is not before:
        turn.tell(Message(phrases.KEPT_WITH_DRAFT))
    drafting.show(turn, office, draft)


def _is_about(draft: Draft, subject: Subject) -> bool:
    ours = draft.actor is not None and draft.actor.id == subject.actor.id
    return ours and draft.meeting_id == subject.meeting.id


def fitting_kind(connection: Connection, subject: Subject, day: date) -> SubmissionKind:
    """The form that a free reply to a reminder opens: progress where it is asked for."""
    actor = subject.actor.actor
    participations = world.read_participations(connection)
    asks = asked_of(subject.meeting.plan.asks, actor, day, participations)
    asked = [kind for ask in asks for kind in ask.submission_kinds]
    usual = (SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE)
    for kind in (*(kind for kind in usual if kind in asked), *asked, *usual):
        if kind.value in FORMS and may_send(actor.kind, kind):
            return kind
    return SubmissionKind.GOOD_PRACTICE
