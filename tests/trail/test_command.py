"""`enlace audit`, as a process beside the bot, on both databases."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from bot.ground import KEY_FILE
from services.office import Office
from storage.database import Database
from storage.tables import audit
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE
from tests.processes import command, command_anew
from tests.trail.ground import RECORDED, record_some

Enlace = Callable[..., "asyncio.Future[subprocess.CompletedProcess[str]]"]
LAST = RECORDED


@pytest.fixture
def enlace(tmp_path: Path, database_url: str) -> Enlace:
    """Runs `enlace audit …` on the database of the test."""

    def run(
        *arguments: str,
        by: Callable[..., subprocess.CompletedProcess[str]] = command,
        **settings: str,
    ) -> asyncio.Future[subprocess.CompletedProcess[str]]:
        given = {"DATABASE_URL": database_url, **settings}
        return asyncio.ensure_future(
            asyncio.to_thread(by, "audit", *arguments, folder=tmp_path, **given)
        )

    return run


def said(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line that a command prints, on its output or, where it refuses, as an error."""
    assert done.returncode == code, done.stderr
    spoken, silent = (done.stderr, done.stdout) if code == 2 else (done.stdout, done.stderr)
    assert silent == ""
    (line,) = spoken.splitlines()
    return line


async def test_an_unbroken_trail(enlace: Enlace, office: Office, tmp_path: Path) -> None:
    """Verified, its head kept, and verified against that after more has happened."""
    await record_some(office)
    head = json.loads(said(await enlace("head"), 0))
    assert set(head) == {"entries", "id", "hash", "at"}
    assert (head["entries"], head["id"]) == (LAST, LAST)
    line = said(await enlace("verify"), 0)
    assert line == f"{LAST} entries, unbroken. Head: {LAST} {head['hash']}"
    (tmp_path / "head.json").write_text(json.dumps(head))
    await office.do(lambda transaction: transaction.record("done"))
    line = said(await enlace("verify", "--head", "head.json"), 0)
    assert line.startswith(f"{LAST + 1} entries, unbroken. Head: {LAST + 1} ")


async def test_a_broken_trail(enlace: Enlace, database: Database, office: Office) -> None:
    await record_some(office)
    await database.write(lambda c: c.execute(delete(audit).where(audit.c.id == 9)))
    line = said(await enlace("verify"), 1)
    assert line == "Entry 9 is broken: it is missing. Unbroken before it: 8."
    await database.write(
        lambda c: c.execute(update(audit).where(audit.c.id == 5).values(facts={"count": 1}))
    )
    line = said(await enlace("verify"), 1)
    assert line.startswith("Entry 5 is broken: it was changed, or does not belong there.")
    await database.write(
        lambda c: c.execute(update(audit).where(audit.c.id == 1).values(subject_id=1))
    )
    assert "trail.key may be another" in said(await enlace("verify"), 1)


async def test_an_end_that_was_cut_off(
    enlace: Enlace, database: Database, office: Office, tmp_path: Path
) -> None:
    await record_some(office)
    (tmp_path / "head.json").write_text((await enlace("head")).stdout)
    await database.write(lambda c: c.execute(delete(audit).where(audit.c.id > 9)))
    assert said(await enlace("verify"), 0).startswith("9 entries, unbroken. ")
    line = said(await enlace("verify", "--head", "head.json"), 1)
    assert line == "Entry 10 is broken: it is missing. Unbroken before it: 9."


async def test_beside_a_running_bot(
    enlace: Enlace, chat: Chat, house: House, database_url: str
) -> None:
    """While people write; nothing is locked, made or changed."""
    await chat("(7 days before the February meeting, 09:00 in Guatemala)\n…")
    for _ in range(2):
        verifying = enlace(
            "verify",
            by=command_anew,  # takes its time, so that there is a meanwhile
            TELEGRAM_API_URL="http://127.0.0.1:1",
            BOT_TOKEN="1:x",
        )
        texts = 0
        while not verifying.done():
            await house.sandbox.send(DELEGATE.id, "/practice")
            await house.settle()
            texts += 1
        assert " entries, unbroken. Head: " in said(await verifying, 0)
        assert texts > 1
    await chat("…")


