"""What the command line does with the audit trail: verify its chain, print its head."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.ground import KEY_FILE, StartError, read_key
from bot.settings import Settings
from storage import trail
from storage.chain import Broken, Fault, Head, Unbroken, verify
from storage.database import Database, open_database
from storage.version import HEAD, schema_version

T = TypeVar("T")

FAULTS: Mapping[Fault, str] = {
    "missing": "it is missing",
    "changed": "it was changed, or does not belong there",
    "unhashed": "it has no hash",
    "out of order": "it is out of order",
    "another": "it is not the one whose hash was kept",
}


async def verified(settings: Settings, kept_in: Path | None) -> tuple[bool, str]:
    """Whether the trail's chain is unbroken, with the head kept in that file; one line says it."""
    kept = None if kept_in is None else kept_head(kept_in)
    _require_file(settings)
    key = read_key(settings.data_dir / KEY_FILE)
    verdict = await _look(settings, lambda c: verify(trail.links(c), key, kept=kept))
    if isinstance(verdict, Broken):
        return False, _broken(verdict)
    return True, _unbroken(verdict)


def _unbroken(verdict: Unbroken) -> str:
    older = f" From before the chain: {verdict.older}." if verdict.older else ""
    head = f" Head: {verdict.head.number} {verdict.head.hash}" if verdict.entries else ""
    return f"{verdict.entries} entries, unbroken.{older}{head}"


def _broken(verdict: Broken) -> str:
    line = f"Entry {verdict.number} is broken: {FAULTS[verdict.fault]}."
    if verdict.after:
        return f"{line} Unbroken before it: {verdict.after}."
    if verdict.fault == "changed":
        return f"{line} As it is the first one, {KEY_FILE} may be another trail's."
    return line


async def head(settings: Settings) -> dict[str, object]:
    """The newest entry's number, hash and time, and how many entries stand in the chain."""
    _require_file(settings)
    found = await _look(settings, trail.newest)
    if found is None or not found[0]:
        raise StartError("the audit trail has no chain yet; the bot's first start begins it")
    entries, newest = found
    if newest.hash is None or newest.entry is None:
        raise StartError("the newest audit entry is broken; `enlace audit verify` looks closer")
    at = newest.entry.at.isoformat()
    return {"entries": entries, "id": newest.number, "hash": newest.hash, "at": at}


def kept_head(path: Path) -> Head:
    """The head that `enlace audit head` printed into this file; StartError when it is none."""
    try:
        kept = json.loads(path.read_bytes())
        number, its_hash = kept["id"], kept["hash"]
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, TypeError, KeyError):
        number = its_hash = None
    if not isinstance(number, int) or number < 1 or not isinstance(its_hash, str):
        raise StartError(f"{path} does not hold what `enlace audit head` prints")
    return Head(number, its_hash)


def _require_file(settings: Settings) -> None:
    """Refuse to look at a SQLite file that is not there: opening it would make it."""
    kind, _, file = settings.database_url.partition(":///")
    if kind.startswith("sqlite") and not Path(file).exists():
        raise StartError("there is no database yet; the bot's first start makes it")


async def _look(settings: Settings, work: Callable[[Connection], T]) -> T:
    """Read the database as it is: nothing is made, migrated or locked, and a bot may run on it."""
    database = open_database(settings.database_url)
    try:
        await _require_newest(database)
        return await database.read(work)
    except SQLAlchemyError as error:
        raise StartError(f"the database cannot be read ({type(error).__name__})") from None
    finally:
        await database.close()


async def _require_newest(database: Database) -> None:
    try:
        version = await database.read(schema_version)
    except Exception as error:  # noqa: BLE001 - whatever a driver says, it is one line
        raise StartError(f"the database cannot be opened ({type(error).__name__})") from None
    if version != HEAD:
        raise StartError("the database's schema is not this version's; `enlace migrate` renews it")
