"""A term's submissions in one database, and a second one that is empty."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from services.office import Office
from storage.database import open_database
from tests import postgres
from tests.compiling.conftest import ground, term
from tests.house import TRAIL_KEY, HouseClock, StandingClock
from tests.importing.second import Second

__all__ = ["ground", "second", "term"]


@pytest.fixture
async def second(
    kind_of_database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Second]:
    """A fresh database with schema and world, of the same kind as the other."""
    if kind_of_database == "sqlite":
        path = tmp_path / "second.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite+aiosqlite:///{path}"
    else:
        server, template = request.getfixturevalue("postgres_template")
        name = f"second_{uuid4().hex}"
        url = await postgres.clone_database(server, template, name)
    database = open_database(url)
    office = Office(database, HouseClock(StandingClock()), trail_key=TRAIL_KEY)
    yield Second(office, tmp_path / "files")
    await database.close()
    if kind_of_database == "postgresql":
        await postgres.drop_database(server, name)
