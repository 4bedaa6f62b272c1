"""The command line, as a process of its own on a folder of its own."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import subprocess
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from sandbox import Sandbox
from tests.processes import command, command_anew

COMMANDS = (
    "run",
    "demo",
    "migrate",
    "invite",
    "export",
    "status",
    "calendar",
    "audit",
    "consultation",
    "import",
    "schema",
)
TOKEN = "7:command-line"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `enlace migrate` has run."""
    folder = tmp_path_factory.mktemp("enlace")
    done = command_anew("migrate", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_help_names_every_command() -> None:
    done = command_anew("--help", folder=Path())
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", [*COMMANDS, "sandbox"])
def test_every_command_explains_itself(name: str, tmp_path: Path) -> None:
    done = command(name, "--help", folder=tmp_path, BOT_TOKEN="wrong settings are no hindrance")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) > 6
    undocumented = [
        line for line in done.stdout.splitlines() if re.match(r"  -+\S+( [A-Z]+)?$", line)
    ]
    assert all(line.strip() for line in undocumented)
    assert list(tmp_path.iterdir()) == []


def test_migrate_makes_the_database_and_does_nothing_the_second_time(folder: Path) -> None:
    again = command("migrate", folder=folder)
    assert again.returncode == 0
    assert sorted(path.name for path in (folder / "data").iterdir() if path.suffix == ".db") == [
        "enlace.db"
    ]
    with sqlite3.connect(folder / "data" / "enlace.db") as connection:
        assert connection.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
    connection.close()


def test_calendar_lists_meetings_by_key_and_plans_a_term_once(folder: Path) -> None:
    planned = command(
        "calendar", "plan", "2031", "--with", "cidi", "--with", "expert", folder=folder
    )
    assert planned.returncode == 0
    lines = [line for line in planned.stdout.splitlines() if line.startswith("2031-32/")]
    assert len(lines) == 11
    assert any(line.startswith("2031-32/february ") for line in lines)
    again = command("calendar", "plan", "2031", folder=folder)
    assert again.returncode == 2
    assert_one_line(again, "planned already")


def test_calendar_speaks_the_language_asked_for(folder: Path) -> None:
    spanish = command("calendar", "--language", "es", folder=folder)
    assert "Avances del Programa" in spanish.stdout


