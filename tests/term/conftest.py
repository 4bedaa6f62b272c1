"""A database of its own for each story."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.database import Database, open_database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The template's world on either kind of database."""
    database = open_database(database_url)
    yield database
    await database.close()
