"""The text of a message as the bot gave it: markup read, limits kept, entities found."""

from __future__ import annotations

from sandbox.chats import Chat, Message
from sandbox.errors import bad_request
from sandbox.formatted import Formatted, cleaned, trimmed, units
from sandbox.html import parse_html
from sandbox.links import with_found
from sandbox.params import Params
from sandbox.shapes import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def read_text(params: Params) -> Formatted:
    """Return a message's text; raises 400 when it is empty, too long or badly marked up."""
    words = read_words(params.text("text"), params.text("parse_mode"), params.listing("entities"))
    if not words.text:
        raise bad_request("message text is empty")
    if units(words.text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return words


def read_caption(params: Params) -> Formatted:
    """Return a caption, which may be empty."""
    return _checked_caption(
        params.text("caption"), params.text("parse_mode"), params.listing("caption_entities")
    )


def read_item_caption(item: Json) -> Formatted:
    """Return the caption of one piece of an album."""
    return _checked_caption(
        str(item.get("caption") or ""),
        str(item.get("parse_mode") or ""),
        item.get("caption_entities") or [],
    )


def _checked_caption(text: str, mode: str, entities: list[Json]) -> Formatted:
    words = read_words(text, mode, entities)
    if units(words.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return words


def read_words(text: str, mode: str, entities: list[Json]) -> Formatted:
    """Return the text as Telegram would show it; only the HTML mode is spoken here."""
    mode = mode.lower()
    if mode == "html":
        words = parse_html(text)
    elif mode in {"", "none"}:
        words = Formatted(cleaned(text), tuple(_entity(entity) for entity in entities))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("can't parse entities: the sandbox reads HTML only")
    else:
        raise bad_request("unsupported parse_mode")
    return with_found(trimmed(words))


def _entity(entity: Json) -> Json:
    if not isinstance(entity, dict) or not {"type", "offset", "length"} <= entity.keys():
        raise bad_request("can't parse MessageEntity: expected type, offset and length")
    return entity


def read_reply(params: Params, chat: Chat) -> Json | None:
    """Return the message replied to as it goes along in full, None without one."""
    wanted = params.mapping("reply_parameters")
    if not wanted:
        return None
    replied = chat.messages.get(Params(wanted).integer("message_id") or 0)
    if replied is not None:
        return replied.body(with_reply=False)
    if Params(wanted).flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def quoted(message: Message | None) -> Json | None:
    """Return a message as it goes along with a reply to it."""
    return None if message is None else message.body(with_reply=False)
