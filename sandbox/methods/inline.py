"""answerInlineQuery: what the bot has found for whoever searches with it."""

from __future__ import annotations

import re

from sandbox.errors import ApiError, bad_request
from sandbox.formatted import Formatted, units
from sandbox.inline import InlineAnswer, InlineResult
from sandbox.keyboards import read_markup
from sandbox.methods.words import TEXT_LIMIT, read_words
from sandbox.params import Params
from sandbox.shapes import Json
from sandbox.world import World

_MOST_RESULTS = 50
_OFFSET_BYTES = 64
_ID_BYTES = 64
_LONGEST_CACHE = 24 * 3600
_PARAMETER = re.compile(r"[A-Za-z0-9_-]*")


def answer_inline_query(world: World, params: Params) -> bool:
    """Show what was found, once and within ten seconds.

    As on Telegram the shape of everything is checked first, then whether the query still waits.
    """
    button = _read_button(params.mapping("button"))
    results = tuple(_read_result(result) for result in _listed(params))
    query = world.inline.waiting(params.text("inline_query_id"))
    offset = params.text("next_offset")
    if _bytes(offset) > _OFFSET_BYTES:
        raise bad_request("NEXT_OFFSET_INVALID")
    _check(results)
    answer = InlineAnswer(
        results,
        cache_time=min(max(params.integer("cache_time", 300) or 0, 0), _LONGEST_CACHE),
        is_personal=params.flag("is_personal"),
        next_offset=offset,
        button=button,
    )
    world.inline.settle(query, answer)
    world.events.tell("inline", query.record)
    return True


def _listed(params: Params) -> list[object]:
    listed = params.data("results")
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise bad_request("expected an Array of inline query results")
    if len(listed) > _MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    return listed


def _check(results: tuple[InlineResult, ...]) -> None:
    seen = set()
    for result in results:
        if not result.id:
            raise bad_request("RESULT_ID_EMPTY")
        if _bytes(result.id) > _ID_BYTES:
            raise bad_request("RESULT_ID_INVALID")
        if result.id in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(result.id)
        if not result.title.strip():
            raise bad_request("ARTICLE_TITLE_EMPTY")
        if units(result.text) > TEXT_LIMIT:
            raise bad_request("MESSAGE_TOO_LONG")


def _read_result(result: object) -> InlineResult:
    if not isinstance(result, dict):
        raise _unreadable("Inline query result must be an object")
    kind = _string(result, "type").lower()
    number = _string(result, "id")
    if kind != "article":
        raise _unreadable(f'type "{kind}" is unsupported for the inline query result')
    content = _object(result, "input_message_content")
    if content is None:
        raise _unreadable('Can\'t find field "message_text"')
    words = _read_content(content)
    markup = _object(result, "reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("REPLY_MARKUP_INVALID")
    preview = content.get("link_preview_options")
    return InlineResult(
        number,
        title=_string(result, "title"),
        description=_string(result, "description", needed=False),
        words=words,
        inline=read_markup(markup).inline,
        extra={"link_preview_options": preview} if isinstance(preview, dict) else None,
    )


def _read_content(content: Json) -> Formatted:
    text = _string(content, "message_text", needed=False)
    if not text:
        raise _unreadable("Input message content is not specified")
    try:
        entities = content.get("entities")
        listed = entities if isinstance(entities, list) else []
        words = read_words(text, _string(content, "parse_mode", needed=False), listed)
    except ApiError as error:
        reason = error.description.removeprefix("Bad Request: ")
        raise _unreadable(reason[:1].upper() + reason[1:]) from None
    if not words.text:
        raise bad_request("text must be non-empty")
    return words


def _read_button(button: Json) -> Json | None:
    if not button:
        return None
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"', what="inline query results button")
    if "start_parameter" not in button:
        if isinstance(button.get("web_app"), dict):
            return button
        reason = "InlineQueryResultsButton must have exactly one optional field"
        raise _unreadable(reason, what="inline query results button")
    parameter = str(button["start_parameter"])
    if not parameter:
        raise bad_request("can't use empty start_parameter")
    if _bytes(parameter) > _ID_BYTES:
        raise bad_request("too long start_parameter specified")
    if not _PARAMETER.fullmatch(parameter):
        raise bad_request("unallowed characters in start_parameter are used")
    return button


def _string(given: Json, name: str, *, needed: bool = True) -> str:
    """Return a field as text; Telegram takes a number for one."""
    value = given.get(name)
    if value is None:
        if needed:
            raise _unreadable(f'Can\'t find field "{name}"')
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _unreadable(f'Field "{name}" must be of type String')
    return str(value)


def _object(given: Json, name: str) -> Json | None:
    value = given.get(name)
    if value is not None and not isinstance(value, dict):
        raise _unreadable(f'Field "{name}" must be of type Object')
    return value


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _unreadable(reason: str, *, what: str = "inline query result") -> ApiError:
    return bad_request(f"can't parse {what}: {reason}")
