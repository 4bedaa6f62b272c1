"""What the command line does without a running bot: invite, export, status, calendar, input."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from telegram.error import InvalidToken, TelegramError

from bot.app import bot_for
from bot.clocks import MachineClock
from bot.ground import StartError, migrated, trail_key
from bot.settings import Settings
from committee.access import Role
from committee.actors import ActorKind
from committee.consultations import DraftText, read_draft_text
from committee.datafile import DataError
from committee.submissions import SubmissionKind
from export import Format, write
from locales import Language, Moment, Refusal, translator_for
from services.compilations import Request, compile_for, request_from
from services.copies import KIND as COPY
from services.copies import CopyRequest, copy_of
from services.delivery import Limits
from services.facade import Services, services_on
from services.office import WASHINGTON, Office
from storage import calendar as calendars
from storage.database import open_database

STEPS = 2


@asynccontextmanager
async def _services(settings: Settings) -> AsyncIterator[Services]:
    await migrated(settings)
    database = open_database(settings.database_url)
    try:
        clock = MachineClock()
        key = await trail_key(settings, database, now=clock.now())
        office = Office(database, clock, trail_key=key, secretariat=settings.secretariat)
        services = services_on(office, "command-line", Limits())
        await services.world.lay_in()
        yield services
    finally:
        await database.close()


async def invite(
    settings: Settings, actor: str | None, role: str, qr: Path | None, tell: Callable[[str], None]
) -> None:
    """Issue an invitation and tell its link; the QR picture goes to `qr`."""
    if settings.in_sandbox:
        raise StartError("an invitation needs the bot's name: please set ENLACE_BOT_TOKEN")
    username = await _username(settings)
    async with _services(settings) as services:
        services.link.username = username
        with _told_in_a_line():
            issued = await services.invitations.issue(actor_key=actor, role=Role(role))
        link = services.link(issued.token)
    tell(link)
    if qr is not None:
        from bot.relay.qr import picture  # noqa: PLC0415 - only for --qr

        _keep(qr, picture(link))


async def _username(settings: Settings) -> str:
    """The bot's name, as Telegram knows it."""
    bot = bot_for(settings)
    try:
        await bot.initialize()
        return bot.username
    except InvalidToken:
        raise StartError("ENLACE_BOT_TOKEN: Telegram does not know this token") from None
    except TelegramError:
        raise StartError("Telegram cannot be reached; please try again later") from None
    finally:
        with suppress(TelegramError, RuntimeError):
            await bot.shutdown()


def _keep(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}") from None


