"""The Word file whose look documents take: the secretariat's own, where the data folder has one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.ground import StartError
from bot.settings import Settings

NAME = "compilation.docx"


def template_of(settings: Settings) -> Path | None:
    """`compilation.docx` in the data folder, None where there is none and ours is taken."""
    path = settings.data_dir / NAME
    return path if path.is_file() else None


@contextmanager
def template_told() -> Iterator[None]:
    """A template that cannot be used ends the command with one line."""
    from export.docx import TemplateError  # noqa: PLC0415 - heavy, and only for documents

    try:
        yield
    except TemplateError as error:
        raise StartError(str(error)) from None


def verify_template(settings: Settings) -> None:
    """Raise StartError, at the start already, for a template that documents could not take."""
    path = template_of(settings)
    if path is None:
        return
    from export.document import Cover, Document  # noqa: PLC0415 - only where there is one
    from export.docx.template import read_template  # noqa: PLC0415 - the same

    nothing = Document("en", Cover((), (), "", ()), (), "", "{page}", "", datetime.now(UTC))
    with template_told():
        read_template(path, nothing)
