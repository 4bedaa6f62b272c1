"""enlace consultation: draft texts that are open for input."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.finishing import finish, settings_or_exit


@click.group()
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
    from bot import operator  # noqa: PLC0415 - only for this

    symbol = finish(operator.open_consultation(settings_or_exit(), file))
    click.echo(f"{symbol} is open for input.")


@consultation.command(name="close")
@click.argument("symbol")
def close_consultation(symbol: str) -> None:
    """Take no more input on the document SYMBOL; what was sent stays."""
    from bot import operator  # noqa: PLC0415 - only for this

    finish(operator.close_consultation(settings_or_exit(), symbol))
    click.echo(f"{symbol} is closed.")


@consultation.command(name="list")
def list_consultations() -> None:
    """Print every draft text that was opened, with its state."""
    from bot import operator  # noqa: PLC0415 - only for this

    click.echo(finish(operator.list_consultations(settings_or_exit())))
