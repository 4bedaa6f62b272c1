"""What `enlace import` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.ground import StartError, sole_process
from bot.offline import services_offline
from bot.settings import Settings
from committee.datafile import DataError
from services.importing import Import, Imported, NotEmptyError
from services.importing_files import Source

NAMED = 5
"""So many missing attachments are named."""


async def take(settings: Settings, paths: Sequence[Path], *, only_try: bool) -> list[str]:
    """Take what the files hold into the database; returns what is to be said of it."""
    lock = sole_process(settings)
    try:
        async with services_offline(settings) as services:
            stored = settings.data_dir / "files"
            done = await Import(services.office, stored).take(Source(paths), only_try=only_try)
    except NotEmptyError:
        told = "there are submissions in this database; import wants one that is empty"
        raise StartError(told) from None
    except DataError as error:
        raise StartError(f"{paths[0].name}: {error}") from None
    except OSError as error:
        raise StartError(f"{error.filename or paths[0]}: {error.strerror}") from None
    finally:
        if lock is not None:
            lock.close()
    return list(_told(done, only_try=only_try))


def _told(done: Imported, *, only_try: bool) -> list[str]:
    counted = (
        f"{done.submissions} submissions, {done.attachments} attachments, {done.actors} actors, "
        f"{done.meetings} meetings and {done.consultations} draft texts"
    )
    said = f"would be taken in: {counted}" if only_try else f"taken in: {counted}"
    if not done.missing:
        return [said]
    named = "; ".join(done.missing[:NAMED])
    more = f"; and {len(done.missing) - NAMED} more" if len(done.missing) > NAMED else ""
    return [said, f"{len(done.missing)} attachments are not there: {named}{more}"]
