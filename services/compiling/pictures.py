"""The three pictures in words and lines: facts and a language in, drawings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from committee.actors import ActorKind, actor_of, kind_name
from committee.localtime import local_day
from committee.program import STATES, Activity
from committee.states import state_of
from export.drawings import (
    Answers,
    Area,
    Caption,
    Cell,
    Coverage,
    Panel,
    Standing,
    Tile,
    TileMap,
    answers_svg,
    coverage_svg,
    tiles_svg,
)
from locales import Day, Localized, Message, Moment, Month, Param, Translator
from locales.phrases import pictures
from services.compiling.facts import SORTS, Covered, Facts, Stage
from services.heard import short_name
from services.office import WASHINGTON

_STANDINGS: Mapping[Standing, str] = {
    Standing.ANSWERED: pictures.INFORMED,
    Standing.NOTHING_NEW: pictures.NOTHING_NEW,
    Standing.NO_INFORMATION: pictures.NO_INFORMATION,
    Standing.NOT_ASKED: pictures.NOT_ASKED,
}
_STAGES: Mapping[Stage, str] = {
    Stage.DONE: pictures.DONE,
    Stage.UNDER_WAY: pictures.UNDER_WAY,
    Stage.PLANNED: pictures.PLANNED,
    Stage.OTHER: pictures.OTHER_STAGE,
}
_SORTS: Mapping[str, str] = {
    "states": pictures.STATES,
    "organs": pictures.ORGANS,
    "others": pictures.OTHERS,
    "society": pictures.SOCIETY,
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a picture: its title, what it tells in words, and of when it is."""

    title: Message
    alternative: Message
    note: Message


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: its name in file names, what is said of it, and the drawing (SVG)."""

    name: str
    said: Said
    svg: str


def drawn(facts: Facts, words: Translator, *, at: datetime, zone: str) -> Iterator[Drawn]:
    """The pictures that the facts give, in the language of `words`, as of `at` in `zone`."""
    when = Moment(at, zone)
    if facts.meeting is not None:
        said = said_of_states(facts, when)
        yield Drawn("states", said, tiles_svg(_states(facts, said, words)))
    said = said_of_coverage(facts, when)
    yield Drawn("activities", said, coverage_svg(_coverage(facts, said, words)))
    said = said_of_received(facts, when)
    yield Drawn("months", said, answers_svg(_received(facts, said, words)))


def said_of_states(facts: Facts, when: Moment) -> Said:
    """The map of the states in words; the facts are those of a meeting."""
    assert facts.meeting is not None, "a map is drawn for a meeting"
    plan, counts = facts.meeting.plan, Counter(facts.standings.values())
    params = {
        "informed": counts[Standing.ANSWERED],
        "nothing_new": counts[Standing.NOTHING_NEW],
        "silent": counts[Standing.NO_INFORMATION],
        "not_asked": counts[Standing.NOT_ASKED],
    }
    day = Day(local_day(plan.starts_at, WASHINGTON))
    return Said(
        Message(pictures.STATES_TITLE, {"title": plan.title}),
        Message(pictures.STATES_IN_WORDS, params),
        Message(pictures.MEETING_AS_OF, {"day": day, "when": when}),
    )


def said_of_coverage(facts: Facts, when: Moment) -> Said:
    """The picture of the activities in words."""
    told = sum(bool(each.actors) for each in facts.covered)
    return Said(
        Message(pictures.COVERAGE_TITLE, {"term": facts.term}),
        Message(pictures.COVERAGE_IN_WORDS, {"n": told, "of": len(facts.covered)}),
        Message(pictures.AS_OF, {"when": when}),
    )


def said_of_received(facts: Facts, when: Moment) -> Said:
    """The picture of the months in words."""
    sums = {key: sum(bars) for key, bars in facts.received.by_sort.items()}
    return Said(
        Message(pictures.RECEIVED_TITLE, {"term": facts.term}),
        Message(pictures.RECEIVED_IN_WORDS, {"n": sum(sums.values()), **sums}),
        Message(pictures.AS_OF, {"when": when}),
    )


def _caption(said: Said, words: Translator) -> Caption:
    return Caption(
        words.language,
        words.plain(said.title),
        words.plain(said.note),
        words.plain(said.alternative),
    )


def _states(facts: Facts, said: Said, words: Translator) -> TileMap:
    tiles = [
        Tile(key, state_of(key).alpha2, words.plain(state_of(key).name), standing)
        for key, standing in facts.standings.items()
    ]
    labels = {standing: words.plain(Message(label)) for standing, label in _STANDINGS.items()}
    return TileMap(_caption(said, words), tiles, labels)


def _coverage(facts: Facts, said: Said, words: Translator) -> Coverage:
    told = {each.number: each for each in facts.covered}
    areas = [
        Area(
            words.plain(_addressee(key)),
            tuple(_cell(each, told[each.number], words) for each in activities),
        )
        for key, activities in groupby(facts.program.activities, key=lambda each: each.addressee)
    ]
    return Coverage(
        _caption(said, words),
        areas,
        statuses=tuple(words.plain(Message(_STAGES[stage])) for stage in Stage),
        key=words.plain(Message(pictures.COVERAGE_KEY)),
    )


def _addressee(key: str) -> Localized:
    if key == STATES:
        return kind_name(ActorKind.STATE, plural=True)
    return short_name(actor_of(key))


def _cell(activity: Activity, told: Covered, words: Translator) -> Cell:
    params: dict[str, Param] = {
        "number": activity.number,
        "label": activity.label,
        "n": told.actors,
    }
    return Cell(
        activity.number,
        told.actors,
        tuple(told.stages.get(stage, 0) for stage in Stage),
        words.plain(Message(pictures.ACTIVITY, params)),
    )


def _received(facts: Facts, said: Said, words: Translator) -> Answers:
    panels = []
    for sort in SORTS:
        bars = facts.received.by_sort[sort.key]
        label = words.plain(Message(_SORTS[sort.key]))
        panels.append(Panel(label, words.plain(sum(bars)), bars))
    months = (Month(each.year, each.month, short=True) for each in facts.received.months)
    return Answers(_caption(said, words), tuple(words.plain(each) for each in months), panels)
