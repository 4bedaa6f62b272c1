"""The command line of Enlace."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import click

from bot.commands.audit import audit
from bot.commands.calendar import calendar
from bot.commands.consultation import consultation
from bot.commands.export import export
from bot.commands.finishing import LANGUAGE, finish, settings_or_exit
from bot.commands.importing import import_, schema
from bot.commands.translations import translations
from bot.logs import set_up_logs
from bot.settings import Settings

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
    settings = settings_or_exit()
    if settings.in_sandbox:
        _demo(settings, host, port)
    else:
        finish(_run(settings))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8088, show_default=True, help="The chat page's port.")
def demo(host: str, port: int) -> None:
    """Start a new little world in the sandbox, whatever the settings say.

    The chat page lets you be the delegate, the secretariat or the chair, and move the clock.
    """
    _demo(settings_or_exit(), host, port)


@main.command()
def migrate() -> None:
    """Bring the database to the newest schema.

    `run` does this too. A SQLite file is copied aside first, as enlace.db.before-<version>.
    """
    settings = settings_or_exit()
    from bot.ground import migrated  # noqa: PLC0415 - see _run

    finish(migrated(settings))
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

    finish(operator.invite(settings_or_exit(), actor, role, qr, click.echo))


@main.command()
@click.option("--language", type=LANGUAGE, default="en", show_default=True, help="Of the answer.")
def status(language: str) -> None:
    """Print who has answered for the next meeting, and how many activities are covered."""
    from bot import operator  # noqa: PLC0415 - see _run

    click.echo(finish(operator.status(settings_or_exit(), language)))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", default=8088, show_default=True, help="The port; 0 for any free one.")
def sandbox(host: str, port: int) -> None:
    """Serve the stand-in for Telegram alone, for tests of any bot (docs/sandbox.md)."""
    from sandbox import run_alone  # noqa: PLC0415 - not part of the running bot

    run_alone(host, port)


def _demo(settings: Settings, host: str, port: int) -> None:
    from bot.demo import run_demo  # noqa: PLC0415 - not part of the running bot

    def announce(address: str) -> None:
        click.echo(f"Enlace runs in its sandbox. Open the chat page: {address}")

    finish(run_demo(settings, host=host, port=port, announce=announce))


async def _run(settings: Settings) -> None:
    gc.disable()  # nothing to collect while it loads; the running bot turns it on again
    # The bot is imported here, so that a refused setting or --help answers at once.
    from bot.app import build_unless  # noqa: PLC0415
    from bot.lasting import stopped_by_signals  # noqa: PLC0415
    from bot.look import verify_template  # noqa: PLC0415

    verify_template(settings)
    stop = stopped_by_signals()
    app = await build_unless(stop, settings)
    if app is None:
        return
    try:
        await app.run(stop)
    finally:
        await app.close()


for _group in (audit, calendar, consultation, export, import_, schema, translations):
    main.add_command(_group)

if __name__ == "__main__":
    main()
