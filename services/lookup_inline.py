"""Inline search: activities of the Program and what is published for everybody, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from committee.access import readable_to_anybody
from committee.program import Program
from locales import Language, Message, Param
from locales.phrases import lookup
from services.lookup_lists import author_of
from services.lookup_practices import places_of, title_of, wanted_by
from services.lookup_program import Point, found_activities, own_first, point_lines
from services.tokens import short
from storage import listing, people
from storage.listing import Listed, Viewer
from storage.people import Membership
from storage.search import words_of

PUBLIC = Viewer(readable=readable_to_anybody())
"""Whose eyes an inline search has, whoever asks: what it finds is sent into any chat."""
MOST = 20
ACTIVITIES = 10


@dataclass(frozen=True, slots=True)
class Result:
    """Something found: what is shown of it, what is sent, and the link that leads on from there."""

    id: str
    title: Param
    about: Message
    lines: tuple[Message, ...]
    link: str


@dataclass(frozen=True, slots=True)
class Results:
    """What is found, in the language of whoever asked."""

    language: Language
    results: tuple[Result, ...]


def search_inline(
    connection: Connection,
    program: Program,
    *,
    telegram_id: int,
    language: Language,
    said: str,
) -> Results:
    """What `said` finds; without a word one's own activities and the newest practices."""
    person = people.participant_by_telegram(connection, telegram_id)
    held = people.memberships_of(connection, person.id) if person else ()
    spoken = person.language if person else language
    activities = _activities(program, held, said)
    practices = _practices(connection, said, MOST - len(activities))
    return Results(spoken, (*activities, *practices))


def _activities(program: Program, held: tuple[Membership, ...], said: str) -> tuple[Result, ...]:
    actors = [member.actor.actor for member in held if member.actor is not None]
    points = found_activities(program, said) if words_of(said) else own_first(program, actors)
    return tuple(_activity(program, point) for point in points[:ACTIVITIES])


def _activity(program: Program, point: Point) -> Result:
    return Result(
        id=f"on_{point.code}",
        title=Message(lookup.POINT, {"number": point.code, "label": point.label}),
        about=Message(lookup.ACTIVITY_FOUND, {"summary": point.summary}),
        lines=tuple(point_lines(program, point)),
        link=f"on_{point.code}",
    )


def _practices(connection: Connection, said: str, most: int) -> Iterator[Result]:
    wanted = wanted_by(connection, PUBLIC, said)
    for line in listing.page(connection, PUBLIC, wanted.filter, most=most).lines:
        yield _practice(line)


def _practice(line: Listed) -> Result:
    params: dict[str, Param] = {"title": title_of(line), "actor": author_of(line)}
    if line.places:
        params["places"] = places_of(line)
    summary = [Message(lookup.SUMMARY, {"summary": line.summary})] if line.summary else []
    number = Message(lookup.NUMBER, {"number": line.number})
    return Result(
        id=f"practice_{short(line.id)}",
        title=title_of(line),
        about=Message(
            lookup.PRACTICE_FOUND if line.places else lookup.PRACTICE_FOUND_NOWHERE, params
        ),
        lines=(
            Message(lookup.PRACTICE_SENT if line.places else lookup.PRACTICE_SENT_NOWHERE, params),
            *summary,
            number,
        ),
        link=f"practice_{short(line.id)}",
    )
