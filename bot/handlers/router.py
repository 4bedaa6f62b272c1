"""Which handler takes which update; PTB's handlers and filters say so, in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers import commands, inline, messages, taps
from bot.handlers.context import Context
from bot.handlers.courtesy import Courtesy
from services.facade import Services
from services.files import Files
from services.seal import Seal
from storage.inbox import InboxUpdate

Handle = Callable[[Update, Context], Awaitable[None]]

ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "channel_post",
]
"""What Telegram is asked to send (Bot API: getUpdates, setWebhook)."""

COMMANDS: dict[str, Handle] = {
    "start": commands.on_start,
    "help": commands.on_help,
    "menu": commands.on_help,
    "report": commands.on_form,
    "practice": commands.on_form,
    "proposal": commands.on_form,
    "research": commands.on_form,
    "law": commands.on_form,
    "input": commands.on_form,
    "pledge": commands.on_form,
    "back": commands.on_step,
    "skip": commands.on_step,
    "save": commands.on_step,
    "drafts": commands.on_drafts,
    "submissions": commands.on_submissions,
    "review": commands.on_review,
    "news": commands.on_news,
    "program": commands.on_program,
    "practices": commands.on_practices,
    "people": commands.on_people,
    "handover": commands.on_hand_over,
    "mydata": commands.on_my_data,
    "forget": commands.on_forget,
    "language": commands.on_language,
    "settings": commands.on_settings,
    "calendar": commands.on_calendar,
    "status": commands.on_status,
    "export": commands.on_export,
    "translations": commands.on_translations,
    "remind": commands.on_remind,
    "announce": commands.on_announce,
    "invite": commands.on_invite,
    "register": commands.on_register,
}
DOWNLOADS = 4
"""Files of up to 20 MB that may be in memory at once."""
FILES = filters.Document.ALL | filters.PHOTO | filters.VOICE | filters.AUDIO


class Router:
    """Takes one update at a time from the inbox to its handler."""

    def __init__(
        self, bot: Bot, services: Services, *, files: Files, seal: Seal, courtesy: Courtesy
    ) -> None:
        self._bot = bot
        self._services = services
        self._files = files
        self._seal = seal
        self._courtesy = courtesy
        self._downloads = asyncio.Semaphore(DOWNLOADS)
        self._handlers = _handlers()

    async def handle(self, taken: InboxUpdate) -> None:
        """Give `taken` its effect; whatever it raises beyond a refusal is for the dead letters."""
        update = Update.de_json(json.loads(taken.payload), self._bot)
        if _is_public(update):
            await self._point_to_private(update, taken)
            return
        if self._is_found_here(update):
            await self._services.arrivals.dismiss(taken)
            return
        context = Context(
            services=self._services,
            files=self._files,
            seal=self._seal,
            courtesy=self._courtesy,
            downloads=self._downloads,
            taken=taken,
        )
        for handler in self._handlers:
            check = handler.check_update(update)
            if check is not None and check is not False:
                await handler.callback(update, context)
                return
        await self._services.arrivals.dismiss(taken)

    def _is_found_here(self, update: Update) -> bool:
        """Whether somebody sent us what our own inline search has found: it answers nothing."""
        via = update.message.via_bot if update.message else None
        return via is not None and via.id == self._bot.id

    async def _point_to_private(self, update: Update, taken: InboxUpdate) -> None:
        """In groups and channels answer a command or an invitation with a pointer, else nothing."""
        message, chat = update.effective_message, update.effective_chat
        joined = update.my_chat_member
        addressed = (
            joined is not None and joined.new_chat_member.status in {"member", "administrator"}
        ) or (message is not None and (message.text or "").startswith("/"))
        if chat is None or not addressed:
            await self._services.arrivals.dismiss(taken)
            return
        user = update.effective_user
        await self._services.arrivals.point_to_private(
            taken,
            chat.id,
            language=(user.language_code or "") if user else "",
            url=f"https://t.me/{self._bot.username}",
        )


def _is_public(update: Update) -> bool:
    chat = update.effective_chat
    return chat is not None and chat.type != ChatType.PRIVATE


def _command(name: str, handle: Handle, where: filters.BaseFilter) -> BaseHandler[Any, Any, Any]:
    callback: Any = handle  # PTB types callbacks by its own context class, which is not used here
    return CommandHandler(name, callback, where)


def _handlers() -> Sequence[BaseHandler[Any, Any, Any]]:
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return (
        CallbackQueryHandler(taps.on_tap),
        InlineQueryHandler(inline.on_inline_query),
        *(_command(name, handle, private) for name, handle in COMMANDS.items()),
        MessageHandler(private & filters.COMMAND, commands.on_help),
        MessageHandler(private & filters.TEXT, messages.on_text),
        MessageHandler(private & FILES, messages.on_file),
        MessageHandler(private, messages.on_anything_else),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, messages.on_edited),
        ChatMemberHandler(messages.on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
    )
