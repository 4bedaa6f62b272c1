"""The secretariat keeps the calendar in the chat: adding, changing, moving, cancelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.flows.choices import Choice
from bot.flows.reply import Button, Reply
from committee import links
from committee.access import Action
from committee.calendar import WASHINGTON, PlannedMeeting, usual_place
from committee.localtime import local_day
from committee.submissions import SubmissionKind, kind_title
from locales import Message, Moment, Refusal
from locales.phrases import calendar as words
from services import calendars_looks, calendars_plans, drafting
from services.calendars_changing import (
    MeetingChangedMeanwhileError,
    MeetingIsCancelledError,
    MeetingIsPastError,
    MovedToThePastError,
    add,
    cancel,
    change,
)
from services.calendars_news import readers
from services.office import Office, Turn
from services.situations import Hints
from services.tokens import short
from services.world import plan_if_empty
from storage import calendar, world
from storage.calendar import Meeting
from storage.drafts import Draft

MEETING, CHANGING, MOVING = "meeting", "changing", "moving"
ASKABLE = tuple(kind for kind in SubmissionKind if kind is not SubmissionKind.CLARIFICATION_REPLY)
USUAL_DUE = (0, 7, 14)
"""Days before a meeting by which contributions are often due."""


class DueInThePastError(Refusal):
    """Contributions would have been due already; needs `when`."""

    message = words.DUE_IN_THE_PAST


def begin_adding(turn: Turn, office: Office) -> None:
    """Begin the form that adds a meeting."""
    turn.require(Action.MANAGE_CALENDAR)
    language = turn.person.language
    hints = Hints(
        choices=_choices(turn),
        suggestions={"place": [usual_place().for_(language)], "due_days": USUAL_DUE},
    )
    drafting.begin_form(turn, office, MEETING, hints=hints, answers={"language": language})


def begin(turn: Turn, office: Office, row: int, word: str) -> None:
    """Begin to move or to change a meeting; what cannot be is said with how it stands."""
    meeting = _kept(turn, row)
    form = MOVING if word == "move" else CHANGING
    told = _told(turn, meeting, moving=form == MOVING)
    if form == MOVING:
        answers = calendars_plans.to_move(meeting.plan)
        day = local_day(meeting.plan.starts_at, WASHINGTON)
        suggestions: dict[str, Sequence[Any]] = {"day": [day.isoformat()], "due_days": USUAL_DUE}
        choices: dict[str, Sequence[Choice]] = {}
    else:
        language = turn.person.language
        answers = calendars_plans.to_change(meeting.plan, language)
        suggestions = {"place": [usual_place().for_(language)]}
        choices = _choices(turn)
        if len(meeting.plan.asks) > 1:
            choices.pop("asks")  # several asks are kept as they are: a form holds one
    drafting.begin_form(
        turn,
        office,
        form,
        hints=Hints(
            choices={**choices, "told": [told]}, suggestions=suggestions, sequence=meeting.sequence
        ),
        answers={**answers, "told": told.code},
        subject_id=meeting.id,
    )


def _kept(turn: Turn, row: int) -> Meeting:
    """The meeting, for who keeps the calendar, if it is still to come and is held."""
    turn.require(Action.MANAGE_CALENDAR)
    meeting = calendars_looks.found(turn, row)
    if meeting.cancelled_at is not None:
        raise MeetingIsCancelledError
    if meeting.plan.starts_at <= turn.now:
        raise MeetingIsPastError
    return meeting


def _told(turn: Turn, meeting: Meeting, *, moving: bool) -> Choice:
    count = _people(turn, meeting)
    label = words.told_of_move(count) if moving else words.told_of_place(count)
    return Choice("those_concerned", label)


def _people(turn: Turn, meeting: Meeting) -> int:
    return len(readers(turn.connection, meeting.plan.asks, turn.now, but=turn.person))


def _choices(turn: Turn) -> dict[str, Sequence[Choice]]:
    actors = world.known_actors(turn.connection)
    return {
        "asks": [Choice(kind.value, kind_title(kind)) for kind in ASKABLE],
        "actors": [
            Choice(
                known.actor.key,
                known.actor.name,
                words=(known.actor.acronym,) if known.actor.acronym else (),
            )
            for known in actors
        ],
    }


def finish_adding(turn: Turn, answers: Mapping[str, Any]) -> None:
    """Put the meeting into the calendar, and show how it stands there."""
    turn.require(Action.MANAGE_CALENDAR)
    plan = calendars_plans.planned(answers)
    if plan.starts_at <= turn.now:
        raise MovedToThePastError(when=Moment(plan.starts_at, WASHINGTON))
    _check_due(turn, plan)
    # Else the term would have meetings, and never be planned.
    plan_if_empty(turn, local_day(plan.starts_at, WASHINGTON))
    meeting = add(turn, replace(plan, key=_free_key(turn, plan.key)), by=turn.person)
    turn.tell(Message(words.ADDED))
    _point_out(turn, meeting.plan)
    calendars_looks.show_card(turn, meeting)


def finish_changing(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Change the meeting, unless somebody was quicker."""
    turn.require(Action.MANAGE_CALENDAR)
    meeting = _unchanged(turn, draft)
    if meeting is not None:
        plan = calendars_plans.changed(meeting.plan, answers)
        _put(turn, meeting, plan, words.CHANGED)


