"""The key of the chain: made once, beside the database; without it nothing goes on."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.ground import KEY_FILE, StartError, trail_key
from bot.settings import Settings
from services.office import Office
from storage.chain import Unbroken
from storage.database import Database, open_database
from storage.tables import audit
from tests.conftest import settings_of
from tests.durability.post import HandClock
from tests.house import TRAIL_KEY
from tests.trail.ground import actions, judged, record_some

NOW = HandClock().now()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settings(data: Path, database_url: str) -> Settings:
    return settings_of(data, database_url)


@pytest.fixture
async def empty(database: Database, data: Path) -> Database:
    """A database as it is before the first start, and no key."""
    (data / KEY_FILE).unlink()
    return database


def key_files(data: Path) -> list[str]:
    return [path.name for path in data.glob("trail*")]


async def refused(settings: Settings, database: Database) -> str:
    with pytest.raises(StartError) as caught:
        await trail_key(settings, database, now=NOW)
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_the_first_start_makes_it_and_begins_the_chain(
    empty: Database, settings: Settings, data: Path
) -> None:
    """For its owner alone; the second start finds it."""
    key = await trail_key(settings, empty, now=NOW)
    assert len(key) == 32
    file = data / KEY_FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text() == f"{key.hex()}\n"
    assert key_files(data) == [KEY_FILE]
    assert await actions(empty) == ["chain_begun"]
    assert await trail_key(settings, empty, now=NOW) == key
    assert await actions(empty) == ["chain_begun"]
    assert isinstance(await judged(empty, key=key), Unbroken)
    assert key != TRAIL_KEY


async def test_many_that_start_at_once_have_one_key(
    empty: Database, settings: Settings, database_url: str
) -> None:
    others = [open_database(database_url) for _ in range(3)]
    keys = await asyncio.gather(
        *(trail_key(settings, each, now=NOW) for each in (empty, *others) for _ in range(3))
    )
    assert len(set(keys)) == 1
    assert await actions(empty) == ["chain_begun"]
    for each in others:
        await each.close()


async def test_two_folders_do_not_begin_one_chain(
    empty: Database, settings: Settings, database_url: str, tmp_path: Path
) -> None:
    """A second process with a data folder of its own is refused, however soon it starts."""
    elsewhere = settings_of(tmp_path / "elsewhere", database_url)
    (tmp_path / "elsewhere").mkdir()
    results = await asyncio.gather(
        trail_key(settings, empty, now=NOW),
        trail_key(elsewhere, empty, now=NOW),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["StartError", "bytes"]


async def test_a_key_without_a_chain_is_kept(
    empty: Database, settings: Settings, data: Path
) -> None:
    """As after a start that was killed in between."""
    (data / KEY_FILE).write_text("ab" * 32)
    (data / f"{KEY_FILE}.new").write_text("half of")
    assert await trail_key(settings, empty, now=NOW) == bytes.fromhex("ab" * 32)
    assert isinstance(await judged(empty, key=bytes.fromhex("ab" * 32)), Unbroken)


async def test_a_start_that_was_killed_while_it_made_the_key(
    empty: Database, settings: Settings, data: Path
) -> None:
    (data / f"{KEY_FILE}.new").write_text("half of a key, and longer than one " * 9)
    assert len(await trail_key(settings, empty, now=NOW)) == 32
    assert key_files(data) == [KEY_FILE]


async def test_a_missing_key_is_not_made_anew(
    database: Database, office: Office, settings: Settings, data: Path
) -> None:
    await record_some(office, 2)
    (data / KEY_FILE).unlink()
    said = await refused(settings, database)
    assert said.startswith(f"{data / KEY_FILE} is missing")
    assert not (data / KEY_FILE).exists()


@pytest.mark.parametrize(
    "content", [b"", b"ab" * 31, b"ab" * 33, b"AB" * 32, b"\xff" * 64, b"x" * 64]
)
async def test_what_is_no_key_is_refused(
    database: Database, office: Office, settings: Settings, data: Path, content: bytes
) -> None:
    """Also where there is no chain yet: what somebody put there is not written over."""
    (data / KEY_FILE).write_bytes(content)
    assert "64 hexadecimal digits" in await refused(settings, database)
    await record_some(office, 1)
    assert "64 hexadecimal digits" in await refused(settings, database)
    assert (data / KEY_FILE).read_bytes() == content


async def test_a_key_that_cannot_be_read_is_refused(
    database: Database, settings: Settings, data: Path
) -> None:
    (data / KEY_FILE).unlink()
    (data / KEY_FILE).mkdir()
    assert await refused(settings, database) == f"{data / KEY_FILE} cannot be read: Is a directory"


async def test_another_key_is_refused(
    database: Database, office: Office, settings: Settings, data: Path
) -> None:
    await record_some(office, 2)
    (data / KEY_FILE).write_text("ab" * 32)
    assert "does not fit the newest audit entry" in await refused(settings, database)
    (data / KEY_FILE).write_text(TRAIL_KEY.hex())
    assert await trail_key(settings, database, now=NOW) == TRAIL_KEY


async def test_an_end_that_was_tampered_with_is_refused(
    database: Database, office: Office, settings: Settings
) -> None:
    """What comes next would be chained to it."""
    await record_some(office, 2)
    await database.write(lambda c: c.execute(update(audit).values(action="undone")))
    assert "`enlace audit verify`" in await refused(settings, database)
    await database.write(lambda c: c.execute(update(audit).where(audit.c.id > 1).values(hash=None)))
    assert "`enlace audit verify`" in await refused(settings, database)


async def test_a_trail_whose_key_is_lost_can_be_set_aside(
    database: Database, office: Office, settings: Settings, data: Path
) -> None:
    """Without hashes its entries count as older ones, and a new chain begins (README: Backups)."""
    await record_some(office, 2)
    (data / KEY_FILE).unlink()
    await database.write(lambda c: c.execute(update(audit).values(hash=None)))
    key = await trail_key(settings, database, now=NOW)
    verdict = await judged(database, key=key)
    assert isinstance(verdict, Unbroken)
    assert (verdict.entries, verdict.older) == (1, 2)