def _write(path: Path, written: Callable[[Path], None]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written(path)
    except OSError as error:
        raise StartError(f"{path} cannot be written: {error.strerror}") from None


def request_of(asked: Mapping[str, Any]) -> Request:
    """The request that the options of the command line make."""
    return Request(
        language=_language(asked["language"]),
        roles=tuple(Role(role) for role in asked["roles"]),
        meeting_key=asked["meeting"],
        kinds=tuple(_member(SubmissionKind, "--kind", kind) for kind in asked["kinds"]),
        actor_kinds=tuple(
            _member(ActorKind, "--actor-kind", kind) for kind in asked["actor_kinds"]
        ),
    )


def _member(of: Any, option: str, value: str) -> Any:  # noqa: ANN401 - one of two enumerations
    try:
        return of(value)
    except ValueError:
        known = ", ".join(member.value for member in of)
        raise StartError(f"{option}: there is no {value}; known are {known}") from None


async def made_as_asked(
    settings: Settings,
    job: str | None,
    asked: Mapping[str, Any],
    tell: Callable[[dict[str, object]], None],
) -> dict[str, object]:
    """Write what a job (in JSON) or the options of the command line ask for."""
    folder = asked["folder"]
    if job is None:
        return await export(settings, request_of(asked), asked["file_format"], folder, tell)
    body = json.loads(job)
    if body["kind"] == COPY:
        request = CopyRequest(**body["request"])
        return await copy(settings, request, folder, up_to=body["up_to"])
    of_job = request_from(body["request"])
    return await export(settings, of_job, body["format"], folder, tell, up_to=body["up_to"])


async def copy(
    settings: Settings, request: CopyRequest, folder: Path, *, up_to: str
) -> dict[str, object]:
    """Write the copy of a submission into `folder`; returns its path, and that it is one."""
    from export.paper_docx import write_docx  # noqa: PLC0415 - heavy, and only for a copy

    now = datetime.fromisoformat(up_to)
    async with _services(settings) as services:
        paper = await services.office.look(lambda c: copy_of(c, request, now=now))
    path = folder / paper.file_name
    _write(path, lambda draft: write_docx(paper, draft))
    return {"path": str(path), "submissions": 1}


async def export(
    settings: Settings,
    request: Request,
    file_format: str,
    folder: Path,
    tell: Callable[[dict[str, object]], None],
    *,
    up_to: str | None = None,
) -> dict[str, object]:
    """Write the compilation into `folder`; returns its path and how many submissions it holds.

    `up_to` is the moment the document names, where it is not the machine's (ISO 8601).
    """
    chosen = Format(file_format)
    async with _services(settings) as services:
        now = datetime.fromisoformat(up_to) if up_to else services.office.clock.now()
        if request.meeting_key is not None:
            key = request.meeting_key
            if await services.office.look(lambda c: calendars.meeting_by_key(c, key)) is None:
                raise StartError(f"--meeting: there is no meeting {key}; see `enlace calendar`")
        tell({"step": 0, "of": STEPS})
        compilation = await services.office.look(lambda c: compile_for(c, request, now=now))
    tell({"step": 1, "of": STEPS})
    path = folder / f"enlace-{now:%Y-%m-%d}-{request.language}{chosen.suffix}"
    _write(path, lambda draft: write(compilation, chosen, draft))
    submissions = sum(len(tuple(sheet.rows)) for sheet in compilation.sheets)
    return {"path": str(path), "submissions": submissions}


async def status(settings: Settings, language: str) -> str:
    """The status as text."""
    words = translator_for(_language(language))
    async with _services(settings) as services:
        lines = await services.overview.status_now()
    return "\n".join(_plain(words.plain(line)) for line in lines)


async def calendar(settings: Settings, plan: int | None, language: str) -> str:
    """The meetings, one a line; with `plan` the term of that year is planned first."""
    words = translator_for(_language(language))
    async with _services(settings) as services:
        if plan is not None and not await services.world.plan_term(plan):
            raise StartError(f"the term that begins in September {plan} is planned already")
        meetings = await services.office.look(calendars.all_meetings)
    return "\n".join(
        f"{meeting.plan.key:<24} "
        f"{words.plain(Moment(meeting.plan.starts_at, WASHINGTON)):<44} "
        f"{words.plain(meeting.plan.title)}"
        for meeting in meetings
    )


def _language(value: str) -> Language:
    for language in get_args(Language):
        if language == value:
            chosen: Language = language
            return chosen
    raise StartError(f"--language: there is no {value}; es, en, fr and pt are known")


def _plain(line: str) -> str:
    return line.replace("<b>", "").replace("</b>", "")


async def open_consultation(settings: Settings, path: Path) -> str:
    """Take input on the draft text in the TOML file at `path`; its symbol."""
    draft = _draft_text(path)
    async with _services(settings) as services:
        with _told_in_a_line():
            await services.consultations.open(draft)
    return draft.symbol


def _draft_text(path: Path) -> DraftText:
    try:
        return read_draft_text(path.read_text(encoding="utf-8"), where=path.name)
    except (DataError, OSError, UnicodeDecodeError) as error:
        raise StartError(str(error)) from None


async def close_consultation(settings: Settings, symbol: str) -> None:
    """Take no more input on the document."""
    async with _services(settings) as services:
        with _told_in_a_line():
            await services.consultations.close(symbol)


async def list_consultations(settings: Settings) -> str:
    """Every document that was opened, a line each."""
    async with _services(settings) as services:
        documents, now = await services.consultations.listed()
    lines = []
    for each in documents:
        ended = each.closed_at or (each.closes_at if (each.closes_at or now) < now else None)
        until = f"open until {each.closes_at:%Y-%m-%d %H:%M} UTC" if each.closes_at else "open"
        state = f"closed {ended:%Y-%m-%d}" if ended else until
        lines.append(f"{each.symbol}  {len(each.paragraphs)} paragraphs, {state}")
    return "\n".join(lines) or "No draft text has been opened for input."


@contextmanager
def _told_in_a_line() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise StartError(translator_for("en").plain(refusal.said)) from None
