"""A copy of what was sent, as a document."""

from __future__ import annotations

from services.office import Office, Turn
from storage.submissions import Submission


def ask(turn: Turn, office: Office, submission: Submission) -> None:
    """Ask for the copy; it follows in the chat."""
    raise NotImplementedError
