"""The PostgreSQL of the tests is real, shared, cheap to clone, and fails loudly."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests import postgres


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(postgres.LENT, raising=False)
        yield postgres.lend_folder()
        postgres.take_folder_back()


@pytest.fixture(scope="module")
def server(folder: Path) -> str:
    return postgres.start_postgres(folder)


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_the_server_is_a_postgresql_that_speaks_utf8(server: str) -> None:
    assert "PostgreSQL 18" in str(await ask(server, "SELECT version()"))
    assert await ask(server, "SELECT 'ñ中😀'") == "ñ中😀"


def test_starting_again_gives_the_same_server(folder: Path, server: str) -> None:
    pid = (folder / "data" / "postmaster.pid").read_text()
    assert postgres.start_postgres(folder) == server
    assert (folder / "data" / "postmaster.pid").read_text() == pid


def test_processes_that_start_it_at_once_share_one_server() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(postgres.LENT, raising=False)
        folder = postgres.lend_folder()
        code = "from tests.postgres import *; print(start_postgres(lent_folder()))"
        starters = [
            subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        urls = {starter.communicate(timeout=120)[0].strip() for starter in starters}
        try:
            assert len(urls) == 1
            assert asyncio.run(ask(urls.pop(), "SELECT 1")) == 1
        finally:
            postgres.take_folder_back()
        assert not folder.exists()


async def test_a_clone_has_what_its_template_had_and_keeps_its_own(server: str) -> None:
    template = await postgres.create_database(server, "template")
    await ask(template, "CREATE TABLE actor AS SELECT 'Guatemala' AS name")
    one = await postgres.clone_database(server, "template", "one")
    two = await postgres.clone_database(server, "template", "two")
    await ask(one, "DELETE FROM actor")
    assert await ask(two, "SELECT name FROM actor") == "Guatemala"
    assert await ask(one, "SELECT count(*) FROM actor") == 0


async def test_a_database_in_use_can_be_dropped(server: str) -> None:
    url = await postgres.create_database(server, "doomed")
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await postgres.drop_database(server, "doomed")
    await postgres.drop_database(server, "doomed")
    connection.terminate()
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await ask(url, "SELECT 1")


def test_a_server_that_cannot_start_says_why() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(postgres.LENT, raising=False)
        folder = postgres.lend_folder()
        patch.setattr(postgres, "_SERVER_OPTIONS", "-c no_such_setting=1")
        try:
            with pytest.raises(postgres.PostgresError, match="no_such_setting"):
                postgres.start_postgres(folder)
        finally:
            postgres.take_folder_back()


def test_a_path_too_long_for_a_socket_is_refused_by_name(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    with pytest.raises(postgres.PostgresError, match="too long for a socket"):
        postgres.start_postgres(deep)


def test_nobody_lent_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(postgres.LENT, raising=False)
    with pytest.raises(postgres.PostgresError, match="lend_folder"):
        postgres.lent_folder()
