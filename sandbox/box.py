"""The sandbox: a local stand-in for Telegram, with a chat page, in one object."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from aiohttp import web

from sandbox.chats import Message
from sandbox.clock import Clock, Moved, NextReminder
from sandbox.control import Control
from sandbox.door import Door
from sandbox.faults import Faults
from sandbox.hands import Attachment, Hands
from sandbox.inline import InlineAnswer
from sandbox.journal import Journal, Level
from sandbox.pages import serve_page
from sandbox.people import Person
from sandbox.searches import Searches
from sandbox.server import Server
from sandbox.shapes import Json
from sandbox.transcript import transcript
from sandbox.voice import silent_voice
from sandbox.waiting import Sought, wait_for
from sandbox.webhook import Deliverer
from sandbox.world import World


class Sandbox:
    """Telegram's Bot API for one bot, the people who talk to it, and their phones.

    `pace` scales the waits of webhook delivery (0.01 makes a minute 0.6 s); `monotonic` is what
    every wait is measured with; `keep` is how many messages a chat remembers; without `inline`
    the bot has no inline mode.
    """

    def __init__(
        self,
        token: str = "1:sandbox",  # noqa: S107 - no secret: it opens nothing but the sandbox
        people: Iterable[Person] = (),
        *,
        clock: Clock | None = None,
        files_dir: Path | None = None,
        journal: Level = "full",
        journal_size: int = 20_000,
        pace: float = 1.0,
        monotonic: Callable[[], float] = time.monotonic,
        keep: int = 5000,
        inline: bool = True,
    ) -> None:
        self.clock = clock or Clock()
        self.faults = Faults()
        self.journal = Journal(level=journal, size=journal_size)
        self.world = World(
            token=token,
            clock=self.clock,
            monotonic=monotonic,
            files_dir=files_dir,
            pace=pace,
            keep=keep,
            inline=inline,
        )
        for person in people:
            self.world.add_person(person)
        self.hands = Hands(self.world)
        self.searches = Searches(self.world, self.hands)
        self.deliverer = Deliverer(self.world.updates, monotonic, self._run_reply)
        self._door = Door(
            self.world, journal=self.journal, faults=self.faults, deliverer=self.deliverer
        )
        self._control = Control(
            self.world,
            hands=self.hands,
            searches=self.searches,
            journal=self.journal,
            faults=self.faults,
        )
        self._server = Server(self._serve)
        self._host = "127.0.0.1"

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen; port 0 takes any free one."""
        self._host = host
        await self._server.start(host, port)

    async def stop(self) -> None:
        """End every call that is held, stop listening, delete temporary files."""
        self._door.closing.set()
        self.world.updates.interrupt(None)
        self.world.events.close()
        await self.deliverer.stop()
        await self._server.stop()
        self.world.files.close()

    @property
    def url(self) -> str:
        """The address: the chat page is at its root, the Bot API at `/bot<token>/<method>`."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._server.port}"

    @property
    def on_clock_moved(self) -> Moved | None:
        """What the host does when the clock has moved, before the move returns."""
        return self.clock.on_moved

    @on_clock_moved.setter
    def on_clock_moved(self, react: Moved | None) -> None:
        self.clock.on_moved = react

    @property
    def next_reminder(self) -> NextReminder | None:
        """Where "to the next reminder" goes; it may say None when nobody knows."""
        return self.clock.next_reminder

    @next_reminder.setter
    def next_reminder(self, ask: NextReminder | None) -> None:
        self.clock.next_reminder = ask

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/bot"):
            return await self._door.handle_call(request)
        if path.startswith("/file/"):
            return await self._door.handle_file(request)
        if path.startswith("/sandbox/"):
            return await self._control.handle(request)
        return serve_page(request)

    async def _run_reply(self, call: Json) -> None:
        await self._door.run_reply(call)

    async def send(
        self, person_id: int, text: str, reply_to: int | None = None, *, chat_id: int | None = None
    ) -> Message:
        """Write a text as the person and return the message, the last part of a long one."""
        return self.hands.send(person_id, text, reply_to=reply_to, chat_id=chat_id)[-1]

    async def send_file(
        self,
        person_id: int,
        data: bytes,
        *,
        name: str = "file.bin",
        kind: str = "document",
        caption: str = "",
        mime: str = "",
        size: int | None = None,
        reply_to: int | None = None,
        chat_id: int | None = None,
    ) -> Message:
        """Send a document, photo or voice note; `size` is what Telegram is to report."""
        file = Attachment(data, name=name, kind=kind, caption=caption, mime=mime, size=size)
        return self.hands.send_files(person_id, [file], reply_to=reply_to, chat_id=chat_id)[0]

    async def send_album(
        self,
        person_id: int,
        attachments: Sequence[Attachment],
        *,
        reply_to: int | None = None,
        chat_id: int | None = None,
    ) -> list[Message]:
        """Send several files at once."""
        return self.hands.send_files(person_id, attachments, reply_to=reply_to, chat_id=chat_id)

    async def send_voice(
        self, person_id: int, *, seconds: int = 3, reply_to: int | None = None
    ) -> Message:
        """Send a made-up voice note."""
        note = Attachment(
            silent_voice(seconds), name="voice.ogg", kind="voice", mime="audio/ogg", seconds=seconds
        )
        return self.hands.send_files(person_id, [note], reply_to=reply_to)[0]

    async def tap(
        self,
        person_id: int,
        label: str | int,
        message_id: int | None = None,
        *,
        chat_id: int | None = None,
    ) -> str | None:
        """Tap a button and return the callback query's id; see `Hands.tap`."""
        callback = self.hands.tap(person_id, label, message_id=message_id, chat_id=chat_id)
        return callback.id if callback else None

    async def tap_data(
        self,
        person_id: int,
        data: str,
        message_id: int | None = None,
        *,
        chat_id: int | None = None,
    ) -> str:
        """Tap a forged button and return the callback query's id."""
        return self.hands.tap_data(person_id, data, message_id=message_id, chat_id=chat_id).id

    async def ask_inline(
        self, person_id: int, query: str, offset: str = "", *, chat_id: int | None = None
    ) -> str:
        """Search with the bot, as `@bot words` does, and return the inline query's id."""
        return self.searches.ask(person_id, query, offset=offset, chat_id=chat_id).id

    async def inline_answer(self, query_id: str, *, timeout: float = 10.0) -> InlineAnswer:
        """Return what the bot has found, as soon as it has answered."""
        return await self.searches.answer(query_id, timeout=timeout)

    async def choose_inline(
        self, person_id: int, query_id: str, result_id: str, chat_id: int | None = None
    ) -> Message:
        """Send one of the results, into the private chat with the bot unless told."""
        return self.searches.choose(person_id, query_id, result_id, chat_id=chat_id)

    async def open_link(self, person_id: int, url: str) -> None:
        """Follow a deep link to the bot."""
        self.hands.open_link(person_id, url)

    async def edit(self, person_id: int, message_id: int, text: str) -> Message:
        """Change a message the person has sent."""
        return self.hands.edit(person_id, message_id, text)

    async def forward(
        self, person_id: int, message_id: int, *, from_chat: int | None = None
    ) -> Message:
        """Send a message, of another chat if told, on into the person's own chat."""
        return self.hands.forward(person_id, message_id, from_chat=from_chat)

    async def block(self, person_id: int) -> None:
        """Block the bot."""
        self.hands.block(person_id)

    async def unblock(self, person_id: int) -> None:
        """Let the bot write again."""
        self.hands.unblock(person_id)

    def make_person(self, person: Person, *, started: bool = False) -> Person:
        """Let somebody in; `started` spares them the first /start."""
        self.world.add_person(person, started=started)
        return person

    def make_group(self, title: str, members: Sequence[int], *, kind: str = "supergroup") -> int:
        """Open a group or channel with the bot in it and return its chat id."""
        return self.world.add_group(title, list(members), kind=kind).id

    def push_update(self, update: Json, *, times: int = 1) -> int:
        """Queue a raw update, several times if asked, and return its number."""
        return self.world.updates.push_raw(update, times=times)

    def redeliver(self, *, last: int = 0, percent: float | None = None) -> int:
        """Deliver the last acknowledged updates again, and a share of those to come."""
        if percent is not None:
            self.world.updates.redeliver_percent = percent
        return self.world.updates.redeliver(last)

    def messages(self, chat_id: int) -> list[Message]:
        """Return a chat's messages, oldest first."""
        return list(self.world.chats[chat_id].messages.values())

    def transcript(self, chat_id: int, *, since: int = 0) -> str:
        """Return a chat as text, one line per message newer than version `since`."""
        return transcript(self.world.chats[chat_id], self.world.people, since=since)

    @property
    def version(self) -> int:
        """A number that grows with every message sent, changed or removed."""
        return self.world.version

    def answer(self, callback_query_id: str) -> Json | None:
        """Return how the bot answered a tap: text, show_alert and url; None if not yet."""
        return self.world.callbacks[callback_query_id].answer

    async def wait(
        self,
        person_id: int,
        text: str = "",
        *,
        button: str = "",
        since: int = 0,
        from_bot: bool = True,
        timeout: float = 10.0,
    ) -> Message:
        """Return the newest message with the text and button, newer than version `since`."""
        sought = Sought(text=text, button=button, since=since, from_bot=from_bot)
        chat = self.world.chat_of(person_id)
        return await wait_for(self.world, chat, sought, timeout=timeout)
