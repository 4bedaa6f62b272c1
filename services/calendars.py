"""The committee's calendar: looked at by everybody, kept by the secretariat."""

from __future__ import annotations

from services.calendars_changing import add, cancel, change
from services.office import Office

__all__ = ["Calendars", "add", "cancel", "change"]


class Calendars:
    """What can be done with meetings in the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office
