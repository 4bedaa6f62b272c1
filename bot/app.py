"""Wires one process: database, services, doors; the only room that builds things."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import TextIO

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.clocks import MachineClock
from bot.greeting import introduce
from bot.ground import StartError, database_of, healthy, sole_process, trail_key
from bot.handlers import Router
from bot.handlers.courtesy import Courtesy
from bot.handlers.router import ALLOWED_UPDATES
from bot.intake import Dispatcher, Poller
from bot.lasting import end, first_broken, patiently, settle_memory
from bot.relay import Relay
from bot.settings import Settings
from bot.transport import AiohttpRequest, DirectBot
from scheduler import Steadiness, Ticks
from scheduler.jobs import JobRunner
from services import failpoints
from services.clock import Clock
from services.delivery import Limits
from services.facade import Services, services_on
from services.feed import Feed
from services.files import Files
from services.office import Office
from services.rebasing import rebase
from services.seal import Seal, seal_of
from storage.database import Database
from web import Doors
from web.documents import address

log = structlog.get_logger()

WEBHOOK_PATH = "/telegram"
DRAIN = 4.0


@dataclass(slots=True)
class App:
    """One running bot."""

    settings: Settings
    clock: Clock
    database: Database
    services: Services
    bot: DirectBot
    dispatcher: Dispatcher
    relay: Relay
    poller: Poller
    doors: Doors
    ticks: Ticks
    jobs: JobRunner
    courtesy: Courtesy
    files: Files
    lock: TextIO | None

    async def run(self, stop: asyncio.Event, *, ready: Callable[[], None] | None = None) -> None:
        """Serve until `stop` is set, then drain: nothing new is taken, what is under way ends."""
        await self._open_doors()
        working = [
            asyncio.create_task(work)
            for work in (
                self.dispatcher.run(),
                self.relay.run(),
                self.jobs.run(),
            )
        ]
        introducing = asyncio.create_task(introduce(self.bot))
        leases = [
            asyncio.create_task(keeping)
            for keeping in (
                self.dispatcher.keep_leases(),
                self.relay.keep_leases(),
                Steadiness(self.clock, self._mend_after_jump).run(),
            )
        ]
        polling = None if self.settings.webhook_url else asyncio.create_task(self.poller.run())
        self._start_ticks()
        settle_memory()
        log.info("ready", webhook=bool(self.settings.webhook_url))
        if ready is not None:
            ready()
        lasting = [*working, *leases, *([polling] if polling else [])]
        broken = await first_broken(stop, lasting)
        introducing.cancel()
        await self._drain(working, leases, polling)
        if broken is not None:
            raise broken

    async def _open_doors(self) -> None:
        settings = self.settings
        if not settings.in_sandbox or settings.webhook_url:
            try:
                await self.doors.open(settings.listen_host, settings.listen_port)
            except OSError as error:
                address = f"{settings.listen_host}:{settings.listen_port}"
                raise StartError(f"cannot listen on {address}: {error.strerror}") from None
        await patiently(self._choose_door)

    async def _choose_door(self) -> None:
        """Tell Telegram where updates go: to the webhook, or nowhere until they are polled."""
        settings = self.settings
        if not settings.webhook_url:
            await self.bot.delete_webhook()
            return
        try:
            await self.bot.set_webhook(
                url=settings.webhook_url + WEBHOOK_PATH,
                secret_token=settings.webhook_secret,
                allowed_updates=ALLOWED_UPDATES,
            )
        except BadRequest as error:
            raise StartError(f"ENLACE_WEBHOOK_URL: Telegram says: {error.message}") from None

    def _start_ticks(self) -> None:
        self.ticks.every(20, "reminders", self.services.reminders.tick)
        self.ticks.every(60, "nudges", self.services.drafts.nudge)
        self.ticks.every(60, "digests", self.services.review.digest)
        self.ticks.every(60, "digests of rounds", self.services.round_digests.tick)
        self.ticks.every(3600, "forget_done", self.services.arrivals.forget_done)
        self.ticks.every(3600, "forget_exports", self.jobs.forget_old)
        self.ticks.every(3600, "forget_strays", self._forget_strays)
        self.ticks.every(3600, "term", self.services.world.keep_term)
        self.ticks.start()

    async def _mend_after_jump(self) -> None:
        """What goes by the machine's clock, and would wait for one that was put back."""
        self.ticks.start_anew()
        await rebase(self.services.office)

    async def _forget_strays(self) -> None:
        await self.files.forget_strays(self.services.arrivals.stored_names)

    async def _drain(
        self,
        working: list[asyncio.Task[None]],
        leases: list[asyncio.Task[None]],
        polling: asyncio.Task[None] | None,
    ) -> None:
        log.info("draining")
        self.doors.drain()
        self.ticks.stop()
        self.poller.stop()
        if polling is not None:
            await end(polling, 0.5)
        await self.dispatcher.drain(DRAIN)
        self.jobs.stop()
        self.relay.stop()
        await asyncio.wait(working, timeout=2.0)
        for task in (*working, *leases):
            await end(task, 0)

    async def close(self) -> None:
        """Let go of everything, in the reverse of how it was opened."""
        await self.courtesy.finish()
        await self.doors.close()
        with suppress(TelegramError, RuntimeError):
            await self.bot.shutdown()
        await self.database.close()
        if self.lock is not None:
            self.lock.close()


