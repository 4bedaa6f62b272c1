"""Long work asked for in a chat: leased to one process, delivered once, if it still may be had."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe

from bot.flows.reply import Button, Reply
from locales import Message, Moment, phrases
from locales.phrases import documents as words
from services.letters import Enclosure, action_of, content_of
from services.office import Envelope, Office, Transaction, Turn
from services.tokens import short
from storage import jobs, outbox, people
from storage.jobs import Job, Kept
from storage.outbox import REMINDER, Letter
from storage.people import Participant

LEASE = 60.0
"""Seconds; renewed while the work goes on."""
KEPT = timedelta(days=7)
"""How long a document stays on disk, and can be fetched where it is too large for a message."""
OF_USE_FOR = timedelta(days=1)
"""How long a picture that follows a message is worth sending."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of job: whether its asker may still have it, and what is said of it.

    `done` makes the words under the document, of how many submissions it holds; the message that
    told of the beginning turns into `ready`, if that is given. `actor_of` says about whose
    submission it is, so that it dies with the right of the actor's people. A kind that `follows`
    is a picture under a message that nobody asked for: it comes by day and after it, and nobody
    hears of one that could not be made. A kind with a `caption` makes pictures, each with words of
    its own under it.
    """

    still_allowed: Callable[[Transaction, Job], bool]
    done: Callable[[Job, int], Message]
    failed: str
    ready: str = ""
    actor_of: Callable[[Transaction, Job], int | None] = lambda _transaction, _job: None
    follows: bool = False
    caption: Callable[[Path], Message] | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What a job has made: its files in order, how many submissions they hold, and their size.

    `pieces` says that the files are one that was cut; `fetched` that the only one is to be fetched
    at the door, as it is too large for a message.
    """

    files: tuple[Path, ...]
    count: int
    size: int
    pieces: bool = False
    fetched: bool = False


def ask_for(
    turn: Turn,
    office: Office,
    kind: str,
    params: Mapping[str, object],
    begun: Message,
    *,
    stoppable: bool = False,
) -> int:
    """Ask for long work in the name of the sender and say so; returns the job's row.

    The message goes on to tell how far the work is, with a button that stops it if it can be.
    """
    person = turn.person
    row = jobs.add_job(turn.connection, kind, params, participant_id=person.id, now=turn.now)
    reply = Reply((begun,), _stop_row(row) if stoppable else ())
    turn.letters.append(Letter(person.telegram_id, content_of(reply), key=_note(row)))
    turn.letters.append(Letter(person.telegram_id, action_of("upload_document")))
    office.jobs_waiting.set()
    return row


def _note(row: int) -> str:
    return f"job:{row}"


def _stop_row(row: int) -> tuple[tuple[Button, ...], ...]:
    return ((Button(Message(words.STOP), f"j:{short(row)}:stop"),),)


