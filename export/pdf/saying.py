"""What the file says of itself: title, institution, moment and language; no person, no tool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from pikepdf import Dictionary, Name, Pdf


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself."""

    title: str
    author: str
    language: str
    made: datetime


def say_of_itself(file: Pdf, said: Properties) -> None:
    """Fill in the properties, in the old form and as XMP (ISO 32000-1, 14.3)."""
    made = f"{said.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = said.title
        metadata["dc:creator"] = [said.author]
        metadata["dc:language"] = {said.language}
        # pikepdf puts these into the old form, too.
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = made
    file.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    file.Root.PageMode = Name.UseOutlines
