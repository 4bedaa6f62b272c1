"""How an open question looks: what is asked, how far one is, what is there already, the buttons."""

from __future__ import annotations

from hashlib import sha256
from json import dumps

from bot.flows import labels
from bot.flows.asking import Asking
from bot.flows.choices import Choice
from bot.flows.form import Question
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from bot.flows.scene import Scene
from bot.flows.shortening import USUAL, shortened
from bot.flows.state import SKIPPED
from bot.flows.words import BACK, CLEAR, KEEP, LEAVE, SKIP
from locales import N_, Message, Param
from locales.message import Json

SUGGESTED = "_s"
_BUTTON_LIMIT = 40
_ECHO_LIMIT = 500


def question_screen(
    scene: Scene,
    question: Question,
    *,
    page: int = 0,
    offer: tuple[Choice, ...] = (),
    note: Message | None = None,
    replaces: bool = False,
) -> Reply:
    """The open question; `note` stands above it, `offer` takes the place of its choices."""
    asking = scene.asking(question)
    kind = question.kind
    answers = kind.offered(asking, offer) if offer else kind.rows(asking, page)
    return Reply(
        lines=(
            *((note,) if note else ()),
            *_lines(scene, question, asking),
            *_gathered(scene, question, asking),
        ),
        rows=(*_suggested(scene, question), *answers, *_kept(scene, question), _last(scene)),
        replaces=replaces,
    )


def settled(scene: Scene, question: Question, value: Json) -> Reply:
    """What the message of a question turns into when a tap has answered it."""
    answer = None if value is SKIPPED else _said(scene, question, value)
    outcome = (
        Message(N_("✓ {answer}"), {"answer": answer})
        if answer is not None
        else Message(N_("No answer"))
    )
    asked = Message(N_("<b>{question}</b>"), {"question": Message(question.text)})
    return Reply((asked, outcome), replaces=True)


def understood(scene: Scene, question: Question, value: Json) -> Message:
    """The typed answer as it was understood."""
    answer = _said(scene, question, value, limit=_ECHO_LIMIT)
    label = Message(question.name)
    return Message(N_("✓ {label}: {answer}"), {"label": label, "answer": answer})


def suggestion(scene: Scene, question: Question, code: str) -> Json | None:
    """The suggested answer on the button with that code."""
    offered = {_suggestion_code(value): value for value in _suggestions(scene, question)}
    return offered.get(code)


def _lines(scene: Scene, question: Question, asking: Asking) -> tuple[Message, ...]:
    place = {"position": scene.position + 1, "total": len(scene.asked)}
    first = Message(
        # Translators: the question that is asked and how far one is in the form
        N_("<b>{question}</b> · {position}/{total}"),
        {"question": Message(question.text), **place},
    )
    help_line = (Message(question.help),) if question.help else ()
    return (first, *help_line, *question.kind.context(asking), *_now(scene, question))


def _now(scene: Scene, question: Question) -> tuple[Message, ...]:
    """The answer there is already, and what is wrong with it if it can no longer stand."""
    value = scene.answers.get(question.key)
    if value is SKIPPED:
        return ()
    shown = _said(scene, question, value)
    refusal = scene.fault(question, value)
    now = Message(N_("Now: {answer}"), {"answer": shown})
    return (now, refusal.said) if refusal else (now,)


def _said(scene: Scene, question: Question, value: Json, *, limit: int = USUAL) -> Param:
    return shortened(question.kind.shown(value, scene.asking(question)), limit=limit)


def _gathered(scene: Scene, question: Question, asking: Asking) -> tuple[Message, ...]:
    """The ticks or files so far, unless they are the answer there is already."""
    kind = question.kind.present(asking)
    if scene.state.partial == kind.ticks(scene.answers.get(question.key)):
        return ()
    return kind.lines(asking)


def _kept(scene: Scene, question: Question) -> Rows:
    value = scene.answers.get(question.key)
    if value is SKIPPED or scene.fault(question, value):
        return ()
    return ((Button(Message(labels.KEEP), f"{question.key}:{KEEP}"),),)


def _last(scene: Scene) -> tuple[Button, ...]:
    question = scene.question
    assert question is not None
    held = scene.state.partial or scene.answers.get(question.key) is not SKIPPED
    label, code = (labels.CLEAR, CLEAR) if held else (labels.SKIP, SKIP)
    back = Button(Message(labels.BACK), f"{question.key}:{BACK}")
    skipping = Button(Message(label), f"{question.key}:{code}")
    leave = Button(Message(labels.LEAVE), f"{question.key}:{LEAVE}")
    return (
        *((back,) if scene.position else ()),
        *(() if question.required else (skipping,)),
        leave,
    )


def _suggested(scene: Scene, question: Question) -> Rows:
    asking = scene.asking(question)
    return tuple(
        (
            Button(
                _on_button(question.kind.shown(value, asking)),
                f"{question.key}:{_suggestion_code(value)}",
            ),
        )
        for value in _suggestions(scene, question)
        if value != scene.answers.get(question.key)
    )


def _suggestions(scene: Scene, question: Question) -> tuple[Json, ...]:
    offered = scene.situation.suggestions.get(question.key, ())
    return tuple(value for value in offered if scene.fault(question, value) is None)


def _suggestion_code(value: Json) -> str:
    """The same for the same answer, so that a button never gives another one."""
    return SUGGESTED + sha256(dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def _on_button(answer: Param) -> Param:
    if isinstance(answer, str) and len(answer) > _BUTTON_LIMIT:
        return answer[: _BUTTON_LIMIT - 1].rstrip() + "…"
    return answer
