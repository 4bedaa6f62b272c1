"""The chain alone: what is hashed, and which link is named when one does not fit."""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from storage.chain import BEGINNING, Broken, Entry, Head, Link, Unbroken, canonical, hash_of, verify

KEY = b"k" * 32
AT = datetime(2027, 2, 3, 4, 5, 6, 789, tzinfo=UTC)

facts = some.dictionaries(
    some.text(max_size=20),
    some.none() | some.booleans() | some.integers() | some.text(max_size=60),
    max_size=6,
)
entries = some.builds(
    Entry,
    at=some.datetimes(
        min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
        max_value=datetime(2200, 1, 1),  # noqa: DTZ001
        timezones=some.timezones(),
        allow_imaginary=False,
    ),
    action=some.text(min_size=1, max_size=40),
    participant_id=some.none() | some.integers(1, 2**62),
    subject=some.none() | some.text(max_size=20),
    subject_id=some.none() | some.integers(1, 2**62),
    facts=facts,
)


def entry(place: int) -> Entry:
    return Entry(AT + timedelta(seconds=place), "done", 1, "draft", place, {"count": place})


def chain(count: int, *, older: int = 0, key: bytes = KEY) -> list[Link]:
    made = [Link(number, None, entry(number)) for number in range(1, older + 1)]
    before = BEGINNING
    for number in range(older + 1, older + count + 1):
        before = hash_of(key, before, number, entry(number))
        made.append(Link(number, before, entry(number)))
    return made


def head_of(links: Sequence[Link]) -> Head:
    return Head(links[-1].number, str(links[-1].hash))


def test_the_form_that_is_hashed_is_plain() -> None:
    """Anybody can compute it anew from the row, in any language."""
    done = Entry(AT, "submitted", 7, "submission", 12, {"number": "ñ", "actor_id": None})
    assert canonical(3, done) == (
        '[3,"2027-02-03T04:05:06.000789+00:00",7,"submitted","submission",12,'
        '{"actor_id":null,"number":"\\u00f1"}]'
    )
    by_hand = hmac.new(KEY, b"abc" + canonical(3, done).encode(), "sha256").hexdigest()
    assert hash_of(KEY, "abc", 3, done) == by_hand


@given(entries, some.integers(1, 2**62))
def test_what_is_hashed_says_everything_once(one: Entry, number: int) -> None:
    """ASCII that reads back as the entry, whatever the zone of its time and the order of facts."""
    written = canonical(number, one)
    assert written.isascii()
    back = json.loads(written)
    assert back[0] == number
    assert datetime.fromisoformat(back[1]) == one.at
    assert back[2:] == [
        one.participant_id, one.action, one.subject, one.subject_id, dict(one.facts)
    ]  # fmt: skip
    elsewhere = replace(
        one,
        at=one.at.astimezone(timezone(timedelta(hours=-6))),
        facts=dict(reversed([*one.facts.items()])),
    )
    assert canonical(number, elsewhere) == written


@given(entries, entries, some.integers(1, 99), some.integers(1, 99))
def test_two_that_differ_are_hashed_apart(one: Entry, other: Entry, here: int, there: int) -> None:
    same = here == there and replace(one, at=one.at.astimezone(UTC)) == replace(
        other, at=other.at.astimezone(UTC)
    )
    # True == 1 for Python, but not on paper.
    same = same and repr(one.facts) == repr(other.facts)
    assert (canonical(here, one) == canonical(there, other)) is same


@pytest.mark.parametrize("older", [0, 1, 5])
@pytest.mark.parametrize("count", [0, 1, 7])
def test_a_whole_chain_is_unbroken(count: int, older: int) -> None:
    links = chain(count, older=older)
    head = Head(older + count, str(links[-1].hash) if count else BEGINNING)
    assert verify(iter(links), KEY) == Unbroken(count, older, head)


def test_every_entry_may_be_the_kept_head() -> None:
    links = chain(7, older=2)
    for place in range(2, 9):
        assert isinstance(verify(links, KEY, kept=head_of(links[: place + 1])), Unbroken)


