"""Chats and the messages in them, as Telegram's server remembers them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.shapes import Json

Keyboard = list[list[Json]]


@dataclass(slots=True)
class Message:
    """One message; `text` is the caption when `media` is there."""

    id: int
    chat: Chat
    sender: Json | None
    date: int
    from_bot: bool = False
    text: str = ""
    entities: tuple[Json, ...] = ()
    media: Json | None = None
    inline: Json | None = None
    carries_keyboard: bool = False
    reply: Json | None = None
    extra: Json | None = None
    edited: int | None = None
    version: int = 0

    def body(self, *, with_reply: bool = True) -> Json:
        """Return the Bot API's Message; a quoted message comes without its own quote."""
        body: Json = {"message_id": self.id, "chat": self.chat.face, "date": self.date}
        if self.sender is not None:
            body["from"] = self.sender
        else:
            body["sender_chat"] = self.chat.face
        if self.media is None:
            body["text"] = self.text
            if self.entities:
                body["entities"] = list(self.entities)
        else:
            self._add_media(body)
        if self.edited is not None:
            body["edit_date"] = self.edited
        if self.reply is not None and with_reply:
            body["reply_to_message"] = self.reply
        if self.inline is not None:
            body["reply_markup"] = self.inline
        if self.extra is not None:
            body.update(self.extra)
        return body

    def _add_media(self, body: Json) -> None:
        body.update(self.media or {})
        if self.text:
            body["caption"] = self.text
        if self.entities:
            body["caption_entities"] = list(self.entities)

    @property
    def rows(self) -> Keyboard:
        """The inline keyboard's rows, none when there is no keyboard."""
        return [] if self.inline is None else self.inline["inline_keyboard"]

    @property
    def buttons(self) -> list[Json]:
        """The inline keyboard's buttons, row after row."""
        return [button for row in self.rows for button in row]

    @property
    def via_bot(self) -> bool:
        """True for what a person has sent out of the bot's search results."""
        return "via_bot" in (self.extra or {})

    def place(self) -> Json:
        """Return how a tapped button's update names the message: in full, unless sent via a bot."""
        if self.via_bot:
            return {"inline_message_id": f"{self.chat.id}_{self.id}"}
        return {"message": self.body()}

    def file(self) -> Json | None:
        """Return the file it carries: a photo's largest size, a document, a voice note."""
        for value in (self.media or {}).values():
            if isinstance(value, list):
                return dict(value[-1])
            if isinstance(value, dict) and "file_id" in value:
                return value
        return None


@dataclass(slots=True)
class Chat:
    """A conversation with the bot: one person's private chat, a group or a channel."""

    id: int
    kind: str
    face: Json
    members: list[int]
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: Json | None = None
    last_id: int = 0

    @property
    def private(self) -> bool:
        """True for a conversation with one person."""
        return self.kind == "private"

    def newest(self) -> list[Message]:
        """Return the messages, newest first."""
        return list(reversed(self.messages.values()))
