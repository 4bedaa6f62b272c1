"""JSON is the lossless form: what is read is what was given, and a record stands on a line."""

from __future__ import annotations

import json
import math
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export.json_file import FORMAT, SCHEMA, Records, write_json
from tests.export.samples import HOSTILE, texts

RECORDS = ({"number": "1", "answers": {"text": "ñ \x00"}}, {"number": "2", "answers": {}})


def document(records: Records, folder: Path) -> Any:  # noqa: ANN401
    path = folder / "compilation.json"
    write_json(records, path)
    return json.loads(path.read_bytes())


def test_the_shape(tmp_path: Path) -> None:
    records = Records({"title": "Compilación"}, (("actors", ()), ("submissions", RECORDS)))
    assert document(records, tmp_path) == {
        "format": FORMAT,
        "version": 1,
        "schema": SCHEMA,
        "title": "Compilación",
        "actors": [],
        "submissions": list(RECORDS),
    }


def test_a_record_stands_on_a_line_of_its_own_in_letters_that_people_read(tmp_path: Path) -> None:
    document(Records({}, (("submissions", RECORDS),)), tmp_path)
    lines = (tmp_path / "compilation.json").read_text(encoding="utf-8").splitlines()
    assert '{"number": "1", "answers": {"text": "ñ \\u0000"}},' in lines
    assert '{"number": "2", "answers": {}}' in lines


hostile = st.one_of(
    texts, st.sampled_from(HOSTILE), st.text(st.characters(categories=["Cs"]), max_size=1)
)


@settings(deadline=None, max_examples=60)
@given(st.lists(hostile, min_size=1, max_size=20), hostile)
def test_any_text_comes_back_exactly_lone_surrogates_too(typed: list[str], key: str) -> None:
    with TemporaryDirectory() as folder:
        records = Records({}, (("submissions", [{key: text} for text in typed]),))
        found = document(records, Path(folder))["submissions"]
    assert found == [{key: text} for text in typed]


def test_records_are_gone_through_once_so_a_stream_will_do(tmp_path: Path) -> None:
    rows = iter(RECORDS)
    assert document(Records({}, (("submissions", rows),)), tmp_path)["submissions"]
    assert next(rows, None) is None


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_json_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, value: float
) -> None:
    with pytest.raises(ValueError, match="JSON"):
        write_json(Records({"value": value}, ()), tmp_path / "compilation.json")
    assert list(tmp_path.iterdir()) == []
