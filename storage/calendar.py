"""Terms and meetings as the database holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from committee.actors import ActorKind
from committee.calendar import Ask, MeetingKind, PlannedMeeting, Term
from committee.program import Theme
from committee.submissions import SubmissionKind
from locales import Localized
from storage.tables import meetings, terms
from storage.upsert import inserting


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with its row id and its term's."""

    id: int
    term_id: int
    plan: PlannedMeeting


def add_term(connection: Connection, term: Term) -> bool:
    """Lay in a term with its meetings; False when the database has meetings of it already."""
    if has_meetings(connection, term.key):
        return False
    row = term_for(connection, term.key, starts=term.starts, ends=term.ends)
    if term.meetings:
        connection.execute(insert(meetings), [_values(row, plan) for plan in term.meetings])
    return True


def term_id(connection: Connection, key: str) -> int | None:
    """The row of the term called `key`, None when there is none."""
    found = connection.execute(select(terms.c.id).where(terms.c.key == key)).scalar()
    return None if found is None else int(found)


def has_meetings(connection: Connection, key: str) -> bool:
    """Whether any meeting of the term called `key` is planned."""
    found = connection.execute(
        select(meetings.c.id).join(terms).where(terms.c.key == key).limit(1)
    ).first()
    return found is not None


def term_for(connection: Connection, key: str, *, starts: date, ends: date) -> int:
    """The row of the term called `key`, made empty when it is not there yet."""
    if (found := term_id(connection, key)) is not None:
        return found
    made = inserting(connection, terms).values(key=key, starts=starts, ends=ends)
    connection.execute(made.on_conflict_do_nothing())
    found = term_id(connection, key)
    assert found is not None
    return found


def meeting_by_id(connection: Connection, row: int) -> Meeting | None:
    """The meeting in row `row`."""
    found = connection.execute(select(meetings).where(meetings.c.id == row)).first()
    return None if found is None else _as_meeting(found)


def meeting_by_key(connection: Connection, key: str) -> Meeting | None:
    """The meeting called `key` ("2026-27/february-progress")."""
    found = connection.execute(select(meetings).where(meetings.c.key == key)).first()
    return None if found is None else _as_meeting(found)


def meetings_between(connection: Connection, start: datetime, end: datetime) -> Sequence[Meeting]:
    """Meetings whose deadline lies in [start, end), in order of time."""
    rows = connection.execute(
        select(meetings)
        .where(meetings.c.deadline >= start, meetings.c.deadline < end)
        .order_by(meetings.c.deadline, meetings.c.id)
    )
    return [_as_meeting(row) for row in rows]


def upcoming_meetings(connection: Connection, now: datetime, *, most: int) -> Sequence[Meeting]:
    """The next meetings from `now` on."""
    rows = connection.execute(
        select(meetings)
        .where(meetings.c.starts_at >= now)
        .order_by(meetings.c.starts_at, meetings.c.id)
        .limit(most)
    )
    return [_as_meeting(row) for row in rows]


def all_meetings(connection: Connection) -> Sequence[Meeting]:
    """Every meeting, in order of time."""
    rows = connection.execute(select(meetings).order_by(meetings.c.starts_at, meetings.c.id))
    return [_as_meeting(row) for row in rows]


def _values(term: int, plan: PlannedMeeting) -> dict[str, Any]:
    return {
        "term_id": term,
        "key": plan.key,
        "kind": plan.kind.value,
        "title": plan.title.as_dict(),
        "about": plan.about.as_dict(),
        "asked": plan.asked.as_dict(),
        "agenda": [item.as_dict() for item in plan.agenda],
        "mandates": list(plan.mandates),
        "place": plan.place.as_dict(),
        "asks": [_ask_values(ask) for ask in plan.asks],
        "starts_at": plan.starts_at,
        "deadline": plan.deadline,
    }


def _ask_values(ask: Ask) -> dict[str, list[Any]]:
    return {
        "submission_kinds": [kind.value for kind in ask.submission_kinds],
        "actor_kinds": [kind.value for kind in ask.actor_kinds],
        "actors": list(ask.actors),
        "activities": list(ask.activities),
        "objectives": list(ask.objectives),
        "themes": [str(theme) for theme in ask.themes],
    }


def _as_ask(values: Mapping[str, Iterable[Any]]) -> Ask:
    return Ask(
        submission_kinds=tuple(SubmissionKind(kind) for kind in values["submission_kinds"]),
        actor_kinds=tuple(ActorKind(kind) for kind in values["actor_kinds"]),
        actors=tuple(values["actors"]),
        activities=tuple(values["activities"]),
        objectives=tuple(values["objectives"]),
        themes=tuple(Theme(theme) for theme in values["themes"]),
    )


def _as_meeting(row: Row[*tuple[Any, ...]]) -> Meeting:
    return Meeting(
        id=row.id,
        term_id=row.term_id,
        plan=PlannedMeeting(
            key=row.key,
            kind=MeetingKind(row.kind),
            title=Localized(**row.title),
            about=Localized(**row.about),
            asked=Localized(**row.asked),
            agenda=tuple(Localized(**item) for item in row.agenda),
            mandates=tuple(row.mandates),
            place=Localized(**row.place),
            starts_at=row.starts_at,
            deadline=row.deadline,
            asks=tuple(_as_ask(ask) for ask in row.asks),
        ),
    )
