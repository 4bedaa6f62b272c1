"""Changing and removing messages, and answering taps."""

from __future__ import annotations

from sandbox.chats import Message
from sandbox.errors import TOO_OLD, bad_request
from sandbox.keyboards import Markup, read_markup
from sandbox.methods.words import read_caption, read_text
from sandbox.params import Params
from sandbox.shapes import Json
from sandbox.world import World

_ANSWER_LIMIT = 200


def edit_message_text(world: World, params: Params) -> Json:
    """Replace the text, and the inline keyboard with what is given, even if nothing."""
    message = _own(world, params)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    words = read_text(params)
    return _changed(world, message, params, (words.text, words.entities))


def edit_message_caption(world: World, params: Params) -> Json:
    """Replace the caption and the inline keyboard."""
    message = _own(world, params)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    words = read_caption(params)
    return _changed(world, message, params, (words.text, words.entities))


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Replace the inline keyboard alone."""
    message = _own(world, params)
    return _changed(world, message, params, (message.text, message.entities))


def _own(world: World, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = world.open_chat(params.integer("chat_id"))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot or message.carries_keyboard:
        raise bad_request("message can't be edited")
    return message


def _changed(
    world: World, message: Message, params: Params, words: tuple[str, tuple[Json, ...]]
) -> Json:
    markup: Markup = read_markup(params.data("reply_markup"))
    if (*words, markup.inline) == (message.text, message.entities, message.inline):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message"
        )
    message.text, message.entities = words
    message.inline = markup.inline
    message.edited = world.date()
    world.changed(message, "edit")
    return message.body()


def delete_message(world: World, params: Params) -> bool:
    """Remove one message."""
    chat = world.open_chat(params.integer("chat_id"))
    message = chat.messages.get(params.integer("message_id") or 0)
    if message is None:
        raise bad_request("message to delete not found")
    world.remove(message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    """Remove several messages; those that are not there are skipped."""
    chat = world.open_chat(params.integer("chat_id"))
    numbers = params.data("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        if message := chat.messages.get(int(number)):
            world.remove(message)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Stop the button's spinner, once; raises 400 the second time and after 150 seconds."""
    callback = world.callbacks.get(params.text("callback_query_id"))
    if callback is None or callback.answer is not None or callback.until <= world.monotonic():
        raise bad_request(TOO_OLD)
    if len(params.text("text")) > _ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = callback.answer = {
        "text": params.text("text"),
        "show_alert": params.flag("show_alert"),
        "url": params.text("url"),
    }
    where = {"callback_query_id": callback.id, "person_id": callback.person_id}
    world.events.tell("answer", lambda: {**where, **answer})
    return True