async def build(
    settings: Settings, *, clock: Clock | None = None, limits: Limits | None = None
) -> App:
    """Open the database and build what runs on it; StartError says what is in the way."""
    clock = clock or MachineClock()
    async with AsyncExitStack() as opened:
        lock = sole_process(settings)
        if lock is not None:
            opened.callback(lock.close)
        database = await database_of(settings)
        opened.push_async_callback(database.close)
        reach = failpoints.exiting_at(settings.failpoint) if settings.failpoint else failpoints.none
        office = Office(
            database,
            clock,
            trail_key=await trail_key(settings, database, now=clock.now()),
            secretariat=settings.secretariat,
            reach=reach,
            stored_files=settings.data_dir / "files",
        )
        worker = f"{os.getpid()}-{secrets.token_hex(4)}"
        services = services_on(office, worker, limits or Limits(paid=settings.paid_broadcast))
        if lock is not None:
            await services.arrivals.release_all()
        await services.world.lay_in()
        seal = await seal_of(office)
        bot = bot_for(settings)
        opened.push_async_callback(bot.hang_up)
        await _meet_telegram(bot)
        services.link.username = bot.username
        if settings.webhook_url:
            services.jobs.door = address(settings.webhook_url)
        app = _wired(settings, clock, database, services, bot, seal, lock, worker)
        opened.pop_all()  # from here on App.close lets go of it
    return app


async def build_unless(stop: asyncio.Event, settings: Settings) -> App | None:
    """Build, or give it up as soon as `stop` is set: Telegram may be away for long."""
    building, stopped = asyncio.create_task(build(settings)), asyncio.create_task(stop.wait())
    await asyncio.wait((building, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if building.done():
        return building.result()
    await end(building, 0)
    return None


def _wired(
    settings: Settings,
    clock: Clock,
    database: Database,
    services: Services,
    bot: DirectBot,
    seal: Seal,
    lock: TextIO | None,
    worker: str,
) -> App:
    office, courtesy = services.office, Courtesy(bot)
    files = Files(office.stored_files)
    router = Router(bot, services, files=files, seal=seal, courtesy=courtesy)
    dispatcher = Dispatcher(services.arrivals, router.handle)
    return App(
        settings=settings,
        clock=clock,
        database=database,
        services=services,
        bot=bot,
        dispatcher=dispatcher,
        relay=Relay(
            bot,
            services.delivery,
            clock,
            bell=office.letters_waiting,
            seal=seal.close,
            reach=office.reach,
        ),
        poller=Poller(bot, dispatcher, allowed=ALLOWED_UPDATES),
        doors=Doors(
            take_in=dispatcher.take_in,
            healthy=healthy(database),
            secret=settings.webhook_secret,
            path=WEBHOOK_PATH,
            calendar=Feed(office).calendar,
            fetched=services.jobs.fetched,
        ),
        ticks=Ticks(clock.steady),
        jobs=JobRunner(
            services.jobs,
            worker=worker,
            bell=office.jobs_waiting,
            database_url=settings.database_url,
            data_dir=settings.data_dir,
        ),
        courtesy=courtesy,
        files=files,
        lock=lock,
    )


def bot_for(settings: Settings) -> DirectBot:
    """PTB's bot on our transport."""
    root = settings.telegram_api_url
    return DirectBot(
        settings.bot_token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(connections=2),
    )


async def _meet_telegram(bot: DirectBot) -> None:
    """Ask Telegram who we are, patiently; a token it refuses is told at once."""
    try:
        await patiently(bot.initialize)
    except InvalidToken:
        raise StartError("ENLACE_BOT_TOKEN: Telegram does not know this token") from None
