"""Every table of the house, in one room so that the schema is read whole.

Times are UTC; `*_at_pulse` columns are seconds of the real clock.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import UtcTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Key, primary_key=True, autoincrement=True)


def _refers(name: str, to: str, *, nullable: bool = True, index: bool = False) -> Column[int]:
    return Column(name, Key, ForeignKey(f"{to}.id"), nullable=nullable, index=index)


# --- the committee's world -----------------------------------------------------------------

programs = Table(
    "programs",
    metadata,
    _id(),
    Column("version", String(40), nullable=False, unique=True),
    Column("title", JSON, nullable=False),
    Column("agreed_on", Date, nullable=False),
    Column("loaded_at", UtcTime, nullable=False),
)

objectives = Table(
    "objectives",
    metadata,
    _id(),
    _refers("program_id", "programs", nullable=False),
    Column("position", Integer, nullable=False),
    Column("code", String(8), nullable=False),
    Column("label", JSON, nullable=False),
    Column("summary", JSON, nullable=False),
    UniqueConstraint("program_id", "code"),
)

activities = Table(
    "activities",
    metadata,
    _id(),
    _refers("program_id", "programs", nullable=False),
    Column("number", Integer, nullable=False),
    Column("addressee", String(40), nullable=False),
    Column("label", JSON, nullable=False),
    Column("summary", JSON, nullable=False),
    UniqueConstraint("program_id", "number"),
)

actors = Table(
    "actors",
    metadata,
    _id(),
    Column("key", String(60), nullable=False, unique=True),
    Column("kind", String(20), nullable=False),
    Column("name", JSON, nullable=False),
    Column("acronym", JSON),
    Column("country", String(2)),
)

participations = Table(
    "participations",
    metadata,
    _id(),
    _refers("actor_id", "actors", nullable=False, index=True),
    Column("expected_to_report", Boolean, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
)

terms = Table(
    "terms",
    metadata,
    _id(),
    Column("key", String(10), nullable=False, unique=True),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
)

meetings = Table(
    "meetings",
    metadata,
    _id(),
    _refers("term_id", "terms", nullable=False),
    Column("key", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("agenda", JSON, nullable=False),
    Column("mandates", JSON, nullable=False),
    Column("place", JSON, nullable=False),
    Column("asks", JSON, nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("deadline", UtcTime, nullable=False, index=True),
    Column("link", String(500)),
    Column("uid", String(250), unique=True),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("changed_at", UtcTime),
    Column("cancelled_at", UtcTime),
    UniqueConstraint("term_id", "key"),
)

# --- people and their rights ---------------------------------------------------------------

participants = Table(
    "participants",
    metadata,
    _id(),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("language", String(2), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("first_seen_at", UtcTime, nullable=False),
    Column("unreachable_since", UtcTime),
    Column("open_draft_id", Key),
    Column("news", String(10), nullable=False, server_default="at_once"),
    Column("told_until", UtcTime),
    Column("wrong_tokens", Integer, nullable=False, server_default="0"),
    Column("slowed_until", UtcTime),
    Column("forgotten_at", UtcTime),
    Column("unasked_at", UtcTime),
    Column("holidays", String(6)),
)

memberships = Table(
    "memberships",
    metadata,
    _id(),
    _refers("participant_id", "participants", nullable=False, index=True),
    _refers("actor_id", "actors"),
    Column("role", String(20), nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime),
    Column("quiet_since", UtcTime),
    Index(
        "uq_memberships_current",
        "participant_id",
        "actor_id",
        "role",
        unique=True,
        sqlite_where=text("until IS NULL"),
        postgresql_where=text("until IS NULL"),
    ),
)

invitations = Table(
    "invitations",
    metadata,
    _id(),
    Column("token_hash", String(64), nullable=False, unique=True),
    _refers("actor_id", "actors"),
    Column("role", String(20), nullable=False),
    _refers("issued_by", "participants"),
    Column("issued_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    _refers("used_by", "participants"),
    Column("used_at", UtcTime),
)

registrations = Table(
    "registrations",
    metadata,
    _id(),
    _refers("participant_id", "participants", nullable=False),
    Column("answers", JSON, nullable=False),
    Column("status", String(10), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    _refers("decided_by", "participants"),
    Column("decided_at", UtcTime),
    _refers("actor_id", "actors"),
)

# --- what people give ----------------------------------------------------------------------

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _refers("participant_id", "participants", nullable=False, index=True),
    _refers("actor_id", "actors"),
    _refers("meeting_id", "meetings"),
    _refers("invitation_id", "invitations"),
    _refers("program_id", "programs"),
    Column("form", String(30), nullable=False),
    Column("state", JSON, nullable=False),
    Column("hints", JSON, nullable=False),
    Column("status", String(10), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("subject_id", Key),
    Column("nudged_at", UtcTime),
    Column("comment", Text),
    Index("ix_drafts_actor_id", "actor_id", "status"),
)

counters = Table(
    "counters",
    metadata,
    Column("key", String(60), primary_key=True),
    Column("value", Integer, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    _id(),
    Column("number", String(40), nullable=False, unique=True),
    Column("kind", String(30), nullable=False),
    _refers("term_id", "terms", nullable=False),
    _refers("actor_id", "actors", nullable=False, index=True),
    _refers("participant_id", "participants", nullable=False, index=True),
    _refers("meeting_id", "meetings", index=True),
    Column("draft_id", Key, ForeignKey("drafts.id"), nullable=False, unique=True),
    _refers("program_id", "programs", nullable=False),
    Column("language", String(2), nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Column("base", String(40)),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("unnamed", Boolean, nullable=False, server_default=text("false")),
    Column("reason", Text),
    Column("changed_at", UtcTime),
    Index("ix_submissions_state", "state", "id"),
    Index("ix_submissions_kind", "kind", "id"),
    Index("ix_submissions_base", "base"),
)

requests = Table(
    "requests",
    metadata,
    _id(),
    _refers("participant_id", "participants", nullable=False),
    Column("name", String(80), nullable=False),
    Column("body", JSON, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    UniqueConstraint("participant_id", "name"),
)

translations = Table(
    "translations",
    metadata,
    _id(),
    _refers("submission_id", "submissions", nullable=False),
    Column("question", String(40), nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("original_sha256", String(64), nullable=False),
    Column("taken_at", UtcTime, nullable=False),
    _refers("participant_id", "participants"),
    UniqueConstraint("submission_id", "question", "language"),
)

topics = Table(
    "topics",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("submission_id", Key, ForeignKey("submissions.id"), primary_key=True),
)

clarifications = Table(
    "clarifications",
    metadata,
    _id(),
    _refers("submission_id", "submissions", nullable=False, index=True),
    _refers("asked_by", "participants", nullable=False),
    Column("question", Text, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    _refers("reply_id", "submissions", index=True),
)

consultations = Table(
    "consultations",
    metadata,
    _id(),
    Column("symbol", String(60), nullable=False, unique=True),
    Column("title", JSON, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closes_at", UtcTime),
    Column("closed_at", UtcTime),
)

attachments = Table(
    "attachments",
    metadata,
    _id(),
    _refers("participant_id", "participants", nullable=False),
    _refers("draft_id", "drafts", nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("stored_name", String(100), nullable=False),
    Column("original_name", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
)

responses = Table(
    "responses",
    metadata,
    _id(),
    _refers("meeting_id", "meetings", nullable=False),
    _refers("actor_id", "actors", nullable=False),
    _refers("participant_id", "participants", nullable=False),
    Column("kind", String(20), nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("meeting_id", "actor_id", "kind"),
)

reminders = Table(
    "reminders",
    metadata,
    _id(),
    _refers("meeting_id", "meetings", nullable=False, index=True),
    _refers("participant_id", "participants", nullable=False),
    _refers("actor_id", "actors", nullable=False),
    Column("due_at", UtcTime, nullable=False, index=True),
    Column("local_day", Date, nullable=False),
    Column("status", String(10), nullable=False),
    Column("settled_at", UtcTime),
    Column("days_before", Integer),
    _refers("round_id", "rounds", index=True),
    Column("letter", String(120), index=True),
    UniqueConstraint("meeting_id", "participant_id", "actor_id", "local_day"),
)

rounds = Table(
    "rounds",
    metadata,
    _id(),
    Column("key", String(80), unique=True),
    Column("kind", String(12), nullable=False),
    _refers("meeting_id", "meetings", index=True),
    _refers("started_by", "participants"),
    Column("content", JSON, nullable=False),
    Column("days_before", Integer),
    Column("status", String(10), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("goes_at", UtcTime),
    Column("report_at", UtcTime, index=True),
    Column("reported_at", UtcTime),
)

notices = Table(
    "notices",
    metadata,
    _id(),
    _refers("round_id", "rounds", nullable=False),
    _refers("participant_id", "participants", nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("status", String(10), nullable=False),
    Column("settled_at", UtcTime),
    Column("letter", String(120), index=True),
    UniqueConstraint("round_id", "participant_id"),
    Index("ix_notices_waiting", "status", "due_at"),
)

# --- the durable ways ----------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("subject", String(80), unique=True),
    Column("sender", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(40)),
    Column("ready_at_pulse", Float, nullable=False),
    Column("fault", String(200)),
    Index(
        "ix_inbox_unfinished",
        "sender",
        "update_id",
        sqlite_where=text("status IN ('new', 'leased')"),
        postgresql_where=text("status IN ('new', 'leased')"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat_id", BigInteger, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("content", JSON, nullable=False),
    Column("key", String(120), unique=True),
    Column("meeting_id", Key),
    Column("actor_id", Key),
    Column("clarification_id", Key),
    Column("bundle", String(60)),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(40)),
    Column("ready_at_pulse", Float, nullable=False),
    Column("parts_sent", Integer, nullable=False),
    Column("message_id", BigInteger),
    Column("queued_at", UtcTime, nullable=False),
    Column("fault", String(200)),
    Index(
        "ix_outbox_waiting",
        "urgency",
        "id",
        sqlite_where=text("status IN ('new', 'leased')"),
        postgresql_where=text("status IN ('new', 'leased')"),
    ),
    Index(
        "ix_outbox_chat_waiting",
        "chat_id",
        "urgency",
        "id",
        sqlite_where=text("status IN ('new', 'leased')"),
        postgresql_where=text("status IN ('new', 'leased')"),
    ),
    Index("ix_outbox_message", "chat_id", "message_id"),
)

paces = Table(
    "paces",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_at_pulse", Float, nullable=False),
    Column("recent", Text),
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("params", JSON, nullable=False),
    _refers("participant_id", "participants", nullable=False, index=True),
    Column("status", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", String(40)),
    Column("ready_at_pulse", Float, nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("steps_done", Integer),
    Column("steps", Integer),
    Column("finished_at", UtcTime),
    Column("expires_at", UtcTime),
    Column("file", String(300)),
    Column("size", BigInteger),
    Column("door", String(64), unique=True),
)

locks = Table("locks", metadata, Column("name", String(20), primary_key=True))

marks = Table(
    "marks",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("at", UtcTime, nullable=False),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", UtcTime, nullable=False),
    _refers("participant_id", "participants"),
    Column("action", String(40), nullable=False),
    Column("subject", String(20)),
    Column("subject_id", Key),
    Column("facts", JSON, nullable=False),
    Column("hash", String(64)),
)
