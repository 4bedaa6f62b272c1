"""One database, two ways in: `write` runs one transaction, `read` sees one consistent snapshot.

Work is a plain function over a SQLAlchemy connection, the same for SQLite and PostgreSQL. On
SQLite one writer commits all waiting work together (docs/decisions/0003); reads go beside it, in
threads. On PostgreSQL both go through asyncpg.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage import sqlite

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Work = Callable[[Connection], T]

READERS = 4
RETRIES = 5
PASSING_STATES = ("08", "40", "53", "57P")
"""SQLSTATE: connection lost, rolled back for others' sake, no room, shutting down or starting."""
IDLE_IN_TRANSACTION = "5s"
"""After this PostgreSQL ends a transaction whose process has fallen silent, and frees its locks."""


class Database(Protocol):
    """What services need of a database."""

    async def write(self, work: Work[T], *, long: bool = False) -> T:
        """Run `work` in one transaction; it has happened whole, or the error says it has not.

        `long` says that it takes more than some milliseconds, as a tick over many people does.
        """
        ...

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one consistent snapshot; it must not change anything."""
        ...

    async def close(self) -> None:
        """Finish what was begun and let go of every connection."""
        ...


def is_passing(error: BaseException) -> bool:
    """Whether `error` says that something could not serve now, rather than that we asked wrongly.

    A driver that cannot connect raises errors of its own and the system's, such as a refusal.
    """
    if isinstance(error, OperationalError | sqlite3.OperationalError | OSError | PoolTimeoutError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    state = getattr(getattr(error, "orig", None) or error, "sqlstate", None)
    return isinstance(state, str) and state.startswith(PASSING_STATES)


class SqliteDatabase:
    """A SQLite file: one writer with group commit, a few readers beside it (WAL)."""

    def __init__(self, url: str) -> None:
        self._writer = sqlite.Writer(sqlite.writing_engine(url))
        self._url = url
        self._readers: sqlite.Readers | None = None

    async def write(self, work: Work[T], *, long: bool = False) -> T:
        """Queue `work`; once queued it runs even if the caller is cancelled."""
        return await self._writer.run(work, long=long)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on a reader's snapshot."""
        if self._readers is None:
            engine = sqlite.reading_engine(self._url, size=READERS)
            self._readers = sqlite.Readers(engine, size=READERS)
        return await self._readers.run(work)

    async def close(self) -> None:
        """Commit what is queued and close."""
        await self._writer.close()
        if self._readers is not None:
            await self._readers.close()


class PostgresDatabase:
    """A PostgreSQL database through asyncpg; transactions are shielded and retried when passing."""

    def __init__(self, url: str) -> None:
        # SQLAlchemy's asyncio part brings the whole ORM along, which SQLite does without.
        from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415

        self._engine: AsyncEngine = create_async_engine(
            url,
            pool_size=12,
            max_overflow=8,
            pool_pre_ping=False,
            pool_use_lifo=True,
            hide_parameters=True,
            connect_args={
                "server_settings": {"idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION}
            },
        )
        self._snapshot = self._engine.execution_options(isolation_level="REPEATABLE READ")
        self._writes: set[asyncio.Task[object]] = set()

    async def write(self, work: Work[T], *, long: bool = False) -> T:
        """Run `work`; a cancelled caller does not leave it half done."""
        task = asyncio.ensure_future(self._write(work))
        self._writes.add(task)
        task.add_done_callback(self._writes.discard)
        return await asyncio.shield(task)

    async def _write(self, work: Work[T]) -> T:
        for attempt in range(RETRIES):
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(work)
            except DBAPIError as error:
                if not _may_be_tried_again(error) or attempt == RETRIES - 1:
                    raise
                await asyncio.sleep(0.02 * 2**attempt)
        raise AssertionError("unreachable")

    async def read(self, work: Work[T]) -> T:
        """Run `work` on one snapshot (repeatable read)."""
        async with self._snapshot.connect() as connection:
            return await connection.run_sync(work)

    async def close(self) -> None:
        """Let running transactions finish, then close."""
        if self._writes:
            await asyncio.wait(self._writes)
        await self._engine.dispose()


def _may_be_tried_again(error: DBAPIError) -> bool:
    """Serialization failures, deadlocks and statements that never reached the server."""
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}


def open_database(url: str) -> Database:
    """The database behind `url` (`sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`)."""
    if make_url(url).get_backend_name() == "sqlite":
        return SqliteDatabase(url)
    return PostgresDatabase(url)
