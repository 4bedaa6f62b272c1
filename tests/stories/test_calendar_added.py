"""The secretariat adds a meeting in the chat, with much to say or with little."""

from __future__ import annotations

import pytest

from committee.actors import ActorKind
from committee.submissions import SubmissionKind
from tests.chat import Chat
from tests.house import House
from tests.stories.calendar_scenes import alone, meeting, recorded

NEW = """
    Secretariat: /calendar
    …
    Secretariat taps [Add a meeting]
    Bot → Secretariat: What kind of meeting is it? · 2/11 [Regular meeting] [Thematic meeting] …
    Secretariat taps [Thematic meeting]
    …
    Secretariat: Children on the move
    …
"""


@pytest.fixture(autouse=True)
async def _alone(house: House) -> None:
    await alone(house)


async def test_a_meeting_is_added_with_all_there_is_to_say(chat: Chat, house: House) -> None:
    await chat(f"""
        {NEW}
        Secretariat: español
        Bot → Secretariat: … / What is its title in Spanish? …
        Secretariat: Niñez migrante
        Bot → Secretariat: What is it about? …
        Secretariat: Children who migrate alone.
        Bot → Secretariat: On which day does it take place? · 7/12 / … [February 16, 2027] [March 16, 2027] …
        Secretariat: 5 March 2027
        Bot → Secretariat: ✓ Day: March 5, 2027 / At what time does it begin, in Washington? …
        Secretariat: 2.30 pm
        Bot → Secretariat: ✓ Time in Washington: 14:30 / Where does it take place? · 9/12 / … [OAS headquarters, Washington, D.C.] …
        Secretariat: Room 10, https://oas.org/live?a=1&b=2
        Bot → Secretariat: What is on the agenda? …
        Secretariat: Opening
        …
        (a moment later)
        Secretariat: AG/RES. 2816 (XLIV-O/14), paragraph 20
        …
        (a moment later)
        Secretariat: good practice, research
        Bot → Secretariat: ✓ What is asked: Good practice and Research findings / Of which kinds of actors? …
        Secretariat: member states
        Bot → Secretariat: … / Which actors by name? …
        Secretariat: CIDH
        Bot → Secretariat: … / Is it about particular activities, objectives or priorities? …
        Secretariat taps [Yes]
        …
        Secretariat: 28
        …
        Secretariat taps [Skip]
        …
        Secretariat: children
        Bot → Secretariat: … / How many days before it are contributions due? · 19/19 / With 0 they are received until it begins. [0] [7] [14] …
        Secretariat taps [7]
        Bot → Secretariat: A new meeting / Is this right? … / Language: English / Kind of meeting: Thematic meeting / Title: Children on the move / … / Due, days before: 7 / Left open: Objectives [Confirm] …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ The meeting is in the calendar. / Children on the move / Thematic meeting / Friday, March 5, 2027, 14:30 (Washington time). / Place: Room 10 / Link to take part from afar: https://oas.org/live?a=1&b=2 / Contributions are received until Friday, February 26, 2027, 14:30 your time. / Children who migrate alone. / Agenda: / 1. Opening / Mandates: AG/RES. 2816 (XLIV-O/14), paragraph 20 / Asked for this meeting: Good practice and Research findings. [Calendar file] … [Move] [Change] …
        Delegate: /calendar
        Bot → Delegate: The coming meetings / … / Children on the move / Friday, March 5, 2027, 14:30 (Washington); 13:30 your time …
    """)
    plan = (await meeting(house, "2026-27/children-on-the-move")).plan
    assert plan.title.as_dict() == {
        "es": "Niñez migrante",
        "en": "Children on the move",
        "fr": "Children on the move",
        "pt": "Children on the move",
    }
    (ask,) = plan.asks
    assert ask.submission_kinds == (SubmissionKind.GOOD_PRACTICE, SubmissionKind.RESEARCH_FINDINGS)
    assert (ask.actor_kinds, ask.actors) == ((ActorKind.STATE,), ("cidh",))
    assert (ask.activities, ask.objectives, ask.themes) == ((28,), (), ("children",))
    assert await recorded(house) == [("meeting_added", {"sequence": 0})]


SHORT = """
    Secretariat taps [Skip]
    …
    Secretariat taps [Skip]
    …
    Secretariat: 5 March 2027
    …
    Secretariat: 10:00
    …
    Secretariat: {place}
    …
    Secretariat taps [Skip]
    …
    Secretariat taps [Skip]
    …
    Secretariat taps [Skip]
    …
    Secretariat taps [Confirm]
"""


async def test_a_meeting_needs_little(chat: Chat) -> None:
    """What is skipped is not missed on the card, and nobody is asked for anything."""
    await chat(f"""
        {NEW}
        {SHORT.format(place="https://oas.org/live")}
        Bot → Secretariat: ✓ The meeting is in the calendar. / Children on the move / Thematic meeting / Friday, March 5, 2027, 10:00 (Washington time). / Place: Online / Link to take part from afar: https://oas.org/live / Nothing is asked of the Program’s actors for this meeting. [Calendar file] …
    """)


async def test_a_web_address_in_a_text_is_pointed_out(chat: Chat, house: House) -> None:
    """One goes with the place and is for those who take part; the rest is in /calendar.ics."""
    await chat(f"""
        {NEW}
        {SHORT.format(place="Room 1, zoom.us/j/7 or https://oas.org/live")}
        Bot → Secretariat: ✓ The meeting is in the calendar. / One of its texts holds a web address, which everybody sees in the public calendar. … / Children on the move / …
    """)
    plan = (await meeting(house, "2026-27/children-on-the-move")).plan
    assert (plan.place.en, plan.link) == ("Room 1, or https://oas.org/live", "https://zoom.us/j/7")


async def test_two_meetings_of_one_name_are_two(chat: Chat, house: House) -> None:
    await chat(f"""
        {NEW}
        {SHORT.format(place="Room 1")}
        …
        {NEW}
        {SHORT.format(place="Room 2")}
        …
    """)
    first = await meeting(house, "2026-27/children-on-the-move")
    second = await meeting(house, "2026-27/children-on-the-move-2")
    assert (first.plan.place.en, second.plan.place.en) == ("Room 1", "Room 2")
    assert first.uid != second.uid


async def test_a_time_that_has_passed_is_refused_and_the_form_stays(chat: Chat) -> None:
    """It is 20 January 2027, 10:00 in Washington."""
    await chat(f"""
        {NEW}
        Secretariat taps [Skip]
        …
        Secretariat taps [Skip]
        …
        Secretariat: 19 January 2027
        Bot → Secretariat: Please give a date between January 20, 2027 and December 31, 2029. / …
        Secretariat: 20 January 2027
        …
        Secretariat: 25:00
        Bot → Secretariat: Please write a time from 00:00 to 23:59, for example 14:30. / …
        Secretariat: 09:00
        …
        Secretariat: Room 1
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: Wednesday, January 20, 2027, 09:00 in Washington has passed already. Please choose a later day or time. / A new meeting / … [Confirm] …
        Secretariat taps [✎ Time in Washington]
        …
        Secretariat: 11:00
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: ✓ The meeting is in the calendar. / …
    """)
