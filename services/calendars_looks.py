"""How the calendar is looked at: the coming meetings, one with everything about it, as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.flows.kinds.keyboard import turning
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.calendar import Ask, meeting_kind_name, term_of
from committee.localtime import local_day
from committee.owing import asked_of
from committee.program import theme_name
from committee.submissions import kind_title
from locales import Day, Listing, Message, Moment, Param, phrases
from locales.phrases import calendar as words
from services import calendar_files, reminder_text
from services.calendars_changing import NoSuchMeetingError
from services.letters import Enclosure
from services.office import WASHINGTON, Turn, allowed
from services.tokens import short
from storage import calendar, calls, world
from storage.calendar import Meeting
from storage.feed import meetings_of
from storage.world import KnownActor

A_PAGE = 6
ALL = 500
"""More meetings than can be ahead."""
THE_LIST = "m:calendar"
WHOLE = short(0)
"""Stands for the calendar as a whole where buttons name a meeting."""


def show_list(turn: Turn, page: int | None = None) -> None:
    """Show a page of the coming meetings, in place of another page where one is given."""
    turn.require(Action.SEE_CALENDAR)
    coming = calendar.upcoming_meetings(turn.connection, turn.now, most=ALL)
    last = max(0, (len(coming) - 1) // A_PAGE)
    at = min(page or 0, last)
    shown = coming[at * A_PAGE : (at + 1) * A_PAGE]
    lines = [Message(phrases.NEXT_MEETINGS if coming else phrases.NO_MEETINGS)]
    lines += [_line(meeting, turn.person.zone) for meeting in shown]
    if last:
        where = {"first": at * A_PAGE + 1, "last": at * A_PAGE + len(shown), "of": len(coming)}
        lines.append(Message(words.SHOWN_OF, where))
    rows = (*((_opener(each),) for each in shown), *turning("c", at, last), *_below(turn))
    turn.reply(Reply(tuple(lines), rows, replaces=page is not None))


def _below(turn: Turn) -> Rows:
    rows = [(Button(Message(words.WHOLE_TERM), f"c:{WHOLE}:term"),)]
    if allowed(turn.memberships(), Action.MANAGE_CALENDAR):
        rows.append((Button(Message(words.ADD), f"c:{WHOLE}:add"),))
    return tuple(rows)


def _opener(meeting: Meeting) -> Button:
    day = Day(local_day(meeting.plan.starts_at, WASHINGTON), short=True)
    label = Message(words.OPEN_MEETING, {"day": day, "title": meeting.plan.title})
    return Button(label, f"c:{short(meeting.id)}")


def _line(meeting: Meeting, zone: str) -> Message:
    starts = meeting.plan.starts_at
    params: dict[str, Param] = {"title": meeting.plan.title, "when": Moment(starts, WASHINGTON)}
    here, there = (starts.astimezone(ZoneInfo(name)) for name in (zone, WASHINGTON))
    if here.utcoffset() == there.utcoffset():
        return Message(phrases.MEETING_LINE, params)
    local = Moment(starts, zone, time_only=here.date() == there.date())
    return Message(phrases.MEETING_LINE_LOCAL, {**params, "local": local})


def found(turn: Turn, row: int) -> Meeting:
    """The meeting in row `row`, for who may see the calendar; NoSuchMeetingError."""
    turn.require(Action.SEE_CALENDAR)
    meeting = calendar.meeting_by_id(turn.connection, row)
    if meeting is None:
        raise NoSuchMeetingError
    return meeting


def show_card(turn: Turn, meeting: Meeting, *, replaces: bool = False) -> None:
    """Show everything about a meeting: what it asks of the sender's actors, what can be done."""
    lines = (*_head(turn, meeting), *_contents(meeting), *_asked(turn, meeting))
    rows = (*_reporting(turn, meeting), *_files(meeting), *_keeping(turn, meeting))
    turn.reply(Reply(lines, rows, replaces=replaces, tight=True))


def is_open(turn: Turn, meeting: Meeting) -> bool:
    """Whether the meeting is still to come and is held."""
    return meeting.cancelled_at is None and meeting.plan.starts_at > turn.now


def _head(turn: Turn, meeting: Meeting) -> Iterator[Message]:
    plan, zone = meeting.plan, turn.person.zone
    yield Message(words.TITLE, {"title": plan.title})
    if meeting.cancelled_at is not None:
        yield Message(words.NOT_HELD)
    elif plan.starts_at <= turn.now:
        yield Message(words.IS_OVER)
    kind = meeting_kind_name(plan.kind)
    yield Message(words.KIND, {"kind": kind})
    yield reminder_text.when(plan.starts_at, zone)
    yield Message(words.PLACE, {"place": plan.place})
    if plan.link is not None:
        yield Message(words.LINK_NOW, {"link": plan.link})
    if plan.asks and is_open(turn, meeting):
        yield Message(phrases.REMINDER_DEADLINE, {"deadline": Moment(plan.deadline, zone)})
    if plan.about != kind:
        yield Message(words.ABOUT, {"about": plan.about})


def _contents(meeting: Meeting) -> Iterator[Message]:
    if meeting.plan.agenda:
        yield Message(words.AGENDA)
    for place, item in enumerate(meeting.plan.agenda, start=1):
        yield Message(words.AGENDA_ITEM, {"n": place, "item": item})
    if meeting.plan.mandates:
        yield Message(words.MANDATES, {"mandates": Listing(meeting.plan.mandates)})


