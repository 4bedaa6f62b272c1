"""enlace import and enlace schema: the lossless form, and what describes it."""

from __future__ import annotations

from pathlib import Path

import click

from bot.commands.finishing import finish, settings_or_exit


@click.command(name="import")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def import_(files: tuple[Path, ...], *, dry_run: bool) -> None:
    """Take what `export --format json` or zip wrote into an empty database.

    All of it or, where something is wrong, nothing: then one line names the first record that is
    wrong. A ZIP brings the attachments along; of several, name the first one first. docs/json.md
    explains what is kept and what is not.

    Example: enlace import enlace-2027-02-15-es.zip --dry-run
    """
    from bot import operator_import  # noqa: PLC0415 - heavy, and --help needs none of it

    taking = operator_import.take(settings_or_exit(), files, only_try=dry_run)
    for line in finish(taking):
        click.echo(line)


@click.command()
def schema() -> None:
    """Print the JSON Schema of what `export --format json` writes.

    It is JSON Schema 2020-12; docs/json.md says the same in words.

    Example: enlace schema > compilation.schema.json
    """
    from export.json_file import SCHEMA_FILE  # noqa: PLC0415 - only for this

    click.echo(SCHEMA_FILE.read_text(encoding="utf-8"), nl=False)
