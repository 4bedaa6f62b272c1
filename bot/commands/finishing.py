"""How every command begins and ends: settings, then work, and one line for what goes wrong."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

import click

from bot.settings import Settings, SettingsError, settings_here

T = TypeVar("T")

LANGUAGE = click.Choice(["es", "en", "fr", "pt"])


def settings_or_exit() -> Settings:
    """The settings of this process; what is wrong with them is told, exit code 2."""
    try:
        return settings_here()
    except SettingsError as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        sys.exit(2)


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run `work`; what it cannot do is told in one line, exit code 2."""
    from bot.ground import StartError  # noqa: PLC0415 - heavy, and --help needs none of it

    try:
        return asyncio.run(work)
    except StartError as error:
        click.echo(f"Enlace cannot go on: {error}", err=True)
        sys.exit(2)
