"""enlace translations: texts as received given to translators, and taken back."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.finishing import LANGUAGE, finish, settings_or_exit


@click.group()
def translations() -> None:
    """Give texts as received to translators as XLIFF 2.1, and take their translations back.

    Example: enlace translations write --into fr --folder texts
    """


@translations.command(name="write")
@click.option("--into", required=True, type=LANGUAGE, help="The language to translate into.")
@click.option("--meeting", help="Only what was sent for this meeting.")
@click.option(
    "--folder",
    default="data/translations",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go.",
)
def write_texts(into: str, meeting: str | None, folder: Path) -> None:
    """Write a file for each language in which something was written."""
    from bot import operator_translations  # noqa: PLC0415 - only for this
    from bot.offline import language_named  # noqa: PLC0415 - only for this
    from committee.access import Role  # noqa: PLC0415 - only for this
    from services.compiling.request import Request  # noqa: PLC0415 - only for this

    request = Request(language_named(into), (Role.SECRETARIAT,), meeting_key=meeting)
    paths = finish(operator_translations.write(settings_or_exit(), request, folder))
    for path in paths:
        click.echo(path)
    if not paths:
        click.echo("There is nothing to translate into that language.")


@translations.command(name="read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read_texts(file: Path) -> None:
    """Take the translations in FILE; a file with a mistake is refused with its line."""
    from bot import operator_translations  # noqa: PLC0415 - only for this

    count = finish(operator_translations.read(settings_or_exit(), file))
    click.echo(f"{count} translations taken.")
