"""A launcher for every test process, and ground for every test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from sandbox import Sandbox
from storage.database import open_database
from tests.durability.ground import Ground
from tests.durability.processes import Launcher
from tests.house import TOKEN


@pytest.fixture(autouse=True)
def _as_python_telegram_bot_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise its RetryAfter warns of a change to come while it is being made."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(TOKEN, pace=0.02)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def ground(
    launcher: Launcher, sandbox: Sandbox, database_url: str, tmp_path: Path
) -> AsyncIterator[Ground]:
    database = open_database(database_url)
    ground = Ground(launcher, sandbox, database, database_url, tmp_path)
    yield ground
    for process in list(ground.living):
        await ground.kill(process)
    await ground.database.close()
