"""What a handler gets beside the update."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telegram import Message, Update, User

from bot.handlers.courtesy import Courtesy
from services.facade import Services
from services.files import Files
from services.office import Envelope, Sender
from services.seal import Seal
from storage.inbox import InboxUpdate


@dataclass(frozen=True, slots=True)
class Context:
    """The services, the inbox row under way, and what doors need: files, seal, courtesy."""

    services: Services
    files: Files
    seal: Seal
    courtesy: Courtesy
    downloads: asyncio.Semaphore
    taken: InboxUpdate


def envelope_of(update: Update, context: Context) -> Envelope:
    """Who sent the update and the message it hangs on."""
    query, message = update.callback_query, update.message or update.edited_message
    return Envelope(
        taken=context.taken,
        sender=sender_of(update.effective_user, context.taken.sender),
        tapped=query.message.message_id if query and query.message else None,
        replied_to=_replied_to(message),
        message=message.message_id if message else 0,
        album=message.media_group_id if message else None,
    )


def sender_of(user: User | None, telegram_id: int) -> Sender:
    """The sender as Telegram shows them."""
    if user is None:
        return Sender(telegram_id, "", "")
    return Sender(user.id, user.full_name[:200], user.language_code or "")


def _replied_to(message: Message | None) -> int | None:
    replied = message.reply_to_message if message else None
    return replied.message_id if replied else None
