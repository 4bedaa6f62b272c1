"""What is known when a draft begins, from the last submission, the day and the meeting."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bot.flows.state import State
from services.office import Turn
from storage import calendar
from storage.submissions import Submission

KEPT = ("contact", "visibility", "naming")
"""What an actor that has sent one of the kind is not asked again."""


LAID_IN = frozenset({*KEPT, "language", "period_from", "period_to", "country"})
"""What may be there before anything was answered."""


def is_answered(state: State) -> bool:
    """Whether anything was answered in a draft, beside what was known at its beginning."""
    return bool(state.partial) or not state.answers.keys() <= LAID_IN


def known(turn: Turn, last: Submission | None) -> dict[str, Any]:
    """What need not be asked: it stands in the review, where it can be changed.

    The period begins where the last report ended, else with the term, and ends this month.
    """
    today = turn.now.astimezone(ZoneInfo(turn.person.zone)).date()
    answers: dict[str, Any] = {
        "language": turn.person.language,
        "period_from": _period_start(today, last),
        "period_to": f"{today:%Y-%m}",
    }
    if last is not None:
        before = {key: last.answers.get(key) for key in KEPT}
        answers |= {key: value for key, value in before.items() if value}
    return answers


def _period_start(today: date, last: Submission | None) -> str:
    before = last.answers.get("period_to") if last else None
    if isinstance(before, str) and before < f"{today:%Y-%m}":
        year, month = (int(part) for part in before.split("-"))
        return f"{year + month // 12}-{month % 12 + 1:02}"
    september = today.year if today.month >= 9 else today.year - 1
    return f"{september}-09"


def contacts(turn: Turn, last: Submission | None) -> list[str]:
    """Who can be asked, as it was said last, else the person."""
    before = last.answers.get("contact") if last else None
    return [str(before)] if before else [turn.person.name]


def asked_activities(turn: Turn, meeting_id: int | None) -> list[str]:
    """The activities that the meeting asks about, by number."""
    meeting = None if meeting_id is None else calendar.meeting_by_id(turn.connection, meeting_id)
    asks = meeting.plan.asks if meeting else ()
    return [str(number) for ask in asks for number in ask.activities]


def likely(last: Submission | None, asked: list[str]) -> dict[str, list[str]]:
    """What stands first among the choices: what the meeting asks for, what was reported last."""
    first: dict[str, list[str]] = {"activity": asked}
    for key in ("activity", "objectives", "places"):
        value = last.answers.get(key) if last else None
        before = value if isinstance(value, list) else [value] if value else []
        first[key] = [*first.get(key, []), *(str(each) for each in before)]
    return first
