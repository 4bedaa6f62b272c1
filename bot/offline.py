"""The services without a running bot, as the command line uses them, and how it says what fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import get_args

from bot.clocks import MachineClock
from bot.ground import StartError, database_of, trail_key
from bot.settings import Settings
from locales import Language, Refusal, translator_for
from services.delivery import Limits
from services.facade import Services, services_on
from services.office import Office


@asynccontextmanager
async def services_offline(settings: Settings) -> AsyncIterator[Services]:
    """The services on the database of the settings; a bot may run on it meanwhile."""
    database = await database_of(settings)
    try:
        clock = MachineClock()
        key = await trail_key(settings, database, now=clock.now())
        office = Office(database, clock, trail_key=key, secretariat=settings.secretariat)
        services = services_on(office, "command-line", Limits())
        await services.world.lay_in()
        yield services
    finally:
        await database.close()


@contextmanager
def told_in_a_line(about: str | None = None) -> Iterator[None]:
    """Whatever is refused inside ends the command with one line, which begins with `about`."""
    try:
        yield
    except Refusal as refusal:
        said = translator_for("en").plain(refusal.said)
        raise StartError(said if about is None else f"{about}: {said}") from None


def language_named(value: str) -> Language:
    """The language that an option names."""
    for language in get_args(Language):
        if language == value:
            chosen: Language = language
            return chosen
    raise StartError(f"--language: there is no {value}; es, en, fr and pt are known")


def write_file(path: Path, written: Callable[[Path], None]) -> None:
    """Have a file written, in a folder that is made where it is missing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written(path)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}") from None
