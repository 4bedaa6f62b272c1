"""Relays in the test's own process, on a real database, before the sandbox, on a clock by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from bot.flows.reply import Reply
from bot.relay import Relay
from bot.transport import AiohttpRequest, DirectBot
from locales import Message
from sandbox import Person, Sandbox
from services.delivery import Batch, Delivery, Limits, Settlement
from services.failpoints import Reach, none
from services.letters import content_of
from services.office import Office
from services.seal import Seal
from storage.database import Database
from storage.outbox import REPLY, Letter
from storage.tables import outbox
from tests.durability.ground import until
from tests.house import START, TOKEN, TRAIL_KEY, UNLIMITED


class HandClock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0
        self.date = START

    def now(self) -> datetime:
        """The committee's time."""
        return self.date

    def pulse(self) -> float:
        """Seconds."""
        return self.seconds

    def steady(self) -> bool:
        """Always."""
        return True

    def jumps(self) -> int:
        """None."""
        return 0


class WatchedDelivery(Delivery):
    """A delivery that tells how often it was asked, so that a test knows that a relay has looked."""

    asked = 0

    async def exchange(self, settled: Sequence[Settlement], *, most: int) -> Batch:
        """As Delivery does."""
        batch = await super().exchange(settled, most=most)
        self.asked += 1
        return batch


class Worker:
    """One relay with all that is its own in a process of its own."""

    def __init__(self, post: Post, name: str, relay: Relay, bot: DirectBot) -> None:
        self.post = post
        self.name = name
        self.relay = relay
        self.bot = bot

    @property
    def delivery(self) -> WatchedDelivery:
        """Its view of the outbox."""
        assert isinstance(self.relay._delivery, WatchedDelivery)
        return self.relay._delivery

    async def looks(self) -> None:
        """Ring its bell, and wait until it has looked twice since."""
        enough = self.delivery.asked + 2

        def has_looked() -> bool:
            self.relay._bell.set()
            return self.delivery.asked >= enough

        await until(has_looked, f"{self.name} looked")


class Post:
    """An outbox, and relays for it."""

    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        self.sandbox = sandbox
        self.database = database
        self.clock = HandClock()
        self.office = Office(database, self.clock, trail_key=TRAIL_KEY)
        self.bells: list[asyncio.Event] = [self.office.letters_waiting]

    def meet(self, *chat_ids: int) -> None:
        """Let people with these ids have started the chat."""
        for chat_id in chat_ids:
            self.sandbox.make_person(Person(chat_id, "Reader", language_code="en"), started=True)

    async def say(self, chat_id: int, *texts: str, urgency: int = REPLY) -> None:
        """Queue texts for a chat, in one transaction."""
        letters = [
            Letter(chat_id, content_of(Reply((Message("{text}", {"text": text}),))), urgency)
            for text in texts
        ]
        await self.office.do(lambda transaction: transaction.letters.extend(letters))

    @asynccontextmanager
    async def worker(
        self,
        name: str = "worker",
        *,
        limits: Limits = UNLIMITED,
        reach: Reach = none,
        read_timeout: float = 30.0,
        url: str | None = None,
    ) -> AsyncIterator[Worker]:
        """A relay that runs meanwhile."""
        root = url or self.sandbox.url
        bot = DirectBot(
            TOKEN, base_url=f"{root}/bot", request=AiohttpRequest(read_timeout=read_timeout)
        )
        await bot._request[1].initialize()
        bell = asyncio.Event()
        self.bells.append(bell)
        relay = Relay(
            bot,
            WatchedDelivery(Office(self.database, self.clock, trail_key=TRAIL_KEY), name, limits),
            self.clock,
            bell=bell,
            seal=Seal(b"key").close,
            reach=reach,
        )
        running = asyncio.create_task(relay.run())
        try:
            yield Worker(self, name, relay, bot)
        finally:
            relay.stop()
            await running
            await bot._request[1].shutdown()

    def pass_over(self, seconds: float) -> None:
        """Let time pass at once, and let every relay look."""
        self.clock.seconds += seconds
        for bell in self.bells:
            bell.set()

    async def rows(self) -> Sequence[Row[Any]]:
        """The outbox, in order."""

        def read(connection: Connection) -> Sequence[Row[Any]]:
            return connection.execute(select(outbox).order_by(outbox.c.id)).all()

        return await self.database.read(read)

    async def row_is(
        self, what: str, claim: Callable[[Row[Any]], bool], place: int = 0
    ) -> Row[Any]:
        """Wait until the row at `place` is as claimed, and return it."""
        found: list[Row[Any]] = []

        async def held() -> bool:
            found[:] = [(await self.rows())[place]]
            return claim(found[0])

        await until(held, what)
        return found[0]

    async def all_sent(self) -> None:
        """Wait until nothing in the outbox waits."""

        async def sent() -> bool:
            return {row.status for row in await self.rows()} == {"sent"}

        await until(sent, "everything is sent")

    def texts(self, chat_id: int) -> list[str]:
        """What the bot has written in a chat."""
        return [message.text for message in self.sandbox.messages(chat_id) if message.from_bot]
