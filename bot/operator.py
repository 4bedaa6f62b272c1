"""What the command line does without a running bot: invite, export, status, input."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot.app import bot_for
from bot.asked import request_of
from bot.ground import StartError
from bot.look import template_of, template_told
from bot.offline import language_named, services_offline, told_in_a_line, write_file
from bot.settings import Settings
from committee.access import Role
from committee.consultations import DraftText, read_draft_text
from committee.datafile import DataError
from export import Format
from export.splitting import ONE_MESSAGE
from locales import translator_for
from services.compiling.bundling import UNLIMITED, Bundling
from services.compiling.making import make
from services.compiling.request import (
    NoSuchActorError,
    NoSuchMeetingError,
    Request,
    request_from,
)
from services.copies import KIND as COPY
from services.copies import CopyRequest, copy_of
from services.overview_pictures import KIND as PICTURES
from services.overview_pictures import WIDE, leaves_of
from services.round_digest_picture import KIND as DIGEST
from services.round_digest_picture import pictures_of
from services.translating import KIND as TEXTS
from services.translating import give


async def invite(
    settings: Settings, actor: str | None, role: str, qr: Path | None, tell: Callable[[str], None]
) -> None:
    """Issue an invitation and tell its link; the QR picture goes to `qr`."""
    if settings.in_sandbox:
        raise StartError("an invitation needs the bot's name: please set ENLACE_BOT_TOKEN")
    username = await _username(settings)
    async with services_offline(settings) as services:
        services.link.username = username
        with told_in_a_line():
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
    if body["kind"] == DIGEST:
        return await picture(settings, body, folder)
    if body["kind"] == PICTURES:
        return await pictures(settings, body, folder)
    if body["kind"] == TEXTS:
        return await texts(settings, body, folder)
    of_job = request_from(body["request"])
    return await export(settings, of_job, body["format"], folder, tell, up_to=body["up_to"])


async def texts(settings: Settings, params: Mapping[str, Any], folder: Path) -> dict[str, object]:
    """Write the texts for translators into `folder`; returns where, and of how many submissions."""
    now = datetime.fromisoformat(params["up_to"])
    async with services_offline(settings) as services:
        paths, count = await services.office.look(lambda c: give(c, params, folder, now=now))
    return {"path": "", "parts": [str(path) for path in paths], "submissions": count}


async def copy(
    settings: Settings, request: CopyRequest, folder: Path, *, up_to: str
) -> dict[str, object]:
    """Write the copy of a submission into `folder`; returns its path, and that it is one."""
    from export.paper_docx import write_docx  # noqa: PLC0415 - heavy, and only for a copy

    now = datetime.fromisoformat(up_to)
    async with services_offline(settings) as services:
        paper = await services.office.look(lambda c: copy_of(c, request, now=now))
    path = folder / paper.file_name
    with template_told():
        write_file(path, lambda draft: write_docx(paper, draft, template_of(settings)))
    return {"path": str(path), "submissions": 1}


async def picture(settings: Settings, params: Mapping[str, Any], folder: Path) -> dict[str, object]:
    """Draw the picture of a digest into `folder`; returns its path, and that it holds none."""
    from export.picture_png import write_fitting  # noqa: PLC0415 - heavy, and only for a picture

    async with services_offline(settings) as services:
        pictures = await services.office.look(lambda c: pictures_of(c, params))
    path = folder / "enlace.png"
    write_file(path, lambda draft: write_fitting(pictures, draft))
    return {"path": str(path), "submissions": 0}


async def pictures(
    settings: Settings, params: Mapping[str, Any], folder: Path
) -> dict[str, object]:
    """Draw the pictures of the overview into `folder`; returns their paths in order."""
    from export.picture_png import png_of  # noqa: PLC0415 - heavy, and only for a picture

    async with services_offline(settings) as services:
        leaves = await services.office.look(lambda c: tuple(leaves_of(c, params)))
    kept = [str(leaf.keep(png_of(leaf.svg, pixels=WIDE), folder)) for leaf in leaves]
    return {"path": kept[0], "parts": kept, "submissions": 0}


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
    now, template = datetime.fromisoformat(up_to) if up_to else None, template_of(settings)
    async with services_offline(settings) as services:
        work = partial(
            make,
            request=request,
            file_format=Format(file_format),
            folder=folder,
            now=now or services.office.clock.now(),
            tell=lambda done, of: tell({"step": done, "of": of}),
            # What nobody waits for in a chat need not be cut to what a message holds.
            bundling=Bundling(
                settings.data_dir / "files", ONE_MESSAGE if up_to else UNLIMITED, template
            ),
            template=template,
        )
        try:
            with template_told():
                made = await services.office.look(work)
        except NoSuchMeetingError as error:
            told = f"--meeting: there is no meeting {error}; see `enlace calendar`"
            raise StartError(told) from None
        except NoSuchActorError as error:
            raise StartError(f"--actor: there is no actor {error}") from None
        except OSError as error:
            raise StartError(f"{folder} cannot be written to: {error.strerror}") from None
    parts = {"parts": [str(part) for part in made.parts]} if made.parts else {}
    return {"path": str(made.path), "submissions": made.submissions, **parts}


async def status(settings: Settings, language: str) -> str:
    """The status as text."""
    words = translator_for(language_named(language))
    async with services_offline(settings) as services:
        lines = await services.overview.status_now()
    return "\n".join(_plain(words.plain(line)) for line in lines)


def _plain(line: str) -> str:
    return line.replace("<b>", "").replace("</b>", "")


async def open_consultation(settings: Settings, path: Path) -> str:
    """Take input on the draft text in the TOML file at `path`; its symbol."""
    draft = _draft_text(path)
    async with services_offline(settings) as services:
        with told_in_a_line():
            await services.consultations.open(draft)
    return draft.symbol


def _draft_text(path: Path) -> DraftText:
    try:
        return read_draft_text(path.read_text(encoding="utf-8"), where=path.name)
    except (DataError, OSError, UnicodeDecodeError) as error:
        raise StartError(str(error)) from None


async def close_consultation(settings: Settings, symbol: str) -> None:
    """Take no more input on the document."""
    async with services_offline(settings) as services:
        with told_in_a_line():
            await services.consultations.close(symbol)


async def list_consultations(settings: Settings) -> str:
    """Every document that was opened, a line each."""
    async with services_offline(settings) as services:
        documents, now = await services.consultations.listed()
    lines = []
    for each in documents:
        ended = each.closed_at or (each.closes_at if (each.closes_at or now) < now else None)
        until = f"open until {each.closes_at:%Y-%m-%d %H:%M} UTC" if each.closes_at else "open"
        state = f"closed {ended:%Y-%m-%d}" if ended else until
        lines.append(f"{each.symbol}  {len(each.paragraphs)} paragraphs, {state}")
    return "\n".join(lines) or "No draft text has been opened for input."
