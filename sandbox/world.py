"""Everything Telegram's server would know: people, chats, messages, updates, files."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.chats import Chat, Message
from sandbox.clock import Clock
from sandbox.errors import ApiError, ControlError, bad_request
from sandbox.events import Events
from sandbox.files import Files
from sandbox.formatted import Formatted
from sandbox.inline import InlineQueries
from sandbox.people import Person
from sandbox.profile import Profile
from sandbox.shapes import Json
from sandbox.updates import CALLBACK_LIFE, Updates


@dataclass(slots=True)
class Callback:
    """A tapped button; it may be answered once, within 150 seconds."""

    id: str
    person_id: int
    until: float
    answer: Json | None = None


class World:
    """The server's state; it changes only on the event loop, one call at a time."""

    def __init__(
        self,
        *,
        token: str,
        clock: Clock,
        monotonic: Callable[[], float],
        files_dir: Path | None,
        pace: float,
        keep: int,
        inline: bool,
    ) -> None:
        self.token = token
        self.clock = clock
        self.monotonic = monotonic
        self.updates = Updates(monotonic, pace=pace)
        self.files = Files(files_dir, monotonic)
        self.events = Events()
        clock.watchers.append(lambda: self.events.tell("clock", dict))
        self.profile = Profile("Enlace")
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.callbacks: OrderedDict[str, Callback] = OrderedDict()
        self.inline = InlineQueries(monotonic, offered=inline)
        self.username = "enlace_sandbox_bot"
        self.bot_id = int(token.partition(":")[0]) if token.partition(":")[0].isdecimal() else 1
        self.version = 0
        self._keep = keep
        self._last_message = 0
        self._last_group = 1_000_000_000_000

    def bot(self) -> Json:
        """Return the bot as a User."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.text("name", ""),
            "username": self.username,
        }

    def date(self) -> int:
        """Return the date shown, in seconds."""
        return int(self.clock.now().timestamp())

    def add_person(self, person: Person, *, started: bool = False) -> Chat:
        """Let somebody in, with an empty chat with the bot."""
        if person.id <= 0 or person.id == self.bot_id:
            message = "a person's id is a positive number and not the bot's"
            raise ControlError(message)
        self.people[person.id] = person
        chat = self.chats.get(person.id) or Chat(person.id, "private", {}, [person.id])
        chat.face = person.chat()
        chat.started = chat.started or started
        self.chats[person.id] = chat
        self.events.tell("people", dict)
        return chat

    def add_group(self, title: str, members: list[int], *, kind: str = "supergroup") -> Chat:
        """Open a group or channel in which the bot is a member."""
        if kind not in {"group", "supergroup", "channel"}:
            message = "a group is a group, a supergroup or a channel"
            raise ControlError(message)
        self._last_group += 1
        number = -self._last_group if kind != "group" else -(self._last_group % 1_000_000_000)
        face = {"id": number, "title": title, "type": kind}
        chat = self.chats[number] = Chat(number, kind, face, list(members), started=True)
        self.membership(chat, self.person(members[0]), before="left", after="member")
        self.events.tell("people", dict)
        return chat

    def membership(self, chat: Chat, person: Person, *, before: str, after: str) -> None:
        """Tell the bot that its own standing in a chat has changed."""
        bot = self.bot()
        self.updates.push(
            "my_chat_member",
            {
                "chat": chat.face,
                "from": person.user(),
                "date": self.date(),
                "old_chat_member": {"user": bot, **_standing(before)},
                "new_chat_member": {"user": bot, **_standing(after)},
            },
        )

    def person(self, person_id: int) -> Person:
        """Return the person; raises a ControlError for nobody."""
        person = self.people.get(person_id)
        if person is None:
            message = f"there is no person {person_id}"
            raise ControlError(message, status=404)
        return person

    def chat_of(self, person_id: int, chat_id: int | None = None) -> Chat:
        """Return a chat the person is in, the private one unless told."""
        self.person(person_id)
        chat = self.chats.get(chat_id or person_id)
        if chat is None or person_id not in chat.members:
            message = f"person {person_id} is in no chat {chat_id}"
            raise ControlError(message, status=404)
        return chat

    def chat(self, chat_id: int | None) -> Chat:
        """Return the chat the bot names; raises the Bot API's 400."""
        chat = self.chats.get(chat_id or 0)
        if chat is None:
            raise bad_request("chat not found" if chat_id else "chat_id is empty")
        return chat

    def open_chat(self, chat_id: int | None) -> Chat:
        """Return a chat the bot may write in; raises the Bot API's 400 or 403."""
        chat = self.chat(chat_id)
        if chat.blocked:
            if chat.private:
                raise ApiError(403, "Forbidden: bot was blocked by the user")
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def post(
        self,
        chat: Chat,
        *,
        sender: Person | None = None,
        words: Formatted,
        media: Json | None = None,
        inline: Json | None = None,
        reply: Json | None = None,
        extra: Json | None = None,
        carries_keyboard: bool = False,
    ) -> Message:
        """Put a message into a chat, the bot's own when there is no sender."""
        user = sender.user() if sender else self.bot()
        message = Message(
            id=self._next_id(chat),
            chat=chat,
            sender=None if chat.kind == "channel" else user,
            date=self.date(),
            from_bot=sender is None,
            text=words.text,
            entities=words.entities,
            media=media,
            inline=inline,
            carries_keyboard=carries_keyboard,
            reply=reply,
            extra=extra,
        )
        chat.messages[message.id] = message
        if len(chat.messages) > self._keep:
            del chat.messages[next(iter(chat.messages))]
        self.changed(message, "message")
        return message

    def album(self, chat_id: int) -> str:
        """Return a name for the album about to be posted."""
        return f"{self.version + 1}{abs(chat_id)}"

    def _next_id(self, chat: Chat) -> int:
        # Groups count by themselves, so the same number occurs in several chats, as in Telegram.
        if chat.private:
            self._last_message += 1
            return self._last_message
        chat.last_id += 1
        return chat.last_id

    def changed(self, message: Message, event: str) -> None:
        """Give the message a new version and tell whoever watches."""
        self.version += 1
        message.version = self.version
        self.events.tell(
            event, lambda: {"chat_id": message.chat.id, "message": self.shown(message)}
        )

    def shown(self, message: Message) -> Json:
        """Return the message as the chat page needs it."""
        return {
            **message.body(),
            "from_bot": message.from_bot,
            "version": message.version,
        }

    def remove(self, message: Message) -> None:
        """Take a message out of its chat."""
        message.chat.messages.pop(message.id, None)
        self.version += 1
        where = {"chat_id": message.chat.id, "message_id": message.id}
        self.events.tell("delete", lambda: where)

    def tapped(self, person_id: int) -> Callback:
        """Return a new callback query of the person, waiting for its answer."""
        now = self.monotonic()
        while self.callbacks and next(iter(self.callbacks.values())).until <= now:
            self.callbacks.popitem(last=False)
        number = str(secrets.randbits(62))
        callback = Callback(number, person_id, now + CALLBACK_LIFE)
        self.callbacks[number] = callback
        return callback


def _standing(status: str) -> Json:
    return {"status": status, "until_date": 0} if status == "kicked" else {"status": status}
