"""Replacing one answer of what was sent: which questions can be, and what has to stay true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.form import Form, Question
from bot.flows.kinds import Consent, Files, Kind, OneOf, Several
from bot.flows.refusals import OpensMoreError
from bot.flows.scene import applying, asking_of, fault
from bot.flows.shortening import shortened
from bot.flows.situation import About, Situation
from bot.flows.sources import choices_of
from bot.flows.state import SKIPPED
from locales import N_, Message
from locales.message import Json

LEFT_OUT = frozenset({"details", "language", "naming", "visibility"})
"""Questions whose answers say how a submission is treated, or nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A question of the form that was sent, and the answers that were given with it."""

    form: Form
    question: Question
    answers: Mapping[str, Json]

    @property
    def key(self) -> str:
        """The question's key."""
        return self.question.key

    @property
    def kind(self) -> Kind:
        """How it is asked, read and shown."""
        return self.question.kind

    def context(self, asking: Asking) -> tuple[Message, ...]:
        """What is asked, and what was answered."""
        lines = [Message(self.question.text)]
        if self.question.help:
            lines.append(Message(self.question.help))
        value = self.answers.get(self.key)
        if value is not SKIPPED:
            before = shortened(self.kind.shown(value, asking))
            lines.append(Message(N_("Until now: {answer}"), {"answer": before}))
        return tuple(lines)

    def verify(self, value: Json, asking: Asking) -> None:
        """Raise unless `value` goes with the other answers and leaves no question open."""
        if self.question.check is not None:
            self.question.check.verify(value, self.answers)
        situation = asking.situation
        before = _open(self.form, self.answers, situation)
        if not _open(self.form, {**self.answers, self.key: value}, situation) <= before:
            raise OpensMoreError


def amended(forms: Mapping[str, Form], key: Json, situation: Situation) -> Amended | None:
    """The question `key` of what the situation is about, if it can be replaced."""
    about = situation.about
    for question in _questions(forms, about):
        if (
            about is not None
            and question.key == key
            and _is_replaceable(question, about, situation)
        ):
            return Amended(forms[about.form], question, about.answers)
    return None


def fields(forms: Mapping[str, Form], situation: Situation) -> tuple[Choice, ...]:
    """The questions that can be replaced, by their short names."""
    return tuple(
        Choice(question.key, Message(question.name), about=(Message(question.text),))
        for question in _questions(forms, situation.about)
        if situation.about is not None and _is_replaceable(question, situation.about, situation)
    )


def _questions(forms: Mapping[str, Form], about: About | None) -> tuple[Question, ...]:
    form = forms.get(about.form) if about else None
    return form.questions if form else ()


def _is_replaceable(question: Question, about: About, situation: Situation) -> bool:
    """Whether it has an answer or could have one, and this can be given in a reply.

    Files go with the reply itself; where there is nothing to choose, nothing can be chosen.
    """
    if question.key in LEFT_OUT or isinstance(question.kind, Files | Consent):
        return False
    could = {**about.answers, question.key: about.answers.get(question.key, True)}
    if question.ask_if is not None and not question.ask_if.holds(could, situation):
        return False
    if isinstance(question.kind, OneOf | Several):
        return bool(choices_of(question.kind.source, asking_of(question, situation, could)))
    return True


def _open(form: Form, answers: Mapping[str, Json], situation: Situation) -> set[str]:
    """The questions that apply and have no answer that can stand."""
    asked, held = applying(form, answers, situation)
    return {
        question.key
        for question in asked
        if question.key not in held
        or fault(question, held[question.key], asking_of(question, situation, held))
    }
