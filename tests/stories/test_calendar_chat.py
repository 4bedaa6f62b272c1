"""The calendar in the chat: the coming meetings, one with everything about it, and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from committee.calendar import annex1_term
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, SECRETARIAT
from tests.stories.calendar_scenes import add, alone, change, meeting, tap
from tests.stories.papers import last_document

OPENED = """
    Delegate: /calendar
    …
    Delegate taps [Feb 16: Progress of the Program and SICREMI]
"""


def summaries(document: bytes) -> list[str]:
    """The titles in a calendar file."""
    lines = document.decode().replace("\r\n ", "").splitlines()
    return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY")]


async def test_every_coming_meeting_has_its_button(chat: Chat) -> None:
    await chat("""
        Delegate: /calendar
        Bot → Delegate: The coming meetings / Progress of the Program and SICREMI / Tuesday, February 16, 2027, 10:00 (Washington); 09:00 your time / … [Feb 16: Progress of the Program and SICREMI] … [May 18: End-of-term reports] [Whole term as a file]
    """)


async def test_a_card_says_all_and_what_is_asked_of_ones_own_actor(chat: Chat) -> None:
    await chat(f"""
        {OPENED}
        Bot → Delegate: Progress of the Program and SICREMI / Regular meeting / Tuesday, February 16, 2027, 10:00 in Washington; 09:00 your time. / Place: OAS headquarters, Washington, D.C. / Contributions are received until Tuesday, February 16, 2027, 09:00 your time. / … / Agenda: / 1. Sustainability of SICREMI and third report / 2. … / Mandates: AG/RES. 2816 (XLIV-O/14) … / Asked of Guatemala: Activity progress and Good practice. [Report progress] [Share a practice] [Nothing new] [Later] … [Calendar file] [Whole term as a file] [All coming meetings]
        Delegate taps [Nothing new]
        …
        Delegate: /calendar
        …
        Delegate taps [Feb 16: Progress of the Program and SICREMI]
        Bot → Delegate: Progress of the Program and SICREMI / … Asked of Guatemala: Activity progress and Good practice. / Guatemala has answered for this meeting. Thank you. [Calendar file] [Whole term as a file] [All coming meetings]
    """)


async def test_who_keeps_the_calendar_finds_the_ways_to_it_and_nobody_else(chat: Chat) -> None:
    await chat("""
        Secretariat: /calendar
        Bot → Secretariat: The coming meetings / … [Whole term as a file] [Add a meeting]
        Secretariat taps [Feb 16: Progress of the Program and SICREMI]
        Bot → Secretariat: Progress of the Program and SICREMI / … / All actors are invited … [Calendar file] [Whole term as a file] [Move] [Change] [Cancel the meeting] [All coming meetings]
        Chair: /calendar
        Bot → Chair: The coming meetings / … [Whole term as a file]
        Chair taps [Feb 16: Progress of the Program and SICREMI]
        Bot → Chair: Progress of the Program and SICREMI / … [Calendar file] [Whole term as a file] [All coming meetings]
    """)


async def test_a_button_on_the_card_begins_the_form_for_that_meeting(chat: Chat) -> None:
    await chat(f"""
        {OPENED}
        …
        Delegate taps [Share a practice]
        Bot → Delegate: … What is the practice called? …
    """)


async def test_a_meeting_comes_as_a_calendar_file(chat: Chat) -> None:
    await chat(f"""
        {OPENED}
        …
        Delegate taps [Calendar file]
        Bot → Delegate: (document cam-2027-02-16.ics) The meeting for your calendar: open the file to take it in.
    """)
    _, document = last_document(chat, DELEGATE)
    assert summaries(document) == ["Progress of the Program and SICREMI"]


async def test_the_whole_term_comes_as_one_file(chat: Chat) -> None:
    await chat("""
        Chair: /calendar
        …
        Chair taps [Whole term as a file]
        Bot → Chair: (document cam-2026-27.ics) The meetings of the term 2026-27 for your calendar. …
    """)
    _, document = last_document(chat, CHAIR)
    titles = [each.title.en for each in annex1_term(2026).meetings]
    assert [title for title in summaries(document) if title in titles] == titles


async def test_a_meeting_that_was_moved_out_of_its_term_stays_in_its_file(
    chat: Chat, house: House
) -> None:
    await alone(house)
    plan = (await meeting(house)).plan
    at = plan.starts_at + timedelta(days=220)
    await change(chat, replace(plan, starts_at=at, deadline=at))
    await chat("""
        …
        Chair: /calendar
        …
        Chair taps [Whole term as a file]
        Bot → Chair: (document cam-2026-27.ics) The meetings of the term 2026-27 for your calendar. …
    """)


async def test_many_meetings_have_pages(chat: Chat, house: House) -> None:
    plan = (await meeting(house)).plan
    for n in range(3):
        at = plan.starts_at + timedelta(days=201 + n)
        await add(house, replace(plan, key=f"2027-28/extra-{n}", starts_at=at, deadline=at))
    await chat("""
        Delegate: /calendar
        Bot → Delegate: The coming meetings / … / Shown: 1 to 6 of 8. [Feb 16: …] … [Next ›] [Whole term as a file]
        Delegate taps [Next ›]
        Bot → Delegate (edited): The coming meetings / … / Shown: 7 to 8 of 8. [Sep 6: Progress of the Program and SICREMI] [Sep 7: …] [‹ Previous] [Whole term as a file]
        Delegate taps [‹ Previous]
        Bot → Delegate (edited): The coming meetings / … / Shown: 1 to 6 of 8. …
    """)


async def test_a_meeting_that_is_over_is_still_shown_but_not_kept(chat: Chat) -> None:
    await chat("""
        Secretariat: /calendar
        …
        (0 days before the February meeting, 12:00 in Washington)
        …
        Secretariat taps [Feb 16: Progress of the Program and SICREMI]
        Bot → Secretariat: Progress of the Program and SICREMI / This meeting has already taken place. / … [Calendar file] [Whole term as a file] [All coming meetings]
    """)


async def test_who_has_no_role_sees_no_meeting_by_an_old_button(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /calendar
        …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate taps [Feb 16: Progress of the Program and SICREMI]
        Bot → Delegate: That is reserved to others in the committee; …
        Delegate taps [Whole term as a file]
        Bot → Delegate: That is reserved to others in the committee; …
    """)


@pytest.mark.parametrize("data", ["c:zz", "c:zz:ics", "c:zz:move", "c:zz:gone:0", "c:0", "c:zz:x"])
async def test_a_meeting_that_there_is_not_is_said_so(chat: Chat, data: str) -> None:
    await chat("""
        Secretariat: /calendar
        …
    """)
    await tap(chat, SECRETARIAT, data)
    await chat("""
        Bot → Secretariat: That meeting is not in the calendar; /calendar shows the coming ones. …
    """)


async def test_a_link_is_shown_where_there_is_one(chat: Chat, house: House) -> None:
    plan = (await meeting(house)).plan
    await change(chat, replace(plan, link="https://oas.org/live"))
    await chat(f"""
        …
        {OPENED}
        Bot → Delegate: … / Place: OAS headquarters, Washington, D.C. / Link to take part from afar: https://oas.org/live / …
    """)
