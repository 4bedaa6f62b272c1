"""`/program`: objectives and activities in the reader's language, and what was reported on each."""

from __future__ import annotations

import pytest

from committee.submissions import SubmissionKind, SubmissionState, Visibility
from locales import Language
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, OBSERVER, ORGAN, STRANGER
from tests.stock import lay_in
from tests.stories.review_scenes import RED, register

PROGRESS = SubmissionKind.ACTIVITY_PROGRESS
NOTE = "Unofficial short texts; only the text of the Program is authentic."


async def test_from_the_groups_to_an_activity_and_back(chat: Chat) -> None:
    await chat(f"""
        Chair: /program
        Bot → Chair: Inter-American Program for the Promotion … / Choose a group, … / {NOTE} [1–3 · General Secretariat] [4–6 · Committee on Migration Issues] [7–11 · Inter-American Commission on Human Rights] [12–14 · Inter-American Commission of Women] [15–16 · Inter-American Children’s Institute] [17–20 · Pan American Health Organization] [21–42 · Member states] [Objectives]
        Chair taps [12–14 · Inter-American Commission of Women]
        Bot → Chair (edited): Activities: Inter-American Commission of Women / 12 … / 13 … / 14 … / Tap a number to open it. / {NOTE} [12] [13] [14] [◂ The Program]
        Chair taps [13]
        Bot → Chair (edited): 13 … / Addressed to: Inter-American Commission of Women. / {NOTE} / No information on it is open to you at present. [◂ Inter-American Commission of Women] [◂ The Program]
        Chair taps [◂ Inter-American Commission of Women]
        Bot → Chair (edited): Activities: Inter-American Commission of Women / …
        Chair taps [◂ The Program]
        Bot → Chair (edited): Inter-American Program … [Objectives]
        Chair taps [Objectives]
        Bot → Chair (edited): Objectives of the Program / G1 … / S12 … [G1] [G2] [G3] [S1] … [S12] [◂ The Program]
        Chair taps [S8]
        Bot → Chair (edited): S8 Children and family unity / … [◂ Objectives] [◂ The Program]
    """)


async def test_ones_own_activities_come_first(chat: Chat) -> None:
    await chat("""
        Organ: /program
        Bot → Organ: … [Yours: 12–14 · Inter-American Commission of Women] [1–3 · General Secretariat] … [Objectives]
        Delegate: /program
        Bot → Delegate: … [Yours: 21–42 · Member states] [1–3 · General Secretariat] … [Objectives]
        Delegate: /program training
        Bot → Delegate: Found in the Program [9 Training: due process] [10 Training: consular assistance] … [◂ The Program]
    """)


@pytest.mark.parametrize(
    "typed",
    [
        "28",
        "Consular Assistance",
        "asistencia consular acuerdos",
        "ASISTENCIA  cónsular",
        "assistance consulaire",
        "assistência consular",
        "activity 28",
    ],
)
async def test_what_is_typed_finds_it_in_any_language(chat: Chat, typed: str) -> None:
    await chat.sandbox.send(STRANGER.id, f"/program {typed}")
    await chat.catch_up()
    await chat("Bot → Stranger: … 28 Consular assistance …")


@pytest.mark.parametrize(
    "typed",
    ["zzz", "!!!", "🙂", "移民", "x" * 4000, "é " * 2040, "{0}%s", "99"],
)
async def test_what_is_not_there_leads_to_the_whole(chat: Chat, typed: str) -> None:
    await chat.sandbox.send(STRANGER.id, f"/program {typed}")
    await chat.catch_up()
    await chat("Bot → Stranger: Nothing in the Program is called that. … [21–42 · Member states] …")


async def test_groups_and_objectives_are_found_too(chat: Chat) -> None:
    await chat("""
        Stranger: /program IACHR
        Bot → Stranger: Activities: Inter-American Commission on Human Rights / 7 … [11] [◂ The Program]
        Stranger: /program s8
        Bot → Stranger: S8 Children and family unity / …
        Stranger: /program consular
        Bot → Stranger: Found in the Program [10 …] [28 Consular assistance] [S2 …] [S3 …] [◂ The Program]
        Stranger taps [28 Consular assistance]
        Bot → Stranger (edited): 28 Consular assistance / …
    """)


