"""Terms and meetings as the database holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from committee.actors import ActorKind
from committee.calendar import Ask, MeetingKind, PlannedMeeting, Term
from committee.program import Theme
from committee.submissions import SubmissionKind
from locales import Localized
from storage.tables import meetings, terms
from storage.upsert import inserting


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting with its row id and its term's, and what became of it since it was planned.

    `sequence` counts its changes; `uid` names it in calendar files, wherever it came from.
    """

    id: int
    term_id: int
    plan: PlannedMeeting
    uid: str
    sequence: int = 0
    changed_at: datetime | None = None
    cancelled_at: datetime | None = None


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


def term_row(connection: Connection, key: str) -> int:
    """The row of the term called `key` ("2026-27"), September to May, made when it is not there."""
    year = int(key[:4])
    return term_for(connection, key, starts=date(year, 9, 1), ends=date(year + 1, 5, 31))


def term_key(connection: Connection, row: int) -> str:
    """What the term in row `row` is called."""
    return str(connection.execute(select(terms.c.key).where(terms.c.id == row)).scalar_one())


def meeting_by_id(connection: Connection, row: int) -> Meeting | None:
    """The meeting in row `row`."""
    found = connection.execute(select(meetings).where(meetings.c.id == row)).first()
    return None if found is None else _as_meeting(found)


def meeting_by_key(connection: Connection, key: str) -> Meeting | None:
    """The meeting called `key` ("2026-27/february-progress")."""
    found = connection.execute(select(meetings).where(meetings.c.key == key)).first()
    return None if found is None else _as_meeting(found)


_between = (
    select(meetings)
    .where(
        meetings.c.deadline >= bindparam("start"),
        meetings.c.deadline < bindparam("end"),
        meetings.c.cancelled_at.is_(None),
    )
    .order_by(meetings.c.deadline, meetings.c.id)
)


def meetings_between(connection: Connection, start: datetime, end: datetime) -> Sequence[Meeting]:
    """Meetings that are held and whose deadline lies in [start, end), in order of time."""
    rows = connection.execute(_between, {"start": start, "end": end})
    return [_as_meeting(row) for row in rows]


def upcoming_meetings(connection: Connection, now: datetime, *, most: int) -> Sequence[Meeting]:
    """The next meetings that are held from `now` on."""
    rows = connection.execute(
        select(meetings)
        .where(meetings.c.starts_at >= now, meetings.c.cancelled_at.is_(None))
        .order_by(meetings.c.starts_at, meetings.c.id)
        .limit(most)
    )
    return [_as_meeting(row) for row in rows]


def all_meetings(connection: Connection) -> Sequence[Meeting]:
    """Every meeting, cancelled ones too, in order of time."""
    rows = connection.execute(select(meetings).order_by(meetings.c.starts_at, meetings.c.id))
    return [_as_meeting(row) for row in rows]


def uid_of(key: str) -> str:
    """The name in calendar files of a meeting planned here; it outlives every change."""
    return f"{key.replace('/', '-')}@enlace"


def add_meeting(connection: Connection, term: int, plan: PlannedMeeting, uid: str | None) -> int:
    """Add a meeting to a term; returns its row."""
    added = insert(meetings).values(**_values(term, plan), uid=uid).returning(meetings.c.id)
    return int(connection.execute(added).scalar_one())


def change_meeting(
    connection: Connection, meeting: Meeting, plan: PlannedMeeting, *, now: datetime
) -> None:
    """Put `plan` in place of what was planned; its row, key and uid stay."""
    values = _values(meeting.term_id, plan) | {"key": meeting.plan.key}
    _change(connection, meeting, now=now, **values)


def same_plan(one: PlannedMeeting, other: PlannedMeeting) -> bool:
    """Whether both plans say the same of a meeting, whatever it is called by key."""
    return _values(0, one) | {"key": ""} == _values(0, other) | {"key": ""}


def cancel_meeting(connection: Connection, meeting: Meeting, *, now: datetime) -> None:
    """Note that the meeting is not held."""
    _change(connection, meeting, now=now, cancelled_at=now)


def _change(connection: Connection, meeting: Meeting, *, now: datetime, **values: Any) -> None:  # noqa: ANN401 - column values
    connection.execute(
        update(meetings)
        .where(meetings.c.id == meeting.id)
        .values(**values, sequence=meetings.c.sequence + 1, changed_at=now)
    )


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
        "link": plan.link,
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
            link=row.link,
        ),
        uid=row.uid or uid_of(row.key),
        sequence=row.sequence,
        changed_at=row.changed_at,
        cancelled_at=row.cancelled_at,
    )
