"""Reading what was sent: every answer in order, in pieces that are comfortable on a phone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.flows.form import Form, Question
from bot.flows.review import answer_lines
from bot.flows.scene import applying, asking_of
from bot.flows.situation import Situation
from bot.flows.state import SKIPPED
from locales import N_, Message, Param
from locales.message import Json

COMFORTABLE = 1_500
"""UTF-16 units of one page of a submission that is read in the chat."""

SAYS_NOTHING = frozenset({"details", "statement"})
"""Questions whose answers say nothing to a reader."""


def read_out(
    form: Form,
    answers: Mapping[str, Json],
    situation: Situation,
    *,
    hidden: Collection[str] = (),
) -> Iterator[Message]:
    """A line for every answer, long ones in pieces; those of questions in `hidden` are left out."""
    for question, value in _told(form, answers, situation, hidden):
        asking = asking_of(question, situation, answers)
        yield from answer_lines(question, value, asking, units=COMFORTABLE)


def differences(
    form: Form,
    before: Mapping[str, Json],
    after: Mapping[str, Json],
    situation: Situation,
    *,
    hidden: Collection[str] = (),
) -> Iterator[Message]:
    """What a later version says otherwise: every changed answer as it was and as it is."""
    was = {question.key: value for question, value in _told(form, before, situation, hidden)}
    now = {question.key: value for question, value in _told(form, after, situation, hidden)}
    for question in form.questions:
        old, new = was.get(question.key, SKIPPED), now.get(question.key, SKIPPED)
        if old == new:
            continue
        label = Message(question.name)
        yield Message(N_("<b>{label}</b>"), {"label": label})
        yield Message(N_("Before: {answer}"), {"answer": _said(question, old, before, situation)})
        yield Message(N_("Now: {answer}"), {"answer": _said(question, new, after, situation)})


def _told(
    form: Form, answers: Mapping[str, Json], situation: Situation, hidden: Collection[str]
) -> Iterator[tuple[Question, Json]]:
    asked, held = applying(form, answers, situation)
    for question in asked:
        value = held.get(question.key, SKIPPED)
        if value is not SKIPPED and question.key not in SAYS_NOTHING and question.key not in hidden:
            yield question, value


def _said(
    question: Question, value: Json, answers: Mapping[str, Json], situation: Situation
) -> Param:
    if value is SKIPPED:
        return Message(N_("No answer"))
    return question.kind.shown(value, asking_of(question, situation, answers))
