"""What a reminder says: the meeting, how near the date is, what the actor gave last time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.flows.forms import FORMS
from bot.flows.reply import Button, Reply
from committee.localtime import local_day
from committee.owing import asks_to
from committee.submissions import SubmissionKind, may_send
from locales import Day, Message, Moment, Param, phrases
from locales.phrases import reminders as words
from locales.phrases.answers import NOT_US
from services.entries import LABELS, WORD_OF, WORDS
from services.office import WASHINGTON
from services.tokens import short
from storage.calendar import Meeting
from storage.given import Given
from storage.people import Participant
from storage.world import KnownActor

EARLY = 21
"""Days before the deadline from which on a reminder is a first word, well ahead."""
NEAR = 3
"""Days before the deadline from which on a reminder keeps to what is asked."""
TITLE_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft on the subject: its row, and how many of its questions are answered."""

    draft_id: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Due:
    """What somebody is reminded of: a meeting, for an actor, with what is known of it.

    `lines` are added in an extra round; a `late` reminder could not go when it should have.
    """

    meeting: Meeting
    actor: KnownActor
    given: Given | None = None
    begun: Begun | None = None
    lines: tuple[Message, ...] = ()
    late: bool = False


def reminder(
    dues: Sequence[Due], person: Participant, now: datetime, news: Sequence[Message] = ()
) -> Reply:
    """One message of everything that is due: the first whole, a line and a button for each other.

    `news` stand above it. With nothing due the message is the news alone.
    """
    if not dues:
        return Reply(tuple(news), ((Button(Message(phrases.CALENDAR), "m:calendar"),),))
    first, *others = dues
    actors = {due.actor.id for due in dues}
    named = len(actors) > 1
    lines = [*news, *_first(first, person, now, named=named)]
    lines.extend(_also(due, person, named=named) for due in others)
    lines.append(Message(phrases.REMINDER_REPLY))
    rows = [*answers(first.meeting, first.actor, first.begun)]
    rows.extend((_shown(due, named=named),) for due in others)
    return Reply(tuple(lines), tuple(rows))


def _first(due: Due, person: Participant, now: datetime, *, named: bool) -> Iterator[Message]:
    plan, zone = due.meeting.plan, person.zone
    yield Message(phrases.REMINDER_TITLE, {"title": plan.title})
    if named:
        yield Message(words.FOR, {"actor": due.actor.actor.name})
    if due.late:
        yield Message(words.COMES_LATE)
    yield when(plan.starts_at, zone)
    left = (local_day(plan.deadline, zone) - local_day(now, zone)).days
    yield nearness(left)
    if left > NEAR:
        yield Message(phrases.REMINDER_ASKED, {"asked": plan.about})
    yield Message(phrases.REMINDER_ASKED, {"asked": plan.asked})
    if plan.deadline != plan.starts_at:
        yield Message(phrases.REMINDER_DEADLINE, {"deadline": Moment(plan.deadline, zone)})
    yield from due.lines
    if due.begun is not None:
        yield Message(words.DRAFT, {"done": due.begun.done, "total": due.begun.total})
    elif due.given is not None:
        yield _last_time(due.given, due.actor, zone)


def nearness(days: int) -> Message:
    """How near the deadline is, `days` days from today."""
    if days <= 0:
        return Message(words.DUE_TODAY)
    if days == 1:
        return Message(words.DUE_TOMORROW)
    if days >= EARLY:
        return words.well_ahead(days)
    return words.due_in(days)


def _last_time(given: Given, actor: KnownActor, zone: str) -> Message:
    on = given.submitted_at.astimezone(ZoneInfo(zone)).date()
    told: dict[str, Param] = {"actor": actor.actor.name, "day": Day(on)}
    if activity := given.answers.get("activity"):
        return Message(words.LAST_ACTIVITY, {**told, "activity": str(activity)})
    kind = Message(FORMS[given.kind.value].title)
    if title := _title(given):
        return Message(words.LAST_TITLE, {**told, "kind": kind, "title": title})
    return Message(words.LAST_KIND, {**told, "kind": kind})


