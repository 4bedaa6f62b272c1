"""Who takes part in the Program: OAS organs, states, multilateral organizations, society."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from committee.datafile import DataError, Table, names_of, read
from committee.states import all_states
from locales import Localized


class ActorKind(StrEnum):
    """The groups of actors the Program names, and the permanent observers."""

    STATE = "state"
    OAS_ORGAN = "oas_organ"
    MULTILATERAL = "multilateral"
    CIVIL_SOCIETY = "civil_society"
    ACADEMIA = "academia"
    DIASPORA = "diaspora"
    MIGRANTS = "migrants"
    OBSERVER = "observer"


SELF_REGISTERING: frozenset[ActorKind] = frozenset(
    {ActorKind.CIVIL_SOCIETY, ActorKind.ACADEMIA, ActorKind.DIASPORA, ActorKind.MIGRANTS}
)
"""The kinds that ask to be let in; all others are invited by the secretariat."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One that reports under the Program.

    `key` is the alpha-3 code of a state ("GTM"), else a lower-case word ("cidh"); `country` is
    an alpha-2 code where the actor belongs to one country.
    """

    key: str
    kind: ActorKind
    name: Localized
    acronym: Localized | None
    country: str | None


def kind_name(kind: ActorKind, *, plural: bool = False) -> Localized:
    """The name of one actor of that kind ("member state"), or of all of them."""
    return _names(plural)[kind]


@cache
def _names(plural: bool) -> dict[ActorKind, Localized]:  # noqa: FBT001 - a cache key
    return names_of("actor_kinds" if plural else "actor_kind", ActorKind)


@cache
def all_actors() -> tuple[Actor, ...]:
    """The actors known from the start: organs in Program order, states, multilateral ones.

    The list is open: others are invited or register themselves and live in the database.
    """
    listed = tuple(_actor(entry) for entry in read("actors.toml").tables("actor"))
    organs = tuple(actor for actor in listed if actor.kind is ActorKind.OAS_ORGAN)
    others = tuple(actor for actor in listed if actor.kind is not ActorKind.OAS_ORGAN)
    return _with_unique_keys((*organs, *_state_actors(), *others))


def actor_of(key: str) -> Actor:
    """The actor known from the start under `key`; KeyError when there is none."""
    return _by_key()[key]


@cache
def _by_key() -> dict[str, Actor]:
    return {actor.key: actor for actor in all_actors()}


def _state_actors() -> tuple[Actor, ...]:
    return tuple(
        Actor(state.alpha3, ActorKind.STATE, state.name, None, state.alpha2)
        for state in all_states()
    )


def _actor(entry: Table) -> Actor:
    return Actor(
        key=entry.text("key"),
        kind=entry.member("kind", ActorKind),
        name=entry.localized("name"),
        acronym=entry.localized("acronym") if "acronym" in entry.values else None,
        country=None,
    )


def _with_unique_keys(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    seen: set[str] = set()
    for actor in actors:
        if actor.key.casefold() in seen:
            raise DataError(f"actors.toml: the key {actor.key!r} is given twice (case ignored)")
        seen.add(actor.key.casefold())
    return actors
