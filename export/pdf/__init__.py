"""PDF of a document of any length: parts typeset by typst in child processes, then joined."""

from export.pdf.typesetting import TypesettingError
from export.pdf.writer import write_pdf

__all__ = ["TypesettingError", "write_pdf"]
