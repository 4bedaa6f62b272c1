"""When a question is asked: conditions as data, each with a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.flows.situation import Situation
from committee.actors import ActorKind
from locales.message import Json


class Condition(Protocol):
    """A claim about the answers that apply and the situation."""

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""


@dataclass(frozen=True, slots=True)
class AnsweredAny:
    """The answer to `key` is one of `values`, or contains one of them."""

    key: str
    values: tuple[Json, ...]

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""
        return frozenset({self.key})

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        answer = answers.get(self.key)
        chosen = answer if isinstance(answer, list) else [answer]
        return any(each in self.values for each in chosen)


@dataclass(frozen=True, slots=True)
class Given:
    """The question `key` has an answer and was not skipped."""

    key: str

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""
        return frozenset({self.key})

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return answers.get(self.key) is not None


@dataclass(frozen=True, slots=True)
class ActorIs:
    """The actor is of one of `kinds`."""

    kinds: frozenset[ActorKind]

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at: none."""
        return frozenset()

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return situation.actor is not None and situation.actor.kind in self.kinds


@dataclass(frozen=True, slots=True)
class HasActivities:
    """The Program addresses numbered activities to the actor."""

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at: none."""
        return frozenset()

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        actor = situation.actor
        return actor is not None and bool(situation.program.own_activities(actor))


@dataclass(frozen=True, slots=True)
class Offered:
    """The situation brings choices for the question `key`."""

    key: str

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at: none."""
        return frozenset()

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return bool(situation.choices.get(self.key))


@dataclass(frozen=True, slots=True)
class Unless:
    """`claim` is not true."""

    claim: Condition

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""
        return self.claim.targets

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return not self.claim.holds(answers, situation)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of `claims` is true."""

    claims: tuple[Condition, ...]

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""
        return frozenset().union(*(claim.targets for claim in self.claims))

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return all(claim.holds(answers, situation) for claim in self.claims)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of `claims` is true."""

    claims: tuple[Condition, ...]

    @property
    def targets(self) -> frozenset[str]:
        """The keys of the questions it looks at."""
        return frozenset().union(*(claim.targets for claim in self.claims))

    def holds(self, answers: Mapping[str, Json], situation: Situation) -> bool:
        """Whether the claim is true."""
        return any(claim.holds(answers, situation) for claim in self.claims)


def answered(key: str, value: Json) -> Condition:
    """The answer to `key` is `value`; where several can be chosen, `value` is among them."""
    return AnsweredAny(key, (value,))


def answered_any(key: str, values: Collection[Json]) -> Condition:
    """The answer to `key` is one of `values`."""
    return AnsweredAny(key, tuple(values))


def given(key: str) -> Condition:
    """The question `key` was answered, not skipped."""
    return Given(key)


def offered(key: str) -> Condition:
    """There is something to choose for the question `key`, or it has an answer."""
    return AnyOf((Offered(key), Given(key)))


def unless(claim: Condition) -> Condition:
    """`claim` is not true."""
    return Unless(claim)


def all_of(*claims: Condition) -> Condition:
    """Every one of `claims` is true."""
    return AllOf(claims)


def any_of(*claims: Condition) -> Condition:
    """One of `claims` is true."""
    return AnyOf(claims)


def actor_is(*kinds: ActorKind) -> Condition:
    """The actor is of one of `kinds`."""
    return ActorIs(frozenset(kinds))


def has_activities() -> Condition:
    """The Program addresses numbered activities to the actor."""
    return HasActivities()
