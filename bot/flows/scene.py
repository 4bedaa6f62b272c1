"""A form, a draft's state and the moment together: what applies, what holds, what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.flows.asking import Asking
from bot.flows.form import Form, Question
from bot.flows.refusals import AnswerNeededError
from bot.flows.situation import Situation
from bot.flows.state import SKIPPED, State
from locales import Refusal
from locales.message import Json


@dataclass(frozen=True, slots=True)
class Scene:
    """`asked` are the questions that apply, `answers` those of their answers that are there.

    `question` is the open one; None when everything is answered and the review is open.
    """

    form: Form
    state: State
    situation: Situation
    asked: tuple[Question, ...]
    answers: Mapping[str, Json]
    question: Question | None

    @property
    def key(self) -> str | None:
        """The key of the open question."""
        return self.question.key if self.question else None

    @property
    def position(self) -> int:
        """The place of the open question among those that apply, counted from 0."""
        keys = [question.key for question in self.asked]
        return keys.index(self.question.key) if self.question else len(keys)

    def asking(self, question: Question) -> Asking:
        """`question` as its kind sees it; the ticks so far belong to the open one."""
        return asking_of(
            question,
            self.situation,
            self.answers,
            partial=self.state.partial if question.key == self.key else (),
        )

    def fault(self, question: Question, value: Json) -> Refusal | None:
        """Why `value` cannot stand as the answer to `question`."""
        return fault(question, value, self.asking(question))


def scene_of(form: Form, state: State, situation: Situation) -> Scene:
    """The scene of a draft in `state`."""
    asked, answers = applying(form, state.answers, situation)
    question = _open(asked, answers, state, situation)
    return Scene(form, state, situation, asked, answers, question)


def applying(
    form: Form, answers: Mapping[str, Json], situation: Situation
) -> tuple[tuple[Question, ...], dict[str, Json]]:
    """The questions that apply, and their answers; an answer that does not apply opens nothing."""
    asked: list[Question] = []
    seen: dict[str, Json] = {}
    for question in form.questions:
        answered = question.key in answers
        before = seen
        if answered:
            before = {**seen, question.key: answers[question.key]} if question.ask_if else seen
        if question.ask_if is None or question.ask_if.holds(before, situation):
            optional = question.optional_if
            is_optional = optional is not None and optional.holds(before, situation)
            asked.append(replace(question, required=False) if is_optional else question)
            if answered:
                seen[question.key] = answers[question.key]
    return tuple(asked), seen


def scene_after(
    form: Form, answers: Mapping[str, Json], at: str | None, situation: Situation
) -> Scene:
    """The scene in which the next question has just been opened, its earlier ticks set."""
    bare = scene_of(form, State(answers, at), situation)
    question = bare.question
    value = bare.answers.get(question.key) if question else None
    ticks = () if question is None or value is None else _ticks(bare, question, value)
    return replace(bare, state=State(answers, at if at == bare.key else None, ticks))


def asking_of(
    question: Question,
    situation: Situation,
    answers: Mapping[str, Json],
    *,
    partial: tuple[Json, ...] = (),
) -> Asking:
    """`question` as its kind sees it."""
    return Asking(question.key, situation, question.required, answers, partial)


def fault(question: Question, value: Json, asking: Asking) -> Refusal | None:
    """Why `value` cannot stand as the answer; None when it can."""
    try:
        if value is SKIPPED:
            return AnswerNeededError() if question.required else None
        question.kind.verify(value, asking)
        if question.check is not None:
            question.check.verify(value, asking.answers)
    except Refusal as refusal:
        return refusal
    return None


def _ticks(scene: Scene, question: Question, value: Json) -> tuple[Json, ...]:
    return question.kind.present(scene.asking(question)).ticks(value)


def _open(
    asked: tuple[Question, ...], answers: Mapping[str, Json], state: State, situation: Situation
) -> Question | None:
    for question in asked:
        if question.key == state.at:
            return question
    for question in asked:
        asking = asking_of(question, situation, answers)
        if question.key not in answers or fault(question, answers[question.key], asking):
            return question
    return None
