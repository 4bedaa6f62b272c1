"""Reporting or sharing from a reminder: with the draft that is under way, whoever writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.flows.reply import Button, Reply
from committee.submissions import SubmissionKind
from locales import Message, Param
from locales.phrases import answers as words
from locales.phrases import drafts as of_drafts
from services import drafting
from services.clearing_cards import waiting
from services.draft_labels import label_of, title_of
from services.entries import WORD_OF
from services.office import Office, Turn
from services.responses_subject import Subject, over_line
from services.tokens import short
from storage import drafts, people, shared_drafts
from storage.drafts import Draft
from storage.people import Participant

OWN = "own"
"""What a button does that begins another draft beside one under way."""


def begin(turn: Turn, office: Office, subject: Subject, kind: SubmissionKind, how: str) -> None:
    """Open the form, or go on with the sender's draft of it, or say which colleague writes one."""
    own = _own(turn, subject, kind)
    if own is None and how != OWN and (reply := _under_way(turn, office, subject, kind)):
        turn.reply(reply)
        return
    if own is not None and own.meeting_id is None:
        drafts.change_draft(turn.connection, own.id, meeting_id=subject.meeting.id)
    if line := over_line(turn, subject):
        turn.tell(line)
    drafting.begin(turn, office, kind, subject.actor, meeting_id=subject.meeting.id)


def of_colleagues(
    turn: Turn, subject: Subject, kind: SubmissionKind
) -> Sequence[tuple[Draft, Participant]]:
    """The drafts of that kind for the meeting that colleagues write."""
    found = shared_drafts.drafts_of_colleagues(turn.connection, turn.person.id, [subject.actor.id])
    return [each for each in found if _is_about(each[0], subject, kind)]


def _own(turn: Turn, subject: Subject, kind: SubmissionKind) -> Draft | None:
    """The sender's draft for the meeting, else one that was begun for no meeting."""
    theirs = [
        draft
        for draft in drafts.drafts_of(turn.connection, turn.person.id)
        if _is_about(draft, subject, kind, or_none=True)
    ]
    return next((draft for draft in theirs if draft.meeting_id is not None), None) or next(
        iter(theirs), None
    )


def _is_about(
    draft: Draft, subject: Subject, kind: SubmissionKind, *, or_none: bool = False
) -> bool:
    ours = draft.actor is not None and draft.actor.id == subject.actor.id
    meetings = {subject.meeting.id, *((None,) if or_none else ())}
    fits = draft.form == kind.value and draft.subject_id is None
    return ours and fits and draft.meeting_id in meetings


def _under_way(turn: Turn, office: Office, subject: Subject, kind: SubmissionKind) -> Reply | None:
    """Which draft there is already, in other hands, and the button to begin another one."""
    another = Button(Message(of_drafts.BEGIN_ANOTHER), f"{subject.here}:{WORD_OF[kind]}:{OWN}")
    if found := of_colleagues(turn, subject, kind):
        rows = tuple((_taking(turn, office, *each),) for each in found)
        return Reply((Message(words.COLLEAGUE_WRITES),), (*rows, (another,)))
    for draft in _in_clearance(turn, subject, kind):
        if draft.participant_id == turn.person.id:
            held = waiting(draft)
            return Reply(held.lines, (*held.rows, (another,)))
        writer = people.participant_by_id(turn.connection, draft.participant_id)
        told: dict[str, Param] = {"name": writer.name, "draft": title_of(draft)}
        return Reply((Message(words.COLLEAGUE_WAITS, told),), ((another,),))
    return None


def _in_clearance(turn: Turn, subject: Subject, kind: SubmissionKind) -> Iterator[Draft]:
    """What waits to be cleared, the sender's own first."""
    found = drafts.drafts_in_clearance(turn.connection, actor_ids=[subject.actor.id])
    theirs = [draft for draft in found if _is_about(draft, subject, kind)]
    yield from sorted(theirs, key=lambda draft: draft.participant_id != turn.person.id)


def _taking(turn: Turn, office: Office, draft: Draft, holder: Participant) -> Button:
    label = label_of(turn, office, draft, turn.person, name=holder.name)
    return Button(label, f"d:{short(draft.id)}:take:{short(holder.id)}")
