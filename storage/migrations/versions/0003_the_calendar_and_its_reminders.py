"""The calendar and its reminders: moved and cancelled meetings, rounds, notices, quiet days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _time() -> storage.types.UtcTime:
    return storage.types.UtcTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("meetings") as batch:
        batch.add_column(sa.Column("link", sa.String(500)))
        batch.add_column(sa.Column("uid", sa.String(250)))
        batch.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("changed_at", _time()))
        batch.add_column(sa.Column("cancelled_at", _time()))
        batch.create_unique_constraint("uq_meetings_uid", ["uid"])
    with op.batch_alter_table("participants") as batch:
        batch.add_column(sa.Column("unasked_at", _time()))
        batch.add_column(sa.Column("holidays", sa.String(6)))
    with op.batch_alter_table("memberships") as batch:
        batch.add_column(sa.Column("quiet_since", _time()))
    with op.batch_alter_table("paces") as batch:
        batch.add_column(sa.Column("recent", sa.Text()))
    _new_tables()
    with op.batch_alter_table("reminders") as batch:
        batch.add_column(sa.Column("days_before", sa.Integer()))
        batch.add_column(sa.Column("round_id", KEY))
        batch.add_column(sa.Column("letter", sa.String(120)))
        batch.create_foreign_key("fk_reminders_round_id_rounds", "rounds", ["round_id"], ["id"])
        batch.create_index("ix_reminders_round_id", ["round_id"])
        batch.create_index("ix_reminders_letter", ["letter"])


def _new_tables() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("at", _time(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )
    op.create_table(
        "rounds",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(80)),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("meeting_id", KEY),
        sa.Column("started_by", KEY),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("days_before", sa.Integer()),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("made_at", _time(), nullable=False),
        sa.Column("goes_at", _time()),
        sa.Column("report_at", _time()),
        sa.Column("reported_at", _time()),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
        sa.UniqueConstraint("key", name="uq_rounds_key"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], "fk_rounds_meeting_id_meetings"),
        sa.ForeignKeyConstraint(
            ["started_by"], ["participants.id"], "fk_rounds_started_by_participants"
        ),
    )
    op.create_index("ix_rounds_meeting_id", "rounds", ["meeting_id"])
    op.create_index("ix_rounds_report_at", "rounds", ["report_at"])
    op.create_table(
        "notices",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("round_id", KEY, nullable=False),
        sa.Column("participant_id", KEY, nullable=False),
        sa.Column("due_at", _time(), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("settled_at", _time()),
        sa.Column("letter", sa.String(120)),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint(
            "round_id", "participant_id", name="uq_notices_round_id_participant_id"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], "fk_notices_round_id_rounds"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], "fk_notices_participant_id_participants"
        ),
    )
    op.create_index("ix_notices_letter", "notices", ["letter"])
    op.create_index("ix_notices_waiting", "notices", ["status", "due_at"])


def downgrade() -> None:
    with op.batch_alter_table("reminders") as batch:
        batch.drop_index("ix_reminders_letter")
        batch.drop_index("ix_reminders_round_id")
        batch.drop_constraint("fk_reminders_round_id_rounds", type_="foreignkey")
        for name in ("letter", "round_id", "days_before"):
            batch.drop_column(name)
    op.drop_table("notices")
    op.drop_table("rounds")
    op.drop_table("marks")
    with op.batch_alter_table("paces") as batch:
        batch.drop_column("recent")
    with op.batch_alter_table("memberships") as batch:
        batch.drop_column("quiet_since")
    with op.batch_alter_table("participants") as batch:
        for name in ("holidays", "unasked_at"):
            batch.drop_column(name)
    with op.batch_alter_table("meetings") as batch:
        batch.drop_constraint("uq_meetings_uid", type_="unique")
        for name in ("cancelled_at", "changed_at", "sequence", "uid", "link"):
            batch.drop_column(name)
