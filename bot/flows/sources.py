"""Where the choices of a question come from: a fixed list, the Program, the states, the moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

from bot.flows.asking import Asking
from bot.flows.choices import CODE_LIMIT, Choice
from bot.flows.words import folded
from committee.actors import Actor
from committee.program import STATES as STATES_TOGETHER
from committee.program import Activity, Objective, Program
from committee.states import State, all_states
from locales import LANGUAGES, N_, Language, Message
from locales.message import Json

Source: TypeAlias = tuple[Choice, ...] | Callable[[Asking], tuple[Choice, ...]]

REGION = Choice("region", Message(N_("The whole region")), words=("regional",))
ELSEWHERE = Choice("other", Message(N_("Another place")), words=("other", "otro", "autre", "outro"))

WHOLE_TEXT = Choice("whole", Message(N_("The text as a whole")))
AT_THE_BEGINNING = Choice("beginning", Message(N_("At the very beginning")))
PARTS = (
    # Translators: a part of the Program, as are those that follow
    Choice("preamble", Message(N_("Preamble"))),
    Choice("actors", Message(N_("Actors of the Program"))),
    Choice("objectives", Message(N_("Objectives as a whole"))),
    Choice("activities", Message(N_("Activities as a whole"))),
    Choice("follow_up", Message(N_("Follow-up"))),
    Choice("financing", Message(N_("Financing"))),
    Choice("program", Message(N_("The Program as a whole"))),
)
"""The parts of the Program that are neither an objective nor an activity."""

_NATIVE = {"es": "Español", "en": "English", "fr": "Français", "pt": "Português"}


def choices_of(source: Source, asking: Asking) -> tuple[Choice, ...]:
    """The choices that `source` gives in the moment of `asking`."""
    return source(asking) if callable(source) else source


def faults_of(source: Source) -> Iterable[str]:
    """What is wrong with a fixed list of choices."""
    if callable(source):
        return
    if not source:
        yield "there is nothing to choose"
    for code, times in Counter(choice.code for choice in source).items():
        if times > 1:
            yield f"the choice {code!r} is there {times} times"
        if (
            not code
            or len(code) > CODE_LIMIT
            or not code.isascii()
            or code[0] == "_"
            or ":" in code
        ):
            yield f"the choice code {code!r} is not 1 to {CODE_LIMIT} plain characters"


def own_activities(asking: Asking) -> tuple[Choice, ...]:
    """The activities addressed to the actor."""
    actor = asking.situation.actor
    return _activities(asking.situation.program, actor) if actor else ()


def all_activities(asking: Asking) -> tuple[Choice, ...]:
    """Every activity of the Program, those of the actor first."""
    own = own_activities(asking)
    codes = {choice.code for choice in own}
    every = _activities(asking.situation.program)
    return (*own, *(choice for choice in every if choice.code not in codes))


def state_activities(asking: Asking) -> tuple[Choice, ...]:
    """The activities that all member states share."""
    return _state_activities(asking.situation.program)


def program_parts(asking: Asking) -> tuple[Choice, ...]:
    """Every activity, those of the actor first, every objective, and the other parts."""
    return (*all_activities(asking), *objectives(asking), *PARTS)


def objectives(asking: Asking) -> tuple[Choice, ...]:
    """The general and the specific objectives."""
    return _objectives(asking.situation.program)


def specific_objectives(asking: Asking) -> tuple[Choice, ...]:
    """The specific objectives."""
    return tuple(choice for choice in objectives(asking) if choice.code.startswith("S"))


def states(asking: Asking) -> tuple[Choice, ...]:
    """The 35 states, in the order of their names in the reader's language."""
    return _states(asking.situation.language)


def places(asking: Asking) -> tuple[Choice, ...]:
    """The states, the region as a whole, or another place."""
    return (*states(asking), REGION, ELSEWHERE)


def places_of_origin(asking: Asking) -> tuple[Choice, ...]:
    """The states, or another place."""
    return (*states(asking), ELSEWHERE)


def languages(asking: Asking) -> tuple[Choice, ...]:
    """The four languages, the reader's first."""
    own = asking.situation.language
    codes = (own, *(code for code in LANGUAGES if code != own))
    return tuple(Choice(code, _NATIVE[code]) for code in codes)


def from_situation(asking: Asking) -> tuple[Choice, ...]:
    """The choices that come with the situation for this question."""
    return asking.situation.choices.get(asking.subject, ())


def paragraphs(asking: Asking) -> tuple[Choice, ...]:
    """The paragraphs of the chosen document, whose code is in front of theirs ("7/12")."""
    every = asking.situation.choices.get("paragraph", ())
    document = asking.answers.get("document")
    # An answer that is shown by itself comes without the document.
    return every if document is None else tuple(c for c in every if _is_in(c, document))


def paragraphs_or_whole(asking: Asking) -> tuple[Choice, ...]:
    """The paragraphs of the chosen document, or all of it."""
    return (*paragraphs(asking), WHOLE_TEXT)


def anchors(asking: Asking) -> tuple[Choice, ...]:
    """Where in the chosen document something can stand: first, or after a paragraph."""
    return (AT_THE_BEGINNING, *paragraphs(asking))


OWN_ACTIVITIES: Source = own_activities
ALL_ACTIVITIES: Source = all_activities
STATE_ACTIVITIES: Source = state_activities
PROGRAM_PARTS: Source = program_parts
OBJECTIVES: Source = objectives
SPECIFIC_OBJECTIVES: Source = specific_objectives
STATES: Source = states
PLACES: Source = places
PLACES_OF_ORIGIN: Source = places_of_origin
ALL_LANGUAGES: Source = languages
FROM_SITUATION: Source = from_situation
PARAGRAPHS: Source = paragraphs_or_whole
ANCHORS: Source = anchors


@lru_cache(maxsize=256)
def _activities(program: Program, actor: Actor | None = None) -> tuple[Choice, ...]:
    """The activities of `actor`, or all, as choices; made once, as every turn asks for them."""
    activities = program.activities if actor is None else program.own_activities(actor)
    return tuple(_activity(each) for each in activities)


@lru_cache(maxsize=16)
def _state_activities(program: Program) -> tuple[Choice, ...]:
    return tuple(
        _activity(each) for each in program.activities if each.addressee == STATES_TOGETHER
    )


@lru_cache(maxsize=16)
def _objectives(program: Program) -> tuple[Choice, ...]:
    return tuple(_objective(each) for each in program.objectives)


@lru_cache(maxsize=len(LANGUAGES))
def _states(language: Language) -> tuple[Choice, ...]:
    ordered = sorted(all_states(), key=lambda state: folded(state.name.for_(language)))
    return tuple(_state(each) for each in ordered)


def _is_in(paragraph: Choice, document: Json) -> bool:
    return paragraph.code.startswith(f"{document}/")


def _activity(activity: Activity) -> Choice:
    number = str(activity.number)
    # Translators: an activity of the Program on a button, "28 Consular assistance"
    label = Message(N_("{number} {label}"), {"number": number, "label": activity.label})
    return Choice(number, label, activity.number, (activity.label,), (activity.summary,))


def _objective(objective: Objective) -> Choice:
    label = Message(N_("{number} {label}"), {"number": objective.id, "label": objective.label})
    words = (objective.label, objective.id[1:])
    return Choice(objective.id, label, words=words, about=(objective.summary,))


def _state(state: State) -> Choice:
    return Choice(state.alpha3, state.name, words=(state.alpha2,))
