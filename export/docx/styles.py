"""The styles that a template must have, by the names that Word shows for them."""

from __future__ import annotations

from enum import Enum

from export.document import Style


class Look(Enum):
    """A style by its kind (paragraph, character, table) and name, whatever its case."""

    COVER_TABLE = ("table", "Cover table")
    COVER_BODY = ("paragraph", "Cover body")
    COVER_CORNER = ("paragraph", "Cover corner")
    TITLE = ("paragraph", "Title")
    UNDER_TITLE = ("paragraph", "Subtitle")
    HEADING_1 = ("paragraph", "heading 1")
    HEADING_2 = ("paragraph", "heading 2")
    HEADING_3 = ("paragraph", "heading 3")
    HEADING_4 = ("paragraph", "heading 4")
    CONTENTS_TITLE = ("paragraph", "TOC Heading")
    CONTENTS_1 = ("paragraph", "toc 1")
    CONTENTS_2 = ("paragraph", "toc 2")
    CONTENTS_3 = ("paragraph", "toc 3")
    CONTENTS_4 = ("paragraph", "toc 4")
    BODY = ("paragraph", "Body Text")
    RECEIVED = ("paragraph", "Received text")
    TRANSLATION = ("paragraph", "Unofficial translation")
    NOTE = ("paragraph", "Note")
    LABEL = ("character", "Label")
    PICTURE = ("paragraph", "Picture")
    TABLE = ("table", "Compilation table")
    TABLE_HEADING = ("paragraph", "Table heading")
    TABLE_TEXT = ("paragraph", "Table text")

    @property
    def kind(self) -> str:
        """What Word calls its type."""
        return self.value[0]

    @property
    def name(self) -> str:
        """What the secretariat sees in Word's list of styles."""
        return self.value[1]


HEADINGS = (Look.HEADING_1, Look.HEADING_2, Look.HEADING_3, Look.HEADING_4)
CONTENTS = (Look.CONTENTS_1, Look.CONTENTS_2, Look.CONTENTS_3, Look.CONTENTS_4)
TEXTS = {
    Style.BODY: Look.BODY,
    Style.RECEIVED: Look.RECEIVED,
    Style.TRANSLATION: Look.TRANSLATION,
    Style.NOTE: Look.NOTE,
}
