"""Later: the days on which a reminder may come again, and putting it off to one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.flows.reply import Button, Reply
from committee.holidays import is_holiday
from committee.localtime import instant, local_day
from committee.owing import MORNING
from committee.plan import LONGEST_BREAK, Place
from locales import Message, Moment, phrases
from locales.phrases import answers as words
from services import unasked
from services.asking_whom import place_of
from services.office import Turn
from services.responses_nothing import record
from services.responses_subject import Subject, answers, in_place, to_add
from storage import calls

EVENING = time(18, 0)
"""When a reminder comes that was put off to the evening before, in the reader's own zone."""
DAY = timedelta(days=1)
LABELS = {
    "1": phrases.TOMORROW,
    "3": phrases.IN_THREE_DAYS,
    "eve": words.EVENING_BEFORE,
}


def choices(now: datetime, deadline: datetime, place: Place) -> Mapping[str, datetime]:
    """By word, when a reminder may come again: on a later day, before it is due, on no holiday."""
    today = local_day(now, place.zone)
    wanted = {
        "1": (today + DAY, MORNING),
        "3": (today + 3 * DAY, MORNING),
        "eve": (local_day(deadline, place.zone) - DAY, EVENING),
    }
    found: dict[str, datetime] = {}
    for word, (day, at) in wanted.items():
        moment = _open_moment(day, at, place)
        if day > today and moment < deadline and moment not in found.values():
            found[word] = moment
    return found


def _open_moment(day: date, at: time, place: Place) -> datetime:
    """That time of that day; on a public holiday the morning of the next day that is none."""
    if place.holidays is not None:
        for later in range(LONGEST_BREAK):
            if not is_holiday(place.holidays, there := day + later * DAY):
                return instant(there, MORNING if later else at, place.zone)
    return instant(day, at, place.zone)


def ask(turn: Turn, subject: Subject) -> None:
    """Ask when to remind again, with what still fits before it is due."""
    offered = _offered(turn, subject)
    if offered:
        turn.reply(Reply((Message(phrases.WHEN_AGAIN),), offered))
    else:
        _say_none_left(turn, subject, replaces=False)


def put_off(turn: Turn, subject: Subject, word: str) -> None:
    """Ask again on the day called `word`; where that no longer fits, offer what does."""
    plan, zone = subject.meeting.plan, turn.person.zone
    again = choices(turn.now, plan.deadline, place_of(turn.person)).get(word)
    if again is None:
        offered = _offered(turn, subject)
        if not offered:
            _say_none_left(turn, subject, replaces=True)
            return
        told = Message(words.NO_LONGER_FITS, {"deadline": Moment(plan.deadline, zone)})
        turn.reply(Reply((told,), offered, replaces=True))
        return
    whose = {
        "meeting_id": subject.meeting.id,
        "participant_id": turn.person.id,
        "actor_id": subject.actor.id,
    }
    unasked.release(turn, **whose)
    calls.put_off(turn.connection, **whose, due_at=again, local_day=local_day(again, zone))
    record(turn, "later", subject)
    noted = Message(phrases.LATER_NOTED, {"when": Moment(again, zone)})
    turn.reply(in_place(turn, (noted,)))


def _offered(turn: Turn, subject: Subject) -> tuple[tuple[Button, ...], ...]:
    fits = choices(turn.now, subject.meeting.plan.deadline, place_of(turn.person))
    buttons = [Button(Message(LABELS[word]), f"{subject.here}:{word}") for word in fits]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _say_none_left(turn: Turn, subject: Subject, *, replaces: bool) -> None:
    """That no later day is left; after it was due, that a contribution is welcome all the same."""
    deadline = subject.meeting.plan.deadline
    if deadline <= turn.now:
        turn.reply(Reply((was_due(turn, subject),), to_add(subject), replaces=replaces))
    else:
        line = Message(phrases.NO_LATER_DAY, {"deadline": Moment(deadline, turn.person.zone)})
        turn.reply(Reply((line,), answers(subject), replaces=replaces))


def was_due(turn: Turn, subject: Subject) -> Message:
    """Until when it was due, and that a contribution is welcome all the same."""
    deadline = Moment(subject.meeting.plan.deadline, turn.person.zone)
    return Message(words.WAS_DUE, {"deadline": deadline})
