"""Jobs: long work asked for in a chat, leased to one process and done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage.locking import hold
from storage.tables import jobs


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of long work, leased to `worker`."""

    id: int
    kind: str
    params: Mapping[str, Any]
    participant_id: int
    attempts: int
    worker: str


def add_job(
    connection: Connection,
    kind: str,
    params: Mapping[str, Any],
    *,
    participant_id: int,
    now: datetime,
) -> int:
    """Ask for long work; returns the job's row."""
    # Whoever is woken to claim it waits until it is there to be claimed.
    hold(connection, "jobs")
    return int(
        connection.execute(
            insert(jobs)
            .values(
                kind=kind,
                params=params,
                participant_id=participant_id,
                status="new",
                attempts=0,
                ready_at_pulse=0.0,
                asked_at=now,
            )
            .returning(jobs.c.id)
        ).scalar_one()
    )


def claim(
    connection: Connection, worker: str, *, most: int, pulse: float, lease: float
) -> Sequence[Job]:
    """Lease up to `most` waiting jobs, and those whose worker has fallen silent, to `worker`."""
    hold(connection, "jobs")
    waiting = (
        select(jobs.c.id)
        .where(jobs.c.status.in_(("new", "leased")), jobs.c.ready_at_pulse <= pulse)
        .order_by(jobs.c.id)
        .limit(most)
    )
    rows = connection.execute(
        update(jobs)
        .where(
            jobs.c.id.in_(waiting),
            # Of the row itself too, which may have been finished while this waited for it.
            jobs.c.status.in_(("new", "leased")),
            jobs.c.ready_at_pulse <= pulse,
        )
        .values(
            status="leased",
            worker=worker,
            ready_at_pulse=pulse + lease,
            attempts=jobs.c.attempts + 1,
        )
        .returning(
            jobs.c.id,
            jobs.c.kind,
            jobs.c.params,
            jobs.c.participant_id,
            jobs.c.attempts,
            jobs.c.worker,
        )
    )
    return [Job(*row) for row in rows]


def finish(connection: Connection, job: Job, *, status: str, ready_at: float = 0.0) -> bool:
    """Set what became of a job; False when another worker has taken it over."""
    result = connection.execute(
        update(jobs)
        .where(
            jobs.c.id == job.id,
            jobs.c.worker == job.worker,
            jobs.c.attempts == job.attempts,
            jobs.c.status == "leased",
        )
        .values(status=status, ready_at_pulse=ready_at)
    )
    return result.rowcount == 1


def rebase(connection: Connection, *, latest: float) -> None:
    """Let no job wait for a pulse after `latest`: the machine's clock was put back."""
    connection.execute(
        update(jobs)
        .where(jobs.c.status.in_(("new", "leased")), jobs.c.ready_at_pulse > latest)
        .values(ready_at_pulse=latest)
    )


def asked_by(connection: Connection, participant_id: int) -> Sequence[int]:
    """The rows of the jobs that a participant asked for."""
    asked = select(jobs.c.id).where(jobs.c.participant_id == participant_id).order_by(jobs.c.id)
    return [int(row) for row in connection.execute(asked).scalars()]


def release_all(connection: Connection) -> None:
    """Let every leased job be taken at once: whoever held it is gone."""
    connection.execute(update(jobs).where(jobs.c.status == "leased").values(ready_at_pulse=0.0))
