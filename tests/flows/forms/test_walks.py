"""Every form from the first question to its sending: by taps alone, and by typing alone."""

import random
from dataclasses import replace

import pytest

from bot.flows import engine
from bot.flows.choices import Choice
from bot.flows.engine import Outcome
from bot.flows.form import Form, Question
from bot.flows.forms import FORMS
from bot.flows.kinds import (
    Amount,
    AsField,
    Consent,
    Date,
    DocumentSymbol,
    Files,
    Kind,
    Links,
    LongText,
    Month,
    OneOf,
    Several,
    TimeOfDay,
    WholeNumber,
    Year,
)
from bot.flows.scene import scene_of
from bot.flows.situation import Situation
from bot.flows.sources import choices_of
from bot.flows.words import folded
from committee.actors import Actor, actor_of
from locales import LANGUAGES, Language, Message, translator_for
from locales.message import Json
from tests.flows.chat import GUATEMALA, NETWORK, Chat
from tests.flows.forms import samples

ACTORS = {
    "a state": GUATEMALA,
    "an organ": actor_of("cidh"),
    "a network": NETWORK,
    "nobody yet": None,
}
CASES = [
    pytest.param(form, actor, id=f"{form.key} by {name}")
    for form in FORMS.values()
    for name, actor in ACTORS.items()
    if actor or not form.kind
]
LIKELY = {
    "zone": ("America/Guatemala", "America/Argentina/Buenos_Aires", "no zone"),
    "holidays": ("GT", "none"),
    "actors": ("GTM",),
    "places": ("GTM", "HND"),
}
SOME = (Choice("GTM", "Guatemala"), Choice("committee", "The committee"))
WORDS = samples.WORDS
SYMBOL = "CIDI/CAM/doc.19/15 rev. 2"
NUMBERS = {
    WholeNumber: ("1 234",),
    Amount: ("1.250,50", "1,250.50", "1250.5", "1 250", "USD 1,250"),
    Year: ("2026",),
    TimeOfDay: ("10:00", "14h30", "2.30 p.m.", "15 h"),
}


def moment(form: Form, language: Language, actor: Actor | None) -> Situation:
    """A situation in which every question has a button to answer it."""
    suggestions = {question.key: suggested(question.kind) for question in form.questions}
    offered = samples.OFFERED
    choices = {question.key: offered.get(question.key, SOME) for question in form.questions}
    return samples.moment(
        language, actor, choices=offered | choices, suggestions=suggestions, likely=LIKELY
    )


def suggested(kind: Kind) -> tuple[Json, ...]:
    match kind:
        case DocumentSymbol():
            return (SYMBOL,)
        case LongText():
            return (WORDS[: kind.limit - 1],)
        case WholeNumber():
            return (min(1234, kind.most),)
        case Amount():
            return ("1250.50",)
        case Links():
            return (["https://oas.org/a"],)
        case AsField():
            return (WORDS[:150], 1234, ["https://oas.org/a"])
    return ()


