"""At a glance: the coming meetings, and who has answered for the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.flows.reply import Reply
from committee.access import Action, Role
from committee.actors import Actor, ActorKind
from committee.calendar import term_of
from committee.owing import asked_of
from committee.submissions import may_stay_unnamed
from locales import Listing, Localized, Message, Moment, Param, phrases
from services.office import WASHINGTON, Envelope, Office, Turn
from services.readers import viewer_for, viewer_of
from storage import calendar, calls, submissions, world
from storage.calendar import Meeting
from storage.listing import Viewer
from storage.submissions import Submission

COMING = 6
NAMED = 40


@dataclass(frozen=True, slots=True)
class Status:
    """Who was asked for a meeting and who answered; activities covered in its term.

    To who does not learn authors that asked not to be named, actors of kinds that may stay
    unnamed are counted by their submissions (`society`) instead of listed: a name left out of
    a list would tell.
    """

    meeting: Meeting | None
    asked: tuple[Actor, ...]
    answered: tuple[Actor, ...]
    nothing_new: tuple[Actor, ...]
    activities: frozenset[int]
    activities_in_all: int
    submissions: int
    society: int | None = None

    @property
    def not_heard(self) -> tuple[Actor, ...]:
        """Those asked of whom no information was received."""
        heard = {actor.key for actor in self.answered}
        return tuple(actor for actor in self.asked if actor.key not in heard)


class Overview:
    """What `/calendar` and `/status` show."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def calendar(self, envelope: Envelope) -> None:
        """Show the coming meetings in Washington time and the reader's own."""
        await self._office.turn(envelope, _show_calendar)

    async def status(self, envelope: Envelope) -> None:
        """Show who has answered for the next meeting that asks something."""
        await self._office.turn(envelope, self._show_status)

    def _show_status(self, turn: Turn) -> None:
        turn.require(Action.SEE_STATUS)
        viewer = viewer_of(turn.memberships())
        turn.tell(*status_lines(status_at(turn.connection, viewer, turn.now)))

    async def status_now(self) -> tuple[Message, ...]:
        """The same for the command line."""
        now = self._office.clock.now()
        viewer = viewer_for((Role.SECRETARIAT,))
        return await self._office.look(
            lambda connection: status_lines(status_at(connection, viewer, now))
        )


def status_at(connection: Connection, viewer: Viewer, now: datetime) -> Status:
    """The state of things for the next meeting that asks something, as `viewer` may know it."""
    meeting = next(
        (m for m in calendar.upcoming_meetings(connection, now, most=20) if m.plan.asks), None
    )
    day = (meeting.plan.starts_at if meeting else now).date()
    sent = submissions.submissions_sent(
        connection,
        term_id=calendar.term_id(connection, term_of(day)) or 0,
        visible={visibility for visibility, _ in viewer.readable},
    )
    program = world.read_program(connection, world.newest_program_id(connection))
    covered = frozenset(int(s.answers["activity"]) for s in sent if s.answers.get("activity"))
    asked = _asked(connection, meeting, now.date()) if meeting else ()
    answered = calls.actors_answered(connection, meeting.id) if meeting else frozenset()
    nothing_new = calls.nothing_new_for(connection, meeting.id) if meeting else frozenset()
    listed = [known for known in world.known_actors(connection) if _is_listed(viewer, known.actor)]
    everybody = {known.id: known.actor for known in listed}
    return Status(
        meeting=meeting,
        asked=tuple(actor for actor in asked if _is_listed(viewer, actor)),
        answered=tuple(actor for row, actor in everybody.items() if row in answered),
        nothing_new=tuple(actor for row, actor in everybody.items() if row in nothing_new),
        activities=covered,
        activities_in_all=len(program.activities),
        submissions=len(sent),
        society=None if viewer.knows_authors else _of_society(sent, meeting),
    )


def _is_listed(viewer: Viewer, actor: Actor) -> bool:
    return viewer.knows_authors or not may_stay_unnamed(actor.kind)


def _of_society(sent: Iterable[Submission], meeting: Meeting | None) -> int:
    """How many submissions for the meeting came from actors that are not listed by name."""
    return sum(
        meeting is not None
        and each.meeting_id == meeting.id
        and may_stay_unnamed(each.actor.actor.kind)
        for each in sent
    )


def _asked(connection: Connection, meeting: Meeting, day: date) -> tuple[Actor, ...]:
    participations = world.read_participations(connection)
    return tuple(
        known.actor
        for known in world.known_actors(connection)
        if asked_of(meeting.plan.asks, known.actor, day, participations)
    )


def status_lines(status: Status) -> tuple[Message, ...]:
    """The status in sentences, figures first; those that were silent are named neutrally."""
    if status.meeting is None:
        return (Message(phrases.STATUS_NONE), *_term_lines(status))
    states = [actor for actor in status.asked if actor.kind is ActorKind.STATE]
    heard = {actor.key for actor in status.answered}
    answered = [actor for actor in status.asked if actor.key in heard]
    lines = [
        Message(phrases.STATUS_TITLE, {"title": status.meeting.plan.title}),
        Message(phrases.STATUS_ANSWERED, {"n": len(answered), "of": len(status.asked)}),
        Message(
            phrases.STATUS_STATES,
            {"n": sum(actor.key in heard for actor in states), "of": len(states)},
        ),
    ]
    if status.society is not None:
        lines.append(Message(phrases.STATUS_SOCIETY, {"n": status.society}))
    lines.extend(_term_lines(status))
    if status.nothing_new:
        lines.append(Message(phrases.STATUS_NOTHING_NEW, {"actors": _names(status.nothing_new)}))
    if status.not_heard:
        lines.append(Message(phrases.STATUS_NOT_HEARD, {"actors": _names(status.not_heard)}))
    return tuple(lines)


def _term_lines(status: Status) -> tuple[Message, ...]:
    return (
        Message(
            phrases.STATUS_ACTIVITIES,
            {"n": len(status.activities), "of": status.activities_in_all},
        ),
        Message(phrases.STATUS_SUBMISSIONS, {"n": status.submissions}),
    )


def _names(actors: Iterable[Actor]) -> Listing:
    return Listing(tuple(short_name(actor) for actor in actors))


def short_name(actor: Actor) -> Localized:
    """The acronym where there is one, else the name."""
    return actor.acronym or actor.name


def _show_calendar(turn: Turn) -> None:
    turn.require(Action.SEE_CALENDAR)
    coming = calendar.upcoming_meetings(turn.connection, turn.now, most=COMING)
    if not coming:
        turn.tell(Message(phrases.NO_MEETINGS))
        return
    lines = [Message(phrases.NEXT_MEETINGS)]
    turn.reply(Reply((*lines, *(_meeting_line(meeting, turn.person.zone) for meeting in coming))))


def _meeting_line(meeting: Meeting, zone: str) -> Message:
    starts = meeting.plan.starts_at
    params: dict[str, Param] = {"title": meeting.plan.title, "when": Moment(starts, WASHINGTON)}
    here, there = (starts.astimezone(ZoneInfo(name)) for name in (zone, WASHINGTON))
    if here.utcoffset() == there.utcoffset():
        return Message(phrases.MEETING_LINE, params)
    local = Moment(starts, zone, time_only=here.date() == there.date())
    return Message(phrases.MEETING_LINE_LOCAL, {**params, "local": local})
