"""Announcements on their way: a row for each person who is to read one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from storage.people import Participant, as_participant
from storage.prefixed import Prefixed, labelled
from storage.rounds import SENT, Round, as_round
from storage.tables import memberships, notices, participants, rounds

WAITING, MISSED = "waiting", "missed"


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement to one person, whose time has come; `row` is its row."""

    row: int
    round: Round
    person: Participant


def add(connection: Connection, round_id: int, due: Mapping[int, datetime]) -> None:
    """Let an announcement wait for these people (by row), for each until their moment."""
    if due:
        connection.execute(
            insert(notices),
            [
                {"round_id": round_id, "participant_id": row, "due_at": at, "status": WAITING}
                for row, at in due.items()
            ],
        )


_due = (
    select(
        notices.c.id.label("notice"),
        *labelled(rounds, "round_"),
        *labelled(participants, "person_"),
    )
    .select_from(
        notices.join(rounds, rounds.c.id == notices.c.round_id).join(
            participants, participants.c.id == notices.c.participant_id
        )
    )
    .where(
        notices.c.status == WAITING,
        notices.c.due_at <= bindparam("now"),
        rounds.c.status == SENT,
        participants.c.unreachable_since.is_(None),
        participants.c.forgotten_at.is_(None),
        exists().where(
            memberships.c.participant_id == participants.c.id, memberships.c.until.is_(None)
        ),
    )
    .order_by(notices.c.id)
)


def due(
    connection: Connection, now: datetime, people: Collection[int] | None = None
) -> Sequence[Notice]:
    """Notices whose time has come, of announcements that went out, to those still in."""
    theirs = () if people is None else (participants.c.id.in_(list(people)),)
    rows = connection.execute(_due.where(*theirs), {"now": now})
    return [
        Notice(
            row.notice,
            as_round(Prefixed(row, "round_")),  # type: ignore[arg-type]
            as_participant(Prefixed(row, "person_")),  # type: ignore[arg-type]
        )
        for row in rows
    ]


_miss_old = (
    update(notices)
    .where(
        notices.c.status == WAITING,
        notices.c.round_id.in_(select(rounds.c.id).where(rounds.c.goes_at < bindparam("before"))),
    )
    .values(status=MISSED, settled_at=bindparam("now"))
)


def miss_old(connection: Connection, *, before: datetime, now: datetime) -> int:
    """Give up notices of announcements that went out before `before`; returns how many."""
    return connection.execute(_miss_old, {"before": before, "now": now}).rowcount
