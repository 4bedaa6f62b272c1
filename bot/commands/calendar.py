"""enlace calendar: the committee's meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import click

from bot.commands.finishing import LANGUAGE, finish, settings_or_exit

FIRST_YEAR, LAST_YEAR = 2000, 2098
FILE = click.Path(dir_okay=False, path_type=Path)
IN_LANGUAGE = click.option(
    "--language", type=LANGUAGE, default="en", show_default=True, help="Of the answer."
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A day that was typed, and the time where there was one."""

    on: date
    at: time | None


class TimeOfDay(click.ParamType[time]):
    """A time such as 10:00."""

    name = "HH:MM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> time:
        """The time that was typed."""
        try:
            return time.fromisoformat(f"{value!s:0>5}").replace(tzinfo=None)
        except ValueError:
            self.fail(f"{value!r} is no time such as 10:00", param, ctx)


class Day(click.ParamType[Typed]):
    """A day such as 2027-02-23, with a time after it where one is given."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Typed:
        """The day that was typed."""
        day, _, at = str(value).replace("T", " ").partition(" ")
        try:
            typed = Typed(date.fromisoformat(day), time.fromisoformat(f"{at:0>5}") if at else None)
        except ValueError:
            self.fail(f"{value!r} is no day such as 2027-02-23", param, ctx)
        if not FIRST_YEAR <= typed.on.year <= LAST_YEAR:
            self.fail(f"{value!r} is too far away", param, ctx)
        return typed


@click.group(invoke_without_command=True)
@IN_LANGUAGE
@click.pass_context
def calendar(context: click.Context, language: str) -> None:
    """List, plan, write, read, move and cancel the committee's meetings.

    Without a command it lists them with their keys. All times are Washington's; those whom a
    meeting concerns are told when it is moved or cancelled. docs/calendar.md explains the files.
    """
    if context.invoked_subcommand is None:
        _list(language)


@calendar.command(name="list")
@IN_LANGUAGE
def list_meetings(language: str) -> None:
    """Print every meeting with its key, cancelled ones too."""
    _list(language)


def _list(language: str) -> None:
    from bot import operator_calendar  # noqa: PLC0415 - heavy, and --help needs none of it

    click.echo(finish(operator_calendar.listed(settings_or_exit(), language)))


@calendar.command()
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@click.option("--day", default="third Tuesday", show_default=True, help="Of each month.")
@click.option("--at", type=TimeOfDay(), default="10:00", show_default=True, help="In Washington.")
@click.option(
    "--deadline-days",
    type=click.IntRange(0, 60),
    default=0,
    show_default=True,
    help="Contributions are due so many days before; 0: when the meeting begins.",
)
@click.option(
    "--with",
    "optional",
    multiple=True,
    type=click.Choice(["cidi", "expert", "none"]),
    default=["cidi"],
    show_default=True,
    help="Also the yearly CIDI meeting, the experts before a Summit, or neither.",
)
@IN_LANGUAGE
def plan(
    year: int, day: str, at: time, deadline_days: int, optional: tuple[str, ...], language: str
) -> None:
    """Plan the term that begins in September of YEAR, after Annex 1 of the work plan.

    Example: enlace calendar plan 2027 --day "second Thursday" --at 15:00 --deadline-days 3
    """
    from bot import operator_calendar  # noqa: PLC0415 - see _list

    planned = operator_calendar.plan(
        settings_or_exit(),
        year,
        day=day,
        at=at,
        deadline_days=deadline_days,
        optional=[each for each in optional if each != "none"],
        language=language,
    )
    click.echo(finish(planned))


@calendar.command()
@click.argument("file", type=FILE)
@click.option("--term", metavar="2026-27", help="Only this term; else all of them.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Of an .ics file.")
@click.option("--links", is_flag=True, help="An .ics file with the links to take part from afar.")
def write(file: Path, term: str | None, language: str, *, links: bool) -> None:
    """Write the meetings to FILE.toml, to be edited, or to FILE.ics, for calendar apps.

    Example: enlace calendar write term.toml --term 2026-27
    """
    from bot import operator_calendar  # noqa: PLC0415 - see _list

    written = operator_calendar.write(
        settings_or_exit(), file, term=term, language=language, with_links=links
    )
    click.echo(f"{finish(written)} meetings are in {file}.")


@calendar.command()
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@IN_LANGUAGE
def read(file: Path, language: str, *, dry_run: bool) -> None:
    """Do what FILE.toml or FILE.ics says: add what is new, change what differs, cancel.

    All of it or, where something is wrong, nothing. What the file does not name stays.

    Example: enlace calendar read term.toml --dry-run
    """
    from bot import operator_calendar  # noqa: PLC0415 - see _list

    done = operator_calendar.read(settings_or_exit(), file, only_try=dry_run, language=language)
    click.echo(finish(done))


@calendar.command()
@click.argument("key")
@click.option("--to", type=Day(), required=True, help="The new day.")
@click.option("--at", type=TimeOfDay(), help="The new time in Washington; else the one it had.")
@click.option(
    "--deadline",
    type=Day(),
    help="When contributions are due, with or without a time; else as long before as it was.",
)
@IN_LANGUAGE
def move(key: str, to: Typed, at: time | None, deadline: Typed | None, language: str) -> None:
    """Move the meeting KEY; those whom it concerns are told.

    Example: enlace calendar move 2026-27/february --to 2027-02-23 --at 15:00
    """
    from bot import operator_calendar  # noqa: PLC0415 - see _list
    from services.calendar_deeds import NewTime  # noqa: PLC0415

    due_on, due_at = (deadline.on, deadline.at) if deadline else (None, None)
    moving = NewTime(to.on, at or to.at, due_on, due_at)
    click.echo(finish(operator_calendar.move(settings_or_exit(), key, moving, language)))


@calendar.command()
@click.argument("key")
@IN_LANGUAGE
def cancel(key: str, language: str) -> None:
    """Cancel the meeting KEY: it stays in the calendar as cancelled; those concerned are told.

    Example: enlace calendar cancel 2026-27/november
    """
    from bot import operator_calendar  # noqa: PLC0415 - see _list

    click.echo(finish(operator_calendar.cancel(settings_or_exit(), key, language)))
