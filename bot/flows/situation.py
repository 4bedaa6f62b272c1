"""What the engine is told about the moment: who answers, when, in which language, under what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.flows.choices import Choice
from committee.actors import Actor
from committee.program import Program
from locales import Language
from locales.message import Json


@dataclass(frozen=True, slots=True)
class About:
    """The submission that is written about: the key of its form, and its answers."""

    form: str
    answers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment of a turn; every mapping is by question key.

    `likely` are the codes of choices shown first (what was reported last time), `suggestions`
    are answers offered as buttons (a person's name), `choices` are those of `FROM_SITUATION`.
    `about` is the submission that a reply speaks of.
    """

    language: Language
    today: date
    program: Program
    actor: Actor | None
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    suggestions: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    choices: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    about: About | None = None
