"""DOCX of a document of any length: XML streamed into a copy of the secretariat's template."""

from export.docx.opening import TemplateError
from export.docx.writer import write_docx

__all__ = ["TemplateError", "write_docx"]