def _title(given: Given) -> str:
    """The title it was given, shortened; empty for what has none."""
    title = given.answers.get("title")
    if not isinstance(title, str) or len(title) <= TITLE_CHARACTERS:
        return title if isinstance(title, str) else ""
    return f"{title[: TITLE_CHARACTERS - 1].rstrip()}…"


def _also(due: Due, person: Participant, *, named: bool) -> Message:
    told: dict[str, Param] = {
        "title": due.meeting.plan.title,
        "deadline": Moment(due.meeting.plan.deadline, person.zone),
    }
    if named:
        return Message(words.ALSO_DUE_FOR, {**told, "actor": due.actor.actor.name})
    return Message(words.ALSO_DUE, told)


def _shown(due: Due, *, named: bool) -> Button:
    title = due.meeting.plan.title
    actor = due.actor.actor
    told = Message(words.SHOW_FOR, {"actor": actor.acronym or actor.name, "title": title})
    return Button(told if named else title, f"{about(due.meeting, due.actor)}:show")


def about(meeting: Meeting, actor: KnownActor) -> str:
    """How the buttons of a reminder begin."""
    return f"r:{short(meeting.id)}:{short(actor.id)}"


def when(starts_at: datetime, zone: str) -> Message:
    """A meeting's time in Washington and, where it differs, in the reader's zone."""
    return in_both(phrases.REMINDER_WHEN, phrases.REMINDER_WHEN_SAME, starts_at, zone)


def in_both(said: str, said_once: str, at: datetime, zone: str) -> Message:
    """A sentence with a time in Washington and in `zone`; `said_once` where clocks are the same."""
    there, here = (at.astimezone(ZoneInfo(name)) for name in (WASHINGTON, zone))
    washington = Moment(at, WASHINGTON)
    if there.replace(tzinfo=None) == here.replace(tzinfo=None):
        return Message(said_once, {"washington": washington})
    local = Moment(at, zone, time_only=there.date() == here.date())
    return Message(said, {"washington": washington, "local": local})


def answers(
    meeting: Meeting, actor: KnownActor, begun: Begun | None = None
) -> tuple[tuple[Button, ...], ...]:
    """The answers to a reminder as buttons, first the draft under way, if there is one."""
    here = about(meeting, actor)
    return (
        *_going_on(begun),
        (
            Button(Message(phrases.REPORT_PROGRESS), f"{here}:report"),
            Button(Message(phrases.SHARE_PRACTICE), f"{here}:practice"),
        ),
        *(
            (Button(Message(LABELS[kind]), f"{here}:{WORD_OF[kind]}"),)
            for kind in _asked_besides(meeting, actor)
        ),
        (
            Button(Message(phrases.NOTHING_NEW), f"{here}:nothing"),
            Button(Message(phrases.LATER), f"{here}:later"),
        ),
        (Button(Message(NOT_US), f"{here}:notus"),),
    )


def _going_on(begun: Begun | None) -> Iterator[tuple[Button, ...]]:
    if begun is not None:
        label = Message(words.GO_ON, {"done": begun.done, "total": begun.total})
        yield (Button(label, f"d:{short(begun.draft_id)}"),)


def _asked_besides(meeting: Meeting, actor: KnownActor) -> tuple[SubmissionKind, ...]:
    """What the meeting asks the actor for beside progress and practices."""
    asks = asks_to(meeting.plan.asks, actor.actor)
    asked = {kind for ask in asks for kind in ask.submission_kinds}
    usual = {SubmissionKind.ACTIVITY_PROGRESS, SubmissionKind.GOOD_PRACTICE}
    return tuple(
        kind
        for kind in WORDS.values()
        if kind in asked - usual and may_send(actor.actor.kind, kind)
    )
