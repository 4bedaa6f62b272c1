"""A database with a term's worth of submissions in it, on both kinds of databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from services.office import Office
from storage.database import open_database
from tests.compiling.ground import Ground, lay_term, open_ground
from tests.house import TRAIL_KEY, HouseClock, StandingClock


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn, but not turned into pictures, which takes a process each."""
    seen: list[str] = []

    def png_of(svg: str, *, pixels: int) -> bytes:
        assert pixels > 0
        seen.append(svg)
        return svg.encode()

    monkeypatch.setattr("export.picture_png.png_of", png_of)
    return seen


@pytest.fixture
async def ground(database_url: str) -> AsyncIterator[Ground]:
    """The committee's world, with nothing submitted yet."""
    database = open_database(database_url)
    office = Office(database, HouseClock(StandingClock()), trail_key=TRAIL_KEY)
    yield await open_ground(office)
    await database.close()


@pytest.fixture
async def term(ground: Ground) -> Ground:
    """The same with a term's submissions."""
    await lay_term(ground)
    return ground
