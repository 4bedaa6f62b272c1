"""enlace export: the compilation as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from bot.child import stand_back
from bot.commands.finishing import LANGUAGE, finish, settings_or_exit

FORMATS = ["docx", "pdf", "xlsx", "csv", "json", "zip"]


@click.command()
@click.option("--meeting", help="Key of the meeting, as `enlace calendar` shows it; else all.")
@click.option("--since", help="Received from this month or day on: 2026-10 or 2026-10-31.")
@click.option("--until", help="Received until this month or day, with all of it.")
@click.option("--kind", "kinds", multiple=True, help="Kind of submission, such as good_practice.")
@click.option("--actor-kind", "actor_kinds", multiple=True, help="Kind of actor, such as state.")
@click.option("--actor", "actors", multiple=True, help="Key of an actor, such as GTM or cim.")
@click.option("--activity", "activities", multiple=True, help="Number of an activity.")
@click.option("--objective", "objectives", multiple=True, help="An objective, such as S1.")
@click.option("--place", "places", multiple=True, help="State spoken of, such as GTM.")
@click.option("--state", "states", multiple=True, help="Status; else everything that stands.")
@click.option("--level", help="Widest circle: public, working_group or secretariat.")
@click.option("--language", type=LANGUAGE, default="es", show_default=True, help="Of headings.")
@click.option(
    "--order",
    type=click.Choice(["document", "spanish"]),
    default="document",
    show_default=True,
    help="Whose alphabet orders the states.",
)
@click.option("--annexes/--no-annexes", default=True, show_default=True, help="With its annexes.")
@click.option("--symbol", help="Symbol the document bears; without it, it is a working copy.")
@click.option("--revision", type=int, help="Which revision of that symbol it is.")
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
    type=click.Choice(FORMATS),
    default="xlsx",
    show_default=True,
    help="CSV is one file a sheet, in a zip; zip has documents, JSON and attachments.",
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

    What can be given several times is joined: --kind a --kind b holds both.

    Example: enlace export --since 2026-10 --until 2026-12 --actor-kind state --activity 28
    --level working_group --language fr --format docx
    """
    if machine:
        stand_back()
    from bot import operator  # noqa: PLC0415 - heavy, and --help needs none of it

    def tell(said: dict[str, object]) -> None:
        if machine:
            click.echo(json.dumps(said))

    made = finish(operator.made_as_asked(settings_or_exit(), job, asked, tell))
    if machine:
        click.echo(json.dumps(made))
    else:
        click.echo(made["path"])
