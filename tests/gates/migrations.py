"""The gate of the migrations: one head, the ways up and back, and no drift from the tables.

python -m tests.gates.migrations            one line per fault, and exit status 1
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData
from sqlalchemy.ext.asyncio import create_async_engine

from storage.migrate import alembic_config, upgrade
from storage.tables import metadata
from storage.version import HEAD


async def check(url: str) -> list[str]:
    """All faults, a line each; `url` is an empty database, which is migrated."""
    faults = head_faults(alembic_config(), HEAD)
    if faults:
        return faults
    await upgrade(url)
    faults = await drift(url, metadata)
    if not faults:
        for version in versions():
            await downgrade(url, version)
        await upgrade(url)
        faults = await drift(url, metadata)
    return faults


def versions() -> list[str]:
    """Every version but the newest, back to nothing."""
    script = ScriptDirectory.from_config(alembic_config())
    return [str(each.down_revision or "base") for each in script.walk_revisions()]


async def downgrade(url: str, version: str) -> None:
    """Take the database at `url` back to `version`."""
    engine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_downgrade, version)
    finally:
        await engine.dispose()


def _downgrade(connection: Connection, version: str) -> None:
    config = alembic_config()
    config.attributes["connection"] = connection
    command.downgrade(config, version)


def head_faults(config: Config, expected: str) -> list[str]:
    """What is wrong with the chain of versions: several ends, or one that is not `expected`."""
    heads = sorted(ScriptDirectory.from_config(config).get_heads())
    if len(heads) != 1:
        return [f"the migrations have {len(heads)} heads: {', '.join(heads)}"]
    if heads != [expected]:
        return [f"storage.version.HEAD is {expected}, the migrations end at {heads[0]}"]
    return []


async def drift(url: str, tables: MetaData) -> list[str]:
    """Where the database at `url` differs from `tables`, a line each."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_differences, tables)
    finally:
        await engine.dispose()


def _differences(connection: Connection, tables: MetaData) -> list[str]:
    options = {
        "compare_type": True,
        "compare_server_default": True,
        "include_name": _is_ours,
    }
    context = MigrationContext.configure(connection, opts=options)
    return [f"drift: {difference}" for difference in compare_metadata(context, tables)]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Full-text tables are each database's own, so the tables of the house do not name them."""
    return not (kind == "table" and (name or "").startswith("submission_words"))


def main() -> int:
    """Run the gate on SQLite; the exit status."""
    with TemporaryDirectory() as folder:
        faults = asyncio.run(check(f"sqlite+aiosqlite:///{Path(folder) / 'empty.sqlite'}"))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
