"""Names of Open XML: namespaces, kinds of relations and parts (ECMA-376 parts 1 and 2)."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATIONSHIPS = f"{PACKAGE}/relationships"
CONTENT_TYPES = f"{PACKAGE}/content-types"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DOCUMENT_TYPE = f"{_WORD_TYPE}.document.main+xml"
TEMPLATE_TYPE = f"{_WORD_TYPE}.template.main+xml"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(name: str) -> str:
    """`name` of WordprocessingML as lxml writes it."""
    return f"{{{WORD}}}{name}"
