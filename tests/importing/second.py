"""A second database, with the committee's world and nothing submitted, into which files are taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from services.importing import Import, Imported
from services.importing_files import Source
from services.office import Office

T = TypeVar("T")


@dataclass
class Second:
    """The database and the folder of its files."""

    office: Office
    files: Path

    async def take(self, *paths: Path, only_try: bool = False) -> Imported:
        """Take what the files hold."""
        return await Import(self.office, self.files).take(Source(paths), only_try=only_try)

    async def look(self, work: Callable[[Connection], T]) -> T:
        """Read the database."""
        return await self.office.look(work)
