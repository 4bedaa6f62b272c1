"""One document from one snapshot, in whichever format was asked for."""

from __future__ import annotations

from pathlib import Path

from export import Format, write, write_document
from export.json_file import write_json
from services.compiling.chapters import document_of
from services.compiling.records import FilesGiven, records_of
from services.compiling.sheets import tables_of
from services.compiling.snapshot import Snapshot


def write_one(
    snapshot: Snapshot,
    file_format: Format,
    path: Path,
    given: FilesGiven | None = None,
    *,
    template: Path | None = None,
) -> None:
    """Write the snapshot to `path`; where it is written as JSON, `given` notes its attachments.

    A DOCX takes the look of `template`, if there is one.
    """
    if file_format is Format.JSON:
        write_json(records_of(snapshot, given), path)
    elif file_format.is_document:
        write_document(document_of(snapshot), file_format, path, template=template)
    else:
        write(tables_of(snapshot), file_format, path)
