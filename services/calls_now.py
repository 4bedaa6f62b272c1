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
from storage.reminding import Call

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
    begun = [
        (meeting, place, step)
        for meeting in coming
        for place in places
        if (step := plan.current(meeting.plan.kind, meeting.plan.deadline, place, now)) is not None
    ]
    if not begun:
        return []
    asked = asking_whom.asked_by(connection, coming, now)
    midnights = {each: instant(local_day(now, each.zone), MIDNIGHT, each.zone) for each in places}
    return [
        Call(meeting.id, whom, place, step, midnights[place])
        for meeting, place, step in begun
        if (whom := asked[meeting.id]).kinds or whom.keys
    ]
