"""The HTTP control interface: everything a test or the chat page can ask of the sandbox.

Documented in docs/sandbox.md; all bodies and answers are JSON unless said otherwise.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.errors import ControlError
from sandbox.faults import Fault, Faults
from sandbox.given import Given, whole
from sandbox.hands import Hands
from sandbox.journal import Journal
from sandbox.people import Person
from sandbox.phones import Phones
from sandbox.routes import Match, Routes
from sandbox.searches import Searches
from sandbox.shapes import Json
from sandbox.transcript import transcript
from sandbox.waiting import Sought, wait_for
from sandbox.world import World

_FAULT_FIELDS = set(Fault.__dataclass_fields__)
_PERSON_FIELDS = set(Person.__dataclass_fields__)


class Control:
    """Routes under /sandbox/ and what they do."""

    def __init__(
        self,
        world: World,
        *,
        hands: Hands,
        searches: Searches,
        journal: Journal,
        faults: Faults,
    ) -> None:
        self.world = world
        self.journal = journal
        self.faults = faults
        self.routes = Routes()
        for method, path, handler in (
            ("GET", "/sandbox/people", self._people),
            ("POST", "/sandbox/people", self._make_person),
            ("POST", "/sandbox/groups", self._make_group),
            ("GET", "/sandbox/chats/{id}/transcript", self._transcript),
            ("GET", "/sandbox/callbacks/{id}", self._callback),
            ("POST", "/sandbox/wait", self._wait),
            ("GET", "/sandbox/journal", self._journal),
            ("DELETE", "/sandbox/journal", self._clear_journal),
            ("GET", "/sandbox/violations", self._violations),
            ("GET", "/sandbox/faults", self._faults),
            ("POST", "/sandbox/faults", self._add_fault),
            ("DELETE", "/sandbox/faults", self._clear_faults),
            ("DELETE", "/sandbox/faults/{id}", self._clear_faults),
            ("POST", "/sandbox/latency", self._set_latency),
            ("GET", "/sandbox/clock", self._clock),
            ("POST", "/sandbox/clock", self._move_clock),
            ("GET", "/sandbox/updates", self._updates),
            ("POST", "/sandbox/updates", self._push_update),
            ("POST", "/sandbox/redeliver", self._redeliver),
        ):
            self.routes.add(method, path, handler)
        Phones(world, hands, searches).add_to(self.routes)

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one control call; refusals are JSON with `error`."""
        try:
            _check_origin(request)
            found = self.routes.find(request.method, request.path)
            if found is None:
                message = f"nothing at {request.method} {request.path}"
                raise ControlError(message, status=404)
            handler, match = found
            return await handler(request, match)
        except ControlError as error:
            return web.json_response({"error": str(error)}, status=error.status)

    async def _people(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        records = []
        for person in self.world.people.values():
            chat = self.world.chats[person.id]
            state = {"started": chat.started, "blocked": chat.blocked}
            records.append({**person.record(), **state})
        return web.json_response({"people": records})

    async def _make_person(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        values = {key: value for key, value in given.values.items() if key in _PERSON_FIELDS}
        values.setdefault("id", max(self.world.people, default=1000) + 1)
        if not isinstance(values["id"], int):
            message = "'id' must be a whole number"
            raise ControlError(message)
        values.setdefault("first_name", f"Person {values['id']}")
        if not all(isinstance(values[name], str) for name in values.keys() - {"id"}):
            message = "everything about a person but the id is a text"
            raise ControlError(message)
        person = Person(**values)
        self.world.add_person(person, started=given.flag("started"))
        return web.json_response(person.record(), status=201)

    async def _make_group(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        members = given.values.get("members")
        if not isinstance(members, list) or not members:
            message = "'members' must be a list of people's ids"
            raise ControlError(message)
        people = [self.world.person(whole(str(member), "members")).id for member in members]
        kind = given.text("kind", "supergroup")
        chat = self.world.add_group(given.text("title", "Group"), people, kind=kind)
        return web.json_response(chat.face, status=201)

    async def _transcript(self, request: web.BaseRequest, match: Match) -> web.Response:
        chat = self.world.chats.get(whole(match["id"], "id"))
        if chat is None:
            message = f"there is no chat {match['id']}"
            raise ControlError(message, status=404)
        since = whole(request.query.get("since", "0"), "since")
        if request.query.get("format") == "json":
            shown = [
                self.world.shown(message)
                for message in chat.messages.values()
                if message.version > since
            ]
            return web.json_response({"messages": shown, "version": self.world.version})
        return web.Response(text=transcript(chat, self.world.people, since=since))

    async def _callback(self, _request: web.BaseRequest, match: Match) -> web.Response:
        callback = self.world.callbacks.get(match["id"])
        if callback is None:
            message = "there is no such callback query"
            raise ControlError(message, status=404)
        return web.json_response({"id": callback.id, "answer": callback.answer})

    async def _wait(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        person = int(given.number("person"))
        chat = self.world.chat_of(person, given.whole("chat_id"))
        sought = Sought(
            text=given.text("text", ""),
            button=given.text("button", ""),
            since=given.whole("since") or 0,
            from_bot=given.flag("from_bot", default=True),
        )
        timeout = given.number("timeout", 10)
        message = await wait_for(self.world, chat, sought, timeout=timeout)
        return web.json_response(self.world.shown(message))

    async def _journal(self, request: web.BaseRequest, _match: Match) -> web.Response:
        query = request.query
        status, chat_id = query.get("status"), query.get("chat_id")
        calls = self.journal.calls(
            query.get("method"),
            chat_id=whole(chat_id, "chat_id") if chat_id else None,
            status=whole(status, "status") if status else None,
            since=whole(query.get("since", "0"), "since"),
        )
        return web.json_response(
            {
                "calls": [call.record() for call in calls],
                "counts": dict(self.journal.counts),
                "sequence": self.journal.sequence,
            }
        )

    async def _clear_journal(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        self.journal.clear()
        return web.json_response({})

    async def _violations(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        calls = [call.record() for call in self.journal.violations()]
        return web.json_response({"breaches": self.journal.limits.breaches, "calls": calls})

    async def _faults(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        latency = self.faults.latency_ms
        return web.json_response({"faults": self.faults.record(), "latency_ms": latency})

    async def _add_fault(self, request: web.BaseRequest, _match: Match) -> web.Response:
        values = (await Given.read(request)).values
        if unknown := values.keys() - _FAULT_FIELDS:
            message = f"a fault has no {', '.join(sorted(unknown))}"
            raise ControlError(message)
        return web.json_response({"id": self.faults.add(Fault(**values))}, status=201)

    async def _clear_faults(self, _request: web.BaseRequest, match: Match) -> web.Response:
        self.faults.clear(whole(match["id"], "id") if "id" in match else None)
        return web.json_response({})

    async def _set_latency(self, request: web.BaseRequest, _match: Match) -> web.Response:
        self.faults.latency_ms = (await Given.read(request)).number("ms")
        return web.json_response({"ms": self.faults.latency_ms})

    async def _clock(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        return web.json_response(await self._time())

    async def _time(self) -> Json:
        clock = self.world.clock
        stop = await clock.next_stop()
        return {
            "now": clock.now().isoformat(timespec="seconds"),
            "offset": clock.offset.total_seconds(),
            "next_reminder": stop.isoformat() if stop else None,
        }

    async def _move_clock(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        clock = self.world.clock
        if given.flag("next"):
            stop = await clock.next_stop()
            if stop is None:
                message = "nobody knows when the next reminder is due"
                raise ControlError(message, status=409)
            await clock.move_to(stop)
        elif "to" in given.values:
            await clock.move_to(_moment(given.text("to")))
        else:
            await clock.move(_step(given))
        return web.json_response(await self._time())

    async def _updates(self, _request: web.BaseRequest, _match: Match) -> web.Response:
        updates = self.world.updates
        return web.json_response({"pending": len(updates), "held": updates.held})

    async def _push_update(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        update = given.values.get("update")
        if not isinstance(update, dict):
            message = "'update' must be an object"
            raise ControlError(message)
        number = self.world.updates.push_raw(update, times=int(given.number("times", 1)))
        return web.json_response({"update_id": number}, status=201)

    async def _redeliver(self, request: web.BaseRequest, _match: Match) -> web.Response:
        given = await Given.read(request)
        updates = self.world.updates
        updates.redeliver_percent = given.number("percent", updates.redeliver_percent)
        again = updates.redeliver(int(given.number("last", 0)))
        return web.json_response({"percent": updates.redeliver_percent, "again": again})


def _check_origin(request: web.BaseRequest) -> None:
    """Refuse what another site's page sends through a visitor's browser."""
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        message = "calls from other sites are refused"
        raise ControlError(message, status=403)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = "'to' must be a date and time with a zone, such as 2026-02-03T09:00:00-05:00"
        raise ControlError(message)
    return moment


def _step(given: Given) -> timedelta:
    return timedelta(
        days=given.number("days", 0),
        hours=given.number("hours", 0),
        minutes=given.number("minutes", 0),
        seconds=given.number("seconds", 0),
    )
