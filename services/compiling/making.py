"""From a request to a file: what is read in one snapshot goes straight into the writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from export import Format
from services.compiling.bundling import DOCUMENTS, Bundling, bundle
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from services.compiling.writing import write_one
from storage.snapshot import keep_open

Tell = Callable[[int, int], None]
"""Is told how many submissions have been read, and how many there are."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document: where it is, how many submissions it holds, its files where it has several."""

    path: Path
    submissions: int
    parts: tuple[Path, ...] = ()


def make(
    connection: Connection,
    request: Request,
    file_format: Format,
    folder: Path,
    *,
    now: datetime,
    tell: Tell = lambda _done, _of: None,
    bundling: Bundling | None = None,
    template: Path | None = None,
) -> Made:
    """Write the document asked for into `folder`, in the one transaction of `connection`.

    The folder is made where it is missing. `bundling` is needed for a ZIP alone; `template` is the
    Word file whose look a DOCX takes, if there is one. Raises
    NoSuchMeetingError and NoSuchActorError for a request that names what is not there, OSError when
    the disk refuses.
    """
    keep_open(connection)
    folder.mkdir(parents=True, exist_ok=True)
    is_bundle = file_format is Format.ZIP
    times = len(DOCUMENTS) if is_bundle else 1
    snapshot = Snapshot(
        connection, request, now=now, tell=lambda done, of: tell(min(done // times, of), of)
    )
    path = folder / f"enlace-{now:%Y-%m-%d}-{request.language}{file_format.suffix}"
    if not is_bundle:
        write_one(snapshot, file_format, path, template=template)
        return Made(path, len(snapshot.entries))
    assert bundling is not None
    parts = bundle(snapshot, path, bundling)
    return Made(parts[0], len(snapshot.entries), parts)
