"""The ground a process stands on: a folder to write to, a database of the newest schema."""

from __future__ import annotations

import fcntl
import secrets
from pathlib import Path
from typing import TextIO

from bot.settings import Settings
from storage.database import open_database
from storage.version import HEAD, schema_version


class StartError(Exception):
    """The process cannot start; the text is one clear line for whoever runs it."""


async def migrated(settings: Settings) -> None:
    """Bring the database to the newest schema, loading the tools for it only when needed."""
    _make_folder(settings.data_dir)
    database = open_database(settings.database_url)
    try:
        version = await database.write(schema_version)
    except Exception as error:  # noqa: BLE001 - whatever a driver says, it is one line
        raise StartError(f"the database cannot be opened ({type(error).__name__})") from None
    finally:
        await database.close()
    if version == HEAD:
        return
    from storage.migrate import upgrade  # noqa: PLC0415 - Alembic is loaded only to migrate

    await upgrade(settings.database_url)


def sole_process(settings: Settings) -> TextIO | None:
    """Hold the lock of a SQLite database; None on PostgreSQL, which many processes share."""
    if not settings.database_url.startswith("sqlite"):
        return None
    file = Path(settings.database_url.removeprefix("sqlite+aiosqlite:///"))
    _make_folder(settings.data_dir)
    try:
        lock = file.with_name(f"{file.name}.lock").open("w")
    except OSError as error:
        raise StartError(f"ENLACE_DATABASE_URL cannot be used: {error.strerror}") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise StartError("another process is running on this database") from None
    return lock


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError(f"ENLACE_DATA_DIR cannot be written to: {error.strerror}") from None
