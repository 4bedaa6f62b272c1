"""enlace audit: the trail of what was done."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bot.commands.finishing import finish, settings_or_exit


@click.group()
def audit() -> None:
    """Verify the audit trail, or print its head to keep elsewhere; the bot may run meanwhile."""


@audit.command()
@click.option("--head", metavar="FILE", type=click.Path(path_type=Path), help="One that was kept.")
def verify(head: Path | None) -> None:
    """Say whether the trail is unbroken, or which entry is the first that does not fit.

    Only with a head that was kept can it see that the end is gone. Exit code 0 when it
    is unbroken, 1 when it is not, 2 when that cannot be told.
    """
    from bot import audit as auditing  # noqa: PLC0415 - only for this

    unbroken, line = finish(auditing.verified(settings_or_exit(), head))
    click.echo(line)
    sys.exit(0 if unbroken else 1)


@audit.command()
def head() -> None:
    """Print the trail's newest entry as JSON: number, hash, time.

    Keep it where nobody who can change the database can; `verify --head` asks for it.

    Example: enlace audit head > /elsewhere/head.json
    """
    from bot import audit as auditing  # noqa: PLC0415 - only for this

    click.echo(json.dumps(finish(auditing.head(settings_or_exit()))))
