"""Taking a file of the lossless form into an empty database: all of it, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from committee.datafile import DataError
from export.json_file import FORMAT, VERSION
from services.importing_checks import (
    actor_of,
    consultation_values,
    meeting_values,
    term_values,
)
from services.importing_fields import Fields
from services.importing_files import Source
from services.importing_reading import Found, found_in
from services.importing_submissions import Submissions
from services.office import Office, Transaction
from storage import importing, records, world
from storage.database import is_passing
from storage.importing import TABLES
from storage.locking import hold_start
from storage.snapshot import keep_open

_NUMBER = re.compile(r"[A-Za-z0-9/. -]{1,40}")
"""What may be shown of a record as its number before it is checked."""


@dataclass(slots=True)
class Imported:
    """How much was laid in, and the attachments whose bytes were not there."""

    submissions: int = 0
    actors: int = 0
    meetings: int = 0
    consultations: int = 0
    attachments: int = 0
    missing: list[str] = field(default_factory=list)


class NotEmptyError(Exception):
    """Something has been submitted, asked or reminded of in this database already."""


class _OnlyTriedError(Exception):
    """Takes back what was only to be tried; it carries what it would have come to."""

    def __init__(self, would: Imported) -> None:
        super().__init__()
        self.would = would


class Import:
    """From a file to the rows of a database."""

    def __init__(self, office: Office, stored_files: Path) -> None:
        self._office = office
        self._stored = stored_files

    async def take(self, source: Source, *, only_try: bool = False) -> Imported:
        """Lay in what `source` holds; where it is `only_try`, only say what that would be.

        Raises NotEmptyError, and DataError that names the first record that is wrong; then nothing
        is kept.
        """

        def run(transaction: Transaction) -> Imported:
            done = _lay_in(transaction, source)
            done.missing = source.store(transaction.connection, self._stored, keep=not only_try)
            if only_try:
                raise _OnlyTriedError(done)
            return done

        try:
            return await self._office.do(run, long=True)
        except _OnlyTriedError as tried:
            return tried.would
        except DBAPIError as error:
            if is_passing(error):
                raise
            raise DataError(f"the database refuses it ({type(error).__name__})") from None


def _lay_in(transaction: Transaction, source: Source) -> Imported:
    connection = transaction.connection
    hold_start(connection)
    keep_open(connection)
    if not importing.is_empty(connection):
        raise NotEmptyError
    with source.json() as file:
        done = _Laying(transaction).lay(found_in(file))
    transaction.record(
        "imported",
        facts={
            "submissions": done.submissions,
            "actors": done.actors,
            "meetings": done.meetings,
            "attachments": done.attachments,
        },
    )
    return done


class _Laying:
    """Records on their way into rows, part after part."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._connection = transaction.connection
        self._done = Imported()
        self._meetings: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._symbols: set[str] = set()
        self._uids: set[str | None] = set()
        self._seen: set[str] = set()
        self._actors = importing.actor_kinds(self._connection)
        self._submissions: Submissions | None = None

    def lay(self, found: Iterator[Found]) -> Imported:
        """Lay in every record."""
        for each in found:
            record = Fields(_where(each), each.values)
            match each.part:
                case "":
                    _check_head(record)
                case "actors":
                    self._actor(record)
                case "calendar":
                    self._term(record)
                case "consultations":
                    self._consultation(record)
                case _:
                    self._writing().add(record)
        self._writing().finish()
        self._done.submissions = self._writing().count
        self._done.attachments = self._writing().attached
        return self._done

    def _actor(self, record: Fields) -> None:
        actor = actor_of(record)
        if actor.key in self._seen:
            raise record.fault("key", "is there twice")
        self._seen.add(actor.key)
        if (kind := self._actors.get(actor.key)) is None:
            world.add_actor(self._connection, actor)
            self._done.actors += 1
        elif kind != actor.kind.value:
            raise record.fault("kind", f"is not {kind}, which that actor is here")

    def _term(self, record: Fields) -> None:
        values = term_values(record)
        key = values["key"]
        if key in self._terms:
            raise record.fault("term", "is there twice")
        known = {row.key: row.id for row in records.terms_kept(self._connection)}
        if key in known:
            self._terms[key] = known[key]
            importing.keep_term(self._connection, known[key], values)
        else:
            self._terms[key] = importing.add(self._connection, TABLES["terms"], [values])[0]
        self._plan(record, self._terms[key])

    def _plan(self, record: Fields, term: int) -> None:
        """Let the term have the meetings of the file; plans that nobody has changed give way."""
        here = {row.key: row for row in records.meetings_kept(self._connection, term)}
        for each in record.each("meetings"):
            values = meeting_values(each)
            key = values["key"]
            if key in self._meetings:
                raise each.fault("key", "is there twice")
            if values["uid"] is not None and values["uid"] in self._uids:
                raise each.fault("uid", "is there twice")
            self._uids.add(values["uid"])
            row = here.pop(key, None)
            if row is None:
                added = [{**values, "term_id": term}]
                self._meetings[key] = importing.add(self._connection, TABLES["meetings"], added)[0]
                self._done.meetings += 1
            elif importing.untouched(row):
                importing.set_meeting(self._connection, row.id, values)
                self._meetings[key] = row.id
            else:
                raise each.fault("key", "is a meeting that has been changed in this database")
        left = [row.id for row in here.values() if importing.untouched(row)]
        importing.drop_meetings(self._connection, left)

    def _consultation(self, record: Fields) -> None:
        values = consultation_values(record)
        if values["symbol"] in self._symbols:
            raise record.fault("symbol", "is there twice")
        self._symbols.add(values["symbol"])
        importing.add(self._connection, TABLES["consultations"], [values])
        self._done.consultations += 1

    def _writing(self) -> Submissions:
        if self._submissions is None:
            self._submissions = Submissions(
                self._transaction, terms=self._terms, meetings=self._meetings
            )
        return self._submissions


def _check_head(head: Fields) -> None:
    if head.values.get("format") != FORMAT:
        raise DataError(f"this is not a file of a compilation: its format is not {FORMAT}")
    if head.values.get("version") != VERSION:
        raise DataError(f"this file is of another version than {VERSION}, the one known here")


def _where(found: Found) -> str:
    if not found.part:
        return "the head"
    number = found.values.get("number")
    told = f" ({number})" if isinstance(number, str) and _NUMBER.fullmatch(number) else ""
    return f"{found.part}[{found.place}]{told}"
