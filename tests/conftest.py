"""What every test stands on: no network but the own machine, a real PostgreSQL, a running house."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings as hypothesis_settings

import scheduler.jobs
from bot.ground import database_of
from bot.settings import Settings, settings_from
from locales import Language
from sandbox import Sandbox
from services.delivery import Limits
from services.facade import services_on
from services.office import Office
from tests import postgres
from tests.chat import Chat
from tests.engines import share_what_is_compiled
from tests.house import TOKEN, TRAIL_KEY, UNLIMITED, House, HouseClock, StandingClock, lay_key
from tests.people import EVERYBODY, SECRETARIAT, USUAL
from tests.processes import Forged

hypothesis_settings.register_profile("enlace", deadline=None)
hypothesis_settings.load_profile("enlace")

share_what_is_compiled()
vars(scheduler.jobs)["sys"] = Forged()  # jobs start without the second that imports take

LOOPBACK = ("127.", "::1", "localhost")


def _stay_home(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse connections that leave this machine."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise PermissionError(f"tests stay on this machine, not {address[0]}")


sys.addaudithook(_stay_home)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.lend_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.take_folder_back()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind_of_database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and the committee's world in it."""
    folder = tmp_path_factory.mktemp("template")
    _aside(_lay_in(settings_of(folder, f"sqlite+aiosqlite:///{folder / 'enlace.db'}")))
    return folder / "enlace.db"


@pytest.fixture(scope="session")
def postgres_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The server, and the name of a database on it with schema and world."""
    server = postgres.start_postgres(postgres.lent_folder())
    name = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{uuid4().hex[:6]}"

    async def make() -> None:
        url = await postgres.create_database(server, name)
        await _lay_in(settings_of(tmp_path_factory.mktemp("template"), url))

    _aside(make())
    return server, name


def _aside(work: Coroutine[None, None, None]) -> None:
    """Run `work` in a loop of its own, as the test's may be running already."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _lay_in(settings: Settings) -> None:
    database = await database_of(settings)
    office = Office(database, HouseClock(StandingClock()), trail_key=TRAIL_KEY)
    await services_on(office, "template", Limits()).world.lay_in()
    await database.close()


def settings_of(folder: Path, url: str, telegram: str = "http://127.0.0.1:1") -> Settings:
    return settings_from(
        {
            "ENLACE_BOT_TOKEN": TOKEN,
            "ENLACE_TELEGRAM_API_URL": telegram,
            "ENLACE_DATABASE_URL": url,
            "ENLACE_DATA_DIR": str(folder),
            "ENLACE_LISTEN": "127.0.0.1:0",
            "ENLACE_SECRETARIAT": str(SECRETARIAT.id),
        }
    )


_USED: list[str] = []
"""The databases of tests that are over; the next one's connection removes them."""


@pytest.fixture
async def database_url(
    kind_of_database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[str]:
    """A fresh database with schema and world, on SQLite and on PostgreSQL; its key in `data`."""
    lay_key(tmp_path / "data")
    if kind_of_database == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "data" / "enlace.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'data' / 'enlace.db'}"
        return
    server, template = request.getfixturevalue("postgres_template")
    name = f"test_{uuid4().hex}"
    yield await postgres.clone_database(server, template, name, without=_USED)
    _USED.append(name)


@pytest.fixture
async def telegram() -> AsyncIterator[Sandbox]:
    """The sandbox on a free port, its date standing still; everybody has a phone."""
    sandbox = Sandbox(
        TOKEN, [each.person("en") for each in EVERYBODY], clock=StandingClock(), pace=0.01
    )
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
def limits() -> Limits:
    """No limits to speak of, so that stories run fast."""
    return UNLIMITED


@pytest.fixture
async def house(
    telegram: Sandbox, database_url: str, tmp_path: Path, limits: Limits
) -> AsyncIterator[House]:
    """The whole product, running; nobody is in yet."""
    house = House(settings_of(tmp_path / "data", database_url, telegram.url), telegram, limits)
    await house.open()
    yield house
    await house.close()


@pytest.fixture
def language() -> Language:
    """The language of everybody's app."""
    return "en"


@pytest.fixture
def empty_chat(house: House, language: Language) -> Chat:
    """A chat in which nobody has joined."""
    chat = Chat(house, language=language)
    chat.meet(*EVERYBODY)
    return chat


@pytest.fixture
async def chat(empty_chat: Chat) -> Chat:
    """A chat in which the usual people are in."""
    await empty_chat.let_in(*USUAL)
    return empty_chat
