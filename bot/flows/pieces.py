"""Texts that come in pieces, and texts that are edited after they were sent.

A phone sends a long text as several messages, and people write on while the next question is on
its way: such messages belong to the answer before. Nothing of them is cut in silence.
"""

from __future__ import annotations

from dataclasses import replace

from bot.flows.asking import Asking
from bot.flows.form import Question
from bot.flows.incoming import Incoming, More, Typed
from bot.flows.kinds.kind import Answer
from bot.flows.kinds.one_of import excerpt
from bot.flows.kinds.text import LongText, ShortText
from bot.flows.moves import front, with_answer
from bot.flows.refusals import (
    NothingWrittenError,
    TooLongError,
    TooShortError,
    UnknownChoiceError,
    WholeTooLongError,
)
from bot.flows.scene import Scene, scene_of
from bot.flows.screens import understood
from bot.flows.state import Last, Piece, State
from bot.flows.turn import Turn
from bot.flows.words import steering
from locales import N_, Message, Refusal
from locales.message import Json


def told_in(state: State, message: int) -> str | None:
    """The question whose answer, or a part of it, was typed in that message."""
    for key, pieces in state.told.items():
        if any(number == message for number, _ in pieces):
            return key
    return None


def noted(turn: Turn, scene: Scene, question: Question, typed: Typed) -> Turn:
    """The turn with the message noted in which `question` was answered, if it was."""
    if turn.answered is None or not typed.message:
        return turn
    last = Last(question.key, typed.message) if _is_long(scene, question) else None
    told = {question.key: [[typed.message, None]]}
    return replace(turn, state=replace(turn.state, told=told, last=last))


def noted_refusal(scene: Scene, incoming: Incoming, refusal: Refusal) -> State:
    """The state, knowing that more of a text may come that was too long or too short by itself."""
    question, state = scene.question, scene.state
    if not isinstance(incoming, Typed | More) or not incoming.message or question is None:
        return state
    if not _is_long(scene, question):
        return state
    match refusal:
        case TooLongError():
            last = Last(question.key, incoming.message, refused=len(incoming.text))
        case TooShortError() | NothingWrittenError():
            piece = [incoming.message, incoming.text]
            last = Last(question.key, incoming.message, short=(piece,))
        case _:
            return state
    return replace(state, last=last)


def carried(turn: Turn, before: State) -> Turn:
    """The turn with what `before` knew of messages, but for the answer that is another one now."""
    told = before.told
    if not told or turn.state.told is told:
        return turn
    kept = {key: pieces for key, pieces in told.items() if key != turn.answered}
    return replace(turn, state=replace(turn.state, told={**kept, **turn.state.told}))


def belongs_to_last(scene: Scene, text: str) -> Question | None:
    """The question whose answer `text` goes on with.

    None where it steers, or names a choice of the question that is open: then it is meant for it.
    """
    last, opened = scene.state.last, scene.question
    if last is None or steering(text) is not None:
        return None
    if opened is not None and opened.kind.claims(text, scene.asking(opened)):
        return None
    return next((each for each in scene.asked if each.key == last.key), None)


def added(scene: Scene, question: Question, text: str, message: int) -> Turn:
    """`text` is put to the answer before it; if the whole is too long, that is said."""
    state, asking = scene.state, scene.asking(question)
    last, kind = state.last, question.kind.present(asking)
    assert last is not None
    assert isinstance(kind, LongText)
    if last.refused:
        length = last.refused + 1 + len(text)
        now = Last(question.key, message, refused=length, kept=last.kept)
        return _too_long(scene, now, kind.limit)
    before = [*last.short] if last.short else _pieces_of(scene, last)
    pieces = [*before, [message, text]]
    whole = kind.stored("\n".join(each for _, each in pieces))
    match scene.fault(question, whole):
        case None:
            return _joined(scene, question, whole, pieces)
        case TooLongError():
            kept = 0 if last.short else len(scene.answers.get(question.key) or "")
            now = Last(question.key, message, refused=len(whole), kept=kept)
            return _too_long(scene, now, kind.limit)
        case refusal:
            now = Last(question.key, message, short=tuple(pieces))
            return Turn(replace(state, last=now), front(scene, note=refusal.said))


def edited(scene: Scene, key: str, text: str, message: int) -> Turn:
    """The answer to `key` as the edited message has it; one that cannot stand changes nothing."""
    question = next((each for each in scene.asked if each.key == key), None)
    if question is None:
        return Turn(scene.state, front(scene))
    pieces = [
        [number, text if number == message else part] for number, part in scene.state.told[key]
    ]
    try:
        value = _read(scene, question, "\n".join(part for _, part in pieces))
    except Refusal as refusal:
        return Turn(scene.state, front(scene, note=refusal.said))
    told = {**scene.state.told, key: pieces if len(pieces) > 1 else [[message, None]]}
    answers = with_answer(scene, question, value)
    after = _again(scene, replace(scene.state, answers=answers, told=told))
    note = understood(after, question, value)
    return Turn(after.state, front(after, note=note), answered=key)


def _read(scene: Scene, question: Question, text: str) -> Json:
    """The answer that `text` gives to `question`; raises the Refusal of what cannot stand."""
    asking = _without_ticks(scene.asking(question))
    step = question.kind.typed(text, asking)
    if not isinstance(step, Answer):
        raise UnknownChoiceError(text=excerpt(text))
    if refusal := scene.fault(question, step.value):
        raise refusal
    return step.value


def _without_ticks(asking: Asking) -> Asking:
    return replace(asking, partial=())


def _is_long(scene: Scene, question: Question) -> bool:
    kind = question.kind.present(scene.asking(question))
    return isinstance(kind, LongText) and not isinstance(kind, ShortText)


def _pieces_of(scene: Scene, last: Last) -> list[Piece]:
    """The messages of the answer so far; where they are not known, the answer as one."""
    answer = scene.answers.get(last.key)
    pieces = scene.state.told.get(last.key, [[0, None]])
    return [[number, answer if part is None else part] for number, part in pieces]


def _joined(scene: Scene, question: Question, whole: str, pieces: list[Piece]) -> Turn:
    state, key = scene.state, question.key
    told = {**state.told, key: pieces}
    answers = {**state.answers, key: whole}
    last = Last(key, pieces[-1][0])
    after = _again(scene, replace(state, answers=answers, told=told, last=last))
    label = Message(question.name)
    note = Message(
        N_("All that belongs together is kept as one answer: {label}."), {"label": label}
    )
    return Turn(after.state, front(after, note=note), answered=key)


def _too_long(scene: Scene, last: Last, limit: int) -> Turn:
    """The question is open again, with what was kept of the answer before it was too long."""
    after = _again(scene, replace(scene.state, at=_retaken(scene, last.key), last=last))
    refusal: Refusal = TooLongError(limit=limit, length=last.refused)
    if last.kept:
        refusal = WholeTooLongError(limit=limit, length=last.refused, kept=last.kept)
    return Turn(after.state, front(after, note=refusal.said))


def _retaken(scene: Scene, key: str) -> str | None:
    """What is to be taken up so that `key` is open."""
    return key if key in scene.answers else scene.state.at


def _again(scene: Scene, state: State) -> Scene:
    return scene_of(scene.form, state, scene.situation)
