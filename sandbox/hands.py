"""What people do with their phones: write, tap, reply, forward, block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.chats import Chat, Message
from sandbox.errors import ControlError
from sandbox.formatted import Formatted, parts_of
from sandbox.links import start_payload, with_found
from sandbox.methods.media import document_media, photo_media, voice_media
from sandbox.methods.sending import forward_origin
from sandbox.methods.words import TEXT_LIMIT, quoted
from sandbox.people import Person
from sandbox.shapes import Json
from sandbox.world import Callback, World

_FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as a person picks it; `kind` is document, photo or voice.

    `size` makes Telegram report another size than the file has, `mime` another type.
    """

    data: bytes
    name: str = "file.bin"
    kind: str = "document"
    caption: str = ""
    mime: str = ""
    size: int | None = None
    seconds: int = 1


class Hands:
    """Every act puts a message where people see it and an update where the bot gets it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def send(
        self, person_id: int, text: str, *, reply_to: int | None = None, chat_id: int | None = None
    ) -> list[Message]:
        """Write a text; like a phone, in several messages when it is too long for one."""
        if not text:
            message = "there is nothing to send"
            raise ControlError(message)
        parts = [with_found(Formatted(part)) for part in parts_of(text, TEXT_LIMIT)]
        return self.say(person_id, parts, reply_to=reply_to, chat_id=chat_id)

    def say(
        self,
        person_id: int,
        texts: Sequence[Formatted],
        *,
        reply_to: int | None = None,
        chat_id: int | None = None,
        inline: Json | None = None,
        extra: Json | None = None,
    ) -> list[Message]:
        """Send texts as they are; `inline` and `extra` come with what a bot has found."""
        chat = self._writable(person_id, chat_id)
        replied = self._replied(chat, reply_to)
        return [
            self._put(person_id, chat, words=words, inline=inline, reply=replied, extra=extra)
            for words in texts
        ]

    def send_files(
        self,
        person_id: int,
        attachments: Sequence[Attachment],
        *,
        reply_to: int | None = None,
        chat_id: int | None = None,
    ) -> list[Message]:
        """Send files; several of them go as one album."""
        chat = self._writable(person_id, chat_id)
        if not attachments:
            message = "there is no file to send"
            raise ControlError(message)
        replied = self._replied(chat, reply_to)
        album = {"media_group_id": self.world.album(chat.id)}
        return [
            self._put(
                person_id,
                chat,
                words=with_found(Formatted(attachment.caption)),
                media=self._media(attachment),
                reply=replied,
                extra=album if len(attachments) > 1 else None,
            )
            for attachment in attachments
        ]

    def _media(self, attachment: Attachment) -> Json:
        folder = _FOLDERS.get(attachment.kind)
        if folder is None:
            message = f"a file is a document, a photo or a voice note, not {attachment.kind!r}"
            raise ControlError(message)
        stored = self.world.files.add(
            attachment.data,
            name=attachment.name,
            mime=attachment.mime,
            folder=folder,
            size=attachment.size,
        )
        if attachment.kind == "photo":
            return photo_media(self.world, stored)
        if attachment.kind == "voice":
            return voice_media(stored, attachment.seconds)
        return document_media(stored)

    def tap(
        self,
        person_id: int,
        label: str | int,
        *,
        message_id: int | None = None,
        chat_id: int | None = None,
    ) -> Callback | None:
        """Tap a button by label or number; the newest message that has it, unless told.

        A label of the person's own keyboard is sent as text. Returns the callback query, None
        when the button makes none. Raises ControlError naming the buttons when none fits.
        """
        chat = self.world.chat_of(person_id, chat_id)
        message, button = self._button(chat, label, message_id)
        if message is None:
            self.send(person_id, str(button["text"]), chat_id=chat_id)
            return None
        if "callback_data" in button:
            return self._query(person_id, chat, message=message, data=button["callback_data"])
        if "url" in button:
            self.open_link(person_id, button["url"])
        return None

    def tap_data(
        self,
        person_id: int,
        data: str,
        *,
        message_id: int | None = None,
        chat_id: int | None = None,
    ) -> Callback:
        """Tap a button that need not exist: `data` arrives as it is, on any message."""
        chat = self.world.chat_of(person_id, chat_id)
        message = chat.messages.get(message_id) if message_id else next(iter(chat.newest()), None)
        gone: Json = {"chat": chat.face, "message_id": message_id or 1, "date": 0}
        return self._query(person_id, chat, message=message or gone, data=data)

    def _button(
        self, chat: Chat, label: str | int, message_id: int | None
    ) -> tuple[Message | None, Json]:
        messages = [self._message(chat, message_id)] if message_id else chat.newest()
        if isinstance(label, int):
            message = next((one for one in messages if one.buttons), None)
            if message is not None and -len(message.buttons) <= label < len(message.buttons):
                return message, message.buttons[label]
        else:
            for message in messages:
                for button in message.buttons:
                    if button["text"] == label:
                        return message, button
            for row in (chat.keyboard or {}).get("keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return None, button
        there = next((one.buttons for one in messages if one.buttons), [])
        labels = ", ".join(str(button["text"]) for button in there) or "none"
        message_text = f"there is no button {label!r}; the newest buttons are: {labels}"
        raise ControlError(message_text, status=404)

    def _query(self, person_id: int, chat: Chat, *, message: Message | Json, data: str) -> Callback:
        callback = self.world.tapped(person_id)
        self.world.updates.push(
            "callback_query",
            {
                "id": callback.id,
                "from": self.world.person(person_id).user(),
                **(message.place() if isinstance(message, Message) else {"message": message}),
                "chat_instance": str(chat.id * 7919),
                "data": data,
            },
        )
        return callback

    def open_link(self, person_id: int, url: str) -> list[Message]:
        """Follow a deep link to the bot, which starts the chat with the link's payload."""
        payload = start_payload(url, self.world.username)
        if payload is None:
            return []
        self.unblock(person_id)
        return self.send(person_id, f"/start {payload}".strip())

    def edit(
        self, person_id: int, message_id: int, text: str, *, chat_id: int | None = None
    ) -> Message:
        """Change a message the person has sent."""
        chat = self._writable(person_id, chat_id)
        message = self._message(chat, message_id)
        if message.from_bot or message.sender is None or message.sender["id"] != person_id:
            refusal = "people edit only what they sent"
            raise ControlError(refusal)
        words = with_found(Formatted(text))
        message.text, message.entities = words.text, words.entities
        message.edited = self.world.date()
        self.world.changed(message, "edit")
        self.world.updates.push("edited_message", message.body())
        return message

    def forward(
        self,
        person_id: int,
        message_id: int,
        *,
        from_chat: int | None = None,
        chat_id: int | None = None,
    ) -> Message:
        """Send a message from one chat on into another; its buttons stay behind."""
        chat = self._writable(person_id, chat_id)
        source = self.world.chats.get(from_chat or person_id, chat)
        message = self._message(source, message_id)
        words = Formatted(message.text, message.entities)
        origin = forward_origin(message)
        return self._put(person_id, chat, words=words, media=message.media, extra=origin)

    def block(self, person_id: int) -> None:
        """Block the bot, which is told so."""
        chat = self.world.chat_of(person_id)
        if not chat.blocked:
            chat.blocked = True
            self._tell_membership(chat, person_id, before="member", after="kicked")

    def unblock(self, person_id: int) -> None:
        """Let the bot write again, which is told so."""
        chat = self.world.chat_of(person_id)
        if chat.blocked:
            chat.blocked = False
            self._tell_membership(chat, person_id, before="kicked", after="member")

    def _tell_membership(self, chat: Chat, person_id: int, *, before: str, after: str) -> None:
        self.world.membership(chat, self.world.person(person_id), before=before, after=after)
        self.world.events.tell("people", dict)

    def _writable(self, person_id: int, chat_id: int | None) -> Chat:
        chat = self.world.chat_of(person_id, chat_id)
        if chat.blocked and chat.private:
            message = "this person has blocked the bot; unblock first"
            raise ControlError(message, status=409)
        chat.started = True
        self._put_away_keyboard(chat)
        return chat

    def _put_away_keyboard(self, chat: Chat) -> None:
        """Forget a keyboard that was meant for one answer only, or a wish for a reply."""
        shown = chat.keyboard or {}
        if shown.get("one_time_keyboard") or shown.get("force_reply"):
            chat.keyboard = None
            self.world.events.tell("keyboard", lambda: {"chat_id": chat.id, "keyboard": None})

    def _put(
        self,
        person_id: int,
        chat: Chat,
        *,
        words: Formatted,
        media: Json | None = None,
        inline: Json | None = None,
        reply: Json | None = None,
        extra: Json | None = None,
    ) -> Message:
        sender: Person = self.world.person(person_id)
        message = self.world.post(
            chat, sender=sender, words=words, media=media, inline=inline, reply=reply, extra=extra
        )
        kind = "channel_post" if chat.kind == "channel" else "message"
        self.world.updates.push(kind, message.body())
        return message

    def _replied(self, chat: Chat, message_id: int | None) -> Json | None:
        return quoted(self._message(chat, message_id)) if message_id else None

    def _message(self, chat: Chat, message_id: int) -> Message:
        message = chat.messages.get(message_id)
        if message is None:
            refusal = f"there is no message {message_id} in chat {chat.id}"
            raise ControlError(refusal, status=404)
        return message
