"""Long work in processes of its own, so that the bot goes on answering as if nothing were."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from export.splitting import ONE_MESSAGE, fitting
from services.jobs import Jobs, Product
from storage.jobs import Job

log = structlog.get_logger()

LOOK_AGAIN = 5.0
TELL_AFTER = 4.0
STILL_WANTED = 2.0
"""Seconds after which the lease is renewed, and it is seen whether the work was stopped."""
MOST_ATTEMPTS = 3
TRY_AGAIN = 5.0
TIME_LIMIT = 3600.0
"""Seconds for one document."""
FORGOTTEN = 8 * 24 * 3600.0
"""Seconds after which a folder is removed whatever the database says of it."""


class Stopped(Exception):  # noqa: N818 - no error: somebody has asked for it
    """The job is not to go on here: it was stopped, or another process has it."""


@dataclass(slots=True)
class Heard:
    """How far a child says it is."""

    done: int = 0
    of: int = 0


class JobRunner:
    """Takes jobs that wait and runs each as `enlace export` in a child process."""

    def __init__(
        self,
        jobs: Jobs,
        *,
        worker: str,
        bell: asyncio.Event,
        database_url: str,
        data_dir: Path,
        largest: int = ONE_MESSAGE,
    ) -> None:
        self._jobs = jobs
        self._worker = worker
        self._bell = bell
        self._settings = {
            "ENLACE_DATABASE_URL": database_url,
            "ENLACE_DATA_DIR": str(data_dir),
            "ENLACE_FAILPOINT": "",
        }
        self._folder = data_dir / "exports"
        self._largest = largest
        self._stopping = False

    async def run(self) -> None:
        """Run jobs one after the other until stopped."""
        while not self._stopping:
            self._bell.clear()
            jobs = await self._claim()
            for job in jobs:
                await self._do(job)
            if not jobs:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._bell.wait(), LOOK_AGAIN)

    async def _claim(self) -> list[Job]:
        try:
            return list(await self._jobs.claim(self._worker))
        except Exception as error:  # noqa: BLE001 - the outermost door of jobs
            log.error("jobs_unavailable", error=type(error).__name__)
            return []

    async def _do(self, job: Job) -> None:
        """Run one job; whatever happens to it, the next one has its turn."""
        # One folder for each attempt: whoever had the job before may not know that it is ours now.
        folder = self._folder / f"job-{job.id}" / str(job.attempts)
        delivered = False
        try:
            async with asyncio.timeout(TIME_LIMIT):
                delivered = await self._jobs.deliver(job, await self._made(job, folder))
        except asyncio.CancelledError:
            await self._hand_back(job)
            raise
        except Stopped:
            log.info("job_stopped", job=job.id)
        except Exception as error:  # noqa: BLE001 - the outermost door of jobs
            log.error("job_failed", job=job.id, error=type(error).__name__)
            await self._failed(job)
        if not delivered:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)

    async def _hand_back(self, job: Job) -> None:
        """Let whoever comes next begin at once with a job that is not ended here."""
        with suppress(Exception):  # else its lease runs out
            await self._jobs.try_again(job, after=0.0)

    async def _failed(self, job: Job) -> None:
        """Try again while there are tries left, else say that it could not be done."""
        try:
            if job.attempts >= MOST_ATTEMPTS:
                await self._jobs.give_up(job)
            else:
                await self._jobs.try_again(job, after=TRY_AGAIN)
        except Exception as error:  # noqa: BLE001 - the lease runs out and the job comes again
            log.error("jobs_unavailable", error=type(error).__name__)

    async def _made(self, job: Job, folder: Path) -> Product:
        """Let the command line make the document, in a group of processes that end together."""
        await asyncio.to_thread(_make_alone, folder)
        asked = {"kind": job.kind, **job.params, "up_to": self._jobs.now().isoformat()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "export", "--machine"),
            *("--job", json.dumps(asked)),
            *("--folder", str(folder)),
            stdin=asyncio.subprocess.PIPE,  # never written to: its end tells of ours
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **self._settings},
            start_new_session=True,
        )
        try:
            made = await self._follow(job, process)
        finally:
            if process.returncode != 0:
                # Even where the child has ended, what it has started itself may go on.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()
        if made is None or process.returncode != 0:
            raise RuntimeError("the job did not end well")
        return await asyncio.to_thread(self._product, made)

    def _product(self, made: Mapping[str, Any]) -> Product:
        """The files to be sent: whole, at the door, or in pieces."""
        files = tuple(Path(each) for each in made.get("parts", [made["path"]]))
        size, count = sum(file.stat().st_size for file in files), int(made["submissions"])
        if all(file.stat().st_size <= self._largest for file in files):
            return Product(files, count, size)
        if len(files) == 1 and self._jobs.door is not None:
            return Product(files, count, size, fetched=True)
        pieces = [piece for file in files for piece in fitting(file, self._largest)]
        return Product(tuple(pieces), count, size, pieces=True)

    async def _follow(
        self, job: Job, process: asyncio.subprocess.Process
    ) -> Mapping[str, Any] | None:
        """Read the lines of the child while it is still wanted; the last is what it has made."""
        heard = Heard()
        reading = asyncio.ensure_future(_read(process, heard))
        passed, told = asyncio.get_running_loop().time, Heard()
        last = passed()
        try:
            while not reading.done():
                await asyncio.wait((reading,), timeout=STILL_WANTED)
                news = heard.done != told.done and passed() - last > TELL_AFTER
                if not await self._wanted(job, heard, tell=news and not reading.done()):
                    raise Stopped
                if news:
                    last, told = passed(), replace(heard)
            return await reading
        finally:
            reading.cancel()

    async def _wanted(self, job: Job, heard: Heard, *, tell: bool) -> bool:
        """Renew the lease, and tell the asker how far it is; False when it was stopped."""
        if tell:
            return await self._jobs.progress(job, done=heard.done, of=heard.of)
        return await self._jobs.goes_on(job, done=heard.done, of=heard.of)

    async def forget_old(self) -> None:
        """Remove documents whose time is over; they can be asked for again."""
        over = await self._jobs.expired()
        await asyncio.to_thread(_forget, self._folder, over, time.time() - FORGOTTEN)

    def stop(self) -> None:
        """Take no further jobs; one under way is taken over after a restart."""
        self._stopping = True
        self._bell.set()


async def _read(process: asyncio.subprocess.Process, heard: Heard) -> Mapping[str, Any] | None:
    """Keep in `heard` how far the child is; returns what it says that it has made, if it does."""
    assert process.stdout is not None
    made = None
    async for line in process.stdout:
        said = json.loads(line)
        if "path" in said:
            made = said
        else:
            heard.done, heard.of = said["step"], said["of"]
    await process.wait()
    return made


def _forget(folder: Path, over: Sequence[int], before: float) -> None:
    for row in over:
        shutil.rmtree(folder / f"job-{row}", ignore_errors=True)
    for made in folder.glob("job-*"):
        if made.stat().st_mtime < before:
            shutil.rmtree(made, ignore_errors=True)


def _make_alone(folder: Path) -> None:
    """Make the folder of an attempt and remove those of the attempts before it."""
    folder.mkdir(parents=True, exist_ok=True)
    for other in folder.parent.iterdir():
        if not other.name.isdecimal() or int(other.name) < int(folder.name):
            shutil.rmtree(other, ignore_errors=True)
