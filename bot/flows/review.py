"""How the review looks: every answer, never cut, and a button to change each of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TypeVar

from bot.flows import labels
from bot.flows.asking import Asking
from bot.flows.form import REVIEW, Question
from bot.flows.kinds.keyboard import turning
from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from bot.flows.scene import Scene
from bot.flows.shortening import FEW
from bot.flows.state import SKIPPED
from bot.flows.words import BACK, DISCARD, DISCARD_SURELY, KEEP, LEAVE, PAGE, SEND
from locales import LANGUAGES, N_, Listing, Message, Param, translator_for
from locales.message import Json

MESSAGE_UNITS = 3_600
"""UTF-16 units of one message of the review; Telegram takes 4,096."""

T = TypeVar("T", bound=Param)

_PIECE_UNITS = 3_000
_A_PAGE = 10


def review(scene: Scene, *, page: int = 0, note: Message | None = None) -> tuple[Reply, ...]:
    """All answers in as many messages as they need; the last one has the buttons."""
    lines = (*((note,) if note else ()), *_lines(scene))
    messages = [Reply(tuple(part), tight=True) for part in in_messages(lines)]
    return (*messages[:-1], Reply(messages[-1].lines, _rows(scene, page), tight=True))


def review_end(scene: Scene, *, page: int = 0, open_for_taps: bool = True) -> Reply:
    """The last message of the review in place of itself, on another page or without buttons."""
    last = review(scene, page=page)[-1]
    rows = last.rows if open_for_taps else ()
    return Reply(last.lines, rows, replaces=True, tight=True)


def discarding() -> Reply:
    """The question whether the draft is really to be thrown away."""
    surely = Button(Message(labels.DISCARD_SURELY), f"{REVIEW}:{DISCARD_SURELY}")
    not_now = Button(Message(labels.DISCARD_NOT), f"{REVIEW}:{KEEP}")
    asked = Message(N_("<b>Discard this draft?</b>"))
    meaning = Message(N_("All its answers will be gone; they cannot be brought back."))
    return Reply((asked, meaning), ((surely,), (not_now,)))


def _lines(scene: Scene) -> Iterator[Message]:
    yield Message(N_("<b>{title}</b>"), {"title": Message(scene.form.title)})
    if scene.form.confirms:
        yield Message(N_("Is this right? Tap “Confirm”, or an answer to change it."))
    else:
        yield Message(N_("Please read your answers. Tap “Send”, or an answer to change it."))
    telling = [each for each in scene.asked if not _is_as_usual(scene, each)]
    for question in telling:
        value = scene.answers[question.key]
        if value is not SKIPPED:
            yield from answer_lines(question, value, scene.asking(question))
    skipped = [each for each in telling if scene.answers[each.key] is SKIPPED]
    if skipped:
        names = Listing(tuple(Message(question.name) for question in skipped))
        yield Message(N_("Left open: {labels}"), {"labels": names})


def answer_lines(
    question: Question, value: Json, asking: Asking, *, units: int = _PIECE_UNITS
) -> Iterator[Message]:
    """One answer with its short name, whole; a long one in pieces of `units`."""
    answer = question.kind.shown(value, asking)
    label = Message(question.name)
    first, *others = _parted(answer, units)
    yield Message(N_("<b>{label}</b>: {answer}"), {"label": label, "answer": first})
    for each in others:
        yield Message(N_("<b>{label}</b> (goes on): {answer}"), {"label": label, "answer": each})


def in_messages(lines: Iterable[T], *, units: int = MESSAGE_UNITS) -> Iterator[list[T]]:
    """`lines` parted into messages of at most `units` UTF-16 units in any of the languages."""
    part: list[T] = []
    filled = 0
    for line in lines:
        size = _size(line) + 2
        if part and filled + size > units:
            yield part
            part, filled = [], 0
        part.append(line)
        filled += size
    yield part


def _parted(answer: Param, units: int) -> list[Param]:
    """`answer` in parts of at most `units`; only texts and lists can be longer."""
    match answer:
        case str():
            return [*_pieces(answer, units)]
        case Listing(items) if len(items) > FEW:
            return [Listing(tuple(part)) for part in in_messages(items, units=units)]
        case _:
            return [answer]


def _pieces(text: str, units: int) -> list[str]:
    """`text` in pieces of at most `units`, parted between words where there are any."""
    pieces: list[str] = []
    while _units(text) > units:
        cut = _cut(text, units)
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]


def _cut(text: str, room: int) -> int:
    fits = 0
    while room >= _units(text[fits]):
        room -= _units(text[fits])
        fits += 1
    space = max(text.rfind(" ", fits - 300, fits), text.rfind("\n", fits - 300, fits))
    cut = space + 1 if space > 0 else fits
    while cut > fits - 100 and _belongs_to_previous(text[cut]):
        cut -= 1
    return cut


def _belongs_to_previous(character: str) -> bool:
    return unicodedata.combining(character) > 0 or character in "\u200d\ufe0f"


def _size(line: Param) -> int:
    return max(_units(translator_for(each).plain(line)) for each in LANGUAGES)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "replace")) // 2


def _rows(scene: Scene, page: int) -> Rows:
    pages = _pages(scene)
    page = min(page, len(pages) - 1)
    changes = [Button(_change(each), f"{REVIEW}:{each.key}") for each in pages[page]]
    return (
        (
            Button(
                Message(labels.GO_AHEAD if scene.form.confirms else labels.SEND), f"{REVIEW}:{SEND}"
            ),
        ),
        *(tuple(changes[i : i + 2]) for i in range(0, len(changes), 2)),
        *_turning(scene, page, len(pages) - 1),
        (
            Button(Message(labels.BACK), f"{REVIEW}:{BACK}"),
            Button(Message(labels.LEAVE), f"{REVIEW}:{LEAVE}"),
        ),
        (Button(Message(labels.DISCARD), f"{REVIEW}:{DISCARD}"),),
    )


def _is_as_usual(scene: Scene, question: Question) -> bool:
    return scene.answers[question.key] in question.usual


def _pages(scene: Scene) -> list[tuple[Question, ...]]:
    """The questions with a button on each page: what is rarely changed comes last."""
    rare = tuple(each for each in scene.asked if each.rare and _is_as_usual(scene, each))
    often = tuple(each for each in scene.asked if each not in rare)
    return [
        some[start : start + _A_PAGE]
        for some in (often, rare)
        for start in range(0, len(some), _A_PAGE)
    ]


def _turning(scene: Scene, page: int, last: int) -> Rows:
    """The row that turns the page; from the first to what is rarely changed in its own words."""
    if page == 0 < last and any(each.rare for each in scene.asked):
        return ((Button(Message(labels.MORE_CHOICES), f"{REVIEW}:{PAGE}1"),),)
    return turning(REVIEW, page, last)


def _change(question: Question) -> Param:
    return Message(labels.CHANGE, {"label": Message(question.name)})
