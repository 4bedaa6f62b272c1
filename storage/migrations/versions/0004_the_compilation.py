"""The compilation: saved requests, translations, and what became of a document's job."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _time() -> storage.types.UtcTime:
    return storage.types.UtcTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("jobs") as batch:
        batch.add_column(sa.Column("steps_done", sa.Integer()))
        batch.add_column(sa.Column("steps", sa.Integer()))
        batch.add_column(sa.Column("finished_at", _time()))
        batch.add_column(sa.Column("expires_at", _time()))
        batch.add_column(sa.Column("file", sa.String(300)))
        batch.add_column(sa.Column("size", sa.BigInteger()))
        batch.add_column(sa.Column("door", sa.String(64)))
        batch.create_unique_constraint("uq_jobs_door", ["door"])
        batch.create_index("ix_jobs_participant_id", ["participant_id"])
    op.create_table(
        "requests",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("participant_id", KEY, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("saved_at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.UniqueConstraint("participant_id", "name", name="uq_requests_participant_id_name"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], "fk_requests_participant_id_participants"
        ),
    )
    op.create_table(
        "translations",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("submission_id", KEY, nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original_sha256", sa.String(64), nullable=False),
        sa.Column("taken_at", _time(), nullable=False),
        sa.Column("participant_id", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_translations"),
        sa.UniqueConstraint(
            "submission_id",
            "question",
            "language",
            name="uq_translations_submission_id_question_language",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], "fk_translations_submission_id_submissions"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], "fk_translations_participant_id_participants"
        ),
    )
    op.create_index("ix_submissions_participant_id", "submissions", ["participant_id"])


def downgrade() -> None:
    op.drop_index("ix_submissions_participant_id", "submissions")
    op.drop_table("translations")
    op.drop_table("requests")
    with op.batch_alter_table("jobs") as batch:
        batch.drop_index("ix_jobs_participant_id")
        batch.drop_constraint("uq_jobs_door", type_="unique")
        for name in ("door", "size", "file", "expires_at", "finished_at", "steps", "steps_done"):
            batch.drop_column(name)
