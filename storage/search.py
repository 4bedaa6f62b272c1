"""Full text of submissions: FTS5 on SQLite, tsvector on PostgreSQL; accents and case ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sqlalchemy import Connection, Select, column, delete, func, insert, select, table, text

from storage.tables import topics

_fts = table("submission_words", column("rowid"), column("words"))
_vectors = table("submission_words", column("submission_id"), column("words"))


def index(connection: Connection, submission_id: int, words: str, codes: Collection[str]) -> None:
    """Let a submission be found by `words` and by the topics in `codes`, and by nothing else."""
    forget(connection, submission_id)
    if connection.dialect.name == "sqlite":
        connection.execute(insert(_fts).values(rowid=submission_id, words=_plain(words)))
    else:
        vector = func.to_tsvector(text("'simple'"), _plain(words))
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


def matching(connection: Connection, words: str) -> Select[tuple[int]]:
    """The rows of the submissions in which every one of `words` begins some word."""
    sought = re.findall(r"[^\W_]+", _plain(words))[:12]
    if connection.dialect.name == "sqlite":
        asked = " ".join(f'"{word}"*' for word in sought) or '""'
        return select(_fts.c.rowid).where(
            text("submission_words MATCH :asked").bindparams(asked=asked)
        )
    asked = " & ".join(f"{word}:*" for word in sought)
    query = func.to_tsquery(text("'simple'"), asked)
    return select(_vectors.c.submission_id).where(_vectors.c.words.op("@@")(query))


def _plain(words: str) -> str:
    """`words` in lower case without accents, alike for both databases."""
    bare = unicodedata.normalize("NFKD", words)
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
