"""From the answers of the form to a request, and from a request back to answers.

What a job gets and what is saved is the same: the request, its format, and as `time` that it is
for the next meeting or for the term, whichever that is when it is asked for anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.flows.forms.export import EVERYTHING, MONTHS, NEXT, TERM
from committee.actors import ActorKind
from committee.calendar import term_of
from committee.localtime import instant, local_day
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from export import Format
from services.compiling.request import Order, Request, request_from
from services.exporting.choices import following_of, formats, next_meeting, roles_of
from services.office import WASHINGTON, Turn
from services.situations import Hints

_FIRST = "2000-01"
"""The month from which a period without a beginning is counted."""

Answers = dict[str, Any]
Params = dict[str, Any]


def usual(turn: Turn, hints: Hints) -> Answers:
    """What is asked for most: for the next meeting, to read, in one's own language."""
    return answers_from(
        turn,
        {
            "request": Request(turn.person.language, roles_of(turn)).as_json(),
            "format": Format.DOCX.value,
            "time": NEXT,
        },
        hints,
    )


def params_from(turn: Turn, answers: Mapping[str, Any]) -> Params:
    """What the answers ask for, by the roles held now."""
    chosen = answers["meeting"]
    request = Request(
        language=answers["language"],
        roles=(),
        meeting_key=_meeting(chosen),
        **_period(turn, answers),
        kinds=tuple(SubmissionKind(each) for each in answers.get("kinds") or ()),
        actor_kinds=tuple(ActorKind(each) for each in answers.get("actor_kinds") or ()),
        actors=tuple(answers.get("actors") or ()),
        activities=tuple(answers.get("activities") or ()),
        objectives=tuple(answers.get("objectives") or ()),
        places=tuple(answers.get("places") or ()),
        states=tuple(SubmissionState(each) for each in answers.get("states") or ()),
        level=Visibility(answers["level"]) if answers.get("level") else None,
        order=Order(answers["order"]),
        annexes=answers["annexes"],
        symbol=answers.get("symbol"),
        revision=answers.get("revision") or 0,
    ).for_roles(roles_of(turn))
    return {
        "request": request.as_json(),
        "format": str(answers["format"]),
        "time": next((each for each in (NEXT, TERM) if chosen.split(":")[0] == each), None),
    }


def answers_from(turn: Turn, params: Mapping[str, Any], hints: Hints) -> Answers:
    """The answers that ask for the same again, by the roles held now; what is gone is left out."""
    request = request_from(params["request"]).for_roles(roles_of(turn))
    wide = {choice.code for choice in hints.choices["level"]}
    known = {choice.code for choice in hints.choices["actors"]}
    answers: Answers = {
        **_time(turn, params.get("time"), request),
        "format": params["format"] if params["format"] in formats() else Format.DOCX.value,
        "language": request.language,
        "kinds": [each.value for each in request.kinds] or None,
        "actor_kinds": [each.value for each in request.actor_kinds] or None,
        "actors": [each for each in request.actors if each in known] or None,
        "activities": list(request.activities) or None,
        "objectives": list(request.objectives) or None,
        "places": list(request.places) or None,
        "states": [each.value for each in request.states] or None,
        "level": request.level.value if request.level and request.level in wide else None,
        "order": request.order.value,
        "annexes": request.annexes,
        "symbol": request.symbol,
        "name": None,
    }
    return answers | ({"revision": request.revision} if request.symbol else {})


def asks_as_before(params: Mapping[str, Any] | None) -> bool:
    """Whether these are params of a compilation that can be asked for again."""
    try:
        request_from((params or {})["request"])
    except (KeyError, ValueError):
        return False
    return True


def _meeting(chosen: str) -> str | None:
    return None if chosen in {EVERYTHING, TERM, MONTHS} else chosen.removeprefix(f"{NEXT}:")


def _period(turn: Turn, answers: Mapping[str, Any]) -> dict[str, datetime | None]:
    """From when on, and before when; days begin in Washington."""
    if answers["meeting"] == TERM:
        year = int(term_of(local_day(turn.now, WASHINGTON))[:4])
        return {"since": day_begins(date(year, 9, 1))}
    if answers["meeting"] != MONTHS:
        return {}
    until = answers.get("until")
    return {
        "since": day_begins(first_of(answers["since"])),
        "until": day_begins(after(first_of(until))) if until else None,
    }


def _time(turn: Turn, said: str | None, request: Request) -> Answers:
    if said == TERM:
        return {"meeting": TERM}
    if said == NEXT:
        following = next_meeting(turn)
        return {"meeting": following_of(following) if following else EVERYTHING}
    if request.meeting_key is not None:
        return {"meeting": request.meeting_key}
    if request.since is None and request.until is None:
        return {"meeting": EVERYTHING}
    until = request.until
    return {
        "meeting": MONTHS,
        "since": _month(request.since) if request.since else _FIRST,
        "until": _month(until - timedelta(microseconds=1)) if until else None,
    }


def day_begins(day: date) -> datetime:
    """The moment, in UTC, at which a day begins in Washington."""
    return instant(day, time(), WASHINGTON)


def first_of(month: str) -> date:
    """The first day of a month ("2026-10")."""
    return date.fromisoformat(f"{month}-01")


def after(first: date) -> date:
    """The first day of the month after the one that begins on `first`."""
    return (first + timedelta(days=31)).replace(day=1)


def _month(moment: datetime) -> str:
    return f"{local_day(moment, WASHINGTON):%Y-%m}"
