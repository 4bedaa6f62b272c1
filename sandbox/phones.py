"""The part of the control interface that is one person's phone, and what the chat page reads."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from sandbox.chats import Chat, Message
from sandbox.errors import ControlError
from sandbox.given import Given, whole
from sandbox.hands import Attachment, Hands
from sandbox.routes import Match, Routes
from sandbox.searches import Searches
from sandbox.shapes import Json
from sandbox.voice import silent_voice
from sandbox.world import World

_HEARTBEAT = 15.0
_SHOWN_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "audio/")


class Phones:
    """What people do, over HTTP, and the events their phones show."""

    def __init__(self, world: World, hands: Hands, searches: Searches) -> None:
        self.world = world
        self.hands = hands
        self.searches = searches

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        person = "/sandbox/people/{id}"
        for method, path, handler in (
            ("GET", "/sandbox/state", self._state),
            ("GET", "/sandbox/events", self._events),
            ("GET", "/sandbox/files/{id}", self._file),
            ("GET", "/sandbox/inline/{id}", self._found),
            ("GET", person + "/menu", self._menu),
            ("POST", person + "/send", self._send),
            ("POST", person + "/file", self._send_files),
            ("POST", person + "/voice", self._send_voice),
            ("POST", person + "/tap", self._tap),
            ("POST", person + "/open", self._open),
            ("POST", person + "/edit", self._edit),
            ("POST", person + "/forward", self._forward),
            ("POST", person + "/inline", self._ask),
            ("POST", person + "/choose", self._choose),
            ("POST", person + "/block", self._block),
            ("POST", person + "/unblock", self._unblock),
        ):
            routes.add(method, path, handler)

    async def _state(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        world = self.world
        return web.json_response(
            {
                "bot": {
                    **world.bot(),
                    "description": world.profile.text("description", ""),
                    "supports_inline_queries": world.inline.offered,
                },
                "people": [person.record() for person in world.people.values()],
                "chats": [_chat(chat) for chat in world.chats.values()],
                "version": world.version,
            }
        )

    async def _menu(self, request: web.BaseRequest, match: Match) -> web.Response:
        person = self.world.person(whole(match["id"], "id"))
        language = request.query.get("language", person.language_code)
        profile = self.world.profile
        return web.json_response(
            {
                "commands": profile.menu(person.id, person.id, language),
                "name": profile.text("name", language),
                "description": profile.text("description", language),
            }
        )

    async def _send(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        return self._sent(
            self.hands.send(
                whole(match["id"], "id"),
                given.text("text"),
                reply_to=given.whole("reply_to"),
                chat_id=given.whole("chat_id"),
            )
        )

    async def _send_files(self, request: web.BaseRequest, match: Match) -> web.Response:
        fields, attachments = await _read_attachments(request)
        return self._sent(
            self.hands.send_files(
                whole(match["id"], "id"),
                attachments,
                reply_to=_optional(fields, "reply_to"),
                chat_id=_optional(fields, "chat_id"),
            )
        )

    async def _send_voice(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        seconds = min(int(given.number("seconds", 3)), 600)
        note = Attachment(
            silent_voice(seconds), name="voice.ogg", kind="voice", mime="audio/ogg", seconds=seconds
        )
        return self._sent(
            self.hands.send_files(
                whole(match["id"], "id"),
                [note],
                reply_to=given.whole("reply_to"),
                chat_id=given.whole("chat_id"),
            )
        )

    async def _tap(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        person = whole(match["id"], "id")
        message_id, chat_id = given.whole("message_id"), given.whole("chat_id")
        if "data" in given.values:
            callback = self.hands.tap_data(
                person, given.text("data"), message_id=message_id, chat_id=chat_id
            )
            return web.json_response({"callback_query_id": callback.id})
        index = given.whole("index")
        label: str | int = given.text("label") if index is None else index
        tapped = self.hands.tap(person, label, message_id=message_id, chat_id=chat_id)
        return web.json_response({"callback_query_id": tapped.id if tapped else None})

    async def _open(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        return self._sent(self.hands.open_link(whole(match["id"], "id"), given.text("url")))

    async def _edit(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        message = self.hands.edit(
            whole(match["id"], "id"),
            int(given.number("message_id")),
            given.text("text"),
            chat_id=given.whole("chat_id"),
        )
        return self._sent([message])

    async def _forward(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        message = self.hands.forward(
            whole(match["id"], "id"),
            int(given.number("message_id")),
            from_chat=given.whole("from_chat"),
            chat_id=given.whole("chat_id"),
        )
        return self._sent([message])

    async def _ask(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        query = self.searches.ask(
            whole(match["id"], "id"),
            given.text("query", ""),
            offset=given.text("offset", ""),
            chat_id=given.whole("chat_id"),
        )
        return web.json_response(query.record())

    async def _found(self, request: web.BaseRequest, match: Match) -> web.Response:
        seconds = whole(request.query.get("timeout", "0"), "timeout")
        if seconds:
            await self.searches.answer(match["id"], timeout=seconds)
        return web.json_response(self.world.inline.find(match["id"]).record())

    async def _choose(self, request: web.BaseRequest, match: Match) -> web.Response:
        given = await Given.read(request)
        message = self.searches.choose(
            whole(match["id"], "id"),
            given.text("inline_query_id"),
            given.text("result_id"),
            reply_to=given.whole("reply_to"),
            chat_id=given.whole("chat_id"),
        )
        return self._sent([message])

    async def _block(self, _request: web.BaseRequest, match: Match) -> web.Response:
        self.hands.block(whole(match["id"], "id"))
        return web.json_response({"blocked": True})

    async def _unblock(self, _request: web.BaseRequest, match: Match) -> web.Response:
        self.hands.unblock(whole(match["id"], "id"))
        return web.json_response({"blocked": False})

    def _sent(self, messages: list[Message]) -> web.Response:
        shown = [self.world.shown(message) for message in messages]
        return web.json_response({"messages": shown, "version": self.world.version})

    async def _file(self, _request: web.BaseRequest, match: Match) -> web.StreamResponse:
        stored = self.world.files.known(match["id"])
        if stored is None:
            message = "there is no such file"
            raise ControlError(message, status=404)
        shown = "inline" if stored.mime.startswith(_SHOWN_INLINE) else "attachment"
        return web.FileResponse(
            stored.path,
            headers={
                "Content-Type": stored.mime,
                "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(stored.name)}",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _events(self, request: web.BaseRequest, _match: Match) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        watcher = self.world.events.watch()
        try:
            await response.prepare(request)
            await response.write(b": here\n\n")
            while (piece := await _next_piece(watcher)) is not None:
                await response.write(piece)
        except ConnectionError:
            return response
        finally:
            self.world.events.leave(watcher)
        return response


async def _next_piece(watcher: asyncio.Queue[Json | None]) -> bytes | None:
    try:
        event = await asyncio.wait_for(watcher.get(), _HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    return None if event is None else f"data: {json.dumps(event)}\n\n".encode()


def _chat(chat: Chat) -> Json:
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.face.get("title", ""),
        "members": chat.members,
        "started": chat.started,
        "blocked": chat.blocked,
        "keyboard": chat.keyboard,
    }


async def _read_attachments(request: web.BaseRequest) -> tuple[dict[str, str], list[Attachment]]:
    if not request.headers.get("Content-Type", "").startswith("multipart/"):
        message = "files come as multipart/form-data"
        raise ControlError(message)
    fields: dict[str, str] = {}
    files: list[tuple[str, str, bytes]] = []
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name is not None:
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                fields[part.name] = data.decode("utf-8", "replace")
            else:
                files.append((part.filename, part.headers.get("Content-Type", ""), data))
    return fields, [
        Attachment(
            data,
            name=name,
            mime=fields.get("mime", mime),
            kind=fields.get("kind", "document"),
            caption=fields.get("caption", "") if position == 0 else "",
            size=_optional(fields, "size"),
            seconds=_optional(fields, "seconds") or 1,
        )
        for position, (name, mime, data) in enumerate(files)
    ]


def _optional(fields: dict[str, str], name: str) -> int | None:
    return whole(fields[name], name) if fields.get(name) else None
