"""The Program as versioned data: objectives and numbered activities, in short texts of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache

from committee.actors import Actor, ActorKind, all_actors
from committee.datafile import DATA, DataError, Table, names_of, read
from locales import LANGUAGES, Localized

LABEL_LIMIT = 60
SUMMARY_LIMIT = 200
STATES = "states"
"""The addressee of the activities that all member states share."""

_PREFIX = "program-"


class ProgramError(DataError):
    """A version of the Program breaks a rule; the text names the part and the fault."""


class Theme(StrEnum):
    """The priorities the committee has set, by which practices and asks can be told apart."""

    INTEGRATION = "integration"
    RETURN = "return"
    CONTRIBUTIONS = "contributions"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Objective:
    """A general (G1…) or specific (S1…) objective; the ids are ours, the source has none."""

    id: str
    label: Localized
    summary: Localized


@dataclass(frozen=True, slots=True)
class Activity:
    """A numbered activity; `addressee` is an actor's key, or "states" for all of them."""

    number: int
    addressee: str
    label: Localized
    summary: Localized


@dataclass(frozen=True, slots=True)
class Program:
    """One version of the Program; `note` says that its short texts are unofficial."""

    version: str
    title: Localized
    agreed_on: date
    objectives: tuple[Objective, ...]
    activities: tuple[Activity, ...]
    note: Localized | None = None

    def __hash__(self) -> int:
        # A version does not change: its name tells it apart without going through its texts.
        return hash(self.version)

    def objective(self, objective_id: str) -> Objective:
        """The objective with that id ("S8"); KeyError when there is none."""
        for objective in self.objectives:
            if objective.id == objective_id:
                return objective
        raise KeyError(objective_id)

    def activity(self, number: int) -> Activity:
        """The activity with that number; KeyError when there is none."""
        for activity in self.activities:
            if activity.number == number:
                return activity
        raise KeyError(number)

    def own_activities(self, actor: Actor) -> tuple[Activity, ...]:
        """The activities addressed to `actor`; empty for those who report against objectives."""
        addressee = STATES if actor.kind is ActorKind.STATE else actor.key
        return _addressed_to(self, addressee)


@lru_cache(maxsize=256)
def _addressed_to(program: Program, addressee: str) -> tuple[Activity, ...]:
    return tuple(each for each in program.activities if each.addressee == addressee)


def program_versions() -> tuple[str, ...]:
    """The versions the product knows, the oldest first."""
    return tuple(sorted(path.stem.removeprefix(_PREFIX) for path in DATA.glob(f"{_PREFIX}*.toml")))


@cache
def load_program(version: str = "2016-04-19") -> Program:
    """That version, checked; raises ProgramError when it is unknown or breaks a rule."""
    if version not in program_versions():
        raise ProgramError(f"there is no version {version!r} of the Program")
    program = _program(version, read(f"{_PREFIX}{version}.toml"))
    check_program(program)
    return program


def check_program(program: Program) -> None:
    """Raise ProgramError unless `program` keeps every rule a version must keep.

    Activities are numbered 1 to n, objective ids are unique, addressees are known, and every
    label (at most 60 characters) and summary (at most 200) is there in all four languages.
    """
    for fault in _faults(program):
        raise ProgramError(f"Program {program.version}: {fault}")


def theme_name(theme: Theme) -> Localized:
    """The name of a theme, as it stands in a list."""
    return _theme_names()[theme]


@cache
def _theme_names() -> dict[Theme, Localized]:
    return names_of("theme", Theme)


def _faults(program: Program) -> Iterator[str]:
    numbers = [activity.number for activity in program.activities]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield "the activities are not numbered 1 to n in order"
    for objective_id, times in Counter(each.id for each in program.objectives).items():
        if times > 1:
            yield f"objective {objective_id} is there {times} times"
    known = {actor.key for actor in all_actors() if actor.kind is not ActorKind.STATE} | {STATES}
    for activity in program.activities:
        if activity.addressee not in known:
            yield f"activity {activity.number}: unknown addressee {activity.addressee!r}"
        yield from _text_faults(f"activity {activity.number}", activity.label, activity.summary)
    for objective in program.objectives:
        yield from _text_faults(f"objective {objective.id}", objective.label, objective.summary)


def _text_faults(part: str, label: Localized, summary: Localized) -> Iterator[str]:
    texts = (("label", label, LABEL_LIMIT), ("summary", summary, SUMMARY_LIMIT))
    for name, text, limit in texts:
        for language in LANGUAGES:
            length = len(text.for_(language).strip())
            if not 0 < length <= limit:
                yield f"{part}: {name} in {language} has {length} characters, not 1 to {limit}"


def _program(version: str, table: Table) -> Program:
    return Program(
        version=version,
        title=table.localized("title"),
        agreed_on=table.day("agreed_on"),
        objectives=tuple(_objective(entry) for entry in table.tables("objective")),
        activities=tuple(_activity(entry) for entry in table.tables("activity")),
        note=table.localized("note"),
    )


def _objective(entry: Table) -> Objective:
    return Objective(entry.text("id"), entry.localized("label"), entry.localized("summary"))


def _activity(entry: Table) -> Activity:
    return Activity(
        number=entry.number("number"),
        addressee=entry.text("addressee"),
        label=entry.localized("label"),
        summary=entry.localized("summary"),
    )
