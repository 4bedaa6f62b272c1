"""JSON is the lossless form: what is read is what was given."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from export import Compilation, Format, write
from tests.export.samples import HOSTILE, TYPED, compilation, of_texts, texts


def document(wanted: Compilation, folder: Path) -> Any:  # noqa: ANN401
    path = folder / "compilation.json"
    write(wanted, Format.JSON, path)
    return json.loads(path.read_bytes())


def test_the_shape(tmp_path: Path) -> None:
    assert document(compilation([TYPED]), tmp_path) == {
        "title": "Compilación",
        "language": "es",
        "compiled_up_to": "2027-02-01T14:30:00+00:00",
        "facts": [
            {"label": "Actores que respondieron", "value": 11},
            {"label": "Reunión", "value": "2027-02-10"},
        ],
        "sheets": {
            "good_practice": {
                "title": "Buenas prácticas",
                "headings": {f"c{number}": f"Pregunta {number}" for number in range(8)},
                "rows": [
                    {
                        "c0": "texto",
                        "c1": 7,
                        "c2": -7,
                        "c3": "1234567.50",
                        "c4": "-0.5",
                        "c5": "2027-02-01",
                        "c6": "2027-02-01T09:00:00",
                        "c7": None,
                    }
                ],
            }
        },
    }


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(texts, st.characters(categories=["Cs"])), min_size=1, max_size=20))
def test_any_text_comes_back_exactly_lone_surrogates_too(typed: list[str]) -> None:
    with TemporaryDirectory() as folder:
        rows = document(of_texts(typed), Path(folder))["sheets"]["good_practice"]["rows"]
    assert [row["c0"] for row in rows] == typed


def test_hostile_and_very_long_texts_come_back_exactly(tmp_path: Path) -> None:
    typed = [*HOSTILE, "ñ😀" * 20_000]
    rows = document(of_texts(typed), tmp_path)["sheets"]["good_practice"]["rows"]
    assert [row["c0"] for row in rows] == typed


def test_letters_are_written_as_letters_one_row_a_line(tmp_path: Path) -> None:
    document(of_texts(["niñez\nmigrante", "second"]), tmp_path)
    lines = (tmp_path / "compilation.json").read_text(encoding="utf-8").splitlines()
    assert '{"c0": "niñez\\nmigrante"},' in lines
    assert '{"c0": "second"}' in lines
