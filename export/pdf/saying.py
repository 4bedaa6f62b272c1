"""What the file says of itself: title, institution, moment and language; no person, no tool."""

from __future__ import annotations

from datetime import UTC

from pikepdf import Dictionary, Name, Pdf

from export.document import Document
from export.pdf.literal import one_line


def say_of_itself(file: Pdf, document: Document) -> None:
    """Fill in the properties, in the old form and as XMP (ISO 32000-1, 14.3)."""
    made = document.made.astimezone(UTC)
    title, author = one_line(document.title or document.cover.title), one_line(document.author)
    with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:creator"] = [author]
        metadata["dc:language"] = {document.language}
        # pikepdf puts these into the old form, too.
        metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = f"{made:%Y-%m-%dT%H:%M:%SZ}"
    file.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    file.Root.PageMode = Name.UseOutlines
