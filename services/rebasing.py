"""After the machine's clock was put back: nothing waits longer than it would have."""

from __future__ import annotations

from sqlalchemy import Connection

from services import arrivals
from services import jobs as documents
from services.office import Office
from storage import inbox, jobs, pacing

SPARE = 5.0
"""Seconds beside a lease: whoever holds it has just asked for more."""


async def rebase(office: Office) -> None:
    """Shorten whatever is leased or put off until a pulse that is now implausibly far ahead.

    May be called at any time, by several workers, and again.
    """

    def run(connection: Connection) -> None:
        pulse = office.clock.pulse()
        pacing.rebase(connection, pulse)
        inbox.rebase(connection, latest=pulse + arrivals.LEASE + SPARE)
        jobs.rebase(connection, latest=pulse + documents.LEASE + SPARE)

    await office.database.write(run)
    office.letters_waiting.set()
    office.jobs_waiting.set()