async def test_what_was_reported_is_counted_and_listed_for_those_who_may_read_it(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE, OBSERVER, CHAIR, ORGAN)
    await register(empty_chat)
    published, submitted = SubmissionState.PUBLISHED, SubmissionState.SUBMITTED
    group = Visibility.WORKING_GROUP
    await lay_in(house, DELEGATE, PROGRESS, state=published)
    await lay_in(house, DELEGATE, PROGRESS, state=published, visibility=group)
    await lay_in(house, DELEGATE, PROGRESS, state=submitted, visibility=group)
    await lay_in(house, DELEGATE, PROGRESS, visibility=Visibility.SECRETARIAT)
    await lay_in(house, DELEGATE, PROGRESS, state=SubmissionState.WITHDRAWN)
    await lay_in(house, DELEGATE, PROGRESS, activity=29)
    for who, count in (("Stranger", 1), ("Network", 1), ("Organ", 2), ("Chair", 3)):
        word = "submission" if count == 1 else "submissions"
        await empty_chat(f"""
            {who}: /program 28
            Bot → {who}: 28 Consular assistance / … Reported on it, as far as it is open to you: {count} {word}. / 1. … [{count}] [◂ Member states] [◂ The Program]
        """)
    await empty_chat("""
        Observer: /program 28
        Bot → Observer: … open to you: 5 submissions. / 1. CAM/2026-27/PR-0005 · Withdrawn, … [5] …
        Stranger taps [1]
        Bot → Stranger: CAM/2026-27/PR-0001 / Activity progress, Guatemala / … What was done: Consuls were trained. …
    """)


async def test_a_stranger_is_not_told_whom_to_call(chat: Chat, house: House) -> None:
    """Institutions are named to everybody, persons to those who take part."""
    await lay_in(house, DELEGATE, PROGRESS)
    for who, told in (("Stranger", False), ("Organ", True)):
        await chat(f"""
            {who}: /program 28
            …
            {who} taps [1]
            …
        """)
        shown = chat.sandbox.messages(chat.chats[who.lower()])[-1].text
        assert "Consuls were trained." in shown
        assert ("maria@example.org" in shown) == told


async def test_what_was_reported_is_paged_in_place(chat: Chat, house: House) -> None:
    for _ in range(6):
        await lay_in(house, DELEGATE, PROGRESS)
    await chat("""
        Chair: /program 28
        Bot → Chair: … open to you: 6 submissions. / 1. CAM/2026-27/PR-0006 · … [5] [Next ›] [◂ Member states] …
        Chair taps [Next ›]
        Bot → Chair (edited): 28 Consular assistance / … 6 submissions. / 1. CAM/2026-27/PR-0001 · … [1] [‹ Previous] …
        Chair taps [1]
        Bot → Chair: CAM/2026-27/PR-0001 / …
    """)


async def test_who_is_not_to_be_named_is_not(empty_chat: Chat, house: House) -> None:
    await register(empty_chat)
    await lay_in(house, RED, PROGRESS, activity=None, objective="S8", unnamed=True)
    await empty_chat("""
        Stranger: /program S8
        Bot → Stranger: … 1 submission. / 1. … Activity progress, an actor that is not named / …
        Stranger taps [1]
        Bot → Stranger: CAM/2026-27/PR-0001 / Activity progress, an actor that is not named / …
    """)


async def test_a_form_that_is_open_stays_open(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: /program 28
        Bot → Delegate: 28 Consular assistance / …
        Delegate: 28
        Bot → Delegate: ✓ Activity: 28 Consular assistance / …
    """)


class TestInSpanish:
    @pytest.fixture
    def language(self) -> Language:
        return "es"

    async def test_short_texts_are_in_the_readers_language(self, chat: Chat) -> None:
        await chat("""
            Delegate: /program 28
            Bot → Delegate: 28 Asistencia consular / …
        """)
