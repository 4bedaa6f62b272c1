"""Full text: whatever people type, SQLite and PostgreSQL find the same rows, accents ignored."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from storage import search
from storage.database import Database, open_database
from storage.search import LONGEST, SHORT, words_of
from tests import postgres


class UndoneError(Exception):
    """Takes back what a test has laid in."""


class Both:
    """The two databases, asked for the same."""

    def __init__(self, databases: Sequence[Database], loop: asyncio.AbstractEventLoop) -> None:
        self._databases = databases
        self._loop = loop

    def find(self, texts: Sequence[str], *asked: str) -> list[list[int]]:
        """The places of the `texts` found by each of `asked`; the two must agree."""
        ours, theirs = (self._found(each, texts, asked) for each in self._databases)
        assert ours == theirs
        return ours

    def _found(
        self, database: Database, texts: Sequence[str], asked: Sequence[str]
    ) -> list[list[int]]:
        found: list[list[int]] = []

        def run(connection: Connection) -> None:
            for place, text in enumerate(texts):
                search.index(connection, place, text, ())
            for words in asked:
                rows = connection.execute(search.matching(connection, words)).scalars()
                found.append(sorted(rows))
            raise UndoneError

        with pytest.raises(UndoneError):
            self._loop.run_until_complete(database.write(run))
        return found


@pytest.fixture(scope="module")
def both(
    sqlite_template: Path,
    postgres_template: tuple[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Both]:
    """The two databases, empty but for the committee's world."""
    file = tmp_path_factory.mktemp("search") / "enlace.db"
    file.write_bytes(sqlite_template.read_bytes())
    server, template = postgres_template
    name = f"search_{uuid4().hex}"
    loop = asyncio.new_event_loop()
    url = loop.run_until_complete(postgres.clone_database(server, template, name))
    databases = [open_database(f"sqlite+aiosqlite:///{file}"), open_database(url)]
    yield Both(databases, loop)
    for each in databases:
        loop.run_until_complete(each.close())
    loop.run_until_complete(postgres.drop_database(server, name))
    loop.close()


HOSTILE = (
    "",
    " ",
    "!!! ... ¿?",
    "🙂🙂",
    "' OR 1=1 --",
    '"',
    '"refugio',
    'refugio" OR "',
    "'a':* & !b",
    "a & | ! ( ) <-> :* \\",
    "NEAR(a b, 2) AND NOT c OR d*",
    "words: a ^b -c +d {e f} : g",
    "%_%",
    "\x00",
    "refu\x00gio",
    "\ud800",
    "refu\udfffgio",
    "\ue00000436",
    "a" * 4096,
    "é" * 4096,
    "ab " * 1365,
    "移民 人权",
    "移民人权",
    "миграция",
    "ⅷ ² ½ ſ ﬁ ŉ İ ı",
    "𞤀𞤁 𖹠 Ꭰ ꭰ",
    "a\u0301\u0302\u0303" * 300,
    "شبكة اللاجئين",
    "हिन्दी",
    "CAM/2026-27/PR-0012",
    "1e5 -3.14 2026-01-01 a@b.org https://oas.org/x?y=z",
)
texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=40),
    st.text(st.characters(), max_size=20).map(lambda text: f"albergue {text} frontera"),
    st.text("aáAÁeéoœßßñN 'd’-_", max_size=30),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(kept=st.lists(texts, min_size=1, max_size=4), asked=texts)
@example(kept=list(HOSTILE), asked="a")
def test_both_databases_find_the_same_whatever_is_typed(
    both: Both, kept: list[str], asked: str
) -> None:
    beginnings = [word[: 1 + len(word) // 2] for text in kept for word in words_of(text)][:20]
    found = both.find(kept, asked, unicodedata.normalize("NFD", asked), *kept, *beginnings)
    assert found[0] == found[1]
    for place, text in enumerate(kept):
        if words_of(text):
            assert place in found[2 + place]
        else:
            assert found[2 + place] == []


@pytest.mark.parametrize("asked", HOSTILE)
def test_nothing_that_is_typed_breaks_the_query(both: Both, asked: str) -> None:
    both.find(["Un albergue en la frontera."], asked)


@pytest.mark.parametrize(
    "asked",
    [
        "refugio",
        "REFUGIO",
        "refúgio",
        "Refu",
        "refugio guate",
        "GUATEMALA refugio",
        "«refugio», (Guatemala)!",
        "refugio-guatemala",
        "oeuvre",
        "l’œuvre",
        "strasse",
        "Sao Tome",
        "12",
    ],
)
def test_words_are_found_by_their_beginning_in_any_order_case_and_accents(
    both: Both, asked: str
) -> None:
    kept = ["Un refúgio en Guatemala, main-d’ŒUVRE: l’œuvre, Straße 12, São Tomé.", "Otra cosa."]
    assert both.find(kept, asked) == [[0]]


@pytest.mark.parametrize(
    "asked", ["fugio", "refugios", "refugio México", "!", "¿?", "🙂", "_", "%"]
)
def test_what_is_not_there_is_not_found(both: Both, asked: str) -> None:
    assert both.find(["Un refugio en Guatemala."], asked) == [[]]


def test_every_word_must_be_there_but_only_the_first_twelve_are_sought(both: Both) -> None:
    twelve = " ".join(f"palabra{n}x" for n in range(12))
    assert both.find([twelve], twelve, f"{twelve} other", "other " + twelve) == [[0], [0], []]


def test_long_words_are_compared_by_their_beginning(both: Both) -> None:
    word = "a" * (LONGEST + 5)
    assert both.find([word, "b"], word, word[:LONGEST], word + "c") == [[0], [0], [0]]


def test_the_longest_text_in_any_script_is_taken(both: Both) -> None:
    letters = [chr(0x4E00 + n) for n in range(20_000)]
    words = [f"{a}{b}{a}{b}" for a, b in zip(letters, reversed(letters), strict=True)]
    found = both.find([" ".join(words)], words[0], words[5_000][:2], words[-1])
    assert found == [[0], [0], []]


@pytest.mark.parametrize("length", range(1, SHORT + 3))
def test_a_beginning_of_any_length_finds_the_word(both: Both, length: int) -> None:
    assert both.find(["albergue", "consulado"], "ALBÉRGUE"[:length]) == [[0]]


def test_what_is_indexed_again_is_found_by_its_new_words_alone(both: Both) -> None:
    def run(connection: Connection) -> None:
        def found(words: str) -> list[int]:
            return list(connection.execute(search.matching(connection, words)).scalars())

        search.index(connection, 1, "albergue", ())
        search.index(connection, 1, "consulado", ())
        assert (found("albergue"), found("consulado")) == ([], [1])
        search.forget(connection, 1)
        assert found("consulado") == []
        raise UndoneError

    for database in both._databases:
        with pytest.raises(UndoneError):
            both._loop.run_until_complete(database.write(run))
