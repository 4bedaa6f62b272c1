"""Replies to a reminder or to a question of the secretariat: kept in the form they are for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from bot.flows.forms import FORMS
from committee.access import Action
from committee.owing import asked_of
from committee.submissions import SubmissionKind, may_send
from locales import Message, phrases
from services import drafting, review_replies
from services.office import Office, Turn, allowed
from storage import calendar, outbox, people, world
from storage.drafts import Draft
from storage.people import Participant
from storage.submissions import StoredFile


def may_reply(connection: Connection, person: Participant, replied_to: int | None) -> bool:
    """Whether a file sent in reply to that message would be kept, whatever form is open."""
    if review_replies.may_answer(connection, person, replied_to):
        return True
    subject = replied_to and outbox.subject_of(connection, person.telegram_id, replied_to)
    if not subject:
        return False
    held = people.memberships_of(connection, person.id)
    return allowed(held, Action.SUBMIT, actor_id=subject[1])


def taken_as_reply(turn: Turn, office: Office, *given: str | StoredFile) -> bool:
    """Whether this replied to a reminder or a question; then it is kept in the form for it."""
    if review_replies.taken_as_answer(turn, office, given):
        return True
    replied_to = turn.envelope.replied_to
    subject = replied_to and outbox.subject_of(turn.connection, turn.person.telegram_id, replied_to)
    if not subject:
        return False
    meeting_id, actor_id = subject
    open_now = turn.draft
    if open_now is not None and _is_about(open_now, meeting_id, actor_id):
        if isinstance(given[0], str):
            return False
        _lay_into(turn, office, open_now, given)
        return True
    actor = world.actor_by_id(turn.connection, actor_id)
    kind = fitting_kind(turn.connection, meeting_id, actor, turn.now.date())
    drafting.begin(turn, office, kind, actor, meeting_id=meeting_id, first=given)
    return True


def _lay_into(turn: Turn, office: Office, draft: Draft, given: Sequence[str | StoredFile]) -> None:
    """Keep what came as a reply in the draft that is open, whatever question is."""
    before = draft
    for each in given:
        draft = drafting.lay_in(turn, office, draft, each)
    if draft is not before:
        turn.tell(Message(phrases.KEPT_WITH_DRAFT))
    drafting.show(turn, office, draft)


def _is_about(draft: Draft, meeting_id: int, actor_id: int) -> bool:
    return (
        draft.meeting_id == meeting_id and draft.actor is not None and (draft.actor.id == actor_id)
    )


def fitting_kind(
    connection: Connection, meeting_id: int, actor: world.KnownActor, day: date
) -> SubmissionKind:
    """The form that a free reply to a reminder opens: progress where it is asked for."""
    meeting = calendar.meeting_by_id(connection, meeting_id)
    asks = asked_of(
        meeting.plan.asks if meeting else (),
        actor.actor,
        day,
        world.read_participations(connection),
    )
    asked = [kind for ask in asks for kind in ask.submission_kinds]
    usual = (SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE)
    for kind in (*(kind for kind in usual if kind in asked), *asked, *usual):
        if kind.value in FORMS and may_send(actor.actor.kind, kind):
            return kind
    return SubmissionKind.GOOD_PRACTICE
