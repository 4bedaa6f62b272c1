"""A database on either kind, and an office on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import delete

from services.office import Office
from storage.database import Database, open_database
from storage.tables import audit
from tests.trail.ground import office_on


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The template's, without the entries that it was laid in with."""
    database = open_database(database_url)
    await database.write(lambda c: c.execute(delete(audit)))
    yield database
    await database.close()


@pytest.fixture
def office(database: Database) -> Office:
    return office_on(database)
