"""One house per database for all tries of a worker."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from sandbox import Sandbox
from tests import postgres
from tests.conftest import settings_of
from tests.house import TOKEN, House, StandingClock, lay_key
from tests.rights.ground import SEATS, Ground


@pytest_asyncio.fixture(scope="package", loop_scope="package", params=["sqlite", "postgresql"])
async def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Ground]:
    """A running house with its seats, used again by one way after the other."""
    folder = tmp_path_factory.mktemp("rights") / "data"
    lay_key(folder)
    url = await _database(request, folder)
    sandbox = Sandbox(TOKEN, clock=StandingClock(), pace=0.01, journal="off")
    await sandbox.start()
    house = House(settings_of(folder, url, sandbox.url), sandbox)
    await house.open()
    made = Ground(house, whole=request.param == "sqlite")
    await made.open(SEATS)
    yield made
    await house.close()
    await sandbox.stop()


async def _database(request: pytest.FixtureRequest, folder: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "enlace.db")
        return f"sqlite+aiosqlite:///{folder / 'enlace.db'}"
    server, template = request.getfixturevalue("postgres_template")
    return await postgres.clone_database(server, template, f"rights_{uuid4().hex}")
