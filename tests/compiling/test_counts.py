"""What the document counts and adds up: activities, pledges, pictures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState
from export.document import Picture
from locales import LANGUAGES, Localized
from storage import world
from tests.compiling.ground import NOW, Ground
from tests.compiling.reading import read

KINDS = SubmissionKind


async def test_no_activity_is_lost(term: Ground) -> None:
    document = await read(term)
    summary = {row[0]: row for row in document.table("The activities of the Program")}
    assert {str(number) for number in range(1, 43)} == summary.keys() - {""}
    assert summary["28"][2:4] == ("1", "1")  # Guatemala counts by its last report
    assert summary["28"][-1] == "2"
    assert document.headings_under("V. Progress by activity")[:1] == [
        "12 Research on women’s migration"
    ]
    rest = document.texts("V. Progress by activity")[-1]
    numbers = [word.strip(",.") for word in rest.split()]
    assert set(map(str, range(1, 43))) - {"12", "21", "28"} <= set(numbers)
    assert not {"12", "21", "28"} & set(numbers)


async def test_pledges_are_added_up_by_currency_and_never_across(term: Ground) -> None:
    document = await read(term)
    assert document.table("Money pledged") == [
        ("Guatemalan Quetzal (GTQ)", "1", "1,000"),
        ("US Dollar (USD)", "2", "2,000.00"),  # the one that was withdrawn is left out
    ]
    assert document.table("Other contributions") == [("Staff or expertise", "1")]
    assert not any("3,000" in text or "3,999" in text for text in document.words)


async def test_pictures_say_in_words_what_they_show(term: Ground, drawn: list[str]) -> None:
    pictures = [each for each in (await read(term)).blocks if isinstance(each, Picture)]
    assert [each.svg for each in pictures] == drawn
    states, activities, months = (each.alternative for each in pictures)
    assert "Information received: 5; nothing new: 0; no information received: 27" in states
    assert activities == "Activities on which information was received: 3 of 42."
    assert "Submissions received: 27." in months
    proposals = await read(term, kinds=(KINDS.NEW_PROPOSAL,), meeting_key=None)
    (only,) = (each for each in proposals.blocks if isinstance(each, Picture))
    assert "Submissions received: 2." in only.alternative


async def test_reports_under_an_older_program_stand_apart(term: Ground) -> None:
    await term.do(lambda t: _newer_program(t.connection))
    await term.lay("PER", KINDS.ACTIVITY_PROGRESS, activity=28)
    document = await read(term)
    headings = [text for _, text in document.headings]
    newer, older = (
        headings.index(text)
        for text in (
            "28 Something else",
            "28 Consular assistance (Program as agreed on April 19, 2016)",
        )
    )
    assert headings[newer + 1] == "Peru"
    assert "Guatemala" in headings[older:]
    assert "Peru" not in document.headings_under(headings[older])
    assert {"Program as agreed on May 2, 2026", "Program as agreed on April 19, 2016"} <= {
        *headings
    }


async def test_what_was_replaced_is_read_but_not_counted(term: Ground) -> None:
    gone = SubmissionState.SUPERSEDED
    await term.lay("USA", KINDS.CONTRIBUTION_PLEDGE, standing=gone, amount="500")
    await term.lay("ECU", KINDS.ACTIVITY_PROGRESS, standing=gone, activity=30)
    every = (SubmissionState.ACCEPTED, gone)
    document = await read(term, roles=(Role.SECRETARIAT,), states=every)
    assert document.table("Money pledged")[1][1:] == ("2", "2,000.00")
    summary = {row[0]: row for row in document.table("The activities of the Program")}
    assert summary["30"][-1] == "–"
    assert "30 Entry and stay practice" in [text for _, text in document.headings]


def _newer_program(connection: Connection) -> None:
    newest = world.read_program(connection, world.newest_program_id(connection))
    label = Localized(**dict.fromkeys(LANGUAGES, "Something else"))
    changed = tuple(
        replace(each, label=label) if each.number == 28 else each for each in newest.activities
    )
    version = replace(newest, version="new", agreed_on=date(2026, 5, 2), activities=changed)
    world.add_program(connection, version, now=NOW)
