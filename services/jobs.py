"""Long work asked for in a chat: leased to one process, delivered once, if it still may be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.flows.reply import Reply
from locales import Message, phrases
from services.letters import Enclosure, action_of
from services.office import Office, Transaction
from storage import jobs, people
from storage.jobs import Job
from storage.outbox import REMINDER, Letter
from storage.people import Participant

LEASE = 600.0
OF_USE_FOR = timedelta(days=1)
"""How long a picture that follows a message is worth sending."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job: whether its asker may still have it, and what is said of it.

    `done` makes the words under the document, of how many submissions it holds; `actor_of` says
    about whose submission it is, so that it dies with the right of the actor's people. A kind that
    `follows` is a picture under a message that nobody asked for: it comes by day and after it, and
    nobody hears of one that could not be made.
    """

    still_allowed: Callable[[Transaction, Job], bool]
    done: Callable[[Job, int], Message]
    progress: str
    failed: str
    actor_of: Callable[[Transaction, Job], int | None] = lambda _transaction, _job: None
    follows: bool = False


class Jobs:
    """From a row that asks for a document to the document in the chat."""

    def __init__(self, office: Office, works: Mapping[str, Work]) -> None:
        self._office = office
        self._works = works

    async def claim(self, worker: str) -> Sequence[Job]:
        """Lease the jobs that wait to `worker`."""
        return await self._office.do(
            lambda t: jobs.claim(
                t.connection, worker, most=1, pulse=self._office.clock.pulse(), lease=LEASE
            )
        )

    async def progress(self, job: Job, *, done: int, of: int) -> None:
        """Tell the asker how far the work is."""
        line = Message(self._works[job.kind].progress, {"done": done, "of": of})

        def tell(transaction: Transaction) -> None:
            person = people.participant_by_id(transaction.connection, job.participant_id)
            transaction.say(person.telegram_id, Reply((line,)))
            transaction.letters.append(Letter(person.telegram_id, action_of("upload_document")))

        await self._office.do(tell)

    async def deliver(self, job: Job, *, path: str, name: str, count: int) -> None:
        """Send the document that a job has made, once."""
        work = self._works[job.kind]

        def send(transaction: Transaction) -> None:
            person = people.participant_by_id(transaction.connection, job.participant_id)
            if not work.still_allowed(transaction, job):
                failed = jobs.finish(transaction.connection, job, status="failed")
                if failed and not work.follows:
                    transaction.say(person.telegram_id, Reply((Message(phrases.NOT_ALLOWED),)))
                return
            if not jobs.finish(transaction.connection, job, status="done"):
                return
            reply = Reply((work.done(job, count),))
            if work.follows:
                _follow(transaction, person, reply, path)
                return
            transaction.say(
                person.telegram_id,
                reply,
                enclosed=Enclosure(document=path, document_name=name),
                actor_id=work.actor_of(transaction, job),
            )

        await self._office.do(send)

    async def try_again(self, job: Job, *, after: float) -> None:
        """Put a job back, to be taken `after` seconds from now."""
        ready_at = self._office.clock.pulse() + after
        await self._office.do(
            lambda t: jobs.finish(t.connection, job, status="new", ready_at=ready_at)
        )

    async def give_up(self, job: Job) -> None:
        """Say that a job failed, if somebody waits for it; it can be asked for again."""
        work = self._works[job.kind]

        def tell(transaction: Transaction) -> None:
            finished = jobs.finish(transaction.connection, job, status="failed")
            if finished and not work.follows:
                person = people.participant_by_id(transaction.connection, job.participant_id)
                transaction.say(person.telegram_id, Reply((Message(work.failed),)))

        await self._office.do(tell)


def _follow(transaction: Transaction, person: Participant, reply: Reply, path: str) -> None:
    """Send the picture after what it belongs to, which waits in the same line."""
    until = transaction.now + OF_USE_FOR
    transaction.say(
        person.telegram_id,
        reply,
        enclosed=Enclosure(photo=path, by_day_in=person.zone, until=until.isoformat()),
        urgency=REMINDER,
    )
