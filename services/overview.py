"""At a glance: who has answered for the next meeting, in words and in pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply
from committee.access import Action, Role
from committee.actors import ActorKind
from committee.calendar import term_of
from locales import Listing, Message, phrases
from locales.phrases import pictures
from services import overview_pictures
from services.heard import Heard, heard_for, short_name
from services.office import Envelope, Office, Turn
from services.overview_pictures import next_that_asks
from services.readers import viewer_for, viewer_of
from storage import calendar, submissions, world
from storage.calendar import Meeting
from storage.listing import Viewer
from storage.world import KnownActor


@dataclass(frozen=True, slots=True)
class Status:
    """The next meeting that asks something, what it has heard; activities covered in its term."""

    meeting: Meeting | None
    heard: Heard | None
    activities: frozenset[int]
    activities_in_all: int
    submissions: int


class Overview:
    """What `/status` shows."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def status(self, envelope: Envelope) -> None:
        """Show who has answered for the next meeting that asks something."""
        await self._office.turn(envelope, self._show_status)

    def _show_status(self, turn: Turn) -> None:
        turn.require(Action.SEE_STATUS)
        viewer = viewer_of(turn.memberships())
        lines = status_lines(status_at(turn.connection, viewer, turn.now))
        turn.reply(Reply(lines, ((Button(Message(pictures.PICTURES), "m:pictures"),),)))

    async def pictures(self, envelope: Envelope) -> None:
        """Send the same as pictures: the states, the activities, what came month by month."""
        await self._office.turn(envelope, lambda turn: overview_pictures.ask(turn, self._office))

    async def status_now(self) -> tuple[Message, ...]:
        """The same for the command line."""
        now = self._office.clock.now()
        viewer = viewer_for((Role.SECRETARIAT,))
        return await self._office.look(
            lambda connection: status_lines(status_at(connection, viewer, now))
        )


def status_at(connection: Connection, viewer: Viewer, now: datetime) -> Status:
    """The state of things for the next meeting that asks something, as `viewer` may know it."""
    meeting = next_that_asks(connection, now)
    day = (meeting.plan.starts_at if meeting else now).date()
    sent = submissions.submissions_sent(
        connection,
        term_id=calendar.term_id(connection, term_of(day)) or 0,
        visible={visibility for visibility, _ in viewer.readable},
    )
    program = world.read_program(connection, world.newest_program_id(connection))
    covered = frozenset(int(s.answers["activity"]) for s in sent if s.answers.get("activity"))
    return Status(
        meeting=meeting,
        heard=heard_for(connection, meeting, viewer, now) if meeting else None,
        activities=covered,
        activities_in_all=len(program.activities),
        submissions=len(sent),
    )


def status_lines(status: Status) -> tuple[Message, ...]:
    """The status in sentences, figures first; those that were silent are named neutrally."""
    if status.meeting is None or status.heard is None:
        return (Message(phrases.STATUS_NONE), *_term_lines(status))
    heard = status.heard
    silent = {known.id for known in heard.silent}
    states = [known for known in heard.asked if known.actor.kind is ActorKind.STATE]
    lines = [
        Message(phrases.STATUS_TITLE, {"title": status.meeting.plan.title}),
        Message(
            phrases.STATUS_ANSWERED,
            {"n": len(heard.asked) - len(silent), "of": len(heard.asked)},
        ),
        Message(
            phrases.STATUS_STATES,
            {"n": sum(known.id not in silent for known in states), "of": len(states)},
        ),
    ]
    if heard.society is not None:
        lines.append(Message(phrases.STATUS_SOCIETY, {"n": heard.society}))
    lines.extend(_term_lines(status))
    if heard.nothing_new:
        lines.append(Message(phrases.STATUS_NOTHING_NEW, {"actors": _names(heard.nothing_new)}))
    if heard.silent:
        lines.append(Message(phrases.STATUS_NOT_HEARD, {"actors": _names(heard.silent)}))
    return tuple(lines)


def _term_lines(status: Status) -> tuple[Message, ...]:
    return (
        Message(
            phrases.STATUS_ACTIVITIES,
            {"n": len(status.activities), "of": status.activities_in_all},
        ),
        Message(phrases.STATUS_SUBMISSIONS, {"n": status.submissions}),
    )


def _names(actors: Iterable[KnownActor]) -> Listing:
    return Listing(tuple(short_name(known.actor) for known in actors))
