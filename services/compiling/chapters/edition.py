"""One document being made: its snapshot, its words, the order in it, and where things stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, TypeAlias

from bot.flows.forms import FORMS
from committee.actors import ActorKind
from committee.localtime import local_day
from committee.program import Program
from committee.submissions import SubmissionKind
from export.document import Block
from locales import Day, Language, Message, Moment, Param
from locales.phrases import compiling as said
from locales.phrases import reading
from services.compiling.alphabet import alphabetical
from services.compiling.request import Order, filter_of
from services.compiling.snapshot import Snapshot
from services.office import WASHINGTON
from storage import snapshot_details, world
from storage.listing import Filter
from storage.snapshot import Entry
from storage.world import KnownActor

Blocks: TypeAlias = Iterator[Block]

KINDS_IN_ORDER = (
    ActorKind.STATE,
    ActorKind.OAS_ORGAN,
    ActorKind.MULTILATERAL,
    ActorKind.CIVIL_SOCIETY,
    ActorKind.ACADEMIA,
    ActorKind.DIASPORA,
    ActorKind.MIGRANTS,
    ActorKind.OBSERVER,
)
"""The groups of actors in the order in which a document names them."""
_NUMERALS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Edition:
    """A document while it is gone through once; `where` has the chapter of each group of texts.

    `shortened` are the rows of submissions that the annex gives in full.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.request = snapshot.request
        self.words = snapshot.words
        self.language: Language = snapshot.request.language
        self.where: Mapping[str, str] = {}
        self.shortened: list[int] = []

    def said(self, phrase: str, **about: Param) -> str:
        """A sentence of ours in the document's language."""
        return self.words.plain(Message(phrase, about))

    def label(self, text: str) -> str:
        """`text` as it stands before an answer."""
        return self.said(said.LABEL, label=text)

    def day(self, moment: datetime) -> str:
        """The day in Washington."""
        return self.words.plain(Day(local_day(moment, WASHINGTON)))

    def moment(self, moment: datetime) -> str:
        """Day and time in Washington."""
        return self.words.plain(Moment(moment, WASHINGTON))

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """Everything in the document, in the order of its actors, then of receipt."""
        return sorted(self.snapshot.entries, key=self.place)

    def of_kind(self, kind: SubmissionKind) -> list[Entry]:
        """Those of one kind, in that order."""
        return [entry for entry in self.entries if entry.kind is kind]

    def place(self, entry: Entry) -> tuple[Any, ...]:
        """Where an entry stands among those of other actors; the unnamed come last."""
        actor = self.snapshot.actor(entry)
        if actor is None:
            return (len(KINDS_IN_ORDER), entry.id)
        return (*self._places[actor.id], entry.id)

    def actors_in_order(self, actors: Iterable[KnownActor]) -> list[KnownActor]:
        """Actors by their groups, organs as the Program has them, all others by name."""
        return sorted(actors, key=lambda known: self._places[known.id])

    @cached_property
    def _places(self) -> Mapping[int, tuple[int, str, str, int]]:
        return {row: self._place_of(known) for row, known in self.snapshot.actors.items()}

    def _place_of(self, known: KnownActor) -> tuple[int, str, str, int]:
        group = KINDS_IN_ORDER.index(known.actor.kind)
        if known.actor.kind is ActorKind.OAS_ORGAN:
            return group, "", "", known.id
        return (group, *alphabetical(known.actor.name.for_(self.order), self.order), known.id)

    @property
    def order(self) -> Language:
        """The language by whose names and alphabet actors follow each other."""
        return "es" if self.request.order is Order.SPANISH else self.language

    def name_of(self, entry: Entry) -> str:
        """Whose it is, as the reader may know it."""
        actor = self.snapshot.actor(entry)
        return self.name(actor) if actor else self.said(reading.UNNAMED)

    def name(self, known: KnownActor) -> str:
        """An actor's name."""
        return self.words.plain(known.actor.name)

    def title(self, text: str) -> str:
        """`text` as it begins a line."""
        return text[:1].upper() + text[1:]

    def answers_to(self, kind: SubmissionKind, *keys: str) -> Mapping[int, tuple[Any, ...]]:
        """By row, single answers of all of a kind; None where the reader is not told them."""
        found = snapshot_details.single_answers(
            self.snapshot.connection, self.snapshot.viewer, self._wanted, kind, keys
        )
        form = FORMS[kind.value]
        telling = [form.question(key).identifies for key in keys]
        if not any(telling):
            return found
        closed = {e.id for e in self.snapshot.entries if not self.snapshot.knows_author(e)}
        return {
            row: tuple(
                None if tells and row in closed else answer
                for answer, tells in zip(answers, telling, strict=True)
            )
            for row, answers in found.items()
        }

    @cached_property
    def _wanted(self) -> Filter:
        return filter_of(self.snapshot.connection, self.request)

    @cached_property
    def program_rows(self) -> Mapping[int, int]:
        """By row of a report, the version of the Program under which it was written."""
        snapshot = self.snapshot
        return snapshot_details.programs_of(snapshot.connection, snapshot.viewer, self._wanted)

    @cached_property
    def programs(self) -> Mapping[int, Program]:
        """The newest version of the Program, and others under which reports were written."""
        connection = self.snapshot.connection
        newest = world.newest_program_id(connection)
        rows = {newest, *self.program_rows.values()}
        return {row: world.read_program(connection, row) for row in sorted(rows, reverse=True)}

    def shorten(self, row: int) -> None:
        """Note that the annex has to give texts of the submission in `row`."""
        if not self.shortened or self.shortened[-1] != row:
            self.shortened.append(row)


def roman(number: int) -> str:
    """1 as I, 4 as IV, 12 as XII."""
    written = ""
    for value, letters in _NUMERALS:
        while number >= value:
            written, number = written + letters, number - value
    return written
