"""The round trip of translations: texts out as XLIFF, one file a language pair, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.flows.reply import Button, Reply
from committee.access import Action
from committee.submissions import STANDING_STATES
from export.xliff import Texts, Unit, write_xliff
from export.xliff_reading import Pair, Translated, XliffError
from locales import LANGUAGES, Language, Message, Refusal
from locales.phrases import translating as words
from services.compiling.request import Request, request_from
from services.compiling.snapshot import Given, Reading, Snapshot, is_literal, questions_of
from services.jobs import Work, ask_for
from services.menu import LANGUAGE_NAMES
from services.office import Envelope, Office, Transaction, Turn, allowed
from services.readers import PERSONAL
from storage import people, snapshot_details, submissions, translations
from storage.jobs import Job
from storage.snapshot import AT_ONCE, keep_open
from storage.submissions import Submission
from storage.translations import Translation, fingerprint

KIND = "texts"


class BadTranslationsError(Refusal):
    """A file of translations cannot be taken; it says which line is wrong, and how."""

    message = words.REFUSED

    def __init__(self, error: XliffError) -> None:
        super().__init__(line=error.line, fault=Message(words.FAULTS[error.fault], error.about))


class Translating:
    """For the secretariat, in the chat."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def offered(self, envelope: Envelope) -> None:
        """Ask into which language, and say how translations come back."""
        await self._office.turn(envelope, _offer)

    async def asked(self, envelope: Envelope, language: str) -> None:
        """Ask for the job that puts the texts together."""
        await self._office.turn(envelope, lambda turn: _ask(turn, self._office, language))

    async def takes(self, telegram_id: int) -> bool:
        """Whether a file of translations is taken from this person."""

        def run(connection: Connection) -> bool:
            person = people.participant_by_telegram(connection, telegram_id)
            held = people.memberships_of(connection, person.id) if person else ()
            return allowed(held, Action.REVIEW)

        return await self._office.look(run)

    async def taken(self, envelope: Envelope, pair: Pair, translated: Sequence[Translated]) -> None:
        """Keep the translations in a file, all or none."""
        await self._office.turn(envelope, lambda turn: _take(turn, pair, translated))

    async def taken_offline(self, pair: Pair, translated: Sequence[Translated]) -> int:
        """The same for the operator; returns how many. Raises BadTranslationsError."""
        return await self._office.do(lambda t: keep(t, pair, translated, participant_id=None))


def _offer(turn: Turn) -> None:
    turn.require(Action.REVIEW)
    buttons = [Button(LANGUAGE_NAMES[each], f"t:{each}") for each in LANGUAGES]
    lines = (Message(words.OFFER), Message(words.GIVE_BACK))
    turn.reply(Reply(lines, (tuple(buttons[:2]), tuple(buttons[2:]))))


def _ask(turn: Turn, office: Office, language: str) -> None:
    turn.require(Action.REVIEW)
    (target,) = (each for each in LANGUAGES if each == language)
    roles = tuple(member.role for member in turn.memberships() if member.actor is None)
    params = {"request": Request(target, roles).as_json()}
    row = ask_for(turn, office, KIND, params, Message(words.BEGUN))
    turn.record(
        "texts_asked",
        participant_id=turn.person.id,
        subject="job",
        subject_id=row,
        facts={"language": target},
    )


def _still_allowed(transaction: Transaction, job: Job) -> bool:
    held = people.memberships_of(transaction.connection, job.participant_id)
    return allowed(held, Action.REVIEW)


def _done(_job: Job, count: int) -> Message:
    return words.given(count) if count else Message(words.NONE)


WORK = Work(_still_allowed, _done, words.FAILED)
"""How the job that puts texts together is delivered."""


def give(
    connection: Connection, params: Mapping[str, Any], folder: Path, *, now: datetime
) -> tuple[list[Path], int]:
    """Write the files for translators into `folder`; returns them, and of how many submissions.

    A file for each language that something was written in, beside the one asked for.
    """
    keep_open(connection)
    return give_as_asked(Snapshot(connection, request_from(params["request"]), now=now), folder)


