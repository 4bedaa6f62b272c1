"""Texts for translators on the command line: written as XLIFF, and taken back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from bot.ground import StartError
from bot.offline import services_offline, told_in_a_line
from bot.settings import Settings
from export.xliff_reading import Pair, Translated, XliffError, read_xliff
from services.compiling.request import NoSuchMeetingError, Request
from services.compiling.snapshot import Snapshot
from services.translating import BadTranslationsError, give_as_asked
from storage.snapshot import keep_open


async def write(settings: Settings, request: Request, folder: Path) -> list[Path]:
    """Write the texts into `folder`, a file for each language they were written in."""
    async with services_offline(settings) as services:
        now = services.office.clock.now()

        def run(connection: Connection) -> list[Path]:
            folder.mkdir(parents=True, exist_ok=True)
            keep_open(connection)
            snapshot = Snapshot(connection, request, now=now)
            return give_as_asked(snapshot, folder)[0]

        try:
            return await services.office.look(run)
        except NoSuchMeetingError as error:
            told = f"--meeting: there is no meeting {error}; see `enlace calendar`"
            raise StartError(told) from None
        except OSError as error:
            raise StartError(f"{folder} cannot be written to: {error.strerror}") from None


async def read(settings: Settings, path: Path) -> int:
    """Take the translations in the file at `path`; returns how many. All are kept, or none."""
    pair, translated = _read(path)
    async with services_offline(settings) as services:
        with told_in_a_line(path.name):
            return await services.translating.taken_offline(pair, translated)


def _read(path: Path) -> tuple[Pair, tuple[Translated, ...]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StartError(f"{path} cannot be read: {error.strerror}") from None
    with told_in_a_line(path.name):
        try:
            return read_xliff(content)
        except XliffError as error:
            raise BadTranslationsError(error) from None
