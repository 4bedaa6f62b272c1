"""The life of a submission: revisions, questions, consultations, full text; a chained trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("participants") as batch:
        batch.add_column(sa.Column("news", sa.String(10), nullable=False, server_default="at_once"))
        batch.add_column(sa.Column("told_until", storage.types.UtcTime(timezone=True)))
        batch.add_column(
            sa.Column("wrong_tokens", sa.Integer(), nullable=False, server_default="0")
        )
        batch.add_column(sa.Column("slowed_until", storage.types.UtcTime(timezone=True)))
        batch.add_column(sa.Column("forgotten_at", storage.types.UtcTime(timezone=True)))
    with op.batch_alter_table("drafts") as batch:
        batch.add_column(sa.Column("subject_id", KEY))
        batch.add_column(sa.Column("nudged_at", storage.types.UtcTime(timezone=True)))
        batch.add_column(sa.Column("comment", sa.Text()))
        batch.create_index("ix_drafts_actor_id", ["actor_id", "status"])
    with op.batch_alter_table("submissions") as batch:
        batch.add_column(sa.Column("base", sa.String(40)))
        batch.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(
            sa.Column("unnamed", sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )
        batch.add_column(sa.Column("reason", sa.Text()))
        batch.add_column(sa.Column("changed_at", storage.types.UtcTime(timezone=True)))
        batch.create_index("ix_submissions_state", ["state", "id"])
        batch.create_index("ix_submissions_kind", ["kind", "id"])
        batch.create_index("ix_submissions_base", ["base"])
    op.execute("UPDATE submissions SET base = number")
    _new_tables()
    with op.batch_alter_table("outbox") as batch:
        batch.add_column(sa.Column("clarification_id", KEY))
        batch.add_column(sa.Column("bundle", sa.String(60)))
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("hash", sa.String(64)))
    op.execute("INSERT INTO locks (name) VALUES ('trail')")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE submission_words USING fts5"
            "(words, tokenize = 'unicode61 remove_diacritics 2')"
        )
    else:
        op.execute(
            "CREATE TABLE submission_words (submission_id BIGINT PRIMARY KEY, words TSVECTOR)"
        )
        op.execute("CREATE INDEX ix_submission_words ON submission_words USING GIN (words)")


def _new_tables() -> None:
    op.create_table(
        "topics",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_topics_submission_id_submissions"),
        ),
        sa.PrimaryKeyConstraint("code", "submission_id", name=op.f("pk_topics")),
    )
    op.create_table(
        "clarifications",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("asked_by", KEY, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", storage.types.UtcTime(timezone=True), nullable=False),
        sa.Column("reply_id", KEY),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_clarifications_submission_id_submissions"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["participants.id"],
            name=op.f("fk_clarifications_asked_by_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["submissions.id"], name=op.f("fk_clarifications_reply_id_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clarifications")),
    )
    with op.batch_alter_table("clarifications") as batch:
        batch.create_index(batch.f("ix_clarifications_submission_id"), ["submission_id"])
        batch.create_index(batch.f("ix_clarifications_reply_id"), ["reply_id"])
    op.create_table(
        "consultations",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("symbol", sa.String(60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("paragraphs", sa.JSON(), nullable=False),
        sa.Column("opened_at", storage.types.UtcTime(timezone=True), nullable=False),
        sa.Column("closes_at", storage.types.UtcTime(timezone=True)),
        sa.Column("closed_at", storage.types.UtcTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
        sa.UniqueConstraint("symbol", name=op.f("uq_consultations_symbol")),
    )


def downgrade() -> None:
    op.execute("DROP TABLE submission_words")
    op.execute("DELETE FROM locks WHERE name = 'trail'")
    with op.batch_alter_table("audit") as batch:
        batch.drop_column("hash")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("bundle")
        batch.drop_column("clarification_id")
    op.drop_table("consultations")
    op.drop_table("clarifications")
    op.drop_table("topics")
    with op.batch_alter_table("submissions") as batch:
        batch.drop_index("ix_submissions_base")
        batch.drop_index("ix_submissions_kind")
        batch.drop_index("ix_submissions_state")
        for name in ("changed_at", "reason", "unnamed", "revision", "base"):
            batch.drop_column(name)
    with op.batch_alter_table("drafts") as batch:
        batch.drop_index("ix_drafts_actor_id")
        for name in ("comment", "nudged_at", "subject_id"):
            batch.drop_column(name)
    with op.batch_alter_table("participants") as batch:
        for name in ("forgotten_at", "slowed_until", "wrong_tokens", "told_until", "news"):
            batch.drop_column(name)