@given(some.integers(1, 6), some.integers(1, 8), some.data())
def test_a_change_anywhere_is_named(count: int, at: int, data: some.DataObject) -> None:
    """Whatever one row holds instead, the verdict names that row."""
    links = chain(count + at)
    place = at - 1
    changed = data.draw(entries)
    links[place] = replace(links[place], entry=changed)
    assert verify(links, KEY) == Broken(at, "changed", place)


def test_what_is_missing_is_named() -> None:
    links = chain(7)
    for place in range(6):
        assert verify(links[:place] + links[place + 1 :], KEY) == Broken(
            place + 1, "missing", place
        )
    assert verify(links[3:], KEY) == Broken(1, "missing", 0)


def test_a_cut_end_is_seen_by_who_kept_the_head() -> None:
    links = chain(7)
    kept = head_of(links)
    for count in range(1, 7):
        assert isinstance(verify(links[:count], KEY), Unbroken)
        assert verify(links[:count], KEY, kept=kept) == Broken(count + 1, "missing", count)
    assert verify([], KEY, kept=kept) == Broken(1, "missing", 0)


def test_another_past_is_seen_by_who_kept_the_head() -> None:
    """Somebody who has the key wrote the chain anew."""
    links = chain(7)
    anew = [replace(links[0], hash=hash_of(KEY, "other", 1, entry(1))), *links[1:]]
    assert verify(anew, KEY) == Broken(1, "changed", 0)
    other = Head(4, hash_of(KEY, BEGINNING, 4, entry(99)))
    assert verify(links, KEY, kept=other) == Broken(4, "another", 3)


def test_rows_without_a_hash_stand_before_the_chain_only() -> None:
    links = chain(7)
    links[4] = replace(links[4], hash=None)
    assert verify(links, KEY) == Broken(5, "unhashed", 4)
    unmarked = [replace(link, hash=None) for link in chain(3)] + chain(7)[3:]
    assert verify(unmarked, KEY) == Broken(4, "changed", 0)


def test_a_chain_whose_hashes_were_taken_away_is_seen_by_who_kept_the_head() -> None:
    links = chain(7)
    bare = [replace(link, hash=None) for link in links]
    assert verify(bare, KEY) == Unbroken(0, 7, Head(7, BEGINNING))
    assert verify(bare, KEY, kept=head_of(links)) == Broken(7, "unhashed", 0)
    del bare[6]
    assert verify(bare, KEY, kept=head_of(links)) == Broken(7, "missing", 0)
    assert verify(bare[3:], KEY, kept=head_of(links[:2])) == Broken(2, "missing", 0)


def test_rows_out_of_order_are_named() -> None:
    """Nothing may stand before the first entry, nor twice."""
    links = chain(3)
    assert verify([Link(0, None, entry(0)), *links], KEY) == Broken(0, "out of order", 0)
    assert verify([*links, links[1]], KEY) == Broken(2, "out of order", 3)


def test_another_key_fits_nothing() -> None:
    assert verify(chain(3, key=b"x" * 32), KEY) == Broken(1, "changed", 0)


@pytest.mark.parametrize(
    "spoilt",
    [
        None,
        replace(entry(2), action=b"\xff"),  # type: ignore[arg-type]
        replace(entry(2), participant_id="x" * 9),  # type: ignore[arg-type]
        replace(entry(2), facts={"count": object()}),  # type: ignore[dict-item]
    ],
)
def test_a_row_that_cannot_be_read_is_a_changed_one(spoilt: Entry | None) -> None:
    links = chain(3)
    links[1] = replace(links[1], entry=spoilt)
    assert verify(links, KEY) == Broken(2, "changed", 1)
    odd = replace(chain(3)[0], hash="\udc80é")
    assert verify([odd, *chain(3)[1:]], KEY) == Broken(1, "changed", 0)
    assert verify([chain(3)[0], replace(chain(3)[1], hash="\udc80"), chain(3)[2]], KEY) == Broken(
        2, "changed", 1
    )
