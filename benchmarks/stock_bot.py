"""The baseline: the same conversation in stock python-telegram-bot, nothing durable.

Its own httpx backend, Application and ConversationHandler, long polling; answers of the same
size, with the same number of buttons.
"""

from __future__ import annotations

import asyncio
import sys
import warnings
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

STEPS = 10
QUESTION = (
    "<b>What was done?</b> · {n}/10\n\nA sentence or two that helps the person to answer, as long "
    "as those of the product are."
)

Step = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, int]]


def keyboard(step: int) -> InlineKeyboardMarkup:
    """Six buttons in rows of two, like a question of the product."""
    buttons = [InlineKeyboardButton(f"Choice {n}", callback_data=f"{step}:{n}") for n in range(6)]
    return InlineKeyboardMarkup([buttons[:2], buttons[2:4], buttons[4:]])


def asking(step: int) -> Step:
    """The handler that keeps an answer and asks question number `step`."""

    async def ask(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        message = update.message
        assert message is not None
        answers = context.user_data
        assert answers is not None
        answers[step] = message.text
        await message.reply_text(
            QUESTION.format(n=step + 1), parse_mode="HTML", reply_markup=keyboard(step)
        )
        return step % STEPS

    return ask


def main(url: str, token: str, at_once: int) -> None:
    """Poll until stopped, `at_once` updates handled concurrently."""
    warnings.simplefilter("ignore")
    builder = Application.builder().token(token).base_url(f"{url}/bot")
    builder = builder.concurrent_updates(at_once).connection_pool_size(max(8, at_once * 2))
    builder = builder.pool_timeout(30)
    application = builder.build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("report", asking(0))],
            states={
                step: [MessageHandler(filters.TEXT & ~filters.COMMAND, asking(step + 1))]
                for step in range(STEPS)
            },
            fallbacks=[],
        )
    )
    asyncio.set_event_loop(asyncio.new_event_loop())
    application.run_polling(poll_interval=0.0, drop_pending_updates=False)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
