"""Inline queries: `@bot words` in any chat finds what is public; see docs/decisions/0014."""

from __future__ import annotations

import json
from typing import Any

from telegram import Update

from bot.handlers.context import Context
from locales import Message, Translator, translator_for
from locales.phrases import lookup
from services.lookup_inline import Result

CACHE = 10
"""Seconds for which Telegram may show the same person the same answer again."""
_QUERY_LIMIT = 256


async def on_inline_query(update: Update, context: Context) -> None:
    """Answer at once and beside the outbox: the query expires in seconds and changes nothing."""
    query = update.inline_query
    assert query is not None
    asked = query.from_user
    found = await context.services.lookup.inline(
        asked.id, asked.language_code or "", query.query[:_QUERY_LIMIT]
    )
    words = translator_for(found.language)
    home = f"https://t.me/{update.get_bot().username}?start="
    # There is one page: more words find better than more results.
    shown = () if query.offset else found.results
    results = [_article(result, words, home) for result in shown]
    context.courtesy.call("answerInlineQuery", _answer(query.id, results, words))
    await context.services.arrivals.dismiss(context.taken)


def _answer(query_id: str, results: list[dict[str, Any]], words: Translator) -> dict[str, Any]:
    button = {
        "text": words.plain(Message(lookup.OPEN_ENLACE)),
        "start_parameter": "practices",
    }
    return {
        "inline_query_id": query_id,
        "results": json.dumps(results),
        "cache_time": CACHE,
        "is_personal": True,
        "button": json.dumps(button),
    }


def _article(result: Result, words: Translator, home: str) -> dict[str, Any]:
    """InlineQueryResultArticle (Bot API)."""
    button = {"text": words.plain(Message(lookup.SEE_MORE)), "url": home + result.link}
    return {
        "type": "article",
        "id": result.id,
        "title": words.plain(result.title).strip() or "·",
        "description": words.plain(result.about),
        "input_message_content": {
            "message_text": "\n".join(words.html(line) for line in result.lines),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": {"inline_keyboard": [[button]]},
    }
