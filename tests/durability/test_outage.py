"""The database goes away and comes back: nothing acknowledged is lost, order is kept."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Connection

from bot.settings import settings_from
from sandbox import Sandbox
from storage import sqlite
from storage.database import open_database
from tests import postgres
from tests.durability.authors import Author
from tests.durability.ground import SECRET, Ground, free_port, until
from tests.durability.processes import Launcher
from tests.house import House


async def _statuses(address: str, count: int) -> list[tuple[int, str]]:
    """What the webhook answers to an update that it has had before."""
    found: list[tuple[int, str]] = []
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with aiohttp.ClientSession(headers=headers) as session:
        for _ in range(count):
            async with session.post(f"{address}/telegram", json={"update_id": 100_001}) as answer:
                found.append((answer.status, answer.headers.get("Retry-After", "")))
    return found


def _write_on(authors: list[Author], steps: int) -> None:
    for author in authors:
        author.write(steps)


@pytest.mark.parametrize("kind_of_database", ["sqlite"], indirect=True)
async def test_a_file_that_another_process_locks(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 while it is locked; afterwards all is handled in order."""
    hasty = (*sqlite.PRAGMAS[:-1], "PRAGMA busy_timeout=50")
    monkeypatch.setattr(sqlite, "PRAGMAS", hasty)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    authors = await ground.let_in(4)
    house = House(settings_from(ground.environment(webhook=address, port=port)), ground.sandbox)
    await house.open()
    try:
        _write_on(authors, 2)
        for author in authors:
            await author.answered()
        async with _locked(ground.url.partition(":///")[2]):
            _write_on(authors, 5)
            assert await _statuses(address, 3) == [(503, "5")] * 3
            await until(
                lambda: "503" in str(ground.sandbox.deliverer.last_error), "Telegram was put off"
            )
        await ground.settled()
    finally:
        await house.close()
    assert set(await ground.check()) == {0}


@asynccontextmanager
async def _locked(path: str) -> AsyncIterator[None]:
    """Hold the file's write lock meanwhile, as a backup might."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
    try:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


@pytest.fixture
async def own_server(launcher: Launcher, sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[Ground]:
    """Ground on a PostgreSQL of the test's own, which it may stop; it keeps what it commits."""
    folder = Path(tempfile.mkdtemp(prefix="enlace-own-", dir=postgres._roomy_memory()))
    server = postgres.start_postgres(folder)
    url = await postgres.create_database(server, "outage")
    async with postgres._administrator(server) as connection:
        await connection.execute("ALTER DATABASE outage SET synchronous_commit = on")
    (tmp_path / "server").symlink_to(folder)
    yield Ground(launcher, sandbox, open_database(url), url, tmp_path)
    postgres.stop_postgres(folder)
    shutil.rmtree(folder)


async def test_a_server_that_stops_and_starts_again(own_server: Ground) -> None:
    """Twice, without a warning, under load: 503 meanwhile, then all is handled in order."""
    ground, folder = own_server, (own_server.folder / "server").resolve()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    bot = ground.start(webhook=address, port=port)
    await until(lambda: ground.sandbox.deliverer.webhook is not None, "the bot serves")
    authors = await ground.let_in(6)
    await ground.database.close()
    for steps in (3, 6):
        _write_on(authors, steps)
        await until(lambda: any(author.replies() for author in authors), "the rush is under way")
        await asyncio.to_thread(postgres.stop_postgres, folder)
        assert await _statuses(address, 3) == [(503, "5")] * 3
        _write_on(authors, 1)
        await asyncio.to_thread(postgres.start_postgres, folder)
        ground.pass_over()
        for author in authors:
            await author.answered()
    ground.database = open_database(ground.url)
    await ground.settled()
    assert max(await ground.check()) <= 2
    bot.signal(signal.SIGTERM)
    assert await ground.ended(bot, 10) == 0
    await ground.database.close()


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_connections_that_the_server_ends(ground: Ground) -> None:
    """Ten times under load, whatever they were doing: nothing lost, one effect each."""
    authors = await ground.let_in(6)
    ground.start()

    async def write_all(author: Author) -> None:
        while not author.finished:
            author.write()
            await author.answered(60)

    writing = asyncio.gather(*(write_all(author) for author in authors))
    for _ in range(10):
        begun = ground.sandbox.journal.sequence
        await until(
            lambda: len(ground.sandbox.journal.calls("sendMessage", since=begun)) >= 5,  # noqa: B023
            "messages are sent",
        )
        assert await ground.look(_end_others) > 0
        ground.pass_over()
    await writing
    await ground.settled()
    assert max(await ground.check()) <= 10


def _end_others(connection: Connection) -> int:
    ended = connection.exec_driver_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return len(ended.all())
