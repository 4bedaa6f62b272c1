"""The command line of Enlace."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.logs import set_up_logs
from bot.settings import Settings, SettingsError, settings_here

T = TypeVar("T")

LANGUAGE = click.Choice(["es", "en", "fr", "pt"])
ROLES = [
    "focal_point",
    "alternate",
    "contributor",
    "clearing",
    "observer",
    "secretariat",
    "vice_chair",
    "chair",
]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96})
@click.version_option(package_name=None, version="0.1.0", prog_name="enlace")
def main() -> None:
    """Enlace: a Telegram bot for the OAS Committee on Migration Issues.

    Actors of the Inter-American Program report progress, share good practices and answer
    reminders in a chat; the chair pulls the compilation.

    Settings come from the environment or from .env, with the prefix ENLACE_ (see the README).
    Without ENLACE_BOT_TOKEN everything runs in the built-in sandbox.
    """
    os.umask(0o077)
    set_up_logs()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The sandbox listens here.")
@click.option("--port", default=8088, show_default=True, help="The sandbox's port.")
def run(host: str, port: int) -> None:
    """Start the bot (without a token: in the sandbox).

    Brings the database to the newest schema, then takes updates until SIGTERM or Ctrl-C; what
    is under way is finished first.
    """
    settings = _settings()
    if settings.in_sandbox:
        _demo(settings, host, port)
    else:
        _finish(_run(settings))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8088, show_default=True, help="The chat page's port.")
def demo(host: str, port: int) -> None:
    """Start a new little world in the sandbox, whatever the settings say.

    The chat page lets you be the delegate, the secretariat or the chair, and move the clock.
    """
    _demo(_settings(), host, port)


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema.

    `run` does this too. A SQLite file is copied aside first, as enlace.db.before-<version>.
    """
    settings = _settings()
    from bot.ground import migrated  # noqa: PLC0415 - see _run

    _finish(migrated(settings))
    click.echo("The database has the newest schema.")


@main.command()
@click.option("--actor", help="Key of the actor, such as GTM or cim; leave out for the committee.")
@click.option(
    "--role", type=click.Choice(ROLES), default="focal_point", show_default=True, help="As what."
)
@click.option("--qr", type=click.Path(dir_okay=False, path_type=Path), help="Write the QR here.")
def invite(actor: str | None, role: str, qr: Path | None) -> None:
    """Issue an invitation: a link for one person, once, for 72 hours.

    Example: enlace invite --actor GTM --role focal_point --qr guatemala.png
    """
    from bot import operator  # noqa: PLC0415 - see _run

    _finish(operator.invite(_settings(), actor, role, qr, click.echo))


@main.command()
@click.option("--meeting", help="Key of the meeting, as `enlace calendar` shows it; else all.")
@click.option("--kind", "kinds", multiple=True, help="Kind of submission, such as good_practice.")
@click.option("--actor-kind", "actor_kinds", multiple=True, help="Kind of actor, such as state.")
@click.option("--language", type=LANGUAGE, default="es", show_default=True, help="Of headings.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(["secretariat", "chair", "vice_chair"]),
    default=["secretariat"],
    show_default=True,
    help="Whose eyes: decides what is included.",
)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["xlsx", "csv", "json"]),
    default="xlsx",
    show_default=True,
    help="CSV comes as one file a sheet, in a zip.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Where to write the file; here by default.",
)
@click.option("--job", hidden=True)
@click.option("--machine", is_flag=True, hidden=True)
def export(job: str | None, *, machine: bool, **asked: Any) -> None:  # noqa: ANN401 - options
    """Write the compilation to a file and print its path.

    Example: enlace export --kind activity_progress --actor-kind state --language fr
    """
    from bot import operator  # noqa: PLC0415 - see _run

    def tell(said: dict[str, object]) -> None:
        if machine:
            click.echo(json.dumps(said))

    made = _finish(operator.made_as_asked(_settings(), job, asked, tell))
    if machine:
        click.echo(json.dumps(made))
    else:
        click.echo(made["path"])


@main.command()
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Of the answer.")
def status(language: str) -> None:
    """Print who has answered for the next meeting, and how many activities are covered."""
    from bot import operator  # noqa: PLC0415 - see _run

    click.echo(_finish(operator.status(_settings(), language)))


