"""Ten thousand submissions as the committee would have them after some busy years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.states import all_states
from committee.submissions import (
    SubmissionKind,
    SubmissionState,
    Visibility,
    kinds_for,
    may_stay_unnamed,
    receipt_number,
)
from locales import Localized
from storage import calendar, people, search, world
from storage.tables import drafts, submissions

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
TERMS = ("2024-25", "2025-26", "2026-27")
STATES = {
    SubmissionState.PUBLISHED: 55,
    SubmissionState.ACCEPTED: 20,
    SubmissionState.SUBMITTED: 10,
    SubmissionState.SUPERSEDED: 8,
    SubmissionState.CLARIFICATION_ASKED: 3,
    SubmissionState.RETURNED: 2,
    SubmissionState.WITHDRAWN: 2,
}
CIRCLES = {Visibility.PUBLIC: 50, Visibility.WORKING_GROUP: 40, Visibility.SECRETARIAT: 10}
KINDS = {SubmissionKind.ACTIVITY_PROGRESS: 55, SubmissionKind.GOOD_PRACTICE: 25}
ACTORS, SOCIETY = 60, 15
COMMON, RARE, EVERY = "refugio", "xilófono", 1_000
"""A word that most texts hold, and one that stands in every thousandth."""
LENGTH = 2_600
"""Characters of the longest answer; all of them make about 3 kB."""


def lay_in(connection: Connection, count: int, *, seed: int = 7) -> None:
    """Keep `count` submissions of sixty actors in three terms, found by their words and topics."""
    random = Random(seed)
    authors = _authors(connection)
    person = people.add_participant(
        connection, 900_000, name="Somebody", language="es", zone="America/Bogota", now=NOW
    )
    terms = [_term(connection, key) for key in TERMS]
    program = world.newest_program_id(connection)
    words = _vocabulary(random)
    for number in range(1, count + 1):
        made = _made(random, number, count, words, authors)
        draft = connection.execute(
            insert(drafts)
            .values(
                participant_id=person.id,
                form=made.kind.value,
                state={},
                hints={},
                status="sent",
                started_at=made.day,
                changed_at=made.day,
            )
            .returning(drafts.c.id)
        ).scalar_one()
        term = min(len(TERMS) - 1, (number - 1) * len(TERMS) // count)
        receipt = receipt_number(TERMS[term], made.kind, number)
        row = connection.execute(
            insert(submissions)
            .values(
                number=receipt,
                base=receipt,
                kind=made.kind.value,
                term_id=terms[term],
                actor_id=made.author,
                participant_id=person.id,
                draft_id=draft,
                program_id=program,
                language="es",
                visibility=_one_of(random, CIRCLES).value,
                state=made.state.value,
                answers=made.answers,
                submitted_at=made.day,
                unnamed=made.unnamed,
            )
            .returning(submissions.c.id)
        ).scalar_one()
        text = " ".join(str(value) for value in made.answers.values())
        search.index(connection, row, text, made.topics)


@dataclass(frozen=True, slots=True)
class _Made:
    kind: SubmissionKind
    state: SubmissionState
    author: int
    unnamed: bool
    answers: dict[str, Any]
    topics: tuple[str, ...]
    day: datetime


def _made(
    random: Random, number: int, count: int, words: list[str], authors: list[tuple[int, Actor]]
) -> _Made:
    author, actor = random.choice(authors)
    likely = [kind for kind in KINDS if kind in kinds_for(actor.kind)]
    kind = _one_of(random, {each: KINDS[each] for each in likely})
    if random.random() < 0.2:
        kind = random.choice(kinds_for(actor.kind))
    country, objective = random.choice(all_states()).alpha3, f"S{random.randint(1, 12)}"
    activity = str(random.randint(1, 42))
    answers: dict[str, Any] = {
        "title": _text(random, words, 60),
        "done": _text(random, words, LENGTH),
        "results": _text(random, words, 400),
        "activity": int(activity),
        "objectives": [objective],
        "places": [country],
    }
    if number % EVERY == 0:
        answers["results"] += f" {RARE}"
    return _Made(
        kind=kind,
        state=_one_of(random, STATES),
        author=author,
        unnamed=may_stay_unnamed(actor.kind) and random.random() < 0.3,
        answers=answers,
        topics=(activity, objective, country),
        day=NOW - timedelta(hours=count - number),
    )


def _authors(connection: Connection) -> list[tuple[int, Actor]]:
    """Sixty actors: the organs, the states, and some of society."""
    known = [(each.id, each.actor) for each in world.known_actors(connection)]
    authors = [pair for pair in known if kinds_for(pair[1].kind)][: ACTORS - SOCIETY]
    for number in range(SOCIETY):
        name = f"Red {number}"
        kind = (ActorKind.CIVIL_SOCIETY, ActorKind.DIASPORA, ActorKind.MIGRANTS)[number % 3]
        actor = Actor(f"red_{number}", kind, Localized(name, name, name, name), None, "CO")
        authors.append((world.add_actor(connection, actor), actor))
    return authors


def _term(connection: Connection, key: str) -> int:
    year = int(key[:4])
    return calendar.term_for(connection, key, starts=date(year, 9, 1), ends=date(year + 1, 5, 31))


def _vocabulary(random: Random) -> list[str]:
    """Words as long and as often as in a text: the first ones come again and again."""
    syllables = [c + v for c in "bcdfglmnprstvz" for v in ("a", "e", "i", "o", "ú", "á")]
    made = {"".join(random.choices(syllables, k=random.randint(1, 4))) for _ in range(12_000)}
    return [COMMON, *sorted(made, key=lambda word: (len(word), word))]


def _text(random: Random, words: list[str], length: int) -> str:
    said: list[str] = []
    while length > 0:
        word = words[min(len(words) - 1, int(random.paretovariate(0.35)) - 1)]
        said.append(word)
        length -= len(word) + 1
    return " ".join(said)


def _one_of(random: Random, weights: dict[Any, int]) -> Any:  # noqa: ANN401 - a key of `weights`
    return random.choices(list(weights), weights=list(weights.values()))[0]


ROLES = (Role.SECRETARIAT, Role.CHAIR, Role.FOCAL_POINT, Role.OBSERVER)
"""Whose eyes the lists are measured with."""
