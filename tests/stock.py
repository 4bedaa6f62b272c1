"""Submissions laid into a house as if they had been sent long ago, found by words and topics."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert

from committee.calendar import term_of
from committee.submissions import SubmissionKind, SubmissionState, Visibility, receipt_number
from services.finding import codes_of, words_of
from services.office import Transaction
from storage import calendar, people, search, submissions, world
from storage.tables import drafts
from tests.house import House
from tests.people import Character

ANSWERS: Mapping[SubmissionKind, Mapping[str, Any]] = {
    SubmissionKind.GOOD_PRACTICE: {
        "title": "Shelters at the border",
        "summary": "Two shelters were opened at the border with beds for sixty people. " * 2,
        "lead": "Ministry of the Interior",
        "places": ["GTM"],
        "objectives": ["S8"],
        "problem": "Nowhere to sleep.",
        "method": "Beds.",
        "results": "People slept.",
        "contact": "María López, office, maria@example.org",
        "language": "en",
    },
    SubmissionKind.ACTIVITY_PROGRESS: {
        "activity": 28,
        "period_from": "2026-09",
        "period_to": "2027-01",
        "status": "done",
        "done": "Consuls were trained.",
        "contact": "María López, office, maria@example.org",
        "language": "en",
    },
}
"""What is answered where a test says nothing else."""


async def lay_in(
    house: House,
    author: Character,
    kind: SubmissionKind = SubmissionKind.GOOD_PRACTICE,
    *,
    state: SubmissionState = SubmissionState.PUBLISHED,
    visibility: Visibility = Visibility.PUBLIC,
    unnamed: bool = False,
    meeting: str | None = None,
    days_ago: int = 0,
    **answers: Any,  # noqa: ANN401 - answers of any kind
) -> int:
    """Keep a submission of the author's actor; returns its row."""

    def run(transaction: Transaction) -> int:
        connection = transaction.connection
        person = people.participant_by_telegram(connection, author.id)
        assert person is not None
        actor = people.memberships_of(connection, person.id)[0].actor
        assert actor is not None
        sent = transaction.now - timedelta(days=days_ago)
        term = term_of(sent.date())
        year = int(term[:4])
        serial = submissions.next_serial(connection, f"{term}/{kind.value}")
        number = receipt_number(term, kind, serial)
        about = calendar.meeting_by_key(connection, meeting) if meeting else None
        assert about or not meeting
        draft = connection.execute(
            insert(drafts)
            .values(
                participant_id=person.id,
                actor_id=actor.id,
                form=kind.value,
                state={},
                hints={},
                status="sent",
                started_at=sent,
                changed_at=sent,
            )
            .returning(drafts.c.id)
        ).scalar_one()
        row = submissions.add_submission(
            connection,
            {
                "number": number,
                "base": number,
                "kind": kind.value,
                "term_id": calendar.term_for(
                    connection, term, starts=date(year, 9, 1), ends=date(year + 1, 5, 31)
                ),
                "actor_id": actor.id,
                "participant_id": person.id,
                "meeting_id": about.id if about else None,
                "draft_id": draft,
                "program_id": world.newest_program_id(connection),
                "language": "en",
                "visibility": visibility.value,
                "state": state.value,
                "answers": {**ANSWERS.get(kind, {}), "visibility": visibility.value, **answers},
                "submitted_at": sent,
                "unnamed": unnamed,
            },
        )
        kept = submissions.submission_by_id(connection, row)
        assert kept is not None
        search.index(connection, row, words_of(kept), codes_of(kept))
        return row

    return await house.app.services.office.do(run)