async def test_what_keeps_it_from_judging(
    enlace: Enlace, office: Office, tmp_path: Path, kind_of_database: str
) -> None:
    """One line, exit code 2."""
    await record_some(office, 1)
    for content in ("", "{}", "[]", '{"id": "1", "hash": "x"}', '{"id": 0, "hash": "x"}', "\xff"):
        (tmp_path / "head.json").write_text(content)
        line = said(await enlace("verify", "--head", "head.json"), 2)
        assert line.endswith("head.json does not hold what `enlace audit head` prints")
    assert "nowhere cannot be read" in said(await enlace("verify", "--head", "nowhere"), 2)
    (tmp_path / "data" / KEY_FILE).write_text("no key")
    assert "64 hexadecimal digits" in said(await enlace("verify"), 2)
    (tmp_path / "data" / KEY_FILE).unlink()
    assert f"{KEY_FILE} is missing" in said(await enlace("verify"), 2)
    assert "ENLACE_LISTEN" in said(await enlace("verify", LISTEN="nonsense"), 2)
    if kind_of_database == "postgresql":
        nowhere = {"DATABASE_URL": "postgresql://127.0.0.1:1/enlace"}
        (tmp_path / "data" / KEY_FILE).write_text("ab" * 32)
        assert "cannot be opened" in said(await enlace("verify", **nowhere), 2)
        assert "cannot be opened" in said(await enlace("head", **nowhere), 2)


async def test_a_database_of_another_version(
    enlace: Enlace, database: Database, office: Office
) -> None:
    """It is not migrated on the way."""
    await database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = 'x'")))
    for name in ("verify", "head"):
        assert "`enlace migrate`" in said(await enlace(name), 2)
    version = text("SELECT version_num FROM alembic_version")
    assert await database.read(lambda c: c.execute(version).scalar_one()) == "x"


@pytest.mark.parametrize("kind_of_database", ["sqlite"], indirect=True)
async def test_nothing_is_made_where_nothing_is(enlace: Enlace, tmp_path: Path) -> None:
    for name in ("verify", "head"):
        line = said(await enlace(name, DATA_DIR="none", DATABASE_URL=""), 2)
        assert "there is no database yet" in line
    assert not (tmp_path / "none").exists()


async def test_a_head_is_that_of_a_chain(
    enlace: Enlace, database: Database, office: Office
) -> None:
    """Entries from before the chain are none, and an entry that does not fit in is no head."""

    async def rehash(number: int, its_hash: str | None) -> None:
        work = update(audit).where(audit.c.id == number).values(hash=its_hash)
        await database.write(lambda c: c.execute(work))

    assert "has no chain yet" in said(await enlace("head"), 2)
    assert said(await enlace("verify"), 0) == "0 entries, unbroken."
    await record_some(office, 3)
    for number in (1, 2, 3):
        await rehash(number, None)
    assert "has no chain yet" in said(await enlace("head"), 2)
    await office.do(lambda transaction: transaction.record("done"))
    await office.do(lambda transaction: transaction.record("done"))
    assert json.loads(said(await enlace("head"), 0))["entries"] == 2
    line = said(await enlace("verify"), 0)
    assert line.startswith("2 entries, unbroken. From before the chain: 3. Head: 5 ")
    await rehash(5, None)
    assert "newest audit entry is broken" in said(await enlace("head"), 2)


@pytest.mark.parametrize("name", ["verify", "head"])
async def test_it_explains_itself(enlace: Enlace, name: str) -> None:
    done = await enlace(name, "--help", BOT_TOKEN="wrong settings are no hindrance")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 6