@pytest.mark.parametrize(("form", "actor"), CASES)
@pytest.mark.parametrize("details", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_by_taps_alone(form: Form, actor: Actor | None, details: bool, seed: int) -> None:
    """Pages are turned, ticks set at random; the review names every answer that applies."""
    draw = random.Random(seed)
    chat = Chat(form, moment(form, LANGUAGES[seed], actor))
    for _ in range(400):
        if not chat.in_review:
            chat.tap_data(next_tap(chat, draw, details))
    reviewed(chat)


def next_tap(chat: Chat, draw: random.Random, details: bool) -> str:
    key, question = chat.key, chat.question
    asked = kind_of(chat)
    if isinstance(question.kind, Files):
        return f"{key}:_skip"
    codes = [data.partition(":")[2] for data in chat.buttons.values()]
    if key == "details":
        return f"details:{'yes' if details else 'no'}"
    if "_done" in codes and draw.random() < 0.5:
        return f"{key}:_done"
    answering = [code for code in codes if code[0] != "_" or code.startswith(("_page", "_s"))]
    answering = [code for code in answering if code not in {"_send", "_skip"}]
    limited = isinstance(asked, Several) and asked.most == len(chat.state.partial)
    return f"{key}:_done" if limited else f"{key}:{draw.choice(answering)}"


@pytest.mark.parametrize(("form", "actor"), CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_by_typing_alone(form: Form, actor: Actor | None, language: Language) -> None:
    """Labels of choices are typed in the reader's language; files are skipped in words."""
    chat = Chat(form, replace(moment(form, language, actor), suggestions={}))
    draw = random.Random(language)
    messages = 0
    while not chat.in_review:
        before = chat.key
        chat.type(words_for(chat, draw))
        messages += 1
        assert chat.key != before, chat.said
        assert len(chat.replies) == 1 or chat.in_review, "a typed step costs one message"
    assert messages == len(engine.asked(form, chat.answers, chat.moment))
    reviewed(chat)


def kind_of(chat: Chat) -> Kind:
    """The kind of the open question, or of the one that it stands in for."""
    scene = scene_of(chat.form, chat.state, chat.moment)
    return chat.question.kind.present(scene.asking(chat.question))


def words_for(chat: Chat, draw: random.Random) -> str:
    kind = kind_of(chat)
    match kind:
        case Consent():
            return draw.choice(("sí", "yes", "oui", "sim"))
        case OneOf() | Several():
            return a_label(chat, kind, draw)
        case Month():
            return {
                "es": "marzo de 2026",
                "en": "March 2026",
                "fr": "mars 2026",
                "pt": "março/2026",
            }[chat.moment.language]
        case Date():
            return "2026-03-05"
        case WholeNumber() | Amount() | Year() | TimeOfDay():
            return draw.choice(_within(kind))
        case Links():
            return "\n".join(("https://oas.org/a", "http://oas.org/b")[: kind.most])
        case Files():
            return {"es": "omitir", "en": "skip", "fr": "passer", "pt": "pular"}[
                chat.moment.language
            ]
        case DocumentSymbol():
            return SYMBOL
        case LongText():
            return WORDS[: kind.limit - 1]
        case _:
            raise AssertionError(kind)


def _within(kind: Kind) -> tuple[str, ...]:
    """Ways to write a number or a time that `kind` takes."""
    small = isinstance(kind, WholeNumber) and kind.most < 1234
    return ("7", "007") if small else NUMBERS[type(kind)]


def a_label(chat: Chat, kind: OneOf | Several, draw: random.Random) -> str:
    asking = scene_of(chat.form, chat.state, chat.moment).asking(chat.question)
    choice = draw.choice(choices_of(kind.source, asking))
    return translator_for(chat.moment.language).plain(choice.label)


def reviewed(chat: Chat) -> None:
    """The review is complete, its pages and changes work, and it sends just what applies."""
    applying = engine.asked(chat.form, chat.answers, chat.moment)
    assert chat.in_review
    chat.open()
    for question in applying:
        as_usual = chat.answers[question.key] in question.usual
        assert as_usual or shown_in_review(chat, question), question.key
    changes = set(chat.buttons.values())
    for page in range(1, 4):
        if f"review:_page{page}" in changes:
            chat.tap_data(f"review:_page{page}")
            changes |= set(chat.buttons.values())
    assert {f"review:{question.key}" for question in applying} <= changes
    complete = dict(chat.answers)
    for question in applying:
        chat.tap_data(f"review:{question.key}")
        assert chat.key == question.key
        chat.tap_data(f"{question.key}:{'_skip' if complete[question.key] is None else '_keep'}")
        assert chat.in_review
        assert chat.answers == complete
    chat.tap_data("review:_send")
    assert chat.outcome is Outcome.SEND
    assert list(chat.answers) == [question.key for question in applying]


def shown_in_review(chat: Chat, question: Question) -> bool:
    """Whether its answer, or its name among the open ones, is in the review's text."""
    plain = translator_for(chat.moment.language).plain
    value = chat.answers[question.key]
    if value is None:
        return folded(plain(Message(question.name))) in folded(chat.said)
    shown = engine.shown(question, value, chat.moment, answers=chat.answers)
    return folded(plain(shown)) in folded(chat.said)
