"""What a bot needs at its start, and how it says in one line that something is missing."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Connection

from storage.database import SqliteDatabase
from tests.durability.ground import Ground, free_port, until
from tests.durability.processes import ROOT
from tests.postgres import NOBODY

PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
only_sqlite = pytest.mark.parametrize("kind_of_database", ["sqlite"], indirect=True)


def _pragmas(connection: Connection) -> dict[str, object]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}


@only_sqlite
async def test_every_connection_waits_for_the_disk(database_url: str) -> None:
    """The writer and all readers, each looked at while the others are in use."""
    database = SqliteDatabase(database_url)
    assert await database.write(_pragmas) == PRAGMAS
    assert await database.read(_pragmas) == PRAGMAS
    readers = database._readers
    assert readers is not None
    with ExitStack() as opened:
        for _ in range(4):
            reader = opened.enter_context(readers.engine.connect())
            assert _pragmas(reader) == PRAGMAS
        assert "Connections in pool: 0" in readers.engine.pool.status()
    await database.close()


@only_sqlite
async def test_a_reader_cannot_write(database_url: str) -> None:
    database = SqliteDatabase(database_url)
    with pytest.raises(Exception, match="attempt to write a readonly database"):
        await database.read(lambda c: c.exec_driver_sql("DELETE FROM locks"))
    await database.close()


async def _refused(ground: Ground, **settings: str) -> str:
    """The one line with which a bot gives up, exit code 2."""
    bot = ground.start(settings=settings)
    assert await ground.ended(bot) == 2, bot.said()
    (line,) = bot.said().splitlines()
    return line


@only_sqlite
async def test_a_second_instance_on_the_same_folder_refuses(ground: Ground) -> None:
    """The first goes on as if nothing had been."""
    ground.start()
    (author,) = await ground.let_in(1)
    await until(lambda: ground.sandbox.world.updates.held, "the first polls")
    said = await _refused(ground)
    assert said == "Enlace cannot go on: another process is running on this database"
    author.write()
    await author.answered()
    await ground.settled()
    assert await ground.check() == [0]


@only_sqlite
async def test_a_folder_that_cannot_be(ground: Ground) -> None:
    """Its place is below a file."""
    (ground.folder / "file").touch()
    folder = ground.folder / "file" / "data"
    said = await _refused(ground, ENLACE_DATA_DIR=str(folder))
    assert said == "Enlace cannot go on: ENLACE_DATA_DIR cannot be written to: Not a directory"


async def test_a_folder_that_is_read_only(ground: Ground) -> None:
    """Also on PostgreSQL: files are kept there."""
    folder = ground.folder / "fixed"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    _open_the_way(folder)
    ground.user = NOBODY if os.geteuid() == 0 else None  # root may write everywhere
    said = await _refused(ground, ENLACE_DATA_DIR=str(folder))
    assert said == "Enlace cannot go on: ENLACE_DATA_DIR cannot be written to: Permission denied"


def _open_the_way(folder: Path) -> None:
    for step in folder.parents:
        if step.stat().st_uid == os.geteuid() and step.name.startswith(
            ("pytest-", "popen-", "test_")
        ):
            step.chmod(step.stat().st_mode | 0o011)


@only_sqlite
async def test_a_file_that_is_no_database(ground: Ground) -> None:
    other = ground.folder / "other"
    other.mkdir()
    (other / "enlace.db").write_bytes(b"this is no database" * 1000)
    said = await _refused(ground, ENLACE_DATA_DIR=str(other), ENLACE_DATABASE_URL="")
    assert said == "Enlace cannot go on: the database cannot be opened (DatabaseError)"


async def test_a_postgresql_that_is_not_there(ground: Ground) -> None:
    url = f"postgresql://127.0.0.1:{free_port()}/enlace"
    said = await _refused(ground, ENLACE_DATABASE_URL=url)
    assert said.startswith("Enlace cannot go on: the database cannot be opened (")


async def test_a_token_that_telegram_does_not_know(ground: Ground) -> None:
    """The process ends by itself, though its database was open already."""
    said = await _refused(ground, ENLACE_BOT_TOKEN="2:unknown")
    assert said == "Enlace cannot go on: ENLACE_BOT_TOKEN: Telegram does not know this token"


async def test_an_address_that_is_taken(ground: Ground) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        address = f"127.0.0.1:{other.getsockname()[1]}"
        said = await _refused(ground, ENLACE_LISTEN=address)
    assert said.startswith(f"Enlace cannot go on: cannot listen on {address}: ")


async def test_as_it_is_started_by_hand(ground: Ground) -> None:
    """`python -m bot run`, no launcher: it serves until SIGTERM, then leaves with 0."""
    (author,) = await ground.let_in(1)
    author.write()
    log = ground.folder / "by-hand"
    with log.open("w") as output:
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=ground.folder,
            env={
                "PATH": os.defpath,
                "PYTHONPATH": str(ROOT),
                **{name: value for name, value in ground.environment().items() if value},
            },
            stdout=output,
            stderr=output,
        )
    try:
        await author.answered()
        await ground.settled()
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await bot.wait() == 0, log.read_text()
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()
    assert await ground.check() == [0]
    assert all(line.startswith("{") for line in log.read_text().splitlines()), log.read_text()
