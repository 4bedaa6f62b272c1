"""The moves of a draft: answering, ticking, going back, keeping, skipping, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.kinds.kind import Answer, Look, Offer, Step, Ticks
from bot.flows.refusals import AnswerNeededError, FirstQuestionError, NothingToKeepError
from bot.flows.reply import Reply
from bot.flows.review import review, review_end
from bot.flows.scene import Scene, scene_after, scene_of
from bot.flows.screens import question_screen, settled, understood
from bot.flows.state import SKIPPED
from bot.flows.turn import Outcome, Turn
from locales import N_, Message
from locales.message import Json

_OFFERED = 8


def front(
    scene: Scene, *, note: Message | None = None, replaces: bool = False
) -> tuple[Reply, ...]:
    """What is open: the question, or the review; `note` stands above it."""
    if scene.question:
        return (question_screen(scene, scene.question, note=note, replaces=replaces),)
    return (review_end(scene),) if replaces else review(scene, note=note)


def stepped(scene: Scene, question: Question, step: Step, *, tapped: bool) -> Turn:
    """The turn that follows from what the question's kind made of a message."""
    match step:
        case Answer(value):
            return answered(scene, question, value, tapped=tapped)
        case Ticks(partial, page):
            after = _with_partial(scene, partial)
            screen = question_screen(after, question, page=page, replaces=tapped)
            return Turn(after.state, (screen,))
        case Look(page):
            return Turn(scene.state, (question_screen(scene, question, page=page, replaces=True),))
        case Offer(choices, partial):
            return _offered(_with_partial(scene, partial), question, choices)


def answered(scene: Scene, question: Question, value: Json, *, tapped: bool) -> Turn:
    """The answer is kept and what is open next is shown; raises the Refusal of a wrong one."""
    if refusal := scene.fault(question, value):
        raise refusal
    after = _opened(scene, with_answer(scene, question, value), None)
    if after.question is None and scene.form.at_once:
        told = (settled(scene, question, value),) if tapped else ()
        return Turn(after.state, told, Outcome.SEND, answered=question.key)
    if tapped:
        replies = (settled(scene, question, value), *front(after))
    else:
        note = understood(scene, question, value) if _is_repeated(scene, question, value) else None
        replies = front(after, note=note)
    return Turn(after.state, replies, answered=question.key)


def with_answer(scene: Scene, question: Question, value: Json) -> Mapping[str, Json]:
    """The answers with one more, without those that would mean something else beside it."""
    answers = {**scene.state.answers, question.key: value}
    if question.forgets and scene.state.answers.get(question.key) != value:
        for key in question.forgets:
            answers.pop(key, None)
    return answers


def went_back(scene: Scene, question: Question | None, *, tapped: bool) -> Turn:
    """The question before the open one is taken up again."""
    if scene.position == 0:
        raise FirstQuestionError
    return taken_up(scene, scene.asked[scene.position - 1], tapped=tapped)


def taken_up(scene: Scene, question: Question, *, tapped: bool) -> Turn:
    """`question` is open again, with its answer."""
    after = _opened(scene, answers_with_ticks(scene), question.key)
    return Turn(after.state, front(after, replaces=tapped))


def skipped(scene: Scene, question: Question, *, tapped: bool) -> Turn:
    """The question is passed over; what was ticked, sent or answered there already stays."""
    if question.required:
        raise AnswerNeededError
    value = answers_with_ticks(scene).get(question.key)
    stands = value is not SKIPPED and scene.fault(question, value) is None
    return answered(scene, question, value if stands else SKIPPED, tapped=tapped)


def cleared(scene: Scene, question: Question, *, tapped: bool) -> Turn:
    """The question is left open, and what was ticked, sent or answered there is taken away."""
    if question.required:
        raise AnswerNeededError
    return answered(scene, question, SKIPPED, tapped=tapped)


def kept(scene: Scene, question: Question, *, tapped: bool) -> Turn:
    """The answer given before stands."""
    if not keepable(scene, question):
        raise NothingToKeepError
    stands = answered(scene, question, scene.answers[question.key], tapped=tapped)
    return replace(stands, answered=None)


def keepable(scene: Scene, question: Question) -> bool:
    """Whether there is an answer that can stand."""
    value = scene.answers.get(question.key)
    return value is not SKIPPED and scene.fault(question, value) is None


def left(scene: Scene, question: Question | None, *, tapped: bool) -> Turn:
    """The draft waits as it is; a tapped message loses its buttons."""
    if not tapped:
        return Turn(scene.state, (), Outcome.LEAVE)
    return Turn(scene.state, (replace(front(scene)[-1], rows=(), replaces=True),), Outcome.LEAVE)


def _is_repeated(scene: Scene, question: Question, value: Json) -> bool:
    return value is not SKIPPED and question.kind.present(scene.asking(question)).echoes


def _opened(scene: Scene, answers: Mapping[str, Json], at: str | None) -> Scene:
    return scene_after(scene.form, answers, at, scene.situation)


def _with_partial(scene: Scene, partial: tuple[Json, ...]) -> Scene:
    return scene_of(scene.form, replace(scene.state, partial=partial), scene.situation)


def answers_with_ticks(scene: Scene) -> Mapping[str, Json]:
    """The answers; ticks or files of the question that is left become its answer if they can."""
    question, partial = scene.question, list(scene.state.partial)
    if not question or not partial or scene.fault(question, partial):
        return scene.state.answers
    return {**scene.state.answers, question.key: partial}


def _offered(scene: Scene, question: Question, choices: tuple[Choice, ...]) -> Turn:
    note = (
        Message(N_("Which of these do you mean?"))
        if len(choices) <= _OFFERED
        else Message(N_("Many match. Do you mean one of these, or can you say it more exactly?"))
    )
    screen = question_screen(scene, question, offer=choices[:_OFFERED], note=note)
    return Turn(scene.state, (screen,))
