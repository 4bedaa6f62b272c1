"""Entries as transactions write them: all or none, in one unbroken line, with no personal text."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import Connection, insert, select, update

from locales import Refusal, phrases
from services.arrivals import Arrivals
from services.office import Envelope, Office, Sender, Transaction, Turn
from storage import trail
from storage.chain import BEGINNING, Broken, Entry, Head, Unbroken, verify
from storage.database import Database, open_database
from storage.inbox import Arrival
from storage.tables import audit, participants
from tests.chat import Chat
from tests.house import TRAIL_KEY, House
from tests.people import DELEGATE
from tests.stories.test_buttons import TO_REVIEW
from tests.trail.ground import (
    RECORDED,
    a_person,
    actions,
    judged,
    numbers,
    office_on,
    record_some,
)
from tests.trail.test_chain import entries


class NotNowError(Refusal):
    """A refusal of the tests."""

    message = phrases.NOT_ALLOWED


async def test_the_trail_of_a_real_story_is_unbroken(chat: Chat, house: House) -> None:
    """From the first word to a receipt, a restart in between; nothing that was written is in it."""
    await chat(TO_REVIEW)
    await house.restart()
    await chat("""
        Delegate taps [Send]
        …
    """)
    verdict = await judged(house.app.database)
    assert isinstance(verdict, Unbroken)
    assert verdict.older == 0
    assert verdict.entries > 10
    assert await numbers(house.app.database) == list(range(1, verdict.entries + 1))
    assert (await actions(house.app.database))[-1] == "submitted"
    written = await house.look(lambda c: str([tuple(row) for row in c.execute(select(audit))]))
    for word in (DELEGATE.first_name, DELEGATE.last_name, str(DELEGATE.id), "shelter"):
        assert word not in written


async def test_what_was_written_reads_back_as_it_was(database: Database, office: Office) -> None:
    """Time to the microsecond, facts, and nothing where nothing was."""
    at = datetime(2027, 3, 4, 5, 6, 7, 80, tzinfo=UTC)
    person = await database.write(a_person)

    def work(transaction: Transaction) -> None:
        transaction.now = at
        transaction.record(
            "done", participant_id=person, subject="draft", subject_id=5, facts={"b": 1, "a": "x"}
        )
        transaction.record("done_more")

    await office.do(work)
    links = await database.read(lambda c: list(trail.links(c)))
    assert [link.entry for link in links[-2:]] == [
        Entry(at, "done", person, "draft", 5, {"a": "x", "b": 1}),
        Entry(at, "done_more", None, None, None, {}),
    ]
    assert await judged(database) == Unbroken(2, 0, Head(links[-1].number, str(links[-1].hash)))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=some.lists(entries, min_size=1, max_size=5))
async def test_whatever_is_recorded_verifies(database: Database, made: list[Entry]) -> None:
    """The canonical form is the same for what is written and what this database gives back."""
    # Neither database keeps every character in its texts; facts are JSON, which escapes them.
    texts = [
        Entry(one.at, f"done_{place}", None, "draft", one.subject_id, one.facts)
        for place, one in enumerate(made)
    ]
    await database.write(lambda c: trail.append(c, texts, key=TRAIL_KEY))
    assert isinstance(await judged(database), Unbroken)


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"text": "x" * 61}, ValueError),
        ({"list": [1]}, TypeError),
        ({"share": 0.5}, TypeError),
        ({"at": datetime(2027, 1, 1, tzinfo=UTC)}, TypeError),
    ],
)
async def test_a_fact_that_may_be_somebodys_text_is_refused(
    database: Database, office: Office, facts: dict[str, object], error: type[Exception]
) -> None:
    """With the name of the fact, but not with what it held; the transaction has no effect."""
    with pytest.raises(error, match=rf"^the fact {next(iter(facts))} is [\w ,]+$"):
        await office.do(lambda transaction: transaction.record("done", facts=facts))
    assert await numbers(database) == list(range(1, 1))


async def test_what_is_short_enough_is_taken(office: Office, database: Database) -> None:
    await office.do(lambda t: t.record("done", facts={"key": "x" * 60, "n": 1, "none": None}))
    assert isinstance(await judged(database), Unbroken)


async def test_a_transaction_that_fails_leaves_no_gap(database: Database, office: Office) -> None:
    """Every third fails after it has recorded; the numbers go on as if it had not been."""

    def work(transaction: Transaction, place: int) -> None:
        transaction.record("done", facts={"place": place})
        transaction.record("done_more", facts={"place": place})
        if place % 3 == 0:
            raise ValueError(place)

    results = await asyncio.gather(
        *(office.do(lambda t, place=place: work(t, place)) for place in range(30)),  # type: ignore[misc]
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [ValueError, type(None), type(None)] * 10
    assert await numbers(database) == list(range(1, 41))
    assert isinstance(await judged(database), Unbroken)


async def test_a_refused_turn_records_nothing(database: Database, office: Office) -> None:
    """What it had recorded is taken back with what it had done; its first meeting stays."""
    arrivals = Arrivals(office, "worker")
    (taken,) = await arrivals.take_in([Arrival(1, 7001, "{}")], most=9)

    def work(turn: Turn) -> None:
        turn.record("done")
        raise NotNowError

    office.next_step = lambda turn: turn.record("shown")
    await office.turn(Envelope(taken, Sender(7001, "Ana", "en")), work)
    assert (await actions(database)) == ["first_met", "shown"]
    assert isinstance(await judged(database), Unbroken)


async def test_whoever_the_settings_make_secretariat_is_recorded(database: Database) -> None:
    """A right that nobody gave by hand is in the trail as well; and once."""
    office = office_on(database, secretariat=frozenset({7001}))
    arrivals = Arrivals(office, "worker")
    sender = Sender(7001, "Ana", "en")
    for update_id in (1, 2):
        (taken,) = await arrivals.take_in([Arrival(update_id, 7001, "{}")], most=9)
        await office.turn(Envelope(taken, sender), lambda _: None)
    assert await actions(database) == ["first_met", "appointed"]
    links = await database.read(lambda c: list(trail.links(c)))
    assert [link.entry.facts for link in links if link.entry] == [{}, {"role": "secretariat"}]


async def test_writers_at_once_make_one_line(database: Database, database_url: str) -> None:
    """Two processes' worth of offices, many transactions each, one to three entries, some fail."""
    databases = [database, open_database(database_url)]
    offices = [office_on(database) for database in databases]

    def work(transaction: Transaction, place: int) -> None:
        for more in range(place % 3 + 1):
            transaction.record("done", facts={"place": place, "more": more})
        if place % 7 == 0:
            raise ValueError(place)

    results = await asyncio.gather(
        *(
            offices[place % 2].do(lambda t, place=place: work(t, place))  # type: ignore[misc]
            for place in range(120)
        ),
        return_exceptions=True,
    )
    assert {type(result) for result in results} == {type(None), ValueError}
    written = sum(place % 3 + 1 for place in range(120) if place % 7)
    assert await numbers(databases[0]) == list(range(1, written + 1))
    verdict = await judged(databases[1])
    assert isinstance(verdict, Unbroken)
    assert verdict.entries == written

    links = await databases[0].read(lambda c: list(trail.links(c)))
    done = [dict(link.entry.facts) for link in links if link.entry]
    for earlier, later in pairwise(done):
        if later["more"]:  # what was recorded together stands together
            assert earlier == {"place": later["place"], "more": int(later["more"]) - 1}
    await databases[1].close()


