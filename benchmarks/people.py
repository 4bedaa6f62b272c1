"""People who fill forms as fast as they are answered, or at a given pace, and what they saw."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sandbox import Person, Sandbox

LATE = 30.0


@dataclass(slots=True)
class Seen:
    """How long each step took, in seconds, from sending a message to the bot's answer."""

    seconds: list[float] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Steps per second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0

    def quantile(self, share: float) -> float:
        """The time within which `share` of the steps were answered, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Crowd:
    """Some people at one sandbox, each going through `script` again and again."""

    def __init__(self, sandbox: Sandbox, people: Sequence[int], script: Sequence[str]) -> None:
        self._sandbox = sandbox
        self._people = people
        self._script = script
        self._answered: dict[int, asyncio.Event] = {person: asyncio.Event() for person in people}
        self._place = dict.fromkeys(people, 0)
        self._listen()

    def _listen(self) -> None:
        """Hear of every message the bot posts, without the cost of watching the event stream."""
        told = self._sandbox.world.changed

        def changed(message: Any, event: str) -> None:  # noqa: ANN401 - the sandbox's own type
            told(message, event)
            if event == "message" and message.from_bot:
                heard = self._answered.get(message.chat.id)
                if heard is not None:
                    heard.set()

        self._sandbox.world.changed = changed  # type: ignore[method-assign]

    async def play(self, lines: Sequence[str]) -> None:
        """Everybody goes through `lines` once, which is not measured."""

        async def go(person: int) -> None:
            for line in lines:
                await self._say(person, line)

        await asyncio.gather(*(go(person) for person in self._people))

    async def step(self, person: int) -> float:
        """Send the person's next line and wait for the answer; returns the seconds it took."""
        line = self._script[self._place[person] % len(self._script)]
        self._place[person] += 1
        return await self._say(person, line)

    async def _say(self, person: int, line: str) -> float:
        heard = self._answered[person]
        heard.clear()
        begun = time.perf_counter()
        await self._act(person, line)
        await asyncio.wait_for(heard.wait(), LATE)
        return time.perf_counter() - begun

    async def _act(self, person: int, line: str) -> None:
        await self._sandbox.send(person, line)

    async def rush(self, seconds: float) -> Seen:
        """Everybody answers as soon as they are answered, for `seconds`."""
        seen, end = Seen(), time.perf_counter() + seconds

        async def go(person: int) -> None:
            while time.perf_counter() < end:
                seen.seconds.append(await self.step(person))

        begun = time.perf_counter()
        await asyncio.gather(*(go(person) for person in self._people))
        seen.lasted = time.perf_counter() - begun
        return seen

    async def stroll(self, seconds: float, *, rate: float) -> Seen:
        """Steps begin at an even `rate` a second, whoever is free takes the next one."""
        seen, free = Seen(), list(self._people)
        under_way: set[asyncio.Task[None]] = set()

        async def go(person: int) -> None:
            seen.seconds.append(await self.step(person))
            free.append(person)

        begun = time.perf_counter()
        for place in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, begun + place / rate - time.perf_counter()))
            if free:
                task = asyncio.create_task(go(free.pop(0)))
                under_way.add(task)
                task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)
        seen.lasted = time.perf_counter() - begun
        return seen


def some_people(number: int) -> tuple[Person, ...]:
    """`number` people with accounts of their own."""
    return tuple(Person(5000 + n, f"Person {n}", language_code="en") for n in range(number))
