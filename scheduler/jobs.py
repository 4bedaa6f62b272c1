"""Long work in processes of its own, so that the bot goes on answering as if nothing were."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog

from services.jobs import Jobs
from storage.jobs import Job

log = structlog.get_logger()

LOOK_AGAIN = 5.0
TELL_AFTER = 4.0
MOST_ATTEMPTS = 3
TRY_AGAIN = 5.0
TIME_LIMIT = 480.0
"""Seconds for one document; shorter than the lease of its job."""
KEPT = 7 * 24 * 3600.0
"""Seconds for which a document stays on disk."""


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
        try:
            async with asyncio.timeout(TIME_LIMIT):
                path, count = await self._made(job)
            await self._jobs.deliver(job, path=str(path), name=path.name, count=count)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - the outermost door of jobs
            log.error("job_failed", job=job.id, error=type(error).__name__)
            await self._failed(job)

    async def _failed(self, job: Job) -> None:
        """Try again while there are tries left, else say that it could not be done."""
        try:
            if job.attempts >= MOST_ATTEMPTS:
                await self._jobs.give_up(job)
            else:
                await self._jobs.try_again(job, after=TRY_AGAIN)
        except Exception as error:  # noqa: BLE001 - the lease runs out and the job comes again
            log.error("jobs_unavailable", error=type(error).__name__)

    async def _made(self, job: Job) -> tuple[Path, int]:
        """Let the command line make the document; returns it and how many submissions it holds."""
        folder = self._folder / f"job-{job.id}"
        folder.mkdir(parents=True, exist_ok=True)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "export", "--machine"),
            *("--job", json.dumps({"kind": job.kind, **job.params})),
            *("--folder", str(folder)),
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **self._settings},
        )
        try:
            made = await self._follow(job, process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if made is None or process.returncode != 0:
            raise RuntimeError("the job did not end well")
        return Path(made["path"]), int(made["submissions"])

    async def _follow(
        self, job: Job, process: asyncio.subprocess.Process
    ) -> Mapping[str, Any] | None:
        """Read the lines of the child: steps done, told to the asker when it takes long; result."""
        assert process.stdout is not None
        begun, made = asyncio.get_running_loop().time(), None
        async for line in process.stdout:
            said = json.loads(line)
            if "path" in said:
                made = said
            elif said["step"] and asyncio.get_running_loop().time() - begun > TELL_AFTER:
                begun = asyncio.get_running_loop().time()
                await self._jobs.progress(job, done=said["step"], of=said["of"])
        await process.wait()
        return made

    async def forget_old(self) -> None:
        """Remove documents made a week ago; they can be asked for again."""
        await asyncio.to_thread(_forget, self._folder, time.time() - KEPT)

    def stop(self) -> None:
        """Take no further jobs; one under way is taken over after a restart."""
        self._stopping = True
        self._bell.set()


def _forget(folder: Path, before: float) -> None:
    for made in folder.glob("job-*"):
        if made.stat().st_mtime < before:
            shutil.rmtree(made, ignore_errors=True)
