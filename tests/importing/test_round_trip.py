"""What is written as JSON and taken into an empty database is written again, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, select

from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from export import Format
from export.json_file import PARTS, SCHEMA_FILE, Records, write_json
from services.compiling.making import make
from services.compiling.request import Request
from services.importing_reading import found_in
from storage import search, submissions
from storage.chain import Unbroken
from storage.tables import (
    attachments,
    clarifications,
    consultations,
    counters,
    drafts,
    meetings,
    participants,
    terms,
    topics,
    translations,
)
from storage.tables import submissions as kept
from tests.compiling.ground import NOW, TELLING, Ground
from tests.importing.lives import HOSTILE, KEPT, live
from tests.importing.second import Second
from tests.trail.ground import actions, judged

EVERYTHING = Request("es", (Role.SECRETARIAT,), states=tuple(SubmissionState))
REQUESTS = {
    "all states": EVERYTHING,
    "what stands": Request("fr", (Role.SECRETARIAT,)),
    "the chair's": Request("pt", (Role.CHAIR,), states=tuple(SubmissionState)),
    "working group": replace(EVERYTHING, level=Visibility.WORKING_GROUP),
    "public": replace(EVERYTHING, level=Visibility.PUBLIC, language="en"),
    "practices": replace(EVERYTHING, kinds=(SubmissionKind.GOOD_PRACTICE,)),
    "inputs in public": Request(
        "es", (), kinds=(SubmissionKind.DRAFT_TEXT_INPUT,), level=Visibility.PUBLIC
    ),
}
SCHEMA = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


async def written(
    ground: Ground | Second, request: Request, folder: Path, *, later: int = 0
) -> bytes:
    """The JSON file that `request` gives, so many hours later."""
    now = NOW + timedelta(hours=later)
    made = await ground.look(lambda c: make(c, request, Format.JSON, folder, now=now))
    return made.path.read_bytes()


@pytest.mark.parametrize("name", REQUESTS)
async def test_it_is_the_same_file_again_but_for_its_moment(
    term: Ground, second: Second, tmp_path: Path, name: str
) -> None:
    await live(term, tmp_path / "given")
    first = await written(term, REQUESTS[name], tmp_path / "1")
    jsonschema.validate(json.loads(first), SCHEMA, jsonschema.Draft202012Validator)
    (path,) = (tmp_path / "1").iterdir()
    taken = await second.take(path)
    again = await written(second, REQUESTS[name], tmp_path / "2", later=2)
    assert taken.submissions == len(json.loads(first)["submissions"]) > 0
    assert again != first
    up_to = re.compile(rb'"compiled_up_to": "[^"]+"')
    assert up_to.sub(b"", again, count=1) == up_to.sub(b"", first, count=1)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


async def test_every_row_is_as_it_was_column_by_column(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    """Ids and people apart: these stay at home."""
    await live(term, tmp_path / "given")
    await written(term, EVERYTHING, tmp_path / "1")
    await second.take(*(tmp_path / "1").iterdir())
    for table, but in (
        (kept, {"draft_id", "participant_id", "id", "answers"}),
        (translations, {"id", "submission_id", "participant_id"}),
        (clarifications, {"id", "asked_by", "submission_id", "reply_id"}),
        (consultations, {"id"}),
        (counters, set()),
        (terms, set()),
        (meetings, {"id"}),
        (topics, {"submission_id"}),
        (attachments, {"id", "draft_id", "participant_id"}),
    ):
        here, there = await term.look(_rows(table, but)), await second.look(_rows(table, but))
        assert there == here, table.name
        assert here, table.name
    assert await second.look(_told) == await term.look(_told)


def _rows(table: Table, but: set[str]) -> Any:  # noqa: ANN401 - work on a database
    columns = [column for column in table.c if column.name not in but]
    ids = {"actor_id", "term_id", "meeting_id", "program_id"} - but

    def work(connection: Connection) -> list[str]:
        rows = connection.execute(select(*columns)).mappings()
        return sorted(
            repr({k: _named(connection, k, v) if k in ids else v for k, v in row.items()})
            for row in rows
        )

    return work


def _named(connection: Connection, column: str, row: int | None) -> object:
    """What a reference is to, by its name."""
    target = next(iter(kept.c[column].foreign_keys)).column.table
    name = target.c.version if column == "program_id" else target.c.key
    return connection.execute(select(name).where(target.c.id == row)).scalar()


def _told(connection: Connection) -> list[object]:
    """Answers with the names of their files, and what hangs on each submission."""
    numbers = {row[0]: row[1] for row in connection.execute(select(kept.c.id, kept.c.number))}
    answers = [
        (row.number, _without_ids(row.answers))
        for row in connection.execute(select(kept).order_by(kept.c.id))
    ]
    threads = [
        (numbers[row.submission_id], row.question, row.reply_id and numbers[row.reply_id])
        for row in connection.execute(select(clarifications).order_by(clarifications.c.id))
    ]
    translated = sorted(
        (numbers[row.submission_id], row.question)
        for row in connection.execute(select(translations))
    )
    about = sorted(
        (numbers[row.submission_id], row.code) for row in connection.execute(select(topics))
    )
    return [answers, threads, translated, about]


def _without_ids(answers: Mapping[str, Any]) -> Mapping[str, Any]:
    files = answers.get("attachments") or ()
    return {**answers, "attachments": [{**file, "id": 0} for file in files]}


async def test_texts_that_break_others_come_through(
    term: Ground, second: Second, tmp_path: Path, kind_of_database: str
) -> None:
    await live(term, tmp_path / "given")
    await written(term, EVERYTHING, tmp_path / "1")
    await second.take(*(tmp_path / "1").iterdir())
    texts = await second.look(
        lambda c: [a.get("done") for a in c.execute(select(kept.c.answers)).scalars()]
    )
    here = HOSTILE if kind_of_database == "sqlite" else KEPT
    assert here.format() in texts


values = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from(
        ["\ud800", "\udfff\ud800", "\x00", "\u2028", "\\", '"', "\ufeff", "\U0010ffff"]
    ),
    st.integers(),
    st.booleans(),
    st.none(),
)
anything = st.recursive(
    values,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.dictionaries(st.text(max_size=12), anything, max_size=4), max_size=4))
def test_any_json_is_read_as_it_was_written(tmp_path: Path, answers: list[dict[str, Any]]) -> None:
    parts = [(part, answers if part == "submissions" else ()) for part in PARTS]
    write_json(Records({"title": "x"}, parts), tmp_path / "file.json")
    with (tmp_path / "file.json").open("rb") as file:
        found = [each.values for each in found_in(file) if each.part]
    joined = json.loads(json.dumps(answers))  # what JSON cannot tell apart: a pair of surrogates
    assert found == joined


async def test_nobody_is_named_but_in_answers(term: Ground, tmp_path: Path) -> None:
    await live(term, tmp_path / "given")
    told = await written(term, EVERYTHING, tmp_path / "1")
    assert b"Ana Persona" not in told
    for name in ("working group", "public"):
        narrow = (await written(term, REQUESTS[name], tmp_path / name)).decode()
        assert not [word for word in TELLING if word in narrow]
        assert "Canario" in told.decode()


async def test_who_may_not_read_threads_or_contacts_is_told_that_they_are_left_out(
    term: Ground, tmp_path: Path
) -> None:
    await live(term, tmp_path / "given")
    public = json.loads(await written(term, REQUESTS["public"], tmp_path / "1"))
    assert public["withheld"] == ["authors", "contacts", "clarifications"]
    assert all(each["clarifications"] is None for each in public["submissions"])
    assert not any("contact" in each["answers"] for each in public["submissions"])
    unnamed = [each for each in public["submissions"] if each["unnamed"]]
    assert {each["actor"] for each in unnamed} == {None}


async def test_numbers_go_on_and_words_and_the_trail_know_of_it(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    await live(term, tmp_path / "given")
    await written(term, EVERYTHING, tmp_path / "1")
    taken = await second.take(*(tmp_path / "1").iterdir())
    for kind in SubmissionKind:
        counter = f"2026-27/{kind.value}"
        here = await term.do(lambda t: submissions.next_serial(t.connection, counter))  # noqa: B023
        there = await second.office.do(
            lambda t: submissions.next_serial(t.connection, counter)  # noqa: B023
        )
        assert there == here
    found = [
        len(await each.look(lambda c: c.execute(search.matching(c, "propuesta")).all()))
        for each in (term, second)
    ]
    assert found[0] == found[1] > 0
    assert (await actions(second.office.database))[-1] == "imported"
    assert isinstance(await judged(second.office.database), Unbroken)
    person = await second.look(lambda c: c.execute(select(participants)).one())
    assert (person.name, person.telegram_id < -(10**15), person.forgotten_at is not None) == (
        "",
        True,
        True,
    )
    sent = await second.look(lambda c: set(c.execute(select(drafts.c.status)).scalars()))
    assert (sent, len(taken.missing)) == ({"sent"}, 5)
