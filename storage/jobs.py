"""Jobs: long work asked for in a chat, leased to one process and done once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from storage.locking import hold
from storage.tables import jobs

STOPPED = "stopped"


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


@dataclass(frozen=True, slots=True)
class Kept:
    """The document of a job that is done: where it lies, how large it is, how long it is kept.

    `door` is the SHA-256 of the secret with which it can be fetched, if it can be.
    """

    file: str
    size: int
    expires_at: datetime
    door: str | None = None


def _held(job: Job) -> ColumnElement[bool]:
    return and_(
        jobs.c.id == job.id,
        jobs.c.worker == job.worker,
        jobs.c.attempts == job.attempts,
        jobs.c.status == "leased",
    )


def finish(
    connection: Connection,
    job: Job,
    *,
    status: str,
    ready_at: float = 0.0,
    now: datetime | None = None,
    kept: Kept | None = None,
) -> bool:
    """Set what became of a job; False when it was stopped, or another worker has taken it over."""
    values: dict[str, Any] = {"status": status, "ready_at_pulse": ready_at, "finished_at": now}
    if kept is not None:
        values |= asdict(kept)
    return connection.execute(update(jobs).where(_held(job)).values(**values)).rowcount == 1


def renew(
    connection: Connection, job: Job, *, until: float, steps_done: int | None, steps: int | None
) -> bool:
    """Keep the lease until `until` and note how far the work is; False as `finish` says."""
    values: dict[str, Any] = {"ready_at_pulse": until}
    if steps:
        values |= {"steps_done": steps_done, "steps": steps}
    return connection.execute(update(jobs).where(_held(job)).values(**values)).rowcount == 1


def stop(connection: Connection, row: int, *, participant_id: int, now: datetime) -> bool:
    """Stop a job for who asked for it; False when it has ended already or is not theirs."""
    result = connection.execute(
        update(jobs)
        .where(
            jobs.c.id == row,
            jobs.c.participant_id == participant_id,
            jobs.c.status.in_(("new", "leased")),
        )
        .values(status=STOPPED, finished_at=now)
    )
    return result.rowcount == 1


def job_behind(connection: Connection, door: str, *, now: datetime) -> tuple[Job, str] | None:
    """The job whose document a secret with this SHA-256 opens, and where that lies."""
    row = connection.execute(
        select(
            jobs.c.id,
            jobs.c.kind,
            jobs.c.params,
            jobs.c.participant_id,
            jobs.c.attempts,
            func.coalesce(jobs.c.worker, ""),
            jobs.c.file,
        ).where(jobs.c.door == door, jobs.c.expires_at > now)
    ).first()
    return None if row is None or row[6] is None else (Job(*row[:6]), str(row[6]))


def last_params(connection: Connection, participant_id: int, kind: str) -> Mapping[str, Any] | None:
    """What the participant asked for last, of that kind."""
    found = connection.execute(
        select(jobs.c.params)
        .where(jobs.c.participant_id == participant_id, jobs.c.kind == kind)
        .order_by(jobs.c.id.desc())
        .limit(1)
    ).scalar()
    return None if found is None else dict(found)


def expire(connection: Connection, now: datetime) -> Sequence[int]:
    """Forget the documents whose time is over; their jobs' rows."""
    result = connection.execute(
        update(jobs)
        .where(jobs.c.expires_at <= now, jobs.c.file.is_not(None))
        .values(file=None, door=None)
        .returning(jobs.c.id)
    )
    return [int(row) for row in result.scalars()]


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
