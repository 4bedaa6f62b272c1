"""A mistake in a data file is told with the file, the key and the fault."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

import pytest

from committee import datafile
from committee.datafile import DataError, Table, names_of, one_per_member, read
from locales import Localized

FOUR = {"es": "uno", "en": "one", "fr": "un", "pt": "um"}


class Fruit(StrEnum):
    FIG = "fig"
    LIME = "lime"


def table(**values: object) -> Table:
    return Table("file.toml", values)


def test_texts_in_four_languages_are_read() -> None:
    assert table(label=FOUR).localized("label") == Localized("uno", "one", "un", "um")


@pytest.mark.parametrize(
    ("getter", "values", "message"),
    [
        (lambda t: t.text("a"), {}, "file.toml.a is missing"),
        (lambda t: t.text("a"), {"a": " "}, "file.toml.a is empty"),
        (lambda t: t.text("a"), {"a": 1}, "file.toml.a is not of type str"),
        (lambda t: t.number("a"), {"a": True}, "file.toml.a is not of type int"),
        (lambda t: t.flag("a"), {"a": "yes"}, "file.toml.a is not of type bool"),
        (lambda t: t.day("a"), {"a": datetime(2026, 1, 1)}, "file.toml.a is not of type date"),  # noqa: DTZ001
        (
            lambda t: t.localized("a"),
            {"a": {**FOUR, "pt": ""}},
            "file.toml.a.pt is empty",
        ),
        (
            lambda t: t.localized("a"),
            {"a": {"es": "x", "en": "x", "fr": "x"}},
            "file.toml.a.pt is missing",
        ),
        (
            lambda t: t.localized("a"),
            {"a": {**FOUR, "de": "eins"}},
            "file.toml.a.de is not one of the four languages",
        ),
        (lambda t: t.member("a", Fruit), {"a": "fog"}, "file.toml.a holds the unknown value 'fog'"),
        (lambda t: t.numbers("a"), {"a": [1, "2"]}, "file.toml.a holds something not of type int"),
        (
            lambda t: [entry.text("b") for entry in t.tables("a")],
            {"a": [{"b": "x"}, {}]},
            "file.toml.a[2].b is missing",
        ),
        (lambda t: one_per_member(t, Fruit), {"fig": {}}, "file.toml.lime is missing"),
        (
            lambda t: one_per_member(t, Fruit),
            {"fig": {}, "lime": {}, "nut": {}},
            "file.toml.nut names no Fruit",
        ),
    ],
)
def test_a_fault_names_file_and_key(
    getter: Callable[[Table], object], values: dict[str, object], message: str
) -> None:
    with pytest.raises(DataError) as error:
        getter(table(**values))
    assert str(error.value) == message


def test_what_may_be_absent_has_a_default() -> None:
    assert table().flag("a") is False
    assert table().number("a", 7) == 7
    assert table(a=0).number("a", 7) == 0
    assert table().texts("a") == ()
    assert table(a=date(2026, 9, 1)).day("a") == date(2026, 9, 1)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.toml").write_text("a = = 1", encoding="utf-8")
    monkeypatch.setattr(datafile, "DATA", tmp_path)
    with pytest.raises(DataError, match=r"^broken\.toml: "):
        read("broken.toml")


def test_a_name_too_many_is_refused() -> None:
    with pytest.raises(DataError, match=r"^names\.toml\.visibility\.public names no Fruit$"):
        names_of("visibility", Fruit)
