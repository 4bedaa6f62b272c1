"""Which step of each coming meeting's plan has come, in each place where somebody reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import Connection

from committee import plan
from committee.localtime import instant, local_day
from committee.plan import Place, may_write
from services import asking_whom
from storage import calendar, reminding
from storage.calendar import Meeting
from storage.reminding import Asked, Call

MIDNIGHT = time(0)


def calls_now(connection: Connection, now: datetime) -> list[Call]:
    """The current step of each meeting's plan, in each place where people may be written to."""
    coming = _coming(connection, now)
    open_places = [each for each in reminding.places(connection) if may_write(now, each)]
    return _calls(connection, coming, open_places, now)


def calls_everywhere(connection: Connection, now: datetime) -> list[Call]:
    """The same in every place, whatever the hour and the day there."""
    return _calls(connection, _coming(connection, now), reminding.places(connection), now)


def _coming(connection: Connection, now: datetime) -> list[Meeting]:
    found = calendar.meetings_between(connection, now, now + plan.earliest())
    return [meeting for meeting in found if meeting.plan.asks and meeting.plan.deadline > now]


def _calls(
    connection: Connection, coming: Sequence[Meeting], places: Sequence[Place], now: datetime
) -> list[Call]:
    if not coming or not places:
        return []
    asked = asking_whom.asked_by(connection, coming, now)
    return [
        call
        for meeting in coming
        for place in places
        if (call := _call(meeting, asked[meeting.id], place, now)) is not None
    ]


def _call(meeting: Meeting, asked: Asked, place: Place, now: datetime) -> Call | None:
    step = plan.current(meeting.plan.kind, meeting.plan.deadline, place, now)
    if step is None or not (asked.kinds or asked.keys):
        return None
    midnight = instant(local_day(now, place.zone), MIDNIGHT, place.zone)
    return Call(meeting.id, asked, place, step, midnight)