def _asked(turn: Turn, meeting: Meeting) -> Iterator[Message]:
    """What is asked: of the sender's own actors, else of all."""
    if meeting.cancelled_at is not None:
        return
    mine = _asked_actors(turn, meeting)
    if not mine:
        yield Message(words.ASKED, {"asked": meeting.plan.asked})
    answered = calls.actors_answered(turn.connection, meeting.id)
    for actor, asks in mine:
        kinds = dict.fromkeys(kind for ask in asks for kind in ask.submission_kinds)
        titles = Listing(tuple(kind_title(kind) for kind in kinds))
        yield Message(words.ASKED_OF, {"actor": actor.actor.name, "kinds": titles})
        yield from _subjects(asks)
        if actor.id in answered:
            yield Message(words.HAS_ANSWERED, {"actor": actor.actor.name})


def _subjects(asks: Sequence[Ask]) -> Iterator[Message]:
    activities = dict.fromkeys(str(each) for ask in asks for each in ask.activities)
    if activities:
        yield Message(words.ON_ACTIVITIES, {"activities": Listing(tuple(activities))})
    objectives = dict.fromkeys(each for ask in asks for each in ask.objectives)
    if objectives:
        yield Message(words.ON_OBJECTIVES, {"objectives": Listing(tuple(objectives))})
    themes = dict.fromkeys(theme_name(each) for ask in asks for each in ask.themes)
    if themes:
        yield Message(words.ON_PRIORITIES, {"themes": Listing(tuple(themes))})


def _asked_actors(turn: Turn, meeting: Meeting) -> list[tuple[KnownActor, tuple[Ask, ...]]]:
    """The actors for which the sender may answer and that the meeting asks, with its asks."""
    memberships = turn.memberships()
    mine = {
        member.actor.id: member.actor
        for member in memberships
        if member.actor is not None
        and allowed(memberships, Action.ANSWER_REMINDER, actor_id=member.actor.id)
    }
    participations = world.read_participations(turn.connection)
    day = local_day(turn.now, WASHINGTON)
    asked = [
        (actor, asked_of(meeting.plan.asks, actor.actor, day, participations))
        for actor in mine.values()
    ]
    return [(actor, asks) for actor, asks in asked if asks]


def _reporting(turn: Turn, meeting: Meeting) -> Rows:
    """The answers to a reminder, for one actor; one button for each of several."""
    if not is_open(turn, meeting):
        return ()
    answered = calls.actors_answered(turn.connection, meeting.id)
    owing = [actor for actor, _ in _asked_actors(turn, meeting) if actor.id not in answered]
    if len(owing) == 1:
        return reminder_text.answers(meeting, owing[0])
    return tuple(
        (Button(actor.actor.name, f"{reminder_text.about(meeting, actor)}:show"),)
        for actor in owing
    )


def _files(meeting: Meeting) -> Rows:
    this = Button(Message(words.CALENDAR_FILE), f"c:{short(meeting.id)}:ics")
    return ((this, Button(Message(words.WHOLE_TERM), f"c:{WHOLE}:term")),)


def _keeping(turn: Turn, meeting: Meeting) -> Rows:
    """What the secretariat can do with it, and the way back to the others."""
    others = (Button(Message(words.THE_CALENDAR), THE_LIST),)
    manages = allowed(turn.memberships(), Action.MANAGE_CALENDAR)
    if not manages or not is_open(turn, meeting):
        return (others,)
    about = f"c:{short(meeting.id)}"
    move = Button(Message(words.MOVE), f"{about}:move")
    change = Button(Message(words.CHANGE), f"{about}:change")
    cancel = Button(Message(words.CANCEL), f"{about}:cancel")
    return ((move, change), (cancel,), others)


def send_file(turn: Turn, meeting: Meeting) -> None:
    """Send a meeting as a calendar file."""
    day = local_day(meeting.plan.starts_at, WASHINGTON)
    said = words.FILE if meeting.cancelled_at is None else words.FILE_CANCELLED
    _send(turn, [meeting], Message(said), f"cam-{day.isoformat()}.ics")


def send_term(turn: Turn) -> None:
    """Send the term of the next meeting as a calendar file, its cancelled meetings too."""
    turn.require(Action.SEE_CALENDAR)
    coming = calendar.upcoming_meetings(turn.connection, turn.now, most=1)
    if coming:  # one that was moved stays in its term
        term = calendar.term_key(turn.connection, coming[0].term_id)
    else:
        term = term_of(local_day(turn.now, WASHINGTON))
    held = meetings_of(turn.connection, term)
    if not held:
        turn.tell(Message(phrases.NO_MEETINGS))
        return
    _send(turn, held, Message(words.TERM_FILE, {"term": term}), f"cam-{term}.ics")


def _send(turn: Turn, meetings: Sequence[Meeting], said: Message, name: str) -> None:
    body = calendar_files.ics_of(meetings, turn.person.language, with_links=True)
    enclosed = Enclosure(text=body.decode(), document_name=name)
    turn.say(turn.person.telegram_id, Reply((said,)), enclosed=enclosed)
