"""A file that is wrong anywhere is refused in one line that says where, and nothing of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from committee.datafile import DataError
from export.json_file import PARTS
from services.importing import NotEmptyError
from storage.tables import actors, audit, drafts, meetings, participants, submissions
from tests.compiling.ground import Ground
from tests.importing.second import Second
from tests.importing.test_round_trip import EVERYTHING, written

Change = Callable[[dict[str, Any]], Any]


def _first(part: str, **values: Any) -> Change:  # noqa: ANN401 - any JSON
    return lambda body: body[part][0].update(values)


def _meeting(**values: Any) -> Change:  # noqa: ANN401 - any JSON
    return lambda body: body["calendar"][0]["meetings"][0].update(values)


def _again(part: str) -> Change:
    return lambda body: body[part].append(body[part][0])


def _in_list(key: str, *records: dict[str, Any]) -> Change:
    return _first("submissions", **{key: list(records)})


FILE = {
    "id": 1,
    "name": "a.pdf",
    "media_type": "application/pdf",
    "size": 3,
    "sha256": "0" * 64,
    "received_at": "2027-01-01T00:00:00Z",
}
TRANSLATED = {
    "question": "done",
    "language": "en",
    "text": "x",
    "original_sha256": "0" * 64,
    "taken_at": "2027-01-01T00:00:00Z",
}
ASKED = {"question": "x", "asked_at": "2027-01-01T00:00:00Z", "reply": None}
ASK: dict[str, list[Any]] = {
    "submission_kinds": ["good_practice"],
    "actor_kinds": [],
    "actors": [],
    "activities": [],
    "objectives": [],
    "themes": [],
}
FIRST = r"submissions\[1\] \(CAM/2026-27/PR-0001\)"

WRONG: dict[str, tuple[Change, str]] = {
    "another format": (lambda b: b.update(format="xlsx"), "its format is not"),
    "a later version": (lambda b: b.update(version=2), "another version than 1"),
    "no head": (lambda b: b.pop("format"), "its format is not"),
    "a part is missing": (lambda b: b.pop("submissions"), "submissions is missing"),
    "a part that is no list": (lambda b: b.update(actors={}), "actors is no list"),
    "parts in another order": (lambda b: b.update(actors=b.pop("actors")), "not where it should"),
    "something after the records": (lambda b: b.update(more=1), "does not belong there"),
    "a record that is none": (lambda b: b["actors"].insert(0, []), r"actors\[1\] is no record"),
    "an unknown kind of actor": (_first("actors", kind="army"), r"actors\[1\].kind .* 'army'"),
    "an actor of another kind": (_first("actors", kind="academia"), r"actors\[1\].kind is not"),
    "an actor twice": (_again("actors"), r"actors\[\d+\].key is there twice"),
    "a language too few": (
        lambda b: b["actors"][0]["name"].pop("pt"),
        r"actors\[1\].name.pt is missing",
    ),
    "a term twice": (_again("calendar"), r"calendar\[2\].term is there twice"),
    "a meeting without a zone": (_meeting(starts_at="2027-01-01T10:00:00"), "with an offset"),
    "a meeting in a year that is none": (_meeting(deadline="0001-01-01T00:00:00+23:00"), "offset"),
    "an unknown kind of meeting": (_meeting(kind="party"), r"meetings\[1\].kind"),
    "an ask for what is not": (_meeting(asks=[{"submission_kinds": ["x"]}]), r"asks\[1\]"),
    "an agenda of texts": (_meeting(agenda=["x"]), r"agenda holds something not of type dict"),
    "a draft text twice": (_again("consultations"), r"consultations\[2\].symbol is there twice"),
    "a number twice": (_again("submissions"), r"submissions\[29\] .*number is there twice"),
    "a field too many": (_first("submissions", phone="1"), rf"{FIRST}.'phone' is no field"),
    "a field too few": (lambda b: b["submissions"][0].pop("base"), rf"{FIRST}.base is missing"),
    "another kind's number": (_first("submissions", kind="good_practice"), rf"{FIRST}.base"),
    "an unknown kind": (_first("submissions", kind="poem"), rf"{FIRST}.kind"),
    "a state before sending": (_first("submissions", state="draft"), rf"{FIRST}.state"),
    "an unknown circle": (_first("submissions", visibility="all"), rf"{FIRST}.visibility"),
    "another revision": (_first("submissions", revision=1), rf"{FIRST}.number"),
    "a revision that is true": (_first("submissions", revision=True), "not of type int"),
    "a language in words": (_first("submissions", language="español"), rf"{FIRST}.language"),
    "an unknown actor": (_first("submissions", actor="NOWHERE"), rf"{FIRST}.actor names"),
    "no actor though named": (_first("submissions", actor=None), rf"{FIRST}.actor is left out"),
    "an unknown meeting": (_first("submissions", meeting="x"), rf"{FIRST}.meeting names"),
    "an unknown Program": (_first("submissions", program="1999"), rf"{FIRST}.program names"),
    "a moment that is none": (_first("submissions", submitted_at="now"), rf"{FIRST}.submitted_at"),
    "answers in a list": (_first("submissions", answers=[]), rf"{FIRST}.answers is not of type"),
    "a text that is a number": (_first("submissions", answers={"done": 3}), "no answer to that"),
    "files that are texts": (_first("submissions", answers={"attachments": ["x"]}), "no answer"),
    "a choice that is a mapping": (_first("submissions", answers={"status": {}}), "no answer to"),
    "an activity in words": (_first("submissions", answers={"activity": "all"}), "activity"),
    "an activity beyond all": (_first("submissions", answers={"activity": 2**40}), "activity"),
    "a number that is true": (_first("submissions", answers={"beneficiaries_n": True}), "no answ"),
    "a month that is none": (_first("submissions", answers={"period_from": "2026-13"}), "no answ"),
    "a file with an odd id": (
        _first("submissions", answers={"attachments": [{"id": [1]}]}),
        "no answer to that",
    ),
    "a link that runs": (_meeting(link="javascript:alert(1)"), r"meetings\[1\].link"),
    "a meeting twice under one name": (
        lambda b: [each.update(uid="x") for each in b["calendar"][0]["meetings"]],
        r"meetings\[2\].uid is there twice",
    ),
    "a term that ends before it begins": (_first("calendar", ends="2020-01-01"), "before the beg"),
    "an ask with a NUL in it": (
        _meeting(asks=[{**ASK, "actors": ["\0"]}]),
        r"asks\[1\].actors holds a character",
    ),
    "an ask for activity 0": (_meeting(asks=[{**ASK, "activities": [0]}]), "no activity's number"),
    "a file of nobody": (
        _first("submissions", answers={"attachments": [{"id": 1}]}),
        "names no attachment of its own",
    ),
    "an objective that is a speech": (
        _first("submissions", answers={"objective": "x" * 21}),
        "a choice that no question has",
    ),
    "a number that is not whole": (_first("submissions", answers={"x": 1.5}), "not whole"),
    "a file of another type": (
        _in_list("attachments", {**FILE, "media_type": "text/html"}),
        r"attachments\[1\].media_type is none that is taken",
    ),
    "a digest that leads elsewhere": (
        _in_list("attachments", {**FILE, "sha256": "../" * 21 + "x"}),
        r"attachments\[1\].sha256",
    ),
    "two files of one number": (
        _in_list("attachments", FILE, {**FILE, "name": "b.pdf"}),
        "otherwise than before",
    ),
    "a translation twice": (_in_list("translations", TRANSLATED, TRANSLATED), "two translations"),
    "a name with a NUL in it": (
        _in_list("attachments", {**FILE, "name": "a\0.pdf"}),
        "the database cannot keep",
    ),
    "a reply that is not there": (
        _in_list("clarifications", {**ASKED, "reply": "CAM/2026-27/CR-0099"}),
        "name the reply CAM/2026-27/CR-0099",
    ),
    "a reason that is half a character": (_first("submissions", reason="\ud800"), "cannot keep"),
    "very deep": (_first("submissions", answers={"x": json.loads("[" * 60 + "]" * 60)}), "deeper"),
    "very many": (_first("submissions", answers={"x": [0] * 300_000}), "larger"),
}


@pytest.mark.parametrize("name", WRONG)
async def test_one_line_says_where_and_nothing_is_kept(
    term: Ground, second: Second, tmp_path: Path, name: str
) -> None:
    change, told = WRONG[name]
    body = json.loads(await written(term, EVERYTHING, tmp_path / "1"))
    change(body)
    await _refused(second, tmp_path, json.dumps(body).encode(), told)


BYTES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no JSON"),
    "no JSON": (b"%PDF-1.7 and so on", "no JSON|no JSON object"),
    "a list": (b"[]", "no JSON object"),
    "a bomb of lists": (b'{"format": ' + b"[" * 2_000_000, "deeper or larger"),
    "a bomb of mappings": (b'{"format": ' + b'{"a":' * 500_000, "deeper or larger"),
    "a number without end": (b'{"format": ' + b"9" * 100_000 + b"}", "no JSON"),
    "another encoding": ('{"format": "ñ"}'.encode("latin-1"), "no JSON"),
    "a member twice": (b'{"format": 1, "format": 1}', "twice"),
    "very many members": (
        b"{" + b",".join(b'"%d": 1' % n for n in range(500)) + b"}",
        "does not belong there",
    ),
}


@pytest.mark.parametrize("name", BYTES)
async def test_what_is_no_such_file_at_all_is_refused(
    second: Second, tmp_path: Path, name: str
) -> None:
    content, told = BYTES[name]
    await _refused(second, tmp_path, content, told)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.9, 0.999])
async def test_a_file_that_is_cut_off_is_refused(
    term: Ground, second: Second, tmp_path: Path, share: float
) -> None:
    whole = await written(term, EVERYTHING, tmp_path / "1")
    await _refused(second, tmp_path, whole[: int(len(whole) * share)], "no JSON, or only")
    await _refused(second, tmp_path, whole + b"{}", "no JSON|something follows")


async def test_a_database_with_submissions_is_left_alone(
    term: Ground, tmp_path: Path, second: Second
) -> None:
    await written(term, EVERYTHING, tmp_path / "1")
    (path,) = (tmp_path / "1").iterdir()
    await second.take(path)
    before = await second.look(_count)
    with pytest.raises(NotEmptyError):
        await second.take(path)
    assert await second.look(_count) == before


async def test_a_dry_run_says_what_would_be_and_does_nothing(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    await written(term, EVERYTHING, tmp_path / "1")
    (path,) = (tmp_path / "1").iterdir()
    before = await second.look(_count)
    tried = await second.take(path, only_try=True)
    assert await second.look(_count) == before
    assert await second.take(path) == tried


async def test_a_meeting_that_was_changed_here_is_not_overwritten(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    body = json.loads(await written(term, EVERYTHING, tmp_path / "1"))

    def cancel(connection: Connection) -> None:
        connection.execute(meetings.update().values(sequence=1))

    await second.office.do(lambda t: cancel(t.connection))
    await _refused(second, tmp_path, json.dumps(body).encode(), "has been changed in this database")


async def test_what_is_pretty_or_dense_is_read_all_the_same(
    term: Ground, second: Second, tmp_path: Path
) -> None:
    """It is JSON, whoever wrote it, as long as its parts come in order."""
    first = await written(term, EVERYTHING, tmp_path / "1")
    (tmp_path / "pretty.json").write_text(json.dumps(json.loads(first), indent=4))
    await second.take(tmp_path / "pretty.json")
    assert await written(second, EVERYTHING, tmp_path / "2") == first


async def _refused(second: Second, folder: Path, content: bytes, told: str) -> None:
    before = await second.look(_count)
    (folder / "wrong.json").write_bytes(content)
    with pytest.raises(DataError, match=told) as refused:
        await second.take(folder / "wrong.json")
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250
    assert await second.look(_count) == before


def _count(connection: Connection) -> list[int]:
    tables = (submissions, drafts, participants, actors, meetings, audit)
    return [
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
    ]


def test_the_parts_are_those_of_the_file() -> None:
    assert PARTS == ("actors", "calendar", "consultations", "submissions")