@main.command()
@click.option("--plan", type=int, metavar="YEAR", help="Plan the term that begins that September.")
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Of the answer.")
def calendar(plan: int | None, language: str) -> None:
    """Print the meetings with their keys, or plan a term from the Annex 1 template."""
    from bot import operator  # noqa: PLC0415 - see _run

    click.echo(_finish(operator.calendar(_settings(), plan, language)))


@main.group()
def consultation() -> None:
    """Put draft texts before the actors for their input (/input in the chat).

    Example: enlace consultation open work-plan.toml
    """


@consultation.command(name="open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def open_consultation(file: Path) -> None:
    """Take input on the draft text in FILE.

    FILE is TOML: symbol = "CIDI/CAM/doc.19/15 rev. 9", title = "…" (or a table with es, en, fr,
    pt), last_day = 2027-04-30 (may be left out), and for each paragraph [[paragraph]] with
    text = "…" and, where they are not simply numbered, id = "5.a".
    """
    from bot import operator  # noqa: PLC0415 - see _run

    symbol = _finish(operator.open_consultation(_settings(), file))
    click.echo(f"{symbol} is open for input.")


@consultation.command(name="close")
@click.argument("symbol")
def close_consultation(symbol: str) -> None:
    """Take no more input on the document SYMBOL; what was sent stays."""
    from bot import operator  # noqa: PLC0415 - see _run

    _finish(operator.close_consultation(_settings(), symbol))
    click.echo(f"{symbol} is closed.")


@consultation.command(name="list")
def list_consultations() -> None:
    """Print every draft text that was opened, with its state."""
    from bot import operator  # noqa: PLC0415 - see _run

    click.echo(_finish(operator.list_consultations(_settings())))


@main.group()
def audit() -> None:
    """Verify the audit trail, or print its head to keep elsewhere; the bot may run meanwhile."""


@audit.command()
@click.option("--head", metavar="FILE", type=click.Path(path_type=Path), help="One that was kept.")
def verify(head: Path | None) -> None:
    """Say whether the trail is unbroken, or which entry is the first that does not fit.

    Only with a head that was kept can it see that the end is gone. Exit code 0 when it
    is unbroken, 1 when it is not, 2 when that cannot be told.
    """
    from bot import audit as auditing  # noqa: PLC0415 - see _run

    unbroken, line = _finish(auditing.verified(_settings(), head))
    click.echo(line)
    sys.exit(0 if unbroken else 1)


@audit.command()
def head() -> None:
    """Print the trail's newest entry as JSON: number, hash, time.

    Keep it where nobody who can change the database can; `verify --head` asks for it.

    Example: enlace audit head > /elsewhere/head.json
    """
    from bot import audit as auditing  # noqa: PLC0415 - see _run

    click.echo(json.dumps(_finish(auditing.head(_settings()))))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8088, show_default=True, help="The port; 0 for any free one.")
def sandbox(host: str, port: int) -> None:
    """Serve the stand-in for Telegram alone, for tests of any bot (docs/sandbox.md)."""
    from sandbox import run_alone  # noqa: PLC0415 - not part of the running bot

    run_alone(host, port)


def _settings() -> Settings:
    try:
        return settings_here()
    except SettingsError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        sys.exit(2)


def _demo(settings: Settings, host: str, port: int) -> None:
    from bot.demo import run_demo  # noqa: PLC0415 - not part of the running bot

    def announce(address: str) -> None:
        click.echo(f"Enlace runs in its sandbox. Open the chat page: {address}")

    _finish(run_demo(settings, host=host, port=port, announce=announce))


async def _run(settings: Settings) -> None:
    gc.disable()  # nothing to collect while it loads; the running bot turns it on again
    # The bot is imported here, so that a refused setting or --help answers at once.
    from bot.app import build_unless  # noqa: PLC0415
    from bot.lasting import stopped_by_signals  # noqa: PLC0415

    stop = stopped_by_signals()
    app = await build_unless(stop, settings)
    if app is None:
        return
    try:
        await app.run(stop)
    finally:
        await app.close()


def _finish(work: Coroutine[Any, Any, T]) -> T:
    """Run `work`; what it cannot do is told in one line, exit code 2."""
    from bot.ground import StartError  # noqa: PLC0415 - see _run

    try:
        return asyncio.run(work)
    except StartError as error:
        click.echo(f"Enlace cannot go on: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
