"""What a list of submissions shows: as it stands on buttons, and the taps that choose anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from bot.flows.kinds.kind import Rows
from bot.flows.reply import Button, Reply
from committee.actors import ActorKind, kind_name
from committee.submissions import (
    SENT_STATES,
    SubmissionKind,
    SubmissionState,
    kind_title,
    state_name,
)
from locales import Message, Param, phrases
from locales.phrases import lookup
from services.lookup_lists import choose, in_rows
from services.tokens import long, short
from storage.listing import Viewer

T = TypeVar("T")

KINDS = tuple(SubmissionKind)
STATES = tuple(state for state in SubmissionState if state in SENT_STATES)
ACTOR_KINDS = tuple(ActorKind)
ALL = "-"
OWN = "o"
TERM, MEETING = "t", "m"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is shown: a character for each filter ("-" for everything), and the words sought."""

    kind: str = ALL
    state: str = ALL
    actors: str = ALL
    time: str = ALL
    scope: str = ALL
    words: str = ""

    def data(self, where: int | str) -> str:
        """The data of a button that leads to a page, or to a choice ("?k")."""
        place = short(where) if isinstance(where, int) else where
        return f"b:{self.kind}{self.state}{self.actors}{self.time}{self.scope}:{place}:{self.words}"

    @property
    def filtered(self) -> bool:
        """Whether anything is chosen, beside whose submissions they are."""
        return (self.kind, self.state, self.actors, self.time) != (ALL,) * 4

    @property
    def kinds(self) -> tuple[SubmissionKind, ...]:
        """The kind of submission that is chosen, empty for all."""
        return _chosen(self.kind, KINDS)

    @property
    def states(self) -> tuple[SubmissionState, ...]:
        """The state that is chosen, empty for all."""
        return _chosen(self.state, STATES)

    @property
    def actor_kinds(self) -> tuple[ActorKind, ...]:
        """The kind of actor that is chosen, empty for all."""
        return _chosen(self.actors, ACTOR_KINDS)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: through whose eyes, for which actors, and whether for the committee."""

    viewer: Viewer
    actors: tuple[Param, ...]
    of_committee: bool


def meant(rest: Sequence[str]) -> tuple[Wanted, str]:
    """What a button asks for, and where it leads: a page, or a choice."""
    filters, where, words = rest
    kind, state, actors, time, scope = list(filters)
    return Wanted(kind, state, actors, time, scope, words), where


def filter_rows(reader: Reader, wanted: Wanted) -> Rows:
    """What is chosen, on buttons that choose anew."""
    rows = [
        (
            choose(_label(wanted.kinds, kind_title, phrases.ALL_KINDS), wanted.data("?k")),
            choose(_label(wanted.states, state_name, lookup.ANY_STATE), wanted.data("?s")),
        )
    ]
    if reader.of_committee:
        rows.append(
            (
                choose(_label(wanted.actor_kinds, _many, phrases.ALL_ACTORS), wanted.data("?a")),
                choose(Message(_TIMES[wanted.time]), wanted.data("?t")),
            )
        )
    if not reader.viewer.own_actors:
        return tuple(rows)
    own = wanted.scope == OWN
    other = replace(wanted, scope=ALL if own else OWN)
    label = Message(lookup.ALL_OPEN_TO_ME if own else lookup.OURS)
    return (*rows, (Button(label, other.data(0)),))


def choice(reader: Reader, wanted: Wanted, which: str) -> Reply:
    """What can be chosen for one filter, in place of the list."""
    lines, choices = _CHOICES[which](wanted)
    lines = (*lines, *_left_out(reader)) if which == "a" else lines
    buttons = [Button(label, chosen.data(0)) for label, chosen in choices]
    return Reply(lines, in_rows(buttons, 2 if which == "s" else 1), replaces=True)


def _left_out(reader: Reader) -> tuple[Message, ...]:
    return () if reader.viewer.knows_authors else (Message(lookup.WHICH_ACTORS_NOTE),)


_Choice: TypeAlias = tuple[tuple[Message, ...], Sequence[tuple[Param, Wanted]]]


def _which_kind(wanted: Wanted) -> _Choice:
    choices = [(kind_title(k), replace(wanted, kind=short(n))) for n, k in enumerate(KINDS)]
    every = (Message(phrases.ALL_KINDS), replace(wanted, kind=ALL))
    return (Message(lookup.WHICH_KIND),), (every, *choices)


def _which_state(wanted: Wanted) -> _Choice:
    choices = [(state_name(s), replace(wanted, state=short(n))) for n, s in enumerate(STATES)]
    every = (Message(lookup.ANY_STATE), replace(wanted, state=ALL))
    return (Message(lookup.WHICH_STATE),), (every, *choices)


def _which_actors(wanted: Wanted) -> _Choice:
    choices = [(_many(k), replace(wanted, actors=short(n))) for n, k in enumerate(ACTOR_KINDS)]
    every = (Message(phrases.ALL_ACTORS), replace(wanted, actors=ALL))
    return (Message(lookup.WHICH_ACTORS),), (every, *choices)


def _which_time(wanted: Wanted) -> _Choice:
    choices = [(Message(said), replace(wanted, time=code)) for code, said in _TIMES.items()]
    return (Message(lookup.WHICH_TIME),), choices


_CHOICES: Mapping[str, Callable[[Wanted], _Choice]] = {
    "k": _which_kind,
    "s": _which_state,
    "a": _which_actors,
    "t": _which_time,
}
_TIMES = {ALL: lookup.ANY_TIME, TERM: lookup.THIS_TERM, MEETING: lookup.NEXT_MEETING}


def _many(kind: ActorKind) -> Param:
    return kind_name(kind, plural=True)


def _label(chosen: Sequence[T], name: Callable[[T], Param], every: str) -> Param:
    return name(chosen[0]) if chosen else Message(every)


def _chosen(code: str, among: Sequence[T]) -> tuple[T, ...]:
    return () if code == ALL else (among[long(code)],)
