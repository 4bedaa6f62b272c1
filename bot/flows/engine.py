"""The pure form engine: a draft's state and what a person sent give the next state and replies.

Nothing here raises for anything a person can send: what cannot be an answer is refused in one
sentence, with the open question again, and nothing already answered is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.flows.choices import Choice, named_by
from bot.flows.form import REVIEW, Form, Question
from bot.flows.incoming import Edited, Incoming, More, Sent, Tap, Typed
from bot.flows.kinds import Files
from bot.flows.kinds.keyboard import page_asked
from bot.flows.moves import (
    answered,
    answers_with_ticks,
    cleared,
    front,
    keepable,
    kept,
    left,
    skipped,
    stepped,
    taken_up,
    went_back,
)
from bot.flows.pieces import added, belongs_to_last, carried, edited, noted, noted_refusal, told_in
from bot.flows.refusals import SendOrChangeError, StaleButtonError
from bot.flows.reply import Reply
from bot.flows.review import discarding, review_end
from bot.flows.scene import Scene, applying, asking_of, scene_after, scene_of
from bot.flows.screens import SUGGESTED, suggestion
from bot.flows.situation import Situation
from bot.flows.state import SKIPPED, Last, State
from bot.flows.turn import Outcome, Turn
from bot.flows.words import (
    BACK,
    CLEAR,
    DISCARD,
    DISCARD_SURELY,
    DONE,
    KEEP,
    LEAVE,
    SEND,
    SKIP,
    steering,
)
from locales import N_, Message, Param, Refusal
from locales.message import Json

__all__ = [
    "Edited",
    "More",
    "Outcome",
    "Sent",
    "Tap",
    "Turn",
    "Typed",
    "accepts_files",
    "applicable",
    "asked",
    "begin",
    "first_answer",
    "full_of_files",
    "open_question",
    "opening",
    "progress",
    "shown",
    "told_in",
    "turn",
]

_STEERING = {BACK: went_back, SKIP: skipped, CLEAR: cleared, KEEP: kept, LEAVE: left}


def turn(form: Form, state: State, incoming: Incoming, situation: Situation) -> Turn:
    """What becomes of a draft in `state` when a person sends `incoming`."""
    scene = scene_of(form, state, situation)
    try:
        return carried(_taken(scene, incoming), state)
    except Refusal as refusal:
        return Turn(noted_refusal(scene, incoming, refusal), front(scene, note=refusal.said))


def _taken(scene: Scene, incoming: Incoming) -> Turn:
    match incoming:
        case More(text, message):
            question = belongs_to_last(scene, text)
            if question is not None:
                return replace(added(scene, question, text, message), is_joined=True)
            incoming = Typed(text, message)
        case Edited(text, message):
            key = told_in(scene.state, message)
            return (
                Turn(scene.state, front(scene))
                if key is None
                else edited(scene, key, text, message)
            )
    if scene.question is None:
        return _on_review(scene, incoming)
    return _on_question(scene, scene.question, incoming)


def opening(form: Form, state: State, situation: Situation) -> Turn:
    """What to show when a draft is begun or resumed: the open question, or the review."""
    return Turn(state, front(scene_of(form, state, situation)))


def open_question(form: Form, state: State, situation: Situation) -> Question | None:
    """The question that is open; None when everything is answered and the review is open."""
    return scene_of(form, state, situation).question


def asked(form: Form, answers: Mapping[str, Json], situation: Situation) -> tuple[Question, ...]:
    """The questions that apply, given these answers."""
    return applying(form, answers, situation)[0]


def applicable(form: Form, answers: Mapping[str, Json], situation: Situation) -> dict[str, Json]:
    """Those of `answers` whose questions apply: what is sent when the draft is sent."""
    return applying(form, answers, situation)[1]


def progress(form: Form, state: State, situation: Situation) -> tuple[int, int]:
    """How many of the questions that apply have an answer, and how many apply."""
    scene = scene_of(form, state, situation)
    return sum(question.key in scene.answers for question in scene.asked), len(scene.asked)


def accepts_files(form: Form, state: State, situation: Situation) -> bool:
    """Whether the open question takes (one more) file: asked before anything is downloaded."""
    question = open_question(form, state, situation)
    kind = question.kind if question else None
    return isinstance(kind, Files) and len(state.partial) < kind.most


def full_of_files(form: Form, state: State) -> int | None:
    """How many files the question that a file opens takes, if it has them all; else None."""
    question = form.opened_with("file")
    if question is None or not isinstance(question.kind, Files):
        return None
    gathered = [each for each in state.partial if isinstance(each, dict)]
    held = gathered or state.answers.get(question.key) or ()
    return question.kind.most if len(held) >= question.kind.most else None


def begin(form: Form, answers: Mapping[str, Json]) -> State:
    """A draft with `answers` laid in: shown in the review, not asked while they hold."""
    keys = {question.key for question in form.questions}
    return State({key: value for key, value in answers.items() if key in keys})


def first_answer(
    form: Form,
    state: State,
    first: str | Mapping[str, Json],
    situation: Situation,
    *,
    message: int = 0,
) -> State:
    """The draft with a text or file that came from outside laid into the question it opens with.

    It is added to what is there. Nothing of it is lost: where it cannot stand (too long, say),
    its question says so when it is asked. `message` is the number of a text in the chat.
    """
    question = form.opened_with("text" if isinstance(first, str) else "file")
    if question is None:
        return state
    answers = answers_with_ticks(scene_of(form, state, situation))
    whole = question.kind.joined(answers.get(question.key), first)
    if not whole:
        return state
    at = None if state.at == question.key else state.at
    laid = scene_after(form, {**answers, question.key: whole}, at, situation).state
    told = {key: pieces for key, pieces in state.told.items() if key != question.key}
    if message and question.key not in answers:
        told[question.key] = [[message, None]]
    last = Last(question.key, message) if message and isinstance(first, str) else None
    return replace(laid, told=told, last=last)


def shown(
    question: Question,
    value: Json,
    situation: Situation,
    *,
    answers: Mapping[str, Json] = MappingProxyType({}),
) -> Param:
    """An answer as a person reads it; `answers` are those given with it, if some are known."""
    if value is SKIPPED:
        return Message(N_("No answer"))
    return question.kind.shown(value, asking_of(question, situation, answers))


def _on_question(scene: Scene, question: Question, incoming: Incoming) -> Turn:
    match incoming:
        case Tap(key, choice) if key == question.key:
            return _tapped(scene, question, choice)
        case Tap():
            raise StaleButtonError
        case Typed():
            return _typed(scene, question, incoming)
        case Sent(file):
            step = question.kind.sent(file, scene.asking(question))
            return stepped(scene, question, step, tapped=False)
        case _:
            raise StaleButtonError


def _tapped(scene: Scene, question: Question, code: str) -> Turn:
    if code in _STEERING:
        return _STEERING[code](scene, question, tapped=True)
    if code.startswith(SUGGESTED):
        value = suggestion(scene, question, code)
        if value is None:
            raise StaleButtonError
        return answered(scene, question, value, tapped=True)
    step = question.kind.tapped(code, scene.asking(question))
    return stepped(scene, question, step, tapped=True)


def _typed(scene: Scene, question: Question, typed: Typed) -> Turn:
    text, asking = typed.text, scene.asking(question)
    code = steering(text)
    if code is not None and not question.kind.claims(text, asking):
        if code in _STEERING and _is_of_use(scene, question, code):
            return _STEERING[code](scene, question, tapped=False)
        if code == DONE and question.kind.present(asking).gathers:
            step = question.kind.tapped(DONE, asking)
            return stepped(scene, question, step, tapped=False)
    turn = stepped(scene, question, question.kind.typed(text, asking), tapped=False)
    return noted(turn, scene, question, typed)


def _is_of_use(scene: Scene, question: Question, code: str) -> bool:
    """Whether the typed form of a button steers here; else the words are an answer."""
    if code == KEEP:
        return keepable(scene, question)
    held = scene.state.partial or scene.answers.get(question.key) is not SKIPPED
    return code != CLEAR or bool(held)


def _on_review(scene: Scene, incoming: Incoming) -> Turn:
    match incoming:
        case Tap(key, choice) if key == REVIEW:
            return _reviewed(scene, choice, tapped=True)
        case Tap():
            raise StaleButtonError
        case Typed(text):
            return _reviewed(scene, _meant_on_review(scene, text), tapped=False)
        case _:
            raise SendOrChangeError


def _reviewed(scene: Scene, code: str, *, tapped: bool) -> Turn:
    if code == SEND:
        closed = (review_end(scene, open_for_taps=False),) if tapped else ()
        return Turn(State(scene.answers), closed, Outcome.SEND)
    if code == LEAVE:
        return left(scene, None, tapped=tapped)
    if code == BACK:
        return went_back(scene, None, tapped=tapped)
    if code == KEEP:
        return Turn(scene.state, front(scene, replaces=tapped))
    if code in {DISCARD, DISCARD_SURELY}:
        return _discarded(scene, surely=code == DISCARD_SURELY, tapped=tapped)
    if (page := page_asked(code)) is not None:
        return Turn(scene.state, (review_end(scene, page=page),))
    for question in scene.asked:
        if question.key == code:
            return taken_up(scene, question, tapped=tapped)
    raise SendOrChangeError if code in {SKIP, CLEAR, DONE} else StaleButtonError


def _discarded(scene: Scene, *, surely: bool, tapped: bool) -> Turn:
    if not surely:
        asked_again = discarding()
        return Turn(scene.state, (Reply(asked_again.lines, asked_again.rows, replaces=tapped),))
    closed = (Reply(discarding().lines, replaces=True),) if tapped else ()
    return Turn(scene.state, closed, Outcome.DISCARD)


def _meant_on_review(scene: Scene, text: str) -> str:
    """The code of the button on the review that `text` is the typed form of."""
    names = tuple(Choice(each.key, Message(each.name)) for each in scene.asked)
    named = named_by(names, text)
    if len(named) == 1:
        return named[0].code
    code = steering(text)
    if code is None:
        raise SendOrChangeError
    return code
