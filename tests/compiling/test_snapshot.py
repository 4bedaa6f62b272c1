"""A document holds what was there when it was begun, whatever is sent while it is written."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from pathlib import Path
from threading import current_thread

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.util import await_only

import storage.database
import storage.snapshot
from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState
from export import Format
from services.compiling import records, translated
from services.compiling.making import make
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from services.office import Transaction
from storage.database import Database, PostgresDatabase, open_database
from storage.submissions import become, submission_by_id
from storage.tables import submissions
from tests.compiling.ground import NOW, Ground
from tests.durability.ground import until

REQUEST = Request("es", (Role.SECRETARIAT,))
A_MOMENT = "50ms"
FORMATS = (Format.XLSX, Format.JSON, Format.DOCX)


class SlowWriter:
    """Holds a compilation up after the first submission that it has read, until told to go on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()
        self._loop, self._thread = asyncio.get_running_loop(), current_thread()
        count = Snapshot.count

        def slowly(snapshot: Snapshot) -> None:
            count(snapshot)
            self._wait()

        patch.setattr(Snapshot, "count", slowly)
        for module in (storage.snapshot, records, translated):
            patch.setattr(module, "AT_ONCE", 1)  # all others are read after it goes on

    async def begins(self, writing: asyncio.Task[bytes]) -> None:
        """Wait until it is held up."""
        begun = asyncio.create_task(self.begun.wait())
        await asyncio.wait((begun, writing), return_when=asyncio.FIRST_COMPLETED)
        assert begun.done(), "nobody has read"

    def _wait(self) -> None:
        if current_thread() is self._thread:  # on PostgreSQL, where whoever reads is a coroutine
            self.begun.set()
            await_only(self.go_on.wait())
        else:
            self._loop.call_soon_threadsafe(self.begun.set)
            asyncio.run_coroutine_threadsafe(self.go_on.wait(), self._loop).result()


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of one pixel, as the document wants one that it can measure."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header
    monkeypatch.setattr("export.picture_png.png_of", lambda _svg, *, pixels: png[: 9 * pixels])


@pytest.fixture
async def database(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """The database as the process that writes the document sees it, which is soon out of time."""
    monkeypatch.setattr(storage.database, "IDLE_IN_TRANSACTION", A_MOMENT)
    database = open_database(database_url)
    yield database
    await database.close()


async def written(database: Database, file_format: Format, folder: Path) -> bytes:
    """The document's bytes."""
    made = await database.read(lambda c: make(c, REQUEST, file_format, folder, now=NOW))
    return made.path.read_bytes()


@pytest.mark.parametrize("file_format", FORMATS)
async def test_what_is_sent_meanwhile_is_in_the_next_one(
    ground: Ground,
    database: Database,
    file_format: Format,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Byte for byte; and nobody who sends, amends or withdraws waits for it."""
    practice = SubmissionKind.GOOD_PRACTICE
    rows = [await ground.lay("GTM", practice, title=f"Práctica {n}") for n in range(5)]
    before = await written(database, file_format, tmp_path / "before")
    with monkeypatch.context() as patch:
        writer = SlowWriter(patch)
        writing = asyncio.create_task(written(database, file_format, tmp_path / "meanwhile"))
        await writer.begins(writing)
        await ground.lay("ECU", practice, title="Otra")
        await ground.do(lambda t: _becomes(t, rows[1], SubmissionState.SUPERSEDED))
        await ground.lay("GTM", practice, title="Práctica 1, enmendada")
        await ground.do(lambda t: _becomes(t, rows[3], SubmissionState.WITHDRAWN))
        await ground.do(lambda t: _is_forgotten(t, rows[4]))
        assert not writing.done()
        writer.go_on.set()
        assert await writing == before
    assert await written(database, file_format, tmp_path / "after") != before


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_a_document_may_take_longer_than_others_may_be_idle(
    ground: Ground, database: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction that is begun later and does nothing is ended by the server before it."""
    for _ in range(3):
        await ground.lay("GTM", SubmissionKind.GOOD_PRACTICE)
    writer = SlowWriter(monkeypatch)
    writing = asyncio.create_task(written(database, Format.XLSX, tmp_path))
    await writer.begins(writing)
    idle = asyncio.create_task(database.read(_do_nothing))
    await until(lambda: _is_gone(ground), "the idle one is ended")
    writer.go_on.set()
    assert (await writing).startswith(b"PK")
    idle.cancel()


IDLE = "an idle reader"


def _do_nothing(connection: Connection) -> None:
    connection.exec_driver_sql(f"SET application_name = '{IDLE}'")
    await_only(asyncio.Event().wait())


async def _is_gone(ground: Ground) -> bool:
    ended = f"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{IDLE}'"
    return not await ground.look(lambda c: c.exec_driver_sql(ended).scalar_one())


def _becomes(transaction: Transaction, row: int, state: SubmissionState) -> None:
    submission = submission_by_id(transaction.connection, row)
    assert submission is not None
    assert become(transaction.connection, submission, state, now=NOW)


def _is_forgotten(transaction: Transaction, row: int) -> None:
    changed = update(submissions).where(submissions.c.id == row).values(answers={"title": "-"})
    transaction.connection.execute(changed)
