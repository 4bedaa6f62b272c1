"""`enlace import` and `enlace schema`, as processes of their own."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from services.office import Office
from storage.database import open_database
from tests.compiling.ground import Ground, lay_term, open_ground
from tests.house import TRAIL_KEY, HouseClock, StandingClock, lay_key
from tests.importing.lives import live
from tests.processes import command


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A folder with a term's submissions and their files in its database."""
    folder = tmp_path_factory.mktemp("full")
    lay_key(folder / "data")
    shutil.copy(sqlite_template, folder / "data" / "enlace.db")
    asyncio.run(_fill(folder))
    return folder


async def _fill(folder: Path) -> None:
    database = open_database(f"sqlite+aiosqlite:///{folder / 'data' / 'enlace.db'}")
    ground: Ground = await open_ground(
        Office(database, HouseClock(StandingClock()), trail_key=TRAIL_KEY)
    )
    await lay_term(ground)
    await live(ground, folder / "data" / "files")
    await database.close()


@pytest.fixture
def empty(tmp_path: Path, sqlite_template: Path) -> Path:
    """A folder with an empty database."""
    lay_key(tmp_path / "data")
    shutil.copy(sqlite_template, tmp_path / "data" / "enlace.db")
    return tmp_path


def test_the_schema_is_printed_and_fits_what_is_written(full: Path) -> None:
    schema = command("schema", folder=full)
    assert (schema.returncode, schema.stderr) == (0, "")
    made = command("export", "--format", "json", folder=full)
    body = json.loads((full / made.stdout.strip()).read_bytes())
    jsonschema.validate(body, json.loads(schema.stdout), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("file_format", ["json", "zip"])
def test_what_was_exported_is_taken_into_an_empty_database_once(
    full: Path, empty: Path, file_format: str
) -> None:
    made = command("export", "--format", file_format, folder=full)
    assert (made.returncode, made.stderr) == (0, "")
    path = str((full / made.stdout.strip()).resolve())
    tried = command("import", path, "--dry-run", folder=empty)
    assert tried.stdout.startswith("would be taken in: 33 submissions, 5 attachments, 2 actors")
    done = command("import", path, folder=empty)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("taken in: 33 submissions, 5 attachments, 2 actors")
    missing = {"json": 5, "zip": 1}[file_format]
    assert f"{missing} attachments are not there: " in done.stdout.splitlines()[1]
    again = command("import", path, folder=empty)
    assert again.returncode == 2
    assert again.stderr.splitlines() == [
        "Enlace cannot go on: there are submissions in this database; import wants one that is "
        "empty"
    ]
    audit = command("audit", "verify", folder=empty)
    assert audit.returncode == 0


def test_a_wrong_record_is_told_in_one_line(full: Path, empty: Path) -> None:
    made = command("export", "--format", "json", folder=full)
    body = json.loads((full / made.stdout.strip()).read_bytes())
    body["submissions"][3]["state"] = "lost"
    (empty / "wrong.json").write_text(json.dumps(body))
    done = command("import", "wrong.json", folder=empty)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    number = body["submissions"][3]["number"]
    assert f"wrong.json: submissions[4] ({number}).state holds the unknown value 'lost'" in line
    assert command("import", "no-such.json", folder=empty).returncode == 2