def test_status_says_who_has_answered(folder: Path) -> None:
    done = command_anew("status", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "of 42" in done.stdout
    assert "<b>" not in done.stdout


@pytest.mark.parametrize("file_format", ["xlsx", "docx", "csv", "json"])
def test_export_writes_a_file_and_prints_its_path(folder: Path, file_format: str) -> None:
    done = command(
        "export", "--format", file_format, "--language", "fr", "--folder", "out", folder=folder
    )
    assert (done.returncode, done.stderr) == (0, "")
    path = folder / done.stdout.strip()
    assert path.is_file()
    if file_format == "json":
        assert json.loads(path.read_text())["language"] == "fr"
    if file_format == "xlsx":
        assert len(load_workbook(path).sheetnames) >= 3


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--meeting", "no/such"), "--meeting: there is no meeting no/such"),
        (("export", "--kind", "poem"), "--kind: there is no poem"),
        (("export", "--actor-kind", "ghost"), "--actor-kind: there is no ghost"),
    ],
)
def test_what_cannot_be_exported_is_told_in_one_line(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = command(*arguments, folder=folder)
    assert done.returncode == 2
    assert_one_line(done, told)


def test_documents_take_the_look_of_a_template_of_one_s_own(folder: Path) -> None:
    """A Word file in the data folder is used without a word about it; another file is refused."""
    template = folder / "data" / "compilation.docx"
    mine = docx.Document(str(folder / exported(folder, "docx")))
    mine.styles["Heading 1"].font.name = "Courier New"
    mine.save(str(template))
    try:
        again = docx.Document(str(folder / exported(folder, "docx")))
        assert again.styles["Heading 1"].font.name == "Courier New"
        template.write_text("no Word file")
        for arguments in (("export", "--format", "docx"), ("run",)):
            refused = command(*arguments, folder=folder, BOT_TOKEN="1:a")
            assert refused.returncode == 2
            assert_one_line(refused, "compilation.docx is no DOCX file")
    finally:
        template.unlink()


def exported(folder: Path, file_format: str) -> str:
    done = command("export", "--format", file_format, "--folder", "out", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.parametrize(
    "arguments", [("export", "--format", "odt"), ("status", "--language", "de"), ("nonsense",)]
)
def test_an_unknown_choice_names_those_there_are(folder: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, folder=folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr


async def test_invite_prints_a_link_and_draws_it(folder: Path) -> None:
    sandbox = Sandbox(TOKEN)
    await sandbox.start()
    try:
        done = await asyncio.to_thread(
            command,
            "invite", "--actor", "GTM", "--qr", "guatemala.png",
            folder=folder, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=sandbox.url,
        )  # fmt: skip
        unknown = await asyncio.to_thread(
            command,
            "invite", "--actor", "NOWHERE",
            folder=folder, BOT_TOKEN=TOKEN, TELEGRAM_API_URL=sandbox.url,
        )  # fmt: skip
        refused = await asyncio.to_thread(
            command, "invite", folder=folder, BOT_TOKEN="8:other", TELEGRAM_API_URL=sandbox.url
        )
    finally:
        await sandbox.stop()
    assert (done.returncode, done.stderr) == (0, "")
    link = done.stdout.strip()
    token = re.fullmatch(r"https://t\.me/enlace_sandbox_bot\?start=([\w-]{22,64})", link)
    assert token is not None
    assert (folder / "guatemala.png").read_bytes().startswith(b"\x89PNG")
    assert token[1].encode() not in (folder / "data" / "enlace.db").read_bytes()
    assert unknown.returncode == 2
    assert_one_line(unknown, "NOWHERE")
    assert refused.returncode == 2
    assert_one_line(refused, "ENLACE_BOT_TOKEN")


def test_invite_without_a_token_says_what_is_missing(folder: Path) -> None:
    done = command("invite", "--actor", "GTM", folder=folder)
    assert done.returncode == 2
    assert_one_line(done, "ENLACE_BOT_TOKEN")


def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    done = command("migrate", folder=tmp_path)
    assert done.returncode == 2
    assert_one_line(done, "ENLACE_DATA_DIR")


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "enlace.db").write_bytes(b"this is no database, whatever it is" * 100)
    done = command("migrate", folder=tmp_path)
    assert done.returncode == 2
    assert_one_line(done, "database")


def assert_one_line(done: subprocess.CompletedProcess[str], words: str) -> None:
    """Fail unless the error output is one line with these words in it."""
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""


DRAFT = """
symbol = "CIDI/CAM/doc.19/15 rev. 9"
title = "Draft work plan"
[[paragraph]]
text = "The States shall exchange information."
"""


def test_a_draft_text_is_opened_once_listed_and_closed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(DRAFT)
    path, symbol = str(tmp_path / "plan.toml"), "CIDI/CAM/doc.19/15 rev. 9"
    assert command("consultation", "open", path, folder=folder).stdout == (
        f"{symbol} is open for input.\n"
    )
    again = command("consultation", "open", path, folder=folder)
    assert (again.returncode, again.stdout, len(again.stderr.splitlines())) == (2, "", 1)
    assert f"{symbol}  1 paragraphs, open" in command("consultation", "list", folder=folder).stdout
    assert command("consultation", "close", symbol, folder=folder).returncode == 0
    assert command("consultation", "close", symbol, folder=folder).returncode == 2
    (tmp_path / "plan.toml").write_text("symbol = 9")
    wrong = command("consultation", "open", path, folder=folder)
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    assert "plan.toml.symbol is not of type str" in wrong.stderr
