"""One house per database for all tries of a worker."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from sandbox import Sandbox
from tests import postgres
from tests.conftest import settings_of
from tests.house import TOKEN, House, StandingClock, lay_key
from tests.rights.ground import Ground

SEATS = {"sqlite": 190, "postgresql": 60}


@pytest_asyncio.fixture(scope="package", loop_scope="package", params=["sqlite", "postgresql"])
async def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Ground]:
    """A running house with its seats, used again by one way after the other.

    On SQLite every combination is tried, on PostgreSQL every action, role and relation.
    """
    folder = tmp_path_factory.mktemp("rights") / "data"
    lay_key(folder)
    async with _database(request, folder) as url:
        sandbox = Sandbox(TOKEN, clock=StandingClock(), pace=0.01, journal="off")
        await sandbox.start()
        house = House(settings_of(folder, url, sandbox.url), sandbox)
        await house.open()
        made = Ground(house)
        await made.open(SEATS[request.param])
        yield made
        await house.close()
        await sandbox.stop()


@asynccontextmanager
async def _database(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[str]:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "enlace.db")
        yield f"sqlite+aiosqlite:///{folder / 'enlace.db'}"
        return
    server, template = request.getfixturevalue("postgres_template")
    name = f"rights_{uuid4().hex}"
    yield await postgres.clone_database(server, template, name)
    await postgres.drop_database(server, name)
