"""A compilation with everything that belongs to it: documents and attachments in a ZIP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from export import Format
from export.bundle import Bundled, bundled, write_bundle
from export.file_names import safe_name, told_apart
from services.compiling.records import FilesGiven, GivenFile
from services.compiling.snapshot import Snapshot
from services.compiling.writing import write_one
from services.files import TYPES

DOCUMENTS = (Format.JSON, Format.DOCX, Format.PDF, Format.XLSX)
"""What is in a bundle; the first tells which attachments there are."""
FOLDER = "attachments"
UNLIMITED = 1 << 62


@dataclass(frozen=True, slots=True)
class Bundling:
    """Where attachments are stored, and how many bytes a ZIP may have (else there are several).

    `template` is the Word file whose look the DOCX takes, if there is one.
    """

    stored: Path
    limit: int = UNLIMITED
    template: Path | None = None


def bundle(snapshot: Snapshot, path: Path, bundling: Bundling) -> tuple[Path, ...]:
    """Write the ZIP or, where it is too large, several; returns their paths.

    An attachment whose bytes are not on disk any more, or are others than were received, is left
    out; the JSON file tells of it all the same.
    """
    given = FilesGiven()
    with TemporaryDirectory(dir=path.parent, prefix=".bundle-") as folder:
        files = []
        for file_format in DOCUMENTS:
            name = f"{path.stem}{file_format.suffix}"
            written = Path(folder) / name
            write_one(snapshot, file_format, written, given, template=bundling.template)
            files.append(bundled(name, written))
        files += _attachments(given, bundling.stored)
        return write_bundle(files, path, limit=bundling.limit)


def _attachments(given: FilesGiven, stored: Path) -> Iterator[Bundled]:
    taken: set[str] = set()
    for file in given.files:
        name = f"{FOLDER}/{told_apart(_name(file), taken)}"
        path = stored / file.stored_name
        if path.is_file() and (found := bundled(name, path)).sha256 == file.sha256:
            yield found


def _name(file: GivenFile) -> str:
    """The number of the submission, then the file's own name ("CAM-2026-27-GP-0001_Acta.pdf")."""
    number = file.number.replace("/", "-").replace(" ", "-")
    return safe_name(f"{number}_{file.name}", ending=TYPES.get(file.media_type, ""))