def finish_moving(turn: Turn, draft: Draft, answers: Mapping[str, Any]) -> None:
    """Move the meeting, unless somebody was quicker."""
    turn.require(Action.MANAGE_CALENDAR)
    meeting = _unchanged(turn, draft)
    if meeting is not None:
        plan = calendars_plans.moved(meeting.plan, answers)
        if local_day(plan.deadline, WASHINGTON) != local_day(meeting.plan.deadline, WASHINGTON):
            _check_due(turn, plan)
        _put(turn, meeting, plan, words.MOVED_DONE)


def _unchanged(turn: Turn, draft: Draft) -> Meeting | None:
    """The meeting as it was when the form was begun; else what became of it is said and shown.

    The form is closed with this, so nothing is to be raised.
    """
    assert draft.subject_id is not None
    meeting = calendars_looks.found(turn, draft.subject_id)
    refusal: Refusal | None = None
    if meeting.cancelled_at is not None:
        refusal = MeetingIsCancelledError()
    elif meeting.plan.starts_at <= turn.now:
        refusal = MeetingIsPastError()
    elif meeting.sequence != draft.hints.get("sequence"):
        refusal = MeetingChangedMeanwhileError()
    if refusal is None:
        return meeting
    turn.tell(refusal.said)
    calendars_looks.show_card(turn, meeting)
    return None


def _put(turn: Turn, meeting: Meeting, plan: PlannedMeeting, said: str) -> None:
    before = len(turn.letters)
    changed = change(turn, meeting, plan, by=turn.person)
    told = len(turn.letters) - before
    turn.tell(Message(said if changed.sequence != meeting.sequence else words.UNCHANGED))
    if told:
        turn.tell(words.are_told(told))
    if said == words.CHANGED:
        _point_out(turn, changed.plan)
    calendars_looks.show_card(turn, changed)


def _point_out(turn: Turn, plan: PlannedMeeting) -> None:
    """Say it where a text shows everybody where to join from afar."""
    if links.are_shown(plan):
        turn.tell(Message(words.LINK_SHOWN))


def _check_due(turn: Turn, plan: PlannedMeeting) -> None:
    if plan.asks and plan.deadline <= turn.now:
        raise DueInThePastError(when=Moment(plan.deadline, WASHINGTON))


def _free_key(turn: Turn, key: str) -> str:
    """`key`, with a number behind it where a meeting is called so already."""
    wanted, n = key, 1
    while calendar.meeting_by_key(turn.connection, wanted) is not None:
        n += 1
        wanted = f"{key}-{n}"
    return wanted


def ask_cancelling(turn: Turn, row: int) -> None:
    """Ask whether the meeting is surely to be cancelled, and say how many people will be told."""
    meeting = _kept(turn, row)
    when = Moment(meeting.plan.starts_at, WASHINGTON)
    asked = Message(words.CANCEL_ASKED, {"title": meeting.plan.title, "when": when})
    about = f"c:{short(meeting.id)}"
    surely = Button(Message(words.CANCEL_SURELY), f"{about}:gone:{short(meeting.sequence)}")
    told = words.will_be_told(_people(turn, meeting))
    not_now = Button(Message(words.CANCEL_NOT), about)
    turn.reply(
        Reply((asked, Message(words.CANCEL_MEANS), told), ((surely,), (not_now,)), replaces=True)
    )


def cancel_surely(turn: Turn, row: int, sequence: int | None) -> None:
    """Cancel the meeting, if it stands as when that was asked."""
    meeting = _kept(turn, row)
    if meeting.sequence != sequence:
        turn.tell(MeetingChangedMeanwhileError().said)
        calendars_looks.show_card(turn, meeting)
        return
    before = len(turn.letters)
    cancel(turn, meeting, by=turn.person)
    told = words.are_told(len(turn.letters) - before)
    turn.reply(Reply((Message(words.CANCELLED_DONE), told), replaces=True))
    calendars_looks.show_card(turn, calendars_looks.found(turn, row))