class Jobs:
    """From a row that asks for a document to the document in the chat.

    `door` makes the address behind which a document can be fetched from its secret, where the bot
    has an address at all.
    """

    def __init__(self, office: Office, works: Mapping[str, Work]) -> None:
        self._office = office
        self._works = works
        self.door: Callable[[str], str] | None = None

    def now(self) -> datetime:
        """The moment up to which a document that is begun now is compiled (UTC)."""
        return self._office.clock.now()

    async def claim(self, worker: str) -> Sequence[Job]:
        """Lease the job that waits longest to `worker`."""
        return await self._office.do(
            lambda t: jobs.claim(
                t.connection, worker, most=1, pulse=self._office.clock.pulse(), lease=LEASE
            )
        )

    async def goes_on(self, job: Job, *, done: int | None = None, of: int | None = None) -> bool:
        """Keep the lease and note how far the work is; False when it is to end at once."""
        return await self._office.do(lambda t: self._renew(t, job, done, of))

    def _renew(self, transaction: Transaction, job: Job, done: int | None, of: int | None) -> bool:
        until = self._office.clock.pulse() + LEASE
        return jobs.renew(transaction.connection, job, until=until, steps_done=done, steps=of)

    async def progress(self, job: Job, *, done: int, of: int) -> bool:
        """As `goes_on`, and tell the asker, in the message that said that the work was begun."""
        line = Message(words.PROGRESS, {"done": done, "of": of})

        def tell(transaction: Transaction) -> bool:
            # First of all, so that nothing follows the words that it was stopped.
            if not self._renew(transaction, job, done, of):
                return False
            person = people.participant_by_id(transaction.connection, job.participant_id)
            edited = _edit_note(transaction, person, job.id, Reply((line,), _stop_row(job.id)))
            if edited:
                action = action_of("upload_document")
                transaction.letters.append(Letter(person.telegram_id, action))
            return True

        return await self._office.do(tell)

    async def deliver(self, job: Job, product: Product) -> bool:
        """Send the document that a job has made, once; False when nobody gets it."""
        secret = token_urlsafe(32) if product.fetched else None
        return await self._office.do(lambda t: self._deliver(t, job, product, secret))

    def _deliver(
        self, transaction: Transaction, job: Job, product: Product, secret: str | None
    ) -> bool:
        work, now = self._works[job.kind], transaction.now
        person = people.participant_by_id(transaction.connection, job.participant_id)
        if not work.still_allowed(transaction, job):
            failed = jobs.finish(transaction.connection, job, status="failed", now=now)
            if failed and not work.follows:
                transaction.say(person.telegram_id, Reply((Message(phrases.NOT_ALLOWED),)))
            return False
        kept = _kept(product, now + KEPT, secret)
        if not jobs.finish(transaction.connection, job, status="done", now=now, kept=kept):
            return False
        done = Reply((work.done(job, product.count),))
        if work.follows:
            _follow(transaction, person, done, product.files[0])
            return True
        if work.ready:
            _edit_note(transaction, person, job.id, Reply((Message(work.ready),)))
        if secret is not None and self.door is not None:
            transaction.say(
                person.telegram_id,
                _behind_door(done, product, Moment(now + KEPT, person.zone), self.door(secret)),
                enclosed=Enclosure(secret=True),
            )
        else:
            self._send(transaction, person, job, product)
        return True

    def _send(
        self, transaction: Transaction, person: Participant, job: Job, product: Product
    ) -> None:
        work, of = self._works[job.kind], len(product.files)
        if work.caption is not None:
            for path in product.files:
                photo = Enclosure(photo=str(path))
                transaction.say(person.telegram_id, Reply((work.caption(path),)), enclosed=photo)
            return
        if not product.files:
            transaction.say(person.telegram_id, Reply((work.done(job, product.count),)))
        transaction.record(
            "document_sent", participant_id=job.participant_id, subject="job", subject_id=job.id
        )
        actor = work.actor_of(transaction, job)
        for place, path in enumerate(product.files, start=1):
            lines = [work.done(job, product.count)] if place == 1 else []
            if of > 1:
                lines.append(Message(words.PART, {"n": place, "of": of}))
            if product.pieces and place == 1:
                lines.append(Message(words.JOIN))
            document = Enclosure(document=str(path), document_name=path.name)
            transaction.say(
                person.telegram_id, Reply(tuple(lines)), enclosed=document, actor_id=actor
            )

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
            now = transaction.now
            finished = jobs.finish(transaction.connection, job, status="failed", now=now)
            if finished and not work.follows:
                person = people.participant_by_id(transaction.connection, job.participant_id)
                transaction.say(person.telegram_id, Reply((Message(work.failed),)))

        await self._office.do(tell)

    async def stopped(self, envelope: Envelope, row: int) -> None:
        """Stop a job for who asked for it; whoever works on it notices in a moment."""
        await self._office.turn(envelope, lambda turn: _stop(turn, row))

    async def expired(self) -> Sequence[int]:
        """Forget the documents whose time is over; the jobs that made them."""
        return await self._office.do(lambda t: jobs.expire(t.connection, t.now))

    async def fetched(self, secret: str) -> Path | None:
        """The document that `secret` opens, if its asker still may; the pull is recorded."""
        return await self._office.do(lambda t: self._fetched(t, hash_of(secret)))

    def _fetched(self, transaction: Transaction, door: str) -> Path | None:
        found = jobs.job_behind(transaction.connection, door, now=transaction.now)
        if found is None or not self._works[found[0].kind].still_allowed(transaction, found[0]):
            return None
        job, file = found
        transaction.record(
            "document_fetched",
            participant_id=job.participant_id,
            subject="job",
            subject_id=job.id,
        )
        return Path(file)


def _kept(product: Product, until: datetime, secret: str | None) -> Kept | None:
    if not product.files:
        return None
    return Kept(str(product.files[0]), product.size, until, secret and hash_of(secret))


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def _stop(turn: Turn, row: int) -> None:
    stopped = jobs.stop(turn.connection, row, participant_id=turn.person.id, now=turn.now)
    if stopped:
        turn.record("export_stopped", participant_id=turn.person.id, subject="job", subject_id=row)
    said = words.STOPPED if stopped else words.ENDED
    turn.reply(Reply((Message(said),), replaces=True))


def _edit_note(transaction: Transaction, person: Participant, row: int, reply: Reply) -> bool:
    """Turn the message that said that the work was begun into `reply`, if it has arrived."""
    edit = outbox.sent_as(transaction.connection, _note(row))
    if edit is None:
        return False
    content = content_of(reply, edit=edit)
    transaction.letters.append(Letter(person.telegram_id, content, bundle=_note(row)))
    return True


def _behind_door(done: Reply, product: Product, until: Moment, address: str) -> Reply:
    size = -(-product.size // 1_000_000)
    told = Message(words.BEHIND_DOOR, {"size": size, "until": until})
    return Reply((*done.lines, told), ((Button(Message(words.FETCH), url=address),),))


def _follow(transaction: Transaction, person: Participant, reply: Reply, path: Path) -> None:
    """Send the picture after what it belongs to, which waits in the same line."""
    until = transaction.now + OF_USE_FOR
    transaction.say(
        person.telegram_id,
        reply,
        enclosed=Enclosure(photo=str(path), by_day_in=person.zone, until=until.isoformat()),
        urgency=REMINDER,
    )