async def test_a_person_who_is_forgotten_leaves_the_trail_verifiable(
    database: Database, office: Office
) -> None:
    """Name and Telegram id go; the entries keep a number that now stands for nobody."""
    person = await record_some(office)
    await database.write(
        lambda c: c.execute(
            update(participants)
            .where(participants.c.id == person)
            .values(telegram_id=-person, name="", zone="UTC", forgotten_at=office.clock.now())
        )
    )
    verdict = await judged(database)
    assert isinstance(verdict, Unbroken)
    assert verdict.entries == RECORDED


async def test_entries_from_before_the_chain_are_counted(
    database: Database, office: Office
) -> None:
    """As an older version left them, with gaps; from then on nothing may be without a hash."""

    def older(connection: Connection) -> None:
        row = {"at": office.clock.now(), "action": "old", "facts": {}}
        connection.execute(insert(audit), [{"id": number, **row} for number in (2, 3, 7)])

    await database.write(older)
    verdict = await judged(database)
    assert verdict == Unbroken(0, 3, Head(7, BEGINNING))
    await office.do(lambda transaction: transaction.record("new"))
    verdict = await judged(database)
    assert isinstance(verdict, Unbroken)
    assert (verdict.entries, verdict.older, verdict.head.number) == (1, 3, 8)
    await database.write(
        lambda c: c.execute(
            insert(audit).values(id=9, at=office.clock.now(), action="old", facts={})
        )
    )
    assert await judged(database) == Broken(9, "unhashed", 1)


@pytest.mark.parametrize("together", [1, 4, 5, 7])
async def test_a_long_trail_is_read_in_pieces(
    database: Database, office: Office, together: int
) -> None:
    await record_some(office, 20)
    verdict = await database.read(lambda c: verify(trail.links(c, together=together), TRAIL_KEY))
    assert isinstance(verdict, Unbroken)
    assert verdict.entries == 20
