"""What is written as JSON and taken into an empty database is written again, byte for byte."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from export import Format
from services.compiling.making import make
from services.compiling.request import Request
from services.importing import Import, Imported, NotEmptyError
from services.importing_files import Source
from services.office import Office
from storage import tables
from storage.database import open_database
from tests.compiling.ground import NOW, UNNAMED, Ground, translate
from tests.house import TRAIL_KEY, HouseClock, StandingClock
from tests.importing.second import Second

EVERYTHING = Request("es", (Role.SECRETARIAT,), states=tuple(SubmissionState))


async def written(ground: Ground | Second, request: Request, path: Path) -> Path:
    """The JSON file that `request` gives."""
    path.mkdir()
    made = await ground.look(lambda c: make(c, request, Format.JSON, path, now=NOW))
    return made.path


async def test_scratch(term: Ground, second: Second, tmp_path: Path) -> None:
    first = await written(term, EVERYTHING, tmp_path / "1")
    print(await second.take(first))
    again = await written(second, EVERYTHING, tmp_path / "2")
    assert again.read_bytes() == first.read_bytes()
