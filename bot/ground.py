"""The ground a process stands on: a folder to write to, a database of the newest schema."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import Connection

from bot.settings import Settings
from storage import trail
from storage.database import Database, open_database
from storage.locking import hold_start
from storage.version import HEAD, schema_version

KEY_FILE = "trail.key"


class StartError(Exception):
    """The process cannot start; the text is one clear line for whoever runs it."""


async def migrated(settings: Settings) -> None:
    """Bring the database to the newest schema, loading the tools for it only when needed."""
    await (await database_of(settings)).close()


async def database_of(settings: Settings) -> Database:
    """The database, open and of the newest schema."""
    _make_folder(settings.data_dir)
    database = open_database(settings.database_url)
    try:
        version = await database.write(schema_version)
    except BaseException as error:
        await database.close()
        if not isinstance(error, Exception):
            raise
        # whatever a driver says, it is one line
        raise StartError(f"the database cannot be opened ({type(error).__name__})") from None
    if version == HEAD:
        return database
    await database.close()
    from storage.migrate import upgrade  # noqa: PLC0415 - Alembic is loaded only to migrate

    await upgrade(settings.database_url)
    return open_database(settings.database_url)


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


async def trail_key(settings: Settings, database: Database, *, now: datetime) -> bytes:
    """The key of the audit trail's chain, made when the chain is begun.

    It lies beside the database, so that whoever can write to that alone cannot mend the chain.
    StartError when it is missing or another one than the chain was written with.
    """
    path = settings.data_dir / KEY_FILE
    return await database.write(lambda connection: _trail_key(connection, path, now))


def _trail_key(connection: Connection, path: Path, now: datetime) -> bytes:
    hold_start(connection)
    if trail.is_chained(connection):
        key = read_key(path)
        if not trail.fits_newest(connection, key):
            raise StartError(
                f"{path} does not fit the newest audit entry; `enlace audit verify` looks closer"
            )
        return key
    if not path.exists():
        _make_key(path)
    key = read_key(path)
    # From here on there is a hashed entry, so that no other folder can begin the chain anew.
    trail.append(connection, [trail.entry_of("chain_begun", now=now)], key=key)
    return key


def read_key(path: Path) -> bytes:
    """The key in this file; StartError when there is none."""
    try:
        text = path.read_bytes().strip()
    except FileNotFoundError:
        raise StartError(
            f"{path} is missing, the key of the audit trail; please put it back from the backup"
        ) from None
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}") from None
    if not re.fullmatch(rb"[0-9a-f]{64}", text):
        raise StartError(f"{path} is no key: 64 hexadecimal digits are expected")
    return bytes.fromhex(text.decode())


def _make_key(path: Path) -> None:
    """Make the key file, whole and on disk or not at all; the caller holds the start's lock."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{secrets.token_hex(32)}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StartError(f"ENLACE_DATA_DIR cannot be written to: {error.strerror}") from None


def healthy(database: Database) -> Callable[[], Awaitable[bool]]:
    """Says whether the database answers, with the schema that we know."""

    async def well() -> bool:
        try:
            return await database.read(schema_version) == HEAD
        except Exception:  # noqa: BLE001 - whatever it was, it is not healthy
            return False

    return well
