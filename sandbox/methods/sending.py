"""sendMessage and everything else that puts messages into a chat."""

from __future__ import annotations

from sandbox.chats import Chat, Message
from sandbox.errors import bad_request
from sandbox.formatted import Formatted
from sandbox.keyboards import Markup, read_markup
from sandbox.methods.media import document_media, photo_media, read_media_file, voice_media
from sandbox.methods.words import read_caption, read_item_caption, read_reply, read_text
from sandbox.params import Params
from sandbox.shapes import Json
from sandbox.world import World

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(world: World, params: Params) -> Json:
    """Send a text."""
    chat = world.open_chat(params.integer("chat_id"))
    words = read_text(params)
    extra: Json | None = None
    if "link_preview_options" in params.values:
        extra = {"link_preview_options": params.mapping("link_preview_options")}
    return _post(world, chat, params, words=words, extra=extra).body()


def send_photo(world: World, params: Params) -> Json:
    """Send a picture, which gets several sizes."""
    chat = world.open_chat(params.integer("chat_id"))
    words = read_caption(params)
    media = photo_media(world, read_media_file(world, params, "photo", folder="photos"))
    return _post(world, chat, params, words=words, media=media).body()


def send_document(world: World, params: Params) -> Json:
    """Send a file."""
    chat = world.open_chat(params.integer("chat_id"))
    words = read_caption(params)
    media = document_media(read_media_file(world, params, "document", folder="documents"))
    return _post(world, chat, params, words=words, media=media).body()


def send_voice(world: World, params: Params) -> Json:
    """Send a voice note."""
    chat = world.open_chat(params.integer("chat_id"))
    words = read_caption(params)
    stored = read_media_file(world, params, "voice", folder="voice")
    media = voice_media(stored, params.integer("duration") or 1)
    return _post(world, chat, params, words=words, media=media).body()


def send_media_group(world: World, params: Params) -> list[Json]:
    """Send two to ten photos or documents as one album."""
    chat = world.open_chat(params.integer("chat_id"))
    items = params.listing("media")
    if not 2 <= len(items) <= 10:
        raise bad_request("media group must include 2-10 items")
    ready = [(_item_media(world, params, item), read_item_caption(item)) for item in items]
    group = {"media_group_id": world.album(chat.id)}
    return [
        _post(world, chat, params, words=words, media=media, extra=group).body()
        for media, words in ready
    ]


def _item_media(world: World, params: Params, item: Json) -> Json:
    kind = item.get("type")
    if kind not in {"photo", "document"}:
        raise bad_request(f"the sandbox's albums hold photos and documents, not {kind!r}")
    single = Params({"media": item.get("media")}, params.files)
    stored = read_media_file(world, single, "media", folder=f"{kind}s")
    return photo_media(world, stored) if kind == "photo" else document_media(stored)


def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is typing or uploading."""
    chat = world.open_chat(params.integer("chat_id"))
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.tell("action", lambda: {"chat_id": chat.id, "action": action})
    return True


def forward_message(world: World, params: Params) -> Json:
    """Send a message on, saying where it came from."""
    chat = world.open_chat(params.integer("chat_id"))
    source = _source(world, params, "forward")
    message = world.post(
        chat,
        words=Formatted(source.text, source.entities),
        media=source.media,
        extra=forward_origin(source),
    )
    return message.body()


def copy_message(world: World, params: Params) -> Json:
    """Send a message anew, without saying where it came from."""
    chat = world.open_chat(params.integer("chat_id"))
    source = _source(world, params, "copy")
    words = Formatted(source.text, source.entities)
    if source.media is not None and "caption" in params.values:
        words = read_caption(params)
    return {"message_id": _post(world, chat, params, words=words, media=source.media).id}


def _source(world: World, params: Params, verb: str) -> Message:
    chat = world.chat(params.integer("from_chat_id"))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def forward_origin(source: Message) -> Json:
    """Return what a forwarded message tells about its origin."""
    if source.extra and "forward_origin" in source.extra:
        return {"forward_origin": source.extra["forward_origin"]}
    if source.sender is None:
        origin: Json = {"type": "channel", "chat": source.chat.face, "message_id": source.id}
    else:
        origin = {"type": "user", "sender_user": source.sender}
    return {"forward_origin": {**origin, "date": source.date}}


def _post(
    world: World,
    chat: Chat,
    params: Params,
    *,
    words: Formatted,
    media: Json | None = None,
    extra: Json | None = None,
) -> Message:
    markup = read_markup(params.data("reply_markup"))
    message = world.post(
        chat,
        words=words,
        media=media,
        inline=markup.inline,
        reply=read_reply(params, chat),
        extra=extra,
        carries_keyboard=markup.keyboard is not None,
    )
    show_keyboard(world, chat, markup)
    return message


def show_keyboard(world: World, chat: Chat, markup: Markup) -> None:
    """Put the keyboard the bot ordered before whoever is in the chat, or take it away."""
    if markup.keyboard is None:
        return
    chat.keyboard = None if markup.keyboard.get("remove_keyboard") else markup.keyboard
    world.events.tell("keyboard", lambda: {"chat_id": chat.id, "keyboard": chat.keyboard})
