"""From a waiting message to Bot API calls: worded in the reader's language, buttons sealed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bot.flows.reply import Button, decode_reply
from bot.relay.cutting import messages
from locales import Translator

CAPTION_LIMIT = 1024
LABEL_LIMIT = 60
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload with a call: the parameter it fills, its name, and where its bytes are."""

    parameter: str
    name: str
    path: Path | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call."""

    method: str
    parameters: Mapping[str, Any]
    file: File | None = None
    instead: Call | None = field(default=None)

    @property
    def counts(self) -> bool:
        """Whether Telegram counts it as a message; a chat action is none."""
        return self.method != "sendChatAction"


def paid_for(call: Call) -> Call:
    """The same call at Telegram's higher limit, for a fee (Bot API: `allow_paid_broadcast`).

    What turns a message into another is free of it.
    """
    if not call.counts or not call.method.startswith("send"):
        return call
    return replace(call, parameters={**call.parameters, "allow_paid_broadcast": True})


Seal = Callable[[str, int], str]
Draw = Callable[[str], bytes]


def calls(
    content: Mapping[str, Any], chat_id: int, words: Translator, seal: Seal, draw: Draw
) -> Sequence[Call]:
    """The calls that `content` takes, in order; usually one."""
    if "action" in content:
        return (Call("sendChatAction", {"chat_id": chat_id, "action": content["action"]}),)
    reply = decode_reply(content["reply"])
    gap = "\n" if reply.tight else "\n\n"
    paragraphs = [words.html(line) for line in reply.lines]
    markup = _markup(reply.rows, chat_id, words, seal)
    if "qr" in content:
        file = File("photo", "invitation.png", content=draw(content["qr"]))
        return (_with_file("sendPhoto", chat_id, paragraphs, markup, file),)
    if "photo" in content:
        picture = Path(content["photo"])
        file = File("photo", picture.name, path=picture)
        return (_with_file("sendPhoto", chat_id, paragraphs, markup, file),)
    if "document" in content:
        document = content["document"]
        if "text" in document:
            file = File("document", document["name"], content=document["text"].encode())
        else:
            file = File("document", document["name"], path=Path(document["path"]))
        return (_with_file("sendDocument", chat_id, paragraphs, markup, file),)
    return _texts(chat_id, messages(paragraphs, gap=gap), markup, content.get("edit"))


def _texts(
    chat_id: int, parts: Sequence[str], markup: str | None, edit: int | None
) -> Sequence[Call]:
    made: list[Call] = []
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        parameters = _parameters(chat_id, part, markup if last else None)
        call = Call("sendMessage", parameters)
        if edit is not None and place == 0:
            call = Call("editMessageText", {**parameters, "message_id": edit}, instead=call)
        made.append(call)
    return made


def _parameters(chat_id: int, text: str, markup: str | None) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "chat_id": chat_id,
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled":true}',
    }
    if markup is not None:
        parameters["reply_markup"] = markup
    return parameters


def _with_file(
    method: str, chat_id: int, paragraphs: Sequence[str], markup: str | None, file: File
) -> Call:
    caption = messages(paragraphs, limit=CAPTION_LIMIT)
    parameters: dict[str, Any] = {"chat_id": chat_id, "parse_mode": "HTML"}
    if caption:
        parameters["caption"] = caption[0]
    if markup is not None:
        parameters["reply_markup"] = markup
    return Call(method, parameters, file)


def _markup(
    rows: Sequence[Sequence[Button]], chat_id: int, words: Translator, seal: Seal
) -> str | None:
    if not rows:
        return None
    keyboard = [[_button(button, chat_id, words, seal) for button in row] for row in rows]
    return _COMPACT.encode({"inline_keyboard": keyboard})


def _button(button: Button, chat_id: int, words: Translator, seal: Seal) -> dict[str, str]:
    label = words.plain(button.label).strip() or "·"
    if len(label) > LABEL_LIMIT:
        label = label[: LABEL_LIMIT - 1].rstrip() + "…"
    if button.url:
        return {"text": label, "url": button.url}
    return {"text": label, "callback_data": seal(button.data, chat_id)}
