"""The family of errors that are an answer to a person, not a fault of the program."""

from __future__ import annotations

from typing import ClassVar

from locales.message import Message, Param


class Refusal(Exception):  # noqa: N818 - it refuses; nothing went wrong
    """What was asked cannot be done; carries the one sentence that says what to do instead.

    A subclass names its sentence in `message`; the parameters of that sentence are given when it
    is raised. The text of the exception holds neither, so that no answer reaches a log.
    """

    message: ClassVar[str]

    def __init__(self, **params: Param) -> None:
        super().__init__(type(self).__name__)
        self.params = params

    @property
    def said(self) -> Message:
        """The sentence for the person."""
        return Message(self.message, self.params)
