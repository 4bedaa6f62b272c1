"""Which methods the sandbox knows and which parameters each takes (Bot API 10.0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.methods import editing, inline, profile, sending
from sandbox.params import Params
from sandbox.shapes import Json
from sandbox.world import World

Result = Json | list[Json] | bool
Handler = Callable[[World, Params], Result]


@dataclass(frozen=True, slots=True)
class Method:
    """One method; without a handler the door itself serves it."""

    name: str
    handler: Handler | None
    parameters: frozenset[str]


_MESSAGE = (
    "business_connection_id chat_id message_thread_id direct_messages_topic_id "
    "disable_notification protect_content allow_paid_broadcast message_effect_id "
)
_SENT = _MESSAGE + "suggested_post_parameters reply_parameters reply_markup "
_CAPTION = "caption parse_mode caption_entities "
_PLACE = "business_connection_id chat_id message_id inline_message_id reply_markup "
_SOURCE = (
    "chat_id message_thread_id direct_messages_topic_id from_chat_id video_start_timestamp "
    "disable_notification protect_content message_effect_id suggested_post_parameters message_id "
)

_TABLE: tuple[tuple[str, Handler | None, str], ...] = (
    ("getUpdates", None, "offset limit timeout allowed_updates"),
    (
        "setWebhook",
        None,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates "
        "secret_token",
    ),
    ("deleteWebhook", None, "drop_pending_updates"),
    ("getWebhookInfo", None, ""),
    ("getMe", profile.get_me, ""),
    ("logOut", profile.accept, ""),
    ("close", profile.accept, ""),
    ("sendMessage", sending.send_message, _SENT + "text parse_mode entities link_preview_options"),
    (
        "sendPhoto",
        sending.send_photo,
        _SENT + _CAPTION + "photo show_caption_above_media has_spoiler",
    ),
    (
        "sendDocument",
        sending.send_document,
        _SENT + _CAPTION + "document thumbnail disable_content_type_detection",
    ),
    ("sendVoice", sending.send_voice, _SENT + _CAPTION + "voice duration"),
    ("sendMediaGroup", sending.send_media_group, _MESSAGE + "media reply_parameters"),
    (
        "sendChatAction",
        sending.send_chat_action,
        "business_connection_id chat_id message_thread_id action",
    ),
    ("forwardMessage", sending.forward_message, _SOURCE),
    (
        "copyMessage",
        sending.copy_message,
        _SOURCE
        + _CAPTION
        + "show_caption_above_media allow_paid_broadcast reply_parameters reply_markup",
    ),
    (
        "editMessageText",
        editing.edit_message_text,
        _PLACE + "text parse_mode entities link_preview_options",
    ),
    (
        "editMessageCaption",
        editing.edit_message_caption,
        _PLACE + _CAPTION + "show_caption_above_media",
    ),
    ("editMessageReplyMarkup", editing.edit_message_reply_markup, _PLACE),
    ("deleteMessage", editing.delete_message, "chat_id message_id"),
    ("deleteMessages", editing.delete_messages, "chat_id message_ids"),
    (
        "answerCallbackQuery",
        editing.answer_callback_query,
        "callback_query_id text show_alert url cache_time",
    ),
    (
        "answerInlineQuery",
        inline.answer_inline_query,
        "inline_query_id results cache_time is_personal next_offset button",
    ),
    ("setMessageReaction", profile.accept, "chat_id message_id reaction is_big"),
    ("getFile", profile.get_file, "file_id"),
    ("getChat", profile.get_chat, "chat_id"),
    ("getChatMember", profile.get_chat_member, "chat_id user_id"),
    ("leaveChat", profile.accept, "chat_id"),
    ("setMyCommands", profile.set_my_commands, "commands scope language_code"),
    ("getMyCommands", profile.get_my_commands, "scope language_code"),
    ("deleteMyCommands", profile.delete_my_commands, "scope language_code"),
    ("setMyName", profile.set_my_name, "name language_code"),
    ("getMyName", profile.get_my_name, "language_code"),
    ("setMyDescription", profile.set_my_description, "description language_code"),
    ("getMyDescription", profile.get_my_description, "language_code"),
    (
        "setMyShortDescription",
        profile.set_my_short_description,
        "short_description language_code",
    ),
    ("getMyShortDescription", profile.get_my_short_description, "language_code"),
    ("setChatMenuButton", profile.set_chat_menu_button, "chat_id menu_button"),
    ("getChatMenuButton", profile.get_chat_menu_button, "chat_id"),
)

# Telegram takes method names in any case.
METHODS = {
    name.lower(): Method(name, handler, frozenset(parameters.split()))
    for name, handler, parameters in _TABLE
}
