"""A file of the calendar takes effect: what is new is added, what differs changed, in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from committee import links
from committee.calendar import PlannedMeeting, term_of
from committee.localtime import local_day
from locales import Message, Refusal
from services import calendars_changing as calendars
from services.calendar_merging import Note, Wanted
from services.office import WASHINGTON, Office, Transaction
from services.world import plan_if_empty
from storage import calendar
from storage.calendar import Meeting
from storage.locking import hold, hold_start

Merge = Callable[[Sequence[Meeting]], Sequence[Wanted]]


class Effect(StrEnum):
    """What a file did to a meeting; `left` says that it was left as it is, on purpose."""

    ADDED = "added"
    MOVED = "moved"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    UNCHANGED = "unchanged"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a meeting of the file; `before` is when it was to begin."""

    effect: Effect
    plan: PlannedMeeting
    before: datetime | None = None
    notes: tuple[Note, ...] = ()


class NotTakenError(Exception):
    """A meeting of the file cannot be had as it says, and so nothing of the file was done."""

    def __init__(self, where: str, said: Message) -> None:
        super().__init__(type(self).__name__)
        self.where = where
        self.said = said


class _OnlyTriedError(Exception):
    """Takes back what a trial did, and carries what it would have been."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


async def take(office: Office, merge: Merge, *, only_try: bool) -> Sequence[Outcome]:
    """Do to the calendar what a file wants of it, all or nothing; with `only_try` nothing.

    What the file does not name stays. `merge` says what it wants (calendar_merging). Raises
    NotTakenError, and what `merge` does.
    """

    def work(transaction: Transaction) -> Sequence[Outcome]:
        hold_start(transaction.connection)  # first this one, as where a meeting is added by hand
        hold(transaction.connection, "reminders")
        wanted = _with_terms(transaction, merge)
        outcomes = [_taken(transaction, each) for each in wanted]
        if only_try:
            raise _OnlyTriedError(outcomes)
        return outcomes

    try:
        return await office.do(work, long=True)
    except _OnlyTriedError as tried:
        return tried.outcomes


def _with_terms(transaction: Transaction, merge: Merge) -> Sequence[Wanted]:
    """What the file wants; the terms that would have only meetings of others are planned first.

    Else they would have meetings, and never be planned.
    """
    wanted = merge(calendar.all_meetings(transaction.connection))
    ours = {_term(each) for each in wanted if each.meeting is None and each.uid is None}
    days = {
        _term(each): local_day(each.plan.starts_at, WASHINGTON)
        for each in wanted
        if _is_foreign(each) and not each.is_cancelled and each.plan.starts_at > transaction.now
    }
    planned = {
        term for term, day in days.items() if term not in ours and plan_if_empty(transaction, day)
    }
    if not planned:
        return wanted
    return [
        replace(each, notes=(*each.notes, Note.TERM_PLANNED)) if _term(each) in planned else each
        for each in merge(calendar.all_meetings(transaction.connection))
    ]


def _is_foreign(wanted: Wanted) -> bool:
    """Whether it is a new meeting that another program planned."""
    return wanted.meeting is None and wanted.uid is not None


def _term(wanted: Wanted) -> str:
    return term_of(local_day(wanted.plan.starts_at, WASHINGTON))


def _taken(transaction: Transaction, wanted: Wanted) -> Outcome:
    try:
        if wanted.meeting is None:
            return _new(transaction, wanted)
        return _known(transaction, wanted, wanted.meeting)
    except Refusal as refusal:
        raise NotTakenError(wanted.where, refusal.said) from None


def _new(transaction: Transaction, wanted: Wanted) -> Outcome:
    if wanted.is_cancelled:
        return Outcome(Effect.LEFT, wanted.plan, notes=(*wanted.notes, Note.CANCELLED_UNKNOWN))
    calendars.add(transaction, wanted.plan, uid=wanted.uid)
    return Outcome(Effect.ADDED, wanted.plan, notes=_notes(wanted))


def _known(transaction: Transaction, wanted: Wanted, meeting: Meeting) -> Outcome:
    before = meeting.plan.starts_at
    reason = _why_left(transaction.now, wanted, meeting)
    if reason is not None:
        notes = tuple(dict.fromkeys((*wanted.notes, reason)))
        return Outcome(Effect.LEFT, meeting.plan, before, notes)
    if _says_nothing_new(wanted, meeting):
        return Outcome(Effect.UNCHANGED, meeting.plan, before, wanted.notes)
    if wanted.is_cancelled:
        calendars.cancel(transaction, meeting)
        return Outcome(Effect.CANCELLED, meeting.plan, before)
    calendars.change(transaction, meeting, wanted.plan)
    moves = (wanted.plan.starts_at, wanted.plan.deadline) != (before, meeting.plan.deadline)
    effect = Effect.MOVED if moves else Effect.CHANGED
    return Outcome(effect, wanted.plan, before, _notes(wanted))


def _notes(wanted: Wanted) -> tuple[Note, ...]:
    """What is worth knowing, also that a text shows everybody where to join from afar."""
    if links.are_shown(wanted.plan):
        return (*wanted.notes, Note.LINK_IN_TEXT)
    return wanted.notes


def _why_left(now: datetime, wanted: Wanted, meeting: Meeting) -> Note | None:
    """Why what the file says of a meeting is not done, None when it is."""
    if _says_nothing_new(wanted, meeting):
        return None
    if wanted.is_older:
        return Note.OLDER
    if meeting.cancelled_at is not None:
        return Note.CANCELLED_BEFORE
    return Note.PAST if meeting.plan.starts_at <= now else None


def _says_nothing_new(wanted: Wanted, meeting: Meeting) -> bool:
    if meeting.cancelled_at is not None or wanted.is_cancelled:
        return wanted.is_cancelled == (meeting.cancelled_at is not None)
    return calendar.same_plan(meeting.plan, wanted.plan)
