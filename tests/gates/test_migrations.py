"""The migrations lead to the tables and back, on both databases, and the gate sees drift."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import Column, Integer, MetaData, String, Table
from sqlalchemy.ext.asyncio import create_async_engine

from storage.migrate import alembic_config
from tests import postgres
from tests.gates.migrations import check, drift, head_faults


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite'}"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The run's PostgreSQL, or one of this module's own where the run has none."""
    own = postgres.LENT not in os.environ
    folder = postgres.lend_folder() if own else postgres.lent_folder()
    yield postgres.start_postgres(folder)
    if own:
        postgres.take_folder_back()


@pytest.fixture
async def postgresql(server: str) -> AsyncIterator[str]:
    name = f"gate_{os.getpid()}"
    yield await postgres.create_database(server, name)
    await postgres.drop_database(server, name)


async def test_the_migrations_lead_to_the_tables_and_back_on_sqlite(sqlite: str) -> None:
    assert await check(sqlite) == []


async def test_the_migrations_lead_to_the_tables_and_back_on_postgresql(postgresql: str) -> None:
    assert await check(postgresql) == []


async def test_a_column_no_migration_makes_is_drift(sqlite: str) -> None:
    await _make(sqlite, Column("id", Integer, primary_key=True))
    wanted = MetaData()
    columns = (Column("id", Integer, primary_key=True), Column("name", String(20)))
    Table("actor", wanted, *columns)
    (found,) = await drift(sqlite, wanted)
    assert found.startswith("drift: ('add_column', None, 'actor'")


async def test_another_type_is_drift(sqlite: str) -> None:
    await _make(sqlite, Column("name", Integer))
    wanted = MetaData()
    Table("actor", wanted, Column("name", String(20)))
    (found,) = await drift(sqlite, wanted)
    assert "modify_type" in found


async def _make(url: str, *columns: Column[int]) -> None:
    made = MetaData()
    Table("actor", made, *columns)
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(made.create_all)
    await engine.dispose()


def test_two_heads_are_a_fault(tmp_path: Path) -> None:
    config = _scripts(tmp_path, first=None, second="first", third="first")
    assert head_faults(config, "third") == ["the migrations have 2 heads: second, third"]


def test_a_forgotten_head_constant_is_a_fault(tmp_path: Path) -> None:
    config = _scripts(tmp_path, first=None, second="first")
    assert head_faults(config, "second") == []
    assert head_faults(config, "first") == [
        "storage.version.HEAD is first, the migrations end at second"
    ]


def _scripts(folder: Path, **versions: str | None) -> Config:
    """Alembic's settings for a folder with the given revisions and what each follows."""
    (folder / "versions").mkdir()
    for revision, before in versions.items():
        lines = f"revision = {revision!r}\ndown_revision = {before!r}\n"
        (folder / "versions" / f"{revision}.py").write_text(lines)
    config = alembic_config()
    config.set_main_option("script_location", str(folder))
    return config
