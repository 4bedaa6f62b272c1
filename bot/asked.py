"""From the options of `enlace export` to a request; each value that is refused in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.ground import StartError
from bot.offline import language_named
from committee.access import Role
from committee.actors import ActorKind
from committee.calendar import WASHINGTON
from committee.localtime import instant
from committee.program import load_program
from committee.states import all_states, state_of
from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, Visibility
from committee.symbols import MOST_REVISIONS, SYMBOL_LIMIT, is_symbol
from services.compiling.request import Order, Request


def request_of(asked: Mapping[str, Any]) -> Request:
    """The request that the options make; StartError for a value that there is not."""
    since, until = _day("--since", asked["since"]), _day("--until", asked["until"], after=True)
    if since and until and until <= since:
        raise StartError("--until: it lies before --since")
    return Request(
        language=language_named(asked["language"]),
        roles=tuple(Role(role) for role in asked["roles"]),
        meeting_key=asked["meeting"],
        since=_begins(since),
        until=_begins(until),
        kinds=_all(SubmissionKind, "--kind", asked["kinds"]),
        actor_kinds=_all(ActorKind, "--actor-kind", asked["actor_kinds"]),
        actors=tuple(asked["actors"]),
        activities=tuple(_activity(number) for number in asked["activities"]),
        objectives=tuple(_objective(key) for key in asked["objectives"]),
        places=tuple(_place(code) for code in asked["places"]),
        states=tuple(_state(state) for state in asked["states"]),
        level=_member(Visibility, "--level", asked["level"]) if asked["level"] else None,
        order=_member(Order, "--order", asked["order"]),
        annexes=asked["annexes"],
        symbol=_symbol(asked["symbol"]),
        revision=_revision(asked["revision"], asked["symbol"]),
    )


def _member(
    of: Any,  # noqa: ANN401 - one of several enumerations
    option: str,
    value: str,
    among: Iterable[Any] = (),
) -> Any:  # noqa: ANN401
    known = [each.value for each in among or of]
    if value not in known:
        raise StartError(f"{option}: there is no {value}; known are {', '.join(known)}")
    return of(value)


def _all(of: Any, option: str, values: Iterable[str]) -> tuple[Any, ...]:  # noqa: ANN401
    return tuple(_member(of, option, value) for value in values)


def _state(value: str) -> SubmissionState:
    sent = [state for state in SubmissionState if state in SENT_STATES]
    state: SubmissionState = _member(SubmissionState, "--state", value, sent)
    return state


def _activity(value: str) -> int:
    numbers = [activity.number for activity in load_program().activities]
    if not value.isascii() or not value.isdecimal() or int(value) not in numbers:
        span = f"{min(numbers)} to {max(numbers)}"
        raise StartError(f"--activity: there is no {value}; the Program numbers them {span}")
    return int(value)


def _objective(value: str) -> str:
    known = [objective.id for objective in load_program().objectives]
    if value.upper() not in known:
        raise StartError(f"--objective: there is no {value}; known are {', '.join(known)}")
    return value.upper()


def _place(value: str) -> str:
    try:
        return state_of(value.upper()).alpha3
    except KeyError:
        known = ", ".join(sorted(state.alpha3 for state in all_states()))
        raise StartError(f"--place: there is no {value}; known are {known}") from None


def _symbol(value: str | None) -> str | None:
    if value is None or is_symbol(value):
        return value
    told = f"letters, digits, spaces and / . - only, {SYMBOL_LIMIT} characters at most"
    raise StartError(f"--symbol: {told}, such as CIDI/CAM/doc.19/15")


def _revision(value: int | None, symbol: str | None) -> int:
    if value is None:
        return 0
    if symbol is None:
        raise StartError("--revision: a working copy has none; give its --symbol too")
    if not 0 <= value <= MOST_REVISIONS:
        raise StartError(f"--revision: from 0 to {MOST_REVISIONS}")
    return value


def _day(option: str, value: str | None, *, after: bool = False) -> date | None:
    """The first day of a month or the day itself; with `after` the first day after it."""
    if value is None:
        return None
    try:
        if len(value) == len("2026-10"):
            first = date.fromisoformat(f"{value}-01")
            return (first + timedelta(days=31)).replace(day=1) if after else first
        day = date.fromisoformat(value)
        return day + timedelta(days=1) if after else day
    except (ValueError, OverflowError):
        told = f"{value} is no month such as 2026-10, and no day such as 2026-10-31"
        raise StartError(f"{option}: {told}") from None


def _begins(day: date | None) -> datetime | None:
    return None if day is None else instant(day, time(), WASHINGTON)
