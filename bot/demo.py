"""The product in its sandbox: five people, a moved clock, and Enlace, in one process."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from bot.app import App, build
from bot.clocks import MovedClock
from bot.flows import labels
from bot.flows.forms.joining import JOINING
from bot.ground import StartError
from bot.lasting import stopped_by_signals
from bot.settings import Settings
from committee.access import Role
from committee.consultations import DraftText, Paragraph
from locales import Localized, Message, translator_for
from sandbox import NEWCOMERS, Person, Sandbox
from services.office import language_of

DELEGATE, FOCAL_POINT, DIASPORA, SECRETARIAT, CHAIR = NEWCOMERS
TOKEN = "1:sandbox"  # noqa: S105 - no secret: it opens nothing but the sandbox
DRAFT_TEXT = DraftText(
    symbol="CIDI/CAM/doc.1/26 rev. 1",
    title=Localized(
        es="Proyecto de plan de trabajo (ejemplo)",
        en="Draft work plan (example)",
        fr="Projet de plan de travail (exemple)",
        pt="Projeto de plano de trabalho (exemplo)",
    ),
    paragraphs=(
        Paragraph("1", "Se reúne el grupo de trabajo cada mes, de octubre a mayo."),
        Paragraph("2", "Los actores informan sobre sus avances antes de cada reunión."),
        Paragraph("3", "La presidencia circula una compilación de lo recibido."),
    ),
    last_day=None,
)
"""A text of our own to comment on; no document of the committee."""


async def run_demo(
    settings: Settings, *, host: str, port: int, announce: Callable[[str], None]
) -> None:
    """Serve the sandbox and the bot on it until stopped; `announce` gets the page's address.

    Every start is a new world: what was played before is removed.
    """
    stop = stopped_by_signals()
    sandbox = Sandbox(TOKEN, NEWCOMERS)
    try:
        await sandbox.start(host, port)
    except OSError as error:
        raise StartError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    try:
        app = await build(_settings(settings, sandbox.url), clock=MovedClock(sandbox.clock.now))
        sandbox.on_clock_moved = _ticking(app)
        sandbox.next_reminder = app.services.reminders.next_due
        await _serve(app, sandbox, stop, lambda: announce(f"{sandbox.url}/"))
    finally:
        await sandbox.stop()


async def _serve(
    app: App, sandbox: Sandbox, stop: asyncio.Event, announce: Callable[[], None]
) -> None:
    letting_in = asyncio.Event()
    try:
        running = asyncio.create_task(app.run(stop, ready=letting_in.set))
        await asyncio.wait(
            (running, asyncio.create_task(letting_in.wait())), return_when=asyncio.FIRST_COMPLETED
        )
        if letting_in.is_set():
            with suppress(TimeoutError):
                await _let_in(app, sandbox)
            announce()
        await running
    finally:
        await app.close()


def _settings(settings: Settings, url: str) -> Settings:
    """The settings of a playground: a folder and a database of its own, emptied.

    A database that is named in the settings is somebody's real one and is not touched.
    """
    folder = settings.data_dir / "sandbox"
    _empty(folder)
    return replace(
        settings,
        bot_token=TOKEN,
        telegram_api_url=url,
        data_dir=folder,
        database_url=f"sqlite+aiosqlite:///{folder / 'enlace.db'}",
        listen_port=settings.listen_port if settings.listen_chosen else 0,
        webhook_url="",
        webhook_secret="",
        failpoint=None,
        secretariat=frozenset({SECRETARIAT.id}),
    )


def _empty(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _ticking(app: App) -> Callable[[], Awaitable[None]]:
    async def tick() -> None:
        await app.services.world.keep_term()
        await app.services.reminders.tick()
        await app.services.drafts.nudge()
        await app.services.review.digest()
        await app.services.round_digests.tick()

    return tick


async def _let_in(app: App, sandbox: Sandbox) -> None:
    """Let those join who are in from the start, through the same doors as everybody."""
    await app.services.consultations.open(DRAFT_TEXT)
    await sandbox.send(SECRETARIAT.id, "/start")
    await asyncio.gather(
        _join(app, sandbox, FOCAL_POINT, "cim", Role.FOCAL_POINT),
        _join(app, sandbox, CHAIR, None, Role.CHAIR),
    )


async def _join(app: App, sandbox: Sandbox, person: Person, actor: str | None, role: Role) -> None:
    """Open an invitation and type the answers that it asks for, the first zone offered."""
    words = translator_for(language_of(person.language_code))
    issued = await app.services.invitations.issue(actor_key=actor, role=role)
    await sandbox.send(person.id, f"/start {issued.token}")
    for question, answer in zip(
        JOINING.questions, (person.name, person.language_code, "1"), strict=True
    ):
        await sandbox.wait(person.id, words.plain(Message(question.text)), timeout=5)
        await sandbox.send(person.id, answer)
    confirm = words.plain(Message(labels.GO_AHEAD))
    await sandbox.wait(person.id, button=confirm, timeout=5)
    await sandbox.send(person.id, confirm)
