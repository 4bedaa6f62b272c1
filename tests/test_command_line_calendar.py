"""enlace calendar, as a process of its own: plan, write, read, move, cancel, and what is refused."""

from __future__ import annotations

import asyncio
import subprocess
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from sandbox import Sandbox
from tests.durability.ground import until
from tests.processes import command, running

TOKEN = "7:calendar"
YEAR = date.today().year + 2  # noqa: DTZ011 - a term far enough ahead, whatever the zone
TERM = f"{YEAR}-{(YEAR + 1) % 100:02}"
NEXT = YEAR + 1

Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a term is planned."""
    folder = tmp_path_factory.mktemp("enlace")
    planned = command(
        *("calendar", "plan", str(YEAR), "--day", "second Thursday", "--at", "15:30"),
        *("--deadline-days", "3", "--with", "expert"),
        folder=folder,
    )
    assert (planned.returncode, planned.stderr) == (0, "")
    assert len(planned.stdout.splitlines()) == 10
    assert f"{TERM}/expert" in planned.stdout
    assert f"{TERM}/cidi" not in planned.stdout
    return folder


def ran(folder: Path, *arguments: str) -> Done:
    return command("calendar", *arguments, folder=folder)


def assert_refused(done: Done, words: str) -> None:
    """Fail unless it ended with 2 and one line with these words in it."""
    assert words in done.stderr
    assert (done.returncode, len(done.stderr.splitlines()), done.stdout) == (2, 1, ""), done


def test_the_rule_decides_the_days(folder: Path) -> None:
    lines = ran(folder, "list").stdout.splitlines()
    october = next(line for line in lines if line.startswith(f"{TERM}/october "))
    assert "Thursday, October" in october
    assert "15:30" in october
    assert ran(folder).stdout.splitlines() == lines
    assert_refused(ran(folder, "plan", str(YEAR)), "is planned already")
    assert_refused(ran(folder, "plan", "2051", "--day", "fifth Monday"), "--day: a rule is first")


def test_a_term_is_written_edited_tried_and_read(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "term.toml"
    written = ran(folder, "write", str(file), "--term", TERM)
    assert written.stdout == f"10 meetings are in {file}.\n"
    same = ran(folder, "read", str(file))
    assert [line.split()[0] for line in same.stdout.splitlines()] == ["unchanged"] * 10
    file.write_text(
        f'[[meeting]]\nkey = "{TERM}/october"\nstarts = {YEAR}-10-20 09:00\n'
        f'[[meeting]]\nkey = "{TERM}/visit"\ntitle = "Visit"\nstarts = {YEAR}-11-03\n'
        f'[[meeting]]\nkey = "{TERM}/march"\ncancelled = true\n'
    )
    tried = ran(folder, "read", str(file), "--dry-run").stdout.splitlines()
    assert tried[-1] == "This was a trial: nothing has been changed."
    assert "visit" not in ran(folder).stdout
    done = ran(folder, "read", str(file))
    assert done.stdout.splitlines() == tried[:-1]
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["moved", f"{TERM}/october"],
        ["added", f"{TERM}/visit"],
        ["cancelled", f"{TERM}/march"],
    ]
    assert "(was: " in done.stdout
    assert "Cancelled: Workshop" in ran(folder).stdout


def test_a_term_is_written_for_calendar_apps(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "term.ics"
    written = ran(folder, "write", str(file), "--term", TERM, "--language", "fr")
    assert written.returncode == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert "Adoption du plan de travail" in {str(event["SUMMARY"]) for event in events}
    again = ran(folder, "read", str(file))
    assert {line.split()[0] for line in again.stdout.splitlines()} == {"unchanged"}


def test_a_meeting_is_moved_and_cancelled_by_its_key(folder: Path) -> None:
    key = f"{TERM}/april"
    moved = ran(folder, "move", key, "--to", f"{NEXT}-04-20", "--at", "9:00")
    assert moved.stdout.startswith(f"moved      {key} ")
    assert "09:00  (was: " in moved.stdout
    again = ran(folder, "move", key, "--to", f"{NEXT}-04-20", "--at", "09:00")
    assert again.stdout.startswith("unchanged ")
    due = ran(folder, "move", key, "--to", f"{NEXT}-04-20", "--deadline", f"{NEXT}-04-18 18:00")
    assert "18, " in due.stdout.partition("contributions due: ")[2]
    assert ran(folder, "cancel", key).stdout.startswith(f"cancelled  {key} ")
    assert_refused(ran(folder, "cancel", key), "has been cancelled")
    assert_refused(ran(folder, "move", key, "--to", f"{NEXT}-04-20"), "has been cancelled")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("move", "no/such", "--to", "2031-01-01"), "there is no meeting no/such"),
        (("cancel", "no/such"), "there is no meeting no/such"),
        (("move", f"{TERM}/may", "--to", "2020-01-01"), "has passed already"),
        (
            ("move", f"{TERM}/may", "--to", f"{NEXT}-05-20", "--deadline", f"{NEXT}-05-21"),
            "due after the meeting begins",
        ),
        (("write", "calendar.doc"), "calendar.doc: a file of the calendar ends in .toml or .ics"),
        (("write", "x.toml", "--term", "1999-00"), "--term: there is no term 1999-00"),
        (("read", "absent.toml"), "absent.toml cannot be read"),
        (("read", "calendar.doc"), "calendar.doc: a file of the calendar ends in"),
        (("read", "wrong.toml"), "wrong.toml.meeting[1].title has 201 characters"),
        (("read", "latin.toml"), "latin.toml: this is no text in UTF-8"),
        (("read", "broken.toml"), "broken.toml: "),
        (("read", "past.toml"), f"past.toml, {TERM}/may: "),
        (("read", "broken.ics"), "broken.ics is no calendar file"),
        (("read", "empty.ics"), "empty.ics holds 0 events"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    folder: Path, arguments: tuple[str, ...], told: str
) -> None:
    long = "x" * 201
    (folder / "wrong.toml").write_text(f'[[meeting]]\nkey = "{TERM}/may"\ntitle = "{long}"')
    (folder / "latin.toml").write_bytes("título".encode("latin-1"))
    (folder / "broken.toml").write_text("[[meeting")
    (folder / "past.toml").write_text(f'[[meeting]]\nkey = "{TERM}/may"\nstarts = 2020-01-01')
    (folder / "broken.ics").write_text("hello")
    (folder / "empty.ics").write_text("")
    before = ran(folder).stdout
    assert_refused(ran(folder, *arguments), told)
    assert ran(folder).stdout == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("move", "x", "--to", "31.5.27"), "is no day such as 2027-02-23"),
        (("move", "x", "--to", "9999-12-31"), "is too far away"),
        (("move", "x", "--to", "2027-02-23", "--at", "noon"), "is no time such as 10:00"),
        (("move", "x"), "Missing option '--to'"),
        (("plan", "1815"), "1815 is not in the range"),
        (("plan", "2051", "--with", "party"), "'party' is not one of"),
    ],
)
def test_what_is_no_day_or_time_is_told_by_its_option(
    arguments: tuple[str, ...], told: str, folder: Path
) -> None:
    done = ran(folder, *arguments)
    assert done.returncode == 2
    assert told in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


async def test_it_works_beside_a_running_bot(tmp_path: Path) -> None:
    sandbox = Sandbox(TOKEN)
    await sandbox.start()
    settings = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": sandbox.url, "LISTEN": "127.0.0.1:0"}
    try:
        async with running(folder=tmp_path, **settings):
            log = tmp_path / "log"
            await until(lambda: b'"ready"' in log.read_bytes(), "the bot serves")
            for arguments in (("plan", str(YEAR)), ("cancel", f"{TERM}/may")):
                done = await asyncio.to_thread(
                    command, "calendar", *arguments, folder=tmp_path, **settings
                )
                assert (done.returncode, done.stderr) == (0, "")
            listed = await asyncio.to_thread(command, "calendar", folder=tmp_path, **settings)
    finally:
        await sandbox.stop()
    assert "Cancelled: End-of-term reports" in listed.stdout
