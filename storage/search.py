"""Full text of submissions: FTS5 on SQLite, tsvector on PostgreSQL, and the same rows from both.

A text is parted into words here, not by the databases, whose own ways differ: in lower case,
without accents. What is neither letter nor digit only parts words, so that nothing people type can
be an operator of a query. A word that is sought finds every word that it begins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import (
    Connection,
    Select,
    Text,
    cast,
    column,
    delete,
    false,
    func,
    insert,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from storage.tables import topics

LONGEST = 60
"""Letters of a word that are kept and compared."""
SHORT = 3
"""Letters of a beginning that is kept as a word of its own."""
MOST_SOUGHT = 12
"""So many words are sought at once, the first ones."""
MOST_KEPT = 40_000
"""Characters of a submission that are searched, some times those of the longest form.

PostgreSQL takes a megabyte of words.
"""

_LETTER, _BEGINNING = "\ue000", "\ue001"
"""Characters of private use that announce the number of a letter, and the beginning of words."""

_WORD = re.compile(r"[^\W_]+")
# Letters that people type without their stroke or apart, though Unicode does not take them apart.
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})

_fts = table("submission_words", column("rowid"), column("words"))
_vectors = table("submission_words", column("submission_id"), column("words"))


def words_of(said: str) -> tuple[str, ...]:
    """The different words in `said` in their order: lower case, no accents, letters and digits."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).translate(_PLAIN)
    return tuple(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(bare)))


def index(connection: Connection, submission_id: int, words: str, codes: Collection[str]) -> None:
    """Let a submission be found by `words` and by the topics in `codes`, and by nothing else."""
    forget(connection, submission_id)
    index_new(connection, submission_id, words, codes)


def index_new(
    connection: Connection, submission_id: int, words: str, codes: Collection[str]
) -> None:
    """The same for one that cannot be found yet: there is nothing to look through and forget."""
    found_by = words_of(words[:MOST_KEPT])
    kept = [_spelled(word) for word in found_by]
    if connection.dialect.name == "sqlite":
        kept += _beginnings(found_by)
        connection.execute(insert(_fts).values(rowid=submission_id, words=" ".join(kept)))
    else:
        vector = func.array_to_tsvector(cast(kept, ARRAY(Text)))
        connection.execute(insert(_vectors).values(submission_id=submission_id, words=vector))
    rows = [{"code": code, "submission_id": submission_id} for code in sorted(set(codes))]
    if rows:
        connection.execute(insert(topics), rows)


def forget(connection: Connection, submission_id: int) -> None:
    """Let a submission be found no more."""
    if connection.dialect.name == "sqlite":
        connection.execute(delete(_fts).where(_fts.c.rowid == submission_id))
    else:
        connection.execute(delete(_vectors).where(_vectors.c.submission_id == submission_id))
    connection.execute(delete(topics).where(topics.c.submission_id == submission_id))


def matching(connection: Connection, words: str) -> Select[int]:
    """The rows of the submissions in which every one of `words` begins some word.

    Where `words` holds no word at all, as a row of dots or of emoji, nothing is found.
    """
    sought = words_of(words)[:MOST_SOUGHT]
    if connection.dialect.name == "sqlite":
        asked = " ".join(map(_sought, sought))
        found = text("submission_words MATCH :asked").bindparams(asked=asked)
        return select(_fts.c.rowid).where(found if sought else false())
    asked = " & ".join(f"'{_spelled(word)}':*" for word in sought)
    held = _vectors.c.words.op("@@")(cast(cast(asked, Text), TSQUERY))
    return select(_vectors.c.submission_id).where(held if sought else false())


def _beginnings(words: Collection[str]) -> list[str]:
    """The beginnings of some letters of `words`, kept as words of their own on SQLite.

    So many words begin with two given letters that to gather them took most of a search;
    PostgreSQL goes from the newest submission on and is done as soon as a page is full.
    """
    short = {word[:length] for word in words for length in range(1, SHORT + 1)}
    return [_BEGINNING + _spelled(word) for word in sorted(short)]


def _sought(word: str) -> str:
    """What is asked of SQLite for `word`."""
    spelled = _spelled(word)
    return f'"{_BEGINNING}{spelled}"' if len(word) <= SHORT else f'"{spelled}"*'


def _spelled(word: str) -> str:
    """`word` in characters that every tokenizer takes as part of a word.

    SQLite knows the letters of Unicode 6.1, Python those of its own version. A character of
    private use counts as a letter in SQLite and never stands in a word, so that it can announce
    the number of another one.
    """
    if word.isascii():
        return word
    return "".join(c if c.isascii() else f"{_LETTER}{ord(c):06x}" for c in word)
