"""Migrations: from nothing, twice, killed at every step, two at once; old or new, never between."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, inspect, select

import storage.migrate
from sandbox import Sandbox
from storage.database import Database, open_database
from storage.tables import metadata, programs
from storage.version import HEAD, schema_version
from tests import postgres
from tests.durability.ground import Ground, until
from tests.durability.processes import Launcher

STEPS = 5
NEXT = """
import os
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{head}"


def _step(number):
    if os.environ.get("ENLACE_TEST_DIES_AT") == str(number):
        os._exit(9)


def upgrade():
    _step(0)
    op.create_table("novelties", sa.Column("id", sa.Integer(), primary_key=True))
    _step(1)
    with op.batch_alter_table("counters") as counters:
        counters.add_column(sa.Column("note", sa.Text(), nullable=True))
    _step(2)
    op.execute("UPDATE counters SET note = 'moved', value = value + 1")
    _step(3)
    with op.batch_alter_table("counters") as counters:
        counters.alter_column("value", new_column_name="amount")
    _step(4)
"""


@pytest.fixture
async def empty_url(kind_of_database: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database with nothing in it."""
    if kind_of_database == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'data' / 'enlace.db'}"
        return
    server, name = postgres.start_postgres(postgres.lent_folder()), f"empty_{uuid4().hex}"
    yield await postgres.create_database(server, name)
    await postgres.drop_database(server, name)


@pytest.fixture
async def empty(
    launcher: Launcher, sandbox: Sandbox, empty_url: str, tmp_path: Path
) -> AsyncIterator[Ground]:
    """Ground on an empty database."""
    database = open_database(empty_url)
    ground = Ground(launcher, sandbox, database, empty_url, tmp_path)
    yield ground
    for process in list(ground.living):
        await ground.kill(process)
    await ground.database.close()


def _backups(ground: Ground) -> list[str]:
    return sorted(path.name for path in (ground.folder / "data").glob("*.before-*"))


async def test_from_nothing_and_once_more(empty: Ground) -> None:
    """The second time nothing is left to do; there was nothing to copy aside."""
    for _ in range(2):
        migrating = empty.start(command="migrate")
        assert await empty.ended(migrating) == 0, migrating.said()
        assert migrating.said() == "The database has the newest schema.\n"
        assert await empty.look(schema_version) == HEAD
    tables = await empty.look(lambda c: set(inspect(c).get_table_names()))
    assert "submission_words" in tables
    assert {name for name in tables if not name.startswith("submission_words")} == {
        *metadata.tables,
        "alembic_version",
    }
    assert _backups(empty) == []


@pytest.fixture
def scripts(tmp_path: Path) -> Mapping[str, str]:
    """The product's migrations and one more, which dies where it is told."""
    folder = tmp_path / "scripts"
    shutil.copytree(storage.migrate._SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "next.py").write_text(NEXT.format(head=HEAD))
    return {"folder": str(folder), "head": "next"}


def _shape(connection: Connection) -> dict[str, object]:
    columns = [column["name"] for column in inspect(connection).get_columns("counters")]
    rows = connection.exec_driver_sql("SELECT * FROM counters ORDER BY key").all()
    return {
        "version": schema_version(connection),
        "tables": sorted(inspect(connection).get_table_names()),
        "columns": columns,
        "rows": [tuple(row) for row in rows],
    }


async def test_killed_at_every_step(ground: Ground, scripts: Mapping[str, str]) -> None:
    """Old until it is new: nothing in between, and what was there is copied aside first."""
    await ground.database.write(
        lambda c: c.exec_driver_sql("INSERT INTO counters (key, value) VALUES ('a', 1), ('b', 2)")
    )
    old = await ground.look(_shape)
    for step in range(STEPS):
        dying = ground.start({"ENLACE_TEST_DIES_AT": str(step)}, command="migrate", scripts=scripts)
        assert await ground.ended(dying) == 9, dying.said()
        assert await ground.look(_shape) == old
    migrating = ground.start(command="migrate", scripts=scripts)
    assert await ground.ended(migrating) == 0, migrating.said()
    await _reopen(ground)
    assert await ground.look(_shape) == {
        "version": "next",
        "tables": sorted([*old["tables"], "novelties"]),  # type: ignore[misc]
        "columns": ["key", "amount", "note"],
        "rows": [("a", 2, "moved"), ("b", 3, "moved")],
    }
    if "sqlite" in ground.url:
        assert _backups(ground) == [f"enlace.db.before-{HEAD}"]
        copy = ground.folder / "data" / f"enlace.db.before-{HEAD}"
        with closing(sqlite3.connect(copy)) as kept:
            assert kept.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert kept.execute("SELECT * FROM counters").fetchall() == [("a", 1), ("b", 2)]
            assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)


async def _reopen(ground: Ground) -> None:
    """Connections remember what the tables looked like."""
    await ground.database.close()
    ground.database = open_database(ground.url)


@pytest.mark.parametrize("kind_of_database", ["postgresql"], indirect=True)
async def test_two_that_start_at_once_on_an_empty_database(empty: Ground) -> None:
    """Both come up, and the committee's world is laid in once."""
    for _ in range(3):
        both = [empty.start(), empty.start()]
        await until(lambda: all('"ready"' in each.said() for each in both), "both are ready")  # noqa: B023
        for each in both:
            await empty.kill(each)
        assert len(await _programs(empty.database)) == 1
        await empty.database.write(_empty_again)


async def _programs(database: Database) -> list[str]:
    return await database.read(lambda c: list(c.execute(select(programs.c.version)).scalars()))


def _empty_again(connection: Connection) -> None:
    connection.exec_driver_sql("DROP SCHEMA public CASCADE")
    connection.exec_driver_sql("CREATE SCHEMA public")


async def test_a_bot_killed_while_it_first_starts(empty: Ground) -> None:
    """Ten times at any moment of the first start; the eleventh serves."""
    for place in range(10):
        starting = empty.start()
        await asyncio.sleep(0.004 * place)
        await empty.kill(starting)
    empty.start()
    await until(lambda: empty.sandbox.world.updates.held, "the bot serves")
    assert await empty.look(schema_version) == HEAD
    assert len(await _programs(empty.database)) == 1
    (author,) = await empty.let_in(1)
    author.write()
    await author.answered()
    await empty.settled()
    assert await empty.check() == [0]
