"""What becomes of submissions in a term: amended, withdrawn, returned, translated, asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from committee.submissions import SubmissionKind, SubmissionState, Visibility
from services.office import Transaction
from storage import calendar, people, submissions
from storage.submissions import StoredFile
from storage.tables import clarifications, consultations
from storage.tables import submissions as kept
from tests.compiling.ground import NOW, UNNAMED, Ground, translate

HOSTILE = "\x00\x01\x1f\x7f\ud800 \udfff x\u2028=1+1 </a> {{b}} \u202etxt.exe 🧭\r\n\\u0041\"'"
KEPT = HOSTILE.translate(dict.fromkeys((0, 0xD800, 0xDFFF)))
"""The same without what PostgreSQL keeps in no column; forms take it out (kinds/text.py)."""
PDF = b"%PDF-1.7 one"
LOST = "no longer on disk.pdf"
LATER = datetime(2027, 1, 21, 9, 8, 7, 654321, tzinfo=UTC)


async def live(ground: Ground, files: Path) -> None:
    """Let a term's submissions have a life; the bytes of their attachments go into `files`."""
    on_sqlite = await ground.look(lambda c: c.dialect.name == "sqlite")
    said = HOSTILE if on_sqlite else KEPT
    kinds, states = SubmissionKind, SubmissionState
    gone = await ground.lay("GTM", kinds.GOOD_PRACTICE, standing=states.SUPERSEDED, title="Old")
    now = await ground.lay("GTM", kinds.GOOD_PRACTICE, standing=states.PUBLISHED, title="New")
    await ground.lay("ECU", kinds.DRAFT_TEXT_INPUT, standing=states.PUBLISHED)
    await ground.lay(UNNAMED.key, kinds.GOOD_PRACTICE, unnamed=True, standing=states.PUBLISHED)
    withdrawn = await ground.lay("MEX", kinds.NEW_PROPOSAL, standing=states.WITHDRAWN)
    returned = await ground.lay("MEX", kinds.RESEARCH_FINDINGS, standing=states.RETURNED)
    asked = await ground.lay(
        "GTM",
        kinds.ACTIVITY_PROGRESS,
        standing=states.CLARIFICATION_ASKED,
        visibility=Visibility.SECRETARIAT,
        done=said,
        results="x" * 70_000,
        beneficiaries_n=2**60,
        partners=None,
        days_ago=3,
    )
    quiet = await ground.lay(
        UNNAMED.key,
        kinds.GOOD_PRACTICE,
        unnamed=True,
        visibility=Visibility.WORKING_GROUP,
        language="pt",
    )
    await translate(ground, now, "summary", KEPT, "ab" * 32)
    await translate(ground, quiet, "lead", "Dirige el Canario", "cd" * 32)

    def run(transaction: Transaction) -> None:
        connection = transaction.connection
        _amend(connection, gone, now)
        _set(connection, withdrawn, reason="Ya no\nvale.", changed_at=LATER)
        _set(connection, returned, reason="Falta el año", changed_at=NOW - timedelta(hours=1))
        _ask(connection, asked, "¿Cuántos?")
        _ask(connection, asked, "¿Y dónde?", asked_at=LATER)
        connection.execute(update(consultations).values(closes_at=LATER))
        meeting = calendar.meeting_by_key(connection, "2026-27/april")
        assert meeting is not None
        calendar.cancel_meeting(connection, meeting, now=LATER)
        _attach(connection, now, files, "Acta final.pdf", "con.pdf")
        _attach(connection, quiet, files, "Red Canario.pdf")
        _attach(connection, asked, files, "../../etc/\u202efdp.exe", LOST)

    await ground.do(run)


def _amend(connection: Connection, first: int, second: int) -> None:
    base = connection.execute(select(kept.c.number).where(kept.c.id == first)).scalar_one()
    _set(connection, second, base=base, revision=1, number=f"{base} rev. 1")
    _set(connection, first, changed_at=LATER)


def _set(connection: Connection, row: int, **values: Any) -> None:  # noqa: ANN401 - columns
    connection.execute(update(kept).where(kept.c.id == row).values(**values))


def _ask(connection: Connection, row: int, question: str, asked_at: datetime = NOW) -> None:
    person = people.participant_by_telegram(connection, 77)
    assert person is not None
    asked = {"submission_id": row, "asked_by": person.id}
    connection.execute(insert(clarifications).values(**asked, question=question, asked_at=asked_at))


def _attach(connection: Connection, row: int, files: Path, *names: str) -> None:
    found = submissions.submission_by_id(connection, row)
    assert found is not None
    given = []
    for name in names:
        content = PDF + name.encode()
        digest = sha256(content).hexdigest()
        stored = StoredFile(digest, len(content), "application/pdf", f"{digest}.pdf", name)
        attached = submissions.add_attachment(
            connection,
            stored,
            participant_id=found.participant_id,
            draft_id=found.draft_id,
            now=LATER,
        )
        given.append({"id": attached, "name": name, "size": len(content), "caption": "Ñ"})
        if name != LOST:
            files.mkdir(exist_ok=True)
            (files / stored.stored_name).write_bytes(content)
    _set(connection, row, answers={**found.answers, "attachments": given})
