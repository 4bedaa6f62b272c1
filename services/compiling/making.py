"""From a request to a file: what is read in one snapshot goes straight into the writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from export import Format, write, write_document
from services.compiling.chapters import document_of
from services.compiling.request import Request
from services.compiling.sheets import tables_of
from services.compiling.snapshot import Snapshot
from storage.snapshot import keep_open

Tell = Callable[[int, int], None]
"""Is told how many submissions have been read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document: where it is, and how many submissions it holds."""

    path: Path
    submissions: int


def make(
    connection: Connection,
    request: Request,
    file_format: Format,
    folder: Path,
    *,
    now: datetime,
    tell: Tell = lambda _done, _of: None,
) -> Made:
    """Write the document asked for into `folder`, in the one transaction of `connection`.

    The folder is made where it is missing. Raises NoSuchMeetingError and NoSuchActorError for a
    request that names what is not there, OSError when the disk refuses.
    """
    keep_open(connection)
    folder.mkdir(parents=True, exist_ok=True)
    snapshot = Snapshot(connection, request, now=now, tell=tell)
    path = folder / f"enlace-{now:%Y-%m-%d}-{request.language}{file_format.suffix}"
    if file_format.is_document:
        write_document(document_of(snapshot), file_format, path)
    else:
        write(tables_of(snapshot), file_format, path)
    return Made(path, len(snapshot.entries))
