"""Names at the door: compared with every name that is known, as the secretariat is to see them."""

from __future__ import annotations

from collections.abc import Iterator

from committee.access import COMMITTEE_ROLES
from committee.actors import Actor, ActorKind
from committee.names import Oddity, looks_like, oddities
from locales import LANGUAGES, Message, Refusal
from locales.phrases import people as said
from services.office import Turn
from storage import people, world

RESERVED = frozenset({ActorKind.STATE, ActorKind.OAS_ORGAN, ActorKind.MULTILATERAL})
"""Kinds whose names nobody else may take: they come from the canonical lists only."""
_WARNINGS = {Oddity.HIDDEN: said.HIDDEN_CHARACTERS, Oddity.MIXED: said.MIXED_SCRIPTS}


class NameTakenError(Refusal):
    """The name looks like that of a state or an organ of the Program; needs `name`."""

    message = said.NAME_IS_TAKEN


def check_free(turn: Turn, name: str) -> None:
    """Raise NameTakenError where `name` looks exactly like that of a state or an organ."""
    for known in world.known_actors(turn.connection):
        if known.actor.kind in RESERVED and (taken := looks_like(name, names_of(known.actor))):
            raise NameTakenError(name=taken)


def warnings_on_actor(turn: Turn, name: str) -> tuple[Message, ...]:
    """What the secretariat is to know about the name of an organization, as it was typed."""
    return (*_alike_actors(turn, name), *_alike_people(turn, name), *_odd(name))


def warnings_on_person(turn: Turn, name: str) -> tuple[Message, ...]:
    """What the secretariat is to know about the name of a person, as it was typed."""
    return (*_alike_people(turn, name), *_alike_actors(turn, name), *_odd(name))


def names_of(actor: Actor) -> tuple[str, ...]:
    """Every name of an actor: in the four languages, and its acronyms."""
    texts = (actor.name, *((actor.acronym,) if actor.acronym else ()))
    return tuple(dict.fromkeys(text.for_(each) for text in texts for each in LANGUAGES))


def _alike_actors(turn: Turn, name: str) -> Iterator[Message]:
    for known in world.known_actors(turn.connection):
        if looks_like(name, names_of(known.actor)):
            yield Message(said.LOOKS_LIKE, {"name": known.actor.name})
            return


def _alike_people(turn: Turn, name: str) -> Iterator[Message]:
    for person in people.holders_of(turn.connection, COMMITTEE_ROLES):
        if person.id != turn.person.id and looks_like(name, (person.name,)):
            yield Message(said.LOOKS_LIKE_PERSON, {"name": person.name})
            return


def _odd(name: str) -> Iterator[Message]:
    return (Message(_WARNINGS[each]) for each in oddities(name))
