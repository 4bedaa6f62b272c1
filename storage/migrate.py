"""Bringing a database to the newest schema; a SQLite file is copied aside before it changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.locking import hold_start
from storage.sqlite import begin_immediate
from storage.version import HEAD, schema_version

_SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config() -> Config:
    """Alembic's settings without a file."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str:
    """The revision the scripts lead to; there is exactly one."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None
    return head


async def upgrade(url: str) -> str | None:
    """Bring the database at `url` to the newest schema; returns the revision it had before."""
    before = await _version(url)
    if before == HEAD:
        return before
    if before is not None:
        _copy_aside(url, before)
    await _run(url, _upgrade)
    return before


async def _version(url: str) -> str | None:
    found: list[str | None] = []
    await _run(url, lambda connection: found.append(schema_version(connection)))
    return found[0]


async def _run(url: str, work: object) -> None:
    sqlite = make_url(url).get_backend_name() == "sqlite"
    engine = create_async_engine(
        url,
        hide_parameters=True,
        connect_args={"isolation_level": None} if sqlite else {},
    )
    if sqlite:
        event.listen(engine.sync_engine, "begin", begin_immediate)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(work)  # type: ignore[arg-type]
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    hold_start(connection)  # another process may be at it; then nothing is left to do
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _copy_aside(url: str, version: str) -> None:
    """Keep the file as it was before the migration, beside itself (SQLite only)."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or not place.database:
        return
    source = sqlite3.connect(place.database)
    target = sqlite3.connect(f"{place.database}.before-{version}")
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()