def give_as_asked(snapshot: Snapshot, folder: Path) -> tuple[list[Path], int]:
    """The same for what is in `snapshot`, into its language."""
    target = snapshot.request.language
    paths, count = [], 0
    for source in LANGUAGES:
        some = _Texts(snapshot, source)
        if source == target or not some.entries:
            continue
        path = folder / f"enlace-{source}-{target}.xlf"
        write_xliff(some, path, source_language=source, target_language=target)
        paths.append(path)
        count += len(some.entries)
    return paths, count


class _Texts:
    """The texts written in one language, read as they are gone through."""

    def __init__(self, snapshot: Snapshot, source: Language) -> None:
        self._snapshot = snapshot
        self.entries = [each for each in snapshot.entries if each.language == source]

    def __iter__(self) -> Iterator[Texts]:
        snapshot, target = self._snapshot, self._snapshot.request.language
        for start in range(0, len(self.entries), AT_ONCE):
            some = self.entries[start : start + AT_ONCE]
            known = snapshot_details.translations_to(
                snapshot.connection, [each.id for each in some], target
            )
            for reading in snapshot.read(some):
                if units := tuple(self._units(reading, known)):
                    yield Texts(reading.submission.number, units)

    def _units(
        self, reading: Reading, known: Mapping[tuple[int, str], tuple[str, str]]
    ) -> Iterator[Unit]:
        for given in reading.answers:
            if not _is_translated(given):
                continue
            key = given.question.key
            text, of = known.get((reading.submission.id, key), (None, ""))
            still = text if of == fingerprint(given.text) else None
            asked = self._snapshot.words.plain(Message(given.question.name))
            yield Unit(key, asked, given.text, still)


def _is_translated(given: Given) -> bool:
    """Texts with words in them, but not names and addresses of persons."""
    return given.literal and given.question.key not in PERSONAL and bool(given.text.strip())


def _take(turn: Turn, pair: Pair, translated: Sequence[Translated]) -> None:
    turn.require(Action.REVIEW)
    count = keep(turn, pair, translated, participant_id=turn.person.id)
    turn.reply(Reply((words.taken(count) if count else Message(words.NOTHING_TAKEN),)))


def keep(
    transaction: Transaction,
    pair: Pair,
    translated: Sequence[Translated],
    *,
    participant_id: int | None,
) -> int:
    """Keep translations; returns how many. Raises BadTranslationsError and then keeps none."""
    if pair.source == pair.target or not {pair.source, pair.target} <= set(LANGUAGES):
        raise BadTranslationsError(XliffError(1, "languages"))
    known: dict[str, Submission | None] = {}
    taken = [_checked(transaction.connection, pair, each, known) for each in translated]
    translations.keep(
        transaction.connection, taken, participant_id=participant_id, now=transaction.now
    )
    transaction.record(
        "translations_taken",
        participant_id=participant_id,
        facts={"source": pair.source, "target": pair.target, "count": len(taken)},
    )
    return len(taken)


def _checked(
    connection: Connection,
    pair: Pair,
    each: Translated,
    known: dict[str, Submission | None],
) -> Translation:
    """The translation, if it is of a text that was received; BadTranslationsError with its line."""
    if each.number not in known:
        known[each.number] = submissions.submission_by_number(connection, each.number)
    submission = known[each.number]
    if submission is None or submission.state not in STANDING_STATES:
        raise _refused(each, "unknown")
    if submission.language != pair.source:
        raise _refused(each, "other_language")
    question = next((q for q in questions_of(submission.kind) if q.key == each.key), None)
    if question is None or each.key in PERSONAL or not is_literal(question, submission):
        raise _refused(each, "no_question")
    original = str(submission.answers[each.key])
    if original != each.source:
        raise _refused(each, "changed")
    return Translation(submission.id, each.key, pair.target, each.target, original)


def _refused(each: Translated, fault: str) -> BadTranslationsError:
    return BadTranslationsError(XliffError(each.line, fault, number=each.number))
