"""The first message of `/export`: what would be made, and what was asked for before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.flows import engine
from bot.flows.forms.export import EXPORT
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button
from bot.flows.shortening import shortened
from bot.flows.situation import Situation
from committee.access import Action
from committee.localtime import local_day
from locales import Listing, Message, Param
from locales.phrases import exporting as said
from services import drafting
from services.exporting.answers import Answers, answers_from, asks_as_before, usual
from services.exporting.choices import hints_of
from services.office import Office, Turn
from services.situations import Hints
from services.tokens import short
from storage import jobs, requests, world
from storage.requests import Saved

BY_NAME = 3
"""So many saved requests have a button in the first message."""
_PLAIN = frozenset({"meeting", "format", "language"})
"""Answers that say by themselves what they are."""
_LIMIT = 200


def begin(turn: Turn, office: Office) -> None:
    """Begin with the usual answers; below the first button what was asked for before."""
    turn.require(Action.EXPORT)
    hints = hints_of(turn)
    answers = usual(turn, hints)
    rows = []
    before = last(turn)
    if before is not None and (again := answers_from(turn, before, hints)) != answers:
        turn.tell(Message(said.LAST_TIME, {"request": _in_a_line(turn, office, hints, again)}))
        rows.append((Button(Message(said.AS_LAST_TIME), "x:last"),))
    saved = requests.saved_by(turn.connection, turn.person.id)
    drafting.begin_form(
        turn,
        office,
        EXPORT.key,
        hints=hints,
        answers=answers,
        rows=(*rows, *_by_name(saved)),
    )


def begin_with(turn: Turn, office: Office, params: Mapping[str, Any], told: Message) -> None:
    """Begin with what was asked for before, made anew for the roles held now."""
    turn.require(Action.EXPORT)
    hints = hints_of(turn)
    turn.tell(told)
    drafting.begin_form(
        turn, office, EXPORT.key, hints=hints, answers=answers_from(turn, params, hints)
    )


def last(turn: Turn) -> Mapping[str, Any] | None:
    """What the sender asked for last, if that can be asked for again."""
    params = jobs.last_params(turn.connection, turn.person.id, EXPORT.key)
    return params if asks_as_before(params) else None


def chosen(
    turn: Turn, office: Office, params: Mapping[str, Any]
) -> Iterator[tuple[str, Param, bool]]:
    """Short names and answers of what a request asks for; whether an answer needs its name."""
    hints = hints_of(turn)
    yield from _chosen(turn, office, hints, answers_from(turn, params, hints))


def _by_name(saved: Sequence[Saved]) -> Rows:
    named = tuple(
        (Button(Message(said.BY_NAME, {"name": each.name}), f"x:use:{short(each.id)}"),)
        for each in saved[:BY_NAME]
    )
    every = ((Button(Message(said.ALL_SAVED), "x:all"),),) if saved else ()
    return (*named, *every)


def _in_a_line(turn: Turn, office: Office, hints: Hints, answers: Answers) -> Listing:
    return Listing(
        tuple(
            Message(said.CHOSEN, {"label": Message(label), "answer": answer}) if named else answer
            for label, answer, named in _chosen(turn, office, hints, answers)
        )
    )


def _chosen(
    turn: Turn, office: Office, hints: Hints, answers: Answers
) -> Iterator[tuple[str, Param, bool]]:
    situation = _situation(turn, office, hints)
    for question in engine.asked(EXPORT, answers, situation):
        value = answers.get(question.key)
        if value is not None and value not in question.usual:
            answer = engine.shown(question, value, situation, answers=answers)
            yield question.name, shortened(answer, limit=_LIMIT), question.key not in _PLAIN


def _situation(turn: Turn, office: Office, hints: Hints) -> Situation:
    return Situation(
        language=turn.person.language,
        today=local_day(turn.now, turn.person.zone),
        program=office.program(turn.connection, world.newest_program_id(turn.connection)),
        actor=None,
        choices={key: tuple(each) for key, each in hints.choices.items()},
    )
