"""The answers to a reminder: report, share, nothing new (and back), later."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.localtime import instant, local_day
from committee.owing import MORNING, reminder_moment
from committee.submissions import may_send
from locales import Message, Moment, Refusal, phrases
from services import drafting, reminder_text
from services.entries import WORDS
from services.office import Envelope, Office, Turn
from services.tokens import short
from storage import calendar, calls, outbox, world
from storage.calendar import Meeting
from storage.locking import hold
from storage.world import KnownActor


class NoSuchMeetingError(Refusal):
    """The button speaks of a meeting or an actor that there is not."""

    message = phrases.STALE_BUTTON


class Responses:
    """What a tap on a reminder does."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def answer(self, envelope: Envelope, meeting_id: int, actor_id: int, word: str) -> None:
        """Take the answer called `word`; the right to answer is asked for now."""
        await self._office.turn(
            envelope, lambda turn: self._answer(turn, meeting_id, actor_id, word)
        )

    def _answer(self, turn: Turn, meeting_id: int, actor_id: int, word: str) -> None:
        turn.require(Action.ANSWER_REMINDER, actor_id=actor_id)
        meeting = calendar.meeting_by_id(turn.connection, meeting_id)
        if meeting is None:
            raise NoSuchMeetingError
        actor = world.actor_by_id(turn.connection, actor_id)
        match word:
            case word if word in WORDS:
                self._begin(turn, meeting, actor, word)
            case "nothing":
                _nothing_new(turn, meeting, actor)
            case "undo":
                _undo(turn, meeting, actor)
            case "later":
                turn.reply(_when_again(meeting, actor))
            case "1" | "3" | "eve":
                _later(turn, meeting, actor, word)
            case _:
                raise NoSuchMeetingError

    def _begin(self, turn: Turn, meeting: Meeting, actor: KnownActor, word: str) -> None:
        if meeting.plan.starts_at <= turn.now:
            turn.tell(Message(phrases.MEETING_OVER))
        kind = WORDS[word]
        if not may_send(actor.actor.kind, kind):
            raise NoSuchMeetingError
        drafting.begin(turn, self._office, kind, actor, meeting_id=meeting.id)


def _nothing_new(turn: Turn, meeting: Meeting, actor: KnownActor) -> None:
    hold(turn.connection, "reminders")
    calls.add_response(
        turn.connection,
        meeting_id=meeting.id,
        actor_id=actor.id,
        participant_id=turn.person.id,
        kind=calls.NOTHING_NEW,
        now=turn.now,
    )
    outbox.void(turn.connection, meeting_id=meeting.id, actor_id=actor.id)
    _record(turn, "nothing_new", meeting, actor)
    noted = Message(
        phrases.NOTHING_NEW_NOTED, {"actor": actor.actor.name, "title": meeting.plan.title}
    )
    undo = Button(Message(phrases.UNDO), f"r:{short(meeting.id)}:{short(actor.id)}:undo")
    turn.reply(Reply((noted,), ((undo,),), replaces=True))


def _undo(turn: Turn, meeting: Meeting, actor: KnownActor) -> None:
    calls.take_back_response(
        turn.connection, meeting_id=meeting.id, actor_id=actor.id, kind=calls.NOTHING_NEW
    )
    _record(turn, "nothing_new_undone", meeting, actor)
    title = Message(phrases.REMINDER_TITLE, {"title": meeting.plan.title})
    turn.reply(
        Reply(
            (title, Message(phrases.NOTHING_NEW_UNDONE)),
            reminder_text.answers(meeting, actor),
            replaces=True,
        )
    )


def _when_again(meeting: Meeting, actor: KnownActor) -> Reply:
    about = f"r:{short(meeting.id)}:{short(actor.id)}"
    return Reply(
        (Message(phrases.WHEN_AGAIN),),
        (
            (
                Button(Message(phrases.TOMORROW), f"{about}:1"),
                Button(Message(phrases.IN_THREE_DAYS), f"{about}:3"),
            ),
            (Button(Message(phrases.EVENING_BEFORE), f"{about}:eve"),),
        ),
    )


def _later(turn: Turn, meeting: Meeting, actor: KnownActor, word: str) -> None:
    """Ask again on a later day before the deadline; where there is none left, say so."""
    zone = turn.person.zone
    again = _again(turn.now, meeting, zone, word)
    if again is None:
        deadline = Moment(meeting.plan.deadline, zone)
        turn.tell(Message(phrases.NO_LATER_DAY, {"deadline": deadline}))
        turn.reply(Reply((), reminder_text.answers(meeting, actor)))
        return
    calls.put_off(
        turn.connection,
        meeting_id=meeting.id,
        participant_id=turn.person.id,
        actor_id=actor.id,
        due_at=again,
        local_day=local_day(again, zone),
    )
    _record(turn, "later", meeting, actor)
    told = Message(phrases.LATER_NOTED, {"when": Moment(again, zone)})
    turn.reply(Reply((told,), replaces=True))


def _again(now: datetime, meeting: Meeting, zone: str, word: str) -> datetime | None:
    """When to ask again: in some days at 09:00, at the latest on the day before it is due."""
    eve = reminder_moment(meeting.plan.deadline, 1, zone)
    wanted = eve if word == "eve" else min(_morning_after(now, int(word), zone), eve)
    return wanted if local_day(wanted, zone) > local_day(now, zone) else None


def _morning_after(now: datetime, days: int, zone: str) -> datetime:
    """09:00 in `zone`, `days` days after today there."""
    return instant(local_day(now, zone) + timedelta(days=days), MORNING, zone)


def _record(turn: Turn, action: str, meeting: Meeting, actor: KnownActor) -> None:
    turn.record(
        action,
        participant_id=turn.person.id,
        subject="meeting",
        subject_id=meeting.id,
        facts={"actor_id": actor.id},
    )
