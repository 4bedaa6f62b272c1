"""Messages in a private chat: text, files, and all the rest a person can send."""

from __future__ import annotations

import asyncio
import mimetypes
from dataclasses import dataclass

from telegram import ChatMember, Message, Update
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.handlers.context import Context, envelope_of
from bot.transport import seconds_of
from export.xliff_reading import XliffError, read_xliff
from locales import N_, Refusal
from services.arrivals import TryLaterError
from services.conversation import Place, UnreadFile
from services.files import SIZE_LIMIT, FileLostError, FileTooBigError
from services.translating import BadTranslationsError
from storage.submissions import StoredFile

TRIES = 3
PAUSE = 0.3
"""Seconds before the second try of a download, twice as many before the third."""


class NotTakenError(Refusal):
    """Stickers, polls, places, contacts, videos and the like."""

    message = N_(
        "I cannot keep that kind of message. Please send text, a document, a photo or a voice note."
    )


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as the message describes it."""

    file_id: str
    described: UnreadFile


async def on_text(update: Update, context: Context) -> None:
    """Take a text as an answer."""
    text = (update.message.text or "") if update.message else ""
    await context.services.conversation.typed(envelope_of(update, context), text)


async def on_file(update: Update, context: Context) -> None:
    """Take a document, photo or voice note: told before the download if it cannot be taken."""
    message = update.message
    assert message is not None
    envelope, file = envelope_of(update, context), _incoming(message)
    conversation, translating = context.services.conversation, context.services.translating
    if _is_xliff(file) and await translating.takes(envelope.sender.telegram_id):
        await _take_translations(update, context, file)
        return
    place = await conversation.place_for_file(envelope.sender.telegram_id, envelope.replied_to)
    caption = message.caption or ""
    if place in {Place.ELSEWHERE, Place.NOWHERE}:
        if caption and place is Place.ELSEWHERE:
            await conversation.caption(envelope, caption)
        else:
            await conversation.unwanted(envelope, file.described)
        return
    try:
        stored = await _stored(update, context, file)
    except Refusal as refusal:
        await conversation.refuse(envelope, refusal)
        return
    await conversation.sent(envelope, stored, caption)


def _is_xliff(file: Incoming) -> bool:
    return file.described.name.lower().endswith((".xlf", ".xliff"))


async def _take_translations(update: Update, context: Context, file: Incoming) -> None:
    """Take what translators made of texts; the file itself is not kept."""
    envelope, services = envelope_of(update, context), context.services
    try:
        content = await _content(update, context, file)
        pair, translated = await asyncio.to_thread(read_xliff, content)
    except XliffError as error:
        await services.conversation.refuse(envelope, BadTranslationsError(error))
    except Refusal as refusal:
        await services.conversation.refuse(envelope, refusal)
    else:
        await services.translating.taken(envelope, pair, translated)


async def on_anything_else(update: Update, context: Context) -> None:
    """Say what can be taken, and ask again."""
    await context.services.conversation.refuse(envelope_of(update, context), NotTakenError())


async def on_edited(update: Update, context: Context) -> None:
    """Let an answer of the open draft follow the message in which it was typed."""
    text = (update.edited_message.text or "") if update.edited_message else ""
    await context.services.conversation.edited(envelope_of(update, context), text)


async def on_membership(update: Update, context: Context) -> None:
    """Note that the person has blocked the bot, or is back."""
    changed = update.my_chat_member
    assert changed is not None
    envelope = envelope_of(update, context)
    if changed.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
        await context.services.menu.blocked(envelope)
    else:
        await context.services.menu.back_again(envelope)


def _incoming(message: Message) -> Incoming:
    if message.document is not None:
        document = message.document
        name = document.file_name or "document"
        return _described(document.file_id, name, document.mime_type, document.file_size)
    if message.photo:
        photo = message.photo[-1]
        return _described(photo.file_id, "photo.jpg", "image/jpeg", photo.file_size)
    voice = message.voice or message.audio
    assert voice is not None
    return _described(voice.file_id, "voice.ogg", voice.mime_type, voice.file_size)


def _described(file_id: str, name: str, media_type: str | None, size: int | None) -> Incoming:
    guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Incoming(file_id, UnreadFile(name, guessed, size or 0))


async def _stored(update: Update, context: Context, file: Incoming) -> StoredFile:
    """The file on disk; raises as `_content` does, and a Refusal for what is not taken."""
    content = await _content(update, context, file)
    return await context.files.store(content, name=file.described.name)


async def _content(update: Update, context: Context, file: Incoming) -> bytes:
    """What is in it; a Refusal says why not, TryLaterError that Telegram could not serve now."""
    if file.described.size > SIZE_LIMIT:
        raise FileTooBigError
    try:
        async with context.downloads:
            return await _download(update, file.file_id)
    except BadRequest as error:
        raise (FileTooBigError if "too big" in error.message else FileLostError) from None
    except RetryAfter as error:
        raise TryLaterError(seconds_of(error)) from None
    except TelegramError:
        if context.taken.attempts >= TRIES:
            raise FileLostError from None
        raise TryLaterError(PAUSE * context.taken.attempts) from None


async def _download(update: Update, file_id: str) -> bytes:
    handle = await update.get_bot().get_file(file_id)
    content = bytes(await handle.download_as_bytearray())
    if handle.file_size is not None and len(content) != handle.file_size:
        raise TelegramError("cut short")
    return content
