"""SQLite as this house uses it: WAL, synchronous=FULL, BEGIN IMMEDIATE, one writing thread."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

T = TypeVar("T")

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
)
TOGETHER = 64


def writing_engine(url: str) -> Engine:
    """An engine with a single connection whose every transaction takes the write lock at once."""
    engine = create_engine(
        make_url(url).set(drivername="sqlite+pysqlite"),
        poolclass=StaticPool,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin_immediate)
    return engine


def reading_engine(url: str, *, size: int) -> AsyncEngine:
    """An engine of `size` connections that only read, each transaction one snapshot."""
    engine = create_async_engine(
        make_url(url).set(drivername="sqlite+aiosqlite"),
        pool_size=size,
        max_overflow=0,
        connect_args={"isolation_level": None},
    )
    event.listen(engine.sync_engine, "connect", _prepare_reader)
    event.listen(engine.sync_engine, "begin", _begin)
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


class _Piece:
    """One piece of work on its way through the writing thread."""

    __slots__ = ("error", "future", "loop", "result", "work")

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        """Tell the waiting caller, if it still waits."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class Writer:
    """The one thread that writes: all work waiting is committed together, each piece apart.

    Every piece runs in its own savepoint, so one that fails takes no other with it; callers hear
    only after the commit is on disk.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._waiting: deque[_Piece] = deque()
        self._wake = threading.Semaphore(0)
        self._closing = False
        self._thread: threading.Thread | None = None

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Queue `work` and wait until it is committed."""
        if self._closing:
            raise RuntimeError("the database is closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="writer", daemon=True)
            self._thread.start()
        piece = _Piece(work)
        self._waiting.append(piece)
        self._wake.release()
        result: T = await piece.future
        return result

    async def close(self) -> None:
        """Commit what waits, then end the thread and the connection."""
        self._closing = True
        if self._thread is not None:
            self._wake.release()
            await asyncio.to_thread(self._thread.join)
        self._engine.dispose()

    def _serve(self) -> None:
        while True:
            self._wake.acquire()
            pieces = self._take()
            if not pieces:
                if self._closing:
                    return
                continue
            self._commit(pieces)
            self._tell(pieces)

    def _take(self) -> list[_Piece]:
        pieces: list[_Piece] = []
        while self._waiting and len(pieces) < TOGETHER:
            pieces.append(self._waiting.popleft())
        for _ in pieces[1:]:
            self._wake.acquire(blocking=False)
        return pieces

    def _commit(self, pieces: list[_Piece]) -> None:
        try:
            with self._engine.begin() as connection:
                for piece in pieces:
                    _attempt(connection, piece)
        except BaseException as error:  # noqa: BLE001 - handed to every caller that waits
            for piece in pieces:
                piece.error = piece.error or error

    def _tell(self, pieces: list[_Piece]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Piece]] = {}
        for piece in pieces:
            by_loop.setdefault(piece.loop, []).append(piece)
        for loop, theirs in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle, theirs)


def _attempt(connection: Connection, piece: _Piece) -> None:
    """Run one piece in its savepoint; its error stays with it."""
    savepoint = connection.begin_nested()
    try:
        piece.result = piece.work(connection)
    except BaseException as error:  # noqa: BLE001 - handed to the caller that waits
        piece.error = error
        savepoint.rollback()
    else:
        savepoint.commit()


def _settle(pieces: list[_Piece]) -> None:
    for piece in pieces:
        piece.settle()
