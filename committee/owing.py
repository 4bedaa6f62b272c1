"""Who owes what for a meeting, and at what hours they are written to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.calendar import Ask
from committee.localtime import instant
from committee.states import Participation, expected_on
from committee.submissions import may_send

REMINDED_ROLES = (Role.FOCAL_POINT, Role.CONTRIBUTOR)
"""Whose task it is to answer for an actor."""

HEARING_ROLES = (Role.FOCAL_POINT,)
"""Who hears of a meeting that asks nothing when it is moved or cancelled."""

MORNING = time(9, 0)
"""When reminders go out, in the recipient's own zone."""

QUIET_FROM = time(21, 0)
QUIET_UNTIL = time(8, 0)


def in_quiet_hours(moment: datetime, zone: str) -> bool:
    """Whether it is night in `zone`, 21:00 to 08:00, when nobody is written to unasked."""
    at = moment.astimezone(ZoneInfo(zone)).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def end_of_night(moment: datetime, zone: str) -> datetime:
    """When the night in which `moment` falls ends in `zone`, in UTC."""
    there = moment.astimezone(ZoneInfo(zone))
    day = there.date() + timedelta(days=1 if there.time() >= QUIET_FROM else 0)
    return instant(day, QUIET_UNTIL, zone)


def asked_of(
    asks: Iterable[Ask], actor: Actor, day: date, participations: Iterable[Participation]
) -> tuple[Ask, ...]:
    """The asks of a meeting that `actor` is to be reminded of on `day`; empty if it owes nothing.

    An ask concerns an actor that it addresses and that may send what it asks for. A state is
    asked only while it is expected to report; all others are invited and reminded alike.
    """
    if actor.kind is ActorKind.STATE and actor.key not in expected_on(day, participations):
        return ()
    return asks_to(asks, actor)


def asks_to(asks: Iterable[Ask], actor: Actor) -> tuple[Ask, ...]:
    """The asks that address `actor` and that it can answer, whether it is expected to or not."""
    return tuple(ask for ask in asks if _addresses(ask, actor) and _can_answer(ask, actor))


def _addresses(ask: Ask, actor: Actor) -> bool:
    if not ask.actor_kinds and not ask.actors:
        return True
    return actor.kind in ask.actor_kinds or actor.key in ask.actors


def _can_answer(ask: Ask, actor: Actor) -> bool:
    return any(may_send(actor.kind, kind) for kind in ask.submission_kinds)
