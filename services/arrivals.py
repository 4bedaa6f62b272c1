"""Updates on their way in: kept before they are acknowledged, then leased, one per person."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply
from locales import Message, phrases
from services.letters import content_of
from services.office import Office, language_of
from storage import inbox, jobs, outbox, pacing, submissions
from storage.database import is_passing
from storage.inbox import Arrival, InboxUpdate
from storage.outbox import Letter

LEASE = 25.0
KEPT = timedelta(days=7)
IDLE = 3600.0
"""Seconds after which the pace of a chat says nothing any more."""
ANSWERED_WITHIN = timedelta(days=300)
"""How long a reminder can still be replied to: a term, from September to May, and a little."""

__all__ = ["LEASE", "Arrival", "Arrivals", "InboxUpdate"]


class Arrivals:
    """The inbox, as one worker sees it."""

    def __init__(self, office: Office, worker: str) -> None:
        self._office = office
        self._worker = worker

    async def take_in(self, arrivals: Collection[Arrival], *, most: int) -> Sequence[InboxUpdate]:
        """Keep `arrivals` and lease up to `most` updates; once this returns they are safe."""

        def run(connection: Connection) -> Sequence[InboxUpdate]:
            inbox.add(connection, arrivals, now=self._office.clock.now())
            return self._claim(connection, most) if most else ()

        taken = await self._office.database.write(run)
        if arrivals:
            self._office.reach("inbox_committed")
        return taken

    def _claim(self, connection: Connection, most: int) -> Sequence[InboxUpdate]:
        pulse = self._office.clock.pulse()
        return inbox.claim(connection, self._worker, most=most, pulse=pulse, lease=LEASE)

    async def renew(self, under_way: Collection[InboxUpdate]) -> None:
        """Keep the leases of updates whose turn takes long, such as a download."""
        until = self._office.clock.pulse() + LEASE
        ids = [taken.id for taken in under_way]
        await self._office.database.write(
            lambda connection: inbox.renew(connection, self._worker, ids, until=until)
        )

    async def release_all(self) -> None:
        """Take over everything that was under way; only for the sole process on a database."""
        await self._office.database.write(inbox.release_all)
        await self._office.database.write(outbox.release_all)
        pulse = self._office.clock.pulse()
        await self._office.database.write(lambda c: pacing.settle_all(c, pulse))
        await self._office.database.write(jobs.release_all)

    async def try_again(self, taken: InboxUpdate, *, after: float) -> None:
        """Put an update back because the database could not serve; it keeps its place."""
        ready_at = self._office.clock.pulse() + after
        await self._office.database.write(
            lambda c: inbox.finish(c, taken, status="new", ready_at=ready_at)
        )

    async def dismiss(self, taken: InboxUpdate) -> None:
        """Finish an update that calls for nothing."""
        await self._office.database.write(lambda connection: inbox.finish(connection, taken))

    async def point_to_private(
        self, taken: InboxUpdate, chat_id: int, *, language: str, url: str
    ) -> None:
        """Answer in a group or channel: what concerns submissions is handled in private."""
        button = Button(Message(phrases.OPEN_PRIVATE_CHAT), url=url)
        content = content_of(Reply((Message(phrases.PRIVATE_CHAT_ONLY),), ((button,),)))
        letter = Letter(chat_id, {**content, "language": language_of(language)})

        def run(connection: Connection) -> None:
            if inbox.finish(connection, taken):
                outbox.put(connection, (letter,), now=self._office.clock.now())

        await self._office.database.write(run)
        self._office.letters_waiting.set()

    async def bury(self, taken: InboxUpdate, fault: str) -> None:
        """Make an update that cannot be handled a dead letter, and tell its sender kindly."""
        sorry = content_of(Reply((Message(phrases.WENT_WRONG),)))

        def run(connection: Connection) -> None:
            if inbox.finish(connection, taken, status="dead", fault=fault) and taken.sender > 0:
                letter = Letter(taken.sender, sorry, key=f"dead:{taken.id}")
                outbox.put(connection, (letter,), now=self._office.clock.now())

        await self._office.database.write(run)
        self._office.letters_waiting.set()

    async def stored_names(self) -> frozenset[str]:
        """The files that came with updates and are known to a record."""
        return await self._office.look(submissions.stored_names)

    async def forget_done(self) -> int:
        """Remove updates and messages that were dealt with a week ago, and idle chats' pace."""
        idle = self._office.clock.pulse() - IDLE
        await self._office.database.write(lambda c: pacing.forget_idle(c, before=idle))
        before = self._office.clock.now() - KEPT
        asked = self._office.clock.now() - ANSWERED_WITHIN
        return await self._office.database.write(
            lambda c: (
                inbox.forget_done(c, before=before)
                + outbox.forget_sent(c, before=before, about_meetings=asked)
            )
        )


class TryLaterError(Exception):
    """An update cannot be handled now; it keeps its place and comes again `after` seconds."""

    def __init__(self, after: float) -> None:
        super().__init__("later")
        self.after = after


def passing(error: BaseException) -> bool:
    """Whether `error` means that the database could not serve now."""
    return is_passing(error)


def legible(fault: BaseException) -> str:
    """A fault for the record: its type alone, as its text may hold what a person wrote."""
    return re.sub(r"[^A-Za-z0-9_.]", "", type(fault).__qualname__)[:200]
