"""Reply markup: what Telegram accepts under a message or in place of the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.errors import ApiError, bad_request
from sandbox.shapes import Json

_MOST_BUTTONS = {"inline_keyboard": 100, "keyboard": 300}
_MOST_IN_ROW = {"inline_keyboard": 8, "keyboard": 12}
_DATA_BYTES = 64
_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "copy_text",
    "callback_game",
    "pay",
)


@dataclass(frozen=True, slots=True)
class Markup:
    """Either an inline keyboard or an order for the reader's own keyboard, or neither."""

    inline: Json | None = None
    keyboard: Json | None = None


def read_markup(markup: object) -> Markup:
    """Return the markup checked; raises the Bot API's 400 for what Telegram refuses."""
    if markup is None or markup == {}:
        return Markup()
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = _rows(markup, "inline_keyboard")
        for row in rows:
            for button in row:
                _check_inline(button)
        return Markup(inline={"inline_keyboard": rows}) if rows else Markup()
    if "keyboard" in markup:
        rows = [[_plain(button) for button in row] for row in _rows(markup, "keyboard")]
        return Markup(keyboard={**markup, "keyboard": rows})
    if "remove_keyboard" in markup or "force_reply" in markup:
        return Markup(keyboard=dict(markup))
    raise bad_request("can't parse reply markup: unknown keyboard type")


def _rows(markup: Json, name: str) -> list[list[Json]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f'Field "{name}" must be an Array of Arrays')
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > _MOST_BUTTONS[name]:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > _MOST_IN_ROW[name] for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return rows


def _check_inline(button: object) -> None:
    text = button.get("text") if isinstance(button, dict) else None
    if not isinstance(button, dict) or not isinstance(text, str):
        raise _unreadable('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_EMPTY")
    action = next((name for name in _ACTIONS if name in button), None)
    if action is None:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if action == "callback_data":
        _check_data(button["callback_data"])
    elif action == "url":
        _check_url(button["url"])


def _check_data(data: object) -> None:
    if not isinstance(data, str):
        raise _unreadable('Field "callback_data" must be of type String')
    if not 0 < len(data.encode("utf-8", "surrogatepass")) <= _DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not url.startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: wrong HTTP URL")


def _plain(button: object) -> Json:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or Object")
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    return button


def _unreadable(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
