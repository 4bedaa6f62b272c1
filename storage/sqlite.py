"""SQLite as this house uses it: WAL, synchronous=FULL, BEGIN IMMEDIATE, one writer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import QueuePool, StaticPool

T = TypeVar("T")

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)
TOGETHER = 64
"""How many pieces of work share a commit at most."""
A_BREATH = 8
"""After how many pieces the event loop gets a turn."""


def writing_engine(url: str) -> Engine:
    """An engine with a single connection whose every transaction takes the write lock at once."""
    engine = create_engine(
        make_url(url).set(drivername="sqlite+pysqlite"),
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin_immediate)
    return engine


def reading_engine(url: str, *, size: int) -> Engine:
    """An engine of `size` connections that only read, each transaction one snapshot."""
    engine = create_engine(
        make_url(url).set(drivername="sqlite+pysqlite"),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,
        connect_args={"isolation_level": None, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_reader(connection: DBAPIConnection, record: object) -> None:
    _prepare(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def begin_immediate(connection: Connection) -> None:
    """Take the write lock when the transaction starts, not at its first write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


class Readers:
    """A few readers beside the writer, each in a thread, where a whole read is one step.

    Handing every statement to a thread and back took longer than the statements.
    """

    def __init__(self, engine: Engine, *, size: int) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(max_workers=size, thread_name_prefix="reader")
        self._reading: set[asyncio.Future[Any]] = set()

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Run `work` on one snapshot; it comes to its end even if the caller is cancelled."""
        loop = asyncio.get_running_loop()
        reading = loop.run_in_executor(self._threads, copy_context().run, self._read, work)
        self._reading.add(reading)
        reading.add_done_callback(self._reading.discard)
        return await asyncio.shield(reading)

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self.engine.connect() as connection:
            return work(connection)

    async def close(self) -> None:
        """Let reads come to their end, then let go of the file."""
        if self._reading:
            await asyncio.wait(self._reading)
        self.engine.dispose()
        self._threads.shutdown()


@dataclass(slots=True)
class _Piece:
    """One piece of work on its way into a commit, and who waits for it."""

    work: Callable[[Connection], Any]
    long: bool
    future: asyncio.Future[Any]
    result: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        """Tell the waiting caller, if it still waits."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """The one writer of a file: all work waiting is committed together, each piece apart.

    Every piece runs in a savepoint of its own, so one that fails takes no other with it; callers
    hear only after the commit is on disk. Waiting for the lock and for the disk happens in a
    thread; the statements of short work, some tens of microseconds each, run in the event loop,
    where they need not fight for the interpreter.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._waiting: deque[_Piece] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._closed = False

    async def run(self, work: Callable[[Connection], T], *, long: bool = False) -> T:
        """Queue `work` and wait until it is committed; it runs even if the caller is cancelled."""
        if self._closed:
            raise RuntimeError("the database is closed")
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(_Piece(work, long, future))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        result: T = await future
        return result

    async def close(self) -> None:
        """Commit what waits, then let go of the file."""
        self._closed = True
        if self._serving is not None:
            await asyncio.wait((self._serving,))
        await self._in_thread(self._engine.dispose)
        self._thread.shutdown()

    async def _serve(self) -> None:
        while self._waiting:
            pieces = [self._waiting.popleft() for _ in range(min(TOGETHER, len(self._waiting)))]
            try:
                await self._commit(pieces)
            except Exception as error:  # noqa: BLE001 - handed to every caller that waits
                for piece in pieces:
                    piece.error = piece.error or error
            for piece in pieces:
                piece.settle()

    async def _commit(self, pieces: Sequence[_Piece]) -> None:
        connection = await self._in_thread(self._begin)
        try:
            for place, piece in enumerate(pieces):
                if piece.long:
                    await self._in_thread(partial(_attempt, connection, piece))
                else:
                    _attempt(connection, piece)
                if place % A_BREATH == A_BREATH - 1:
                    await asyncio.sleep(0)
            await self._in_thread(partial(_finish, connection))
        except BaseException:
            # A failed COMMIT leaves the transaction open; a new connection has nothing of it.
            await self._in_thread(partial(_drop, connection))
            raise

    def _begin(self) -> Connection:
        connection = self._engine.connect()
        try:
            connection.begin()
        except BaseException:
            connection.close()
            raise
        return connection

    async def _in_thread(self, act: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, act)


def _attempt(connection: Connection, piece: _Piece) -> None:
    """Run one piece in its savepoint; its error stays with it."""
    # Savepoints go straight to the driver: SQLAlchemy's own cost as much as two statements.
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT piece")
    try:
        piece.result = piece.work(connection)
    except BaseException as error:  # noqa: BLE001 - handed to the caller that waits
        piece.error = error
        driver.execute("ROLLBACK TO piece")
    driver.execute("RELEASE piece")


def _finish(connection: Connection) -> None:
    connection.commit()
    connection.close()


def _drop(connection: Connection) -> None:
    connection.invalidate()
    connection.close()
