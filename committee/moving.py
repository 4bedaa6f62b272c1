"""A meeting at another time: its deadline keeps the distance that it had."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from committee.calendar import WASHINGTON, PlannedMeeting
from committee.localtime import instant


def moved(
    plan: PlannedMeeting, starts_at: datetime, deadline: datetime | None = None
) -> PlannedMeeting:
    """`plan` at `starts_at`, with `deadline` or as many days before it as it was due before.

    The clocks are Washington's: due three days before at 18:00 stays three days before at 18:00,
    and due at the hour of the meeting follows that hour.
    """
    if deadline is None and starts_at == plan.starts_at:
        return plan
    if deadline is None:
        deadline = min(starts_at, _deadline(plan, starts_at))
    return replace(plan, starts_at=starts_at, deadline=deadline)


def _deadline(plan: PlannedMeeting, starts_at: datetime) -> datetime:
    before, due, now = (_there(at) for at in (plan.starts_at, plan.deadline, starts_at))
    at = now.time() if due.time() == before.time() else due.time()
    if due.date() == before.date() and at == now.time():
        return starts_at
    return instant(now.date() - (before.date() - due.date()), at, WASHINGTON)


def _there(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(WASHINGTON))
