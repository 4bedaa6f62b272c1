"""Who is in, and what dies with a role: every button of whoever held it, at once and kindly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from services.jobs import Product
from storage import people
from storage.jobs import Job, add_job, claim
from storage.tables import audit, drafts, jobs, memberships, outbox, reminders, submissions
from tests.chat import Chat
from tests.house import START, House
from tests.people import (
    CHAIR,
    CLEARER,
    COLLEAGUE,
    DELEGATE,
    DEPUTY,
    NETWORK,
    ORGAN,
    SECRETARIAT,
    Character,
)
from tests.stories.review_scenes import sent
from tests.stories.test_buttons import TO_REVIEW

NOT_THERE = "That submission is not open to you, or is there no more. / …"
NOTHING_THERE = "…"
NOT_ALLOWED = "That is reserved to others in the committee; …"
REVOKED = """
    Bot → Delegate: … has ended your role: Focal point, Guatemala. Its buttons … / If this surprises you, please write to the committee’s secretariat. …
"""


async def revoke(chat: Chat, who: Character, *, told: bool = True) -> None:
    """The secretariat ends the first role of `who`."""
    await chat(f"""
        Secretariat: /people {who.last_name}
        Bot → Secretariat: Found: 1 person / … [{who.name}: …] [Everybody who is in]
        Secretariat taps [{who.name}: …]
        Bot → Secretariat: {who.name} / … / Since January 20, 2027. … [End this role] …
        Secretariat taps [End this role]
        Bot → Secretariat (edited): End this role now? / {who.name}: … [Yes, end it now] [No, leave it as it is]
        Secretariat taps [Yes, end it now]
        Bot → Secretariat (edited): {who.name}: the role has ended … [Everybody who is in]
        {"…" if not told else f"Bot → {who.called}: … has ended your role: … / If this surprises you, …"}
    """)


# --- who is in -----------------------------------------------------------------------------------


async def test_everybody_is_listed_by_actor_with_their_roles(chat: Chat) -> None:
    await chat("""
        Secretariat: /people
        Bot → Secretariat: Who is in: 5 people / Committee on Migration Issues (chair, secretariat) / Hélène Baptiste: Secretariat … Carlos Méndez: Chair / Inter-American Commission of Women / Andrew Clarke: Focal point / Guatemala / María López: Focal point and Jorge Paz: Focal point / Tap somebody, … [Hélène Baptiste: Secretariat] [Carlos Méndez: Chair] [Andrew Clarke: Focal point] [María López: Focal point] [Jorge Paz: Focal point]
    """)


@pytest.mark.parametrize("words", ["lopez", "María", "LÓPEZ maria", "mar guat", "guatemala lop"])
async def test_they_are_found_by_name_or_actor_whatever_the_accents(chat: Chat, words: str) -> None:
    await chat(f"""
        Secretariat: /people {words}
        Bot → Secretariat: Found: 1 person / Guatemala / María López: Focal point / … [María López: Focal point] [Everybody who is in]
    """)


async def test_an_acronym_finds_too_and_what_is_not_found_is_said(chat: Chat) -> None:
    await chat("""
        Secretariat: /people CIM
        Bot → Secretariat: Found: 1 person / … [Andrew Clarke: Focal point] …
        Secretariat: /people nobody of that name
        Bot → Secretariat: Nobody is found for “nobody of that name”. … [Everybody who is in]
        Secretariat: /people ...
        Bot → Secretariat: Who is in: 5 people / …
    """)


@pytest.mark.parametrize("who", [DELEGATE, ORGAN, NETWORK], ids=lambda who: who.called)
async def test_the_list_is_the_secretariats(chat: Chat, who: Character) -> None:
    await chat(f"""
        {who.called}: /people
        Bot → {who.called}: {NOT_ALLOWED}
        {who.called}: /people Guatemala
        Bot → {who.called}: {NOT_ALLOWED}
    """)


async def test_many_are_turned_page_by_page_and_so_is_a_search(empty_chat: Chat) -> None:
    many = [
        Character("Delegate", 3000 + n, f"Ana {chr(65 + n)}", "Pérez", DELEGATE.role, "GTM")
        for n in range(14)
    ]
    await empty_chat.let_in(SECRETARIAT, *many)
    await empty_chat("""
        Secretariat: /people perez
        Bot → Secretariat: Found: 14 people / … [Ana A Pérez: Focal point] … [Ana F Pérez: Focal point] [Next ›] [Everybody who is in]
        Secretariat taps [Next ›]
        Bot → Secretariat (edited): Found: 14 people / … [Ana G Pérez: Focal point] … [‹ Previous] [Next ›] …
        Secretariat taps [Everybody who is in]
        Bot → Secretariat (edited): Who is in: 15 people / …
    """)


# --- a role ends ---------------------------------------------------------------------------------


async def test_ending_a_role_tells_the_person_and_the_rest_of_the_secretariat(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    await chat(
        """
        Secretariat: /people maría
        …
        Secretariat taps [María López: Focal point]
        Bot → Secretariat: María López / Focal point, Guatemala / Since January 20, 2027. [End this role] [Hand over to a colleague] [Everybody who is in]
        Secretariat taps [End this role]
        Bot → Secretariat (edited): End this role now? / María López: Focal point, Guatemala / Their buttons and reminders stop at once. … [Yes, end it now] [No, leave it as it is]
        Secretariat taps [Yes, end it now]
        Bot → Secretariat (edited): María López: the role has ended (Focal point, Guatemala). [Everybody who is in]
        Bot → Deputy: Hélène Baptiste has ended the role of María López: Focal point, Guatemala.
    """
        + REVOKED
    )
    assert await house.look(current) == 5
    (entry,) = await house.look(
        lambda c: list(c.execute(select(audit).where(audit.c.action == "revoked")))
    )
    assert entry.facts["role"] == "focal_point"
    assert set(entry.facts) == {"role", "actor_id", "from"}


def current(connection: Connection) -> int:
    return len(list(connection.execute(select(memberships).where(memberships.c.until.is_(None)))))


async def test_a_change_of_mind_changes_nothing(chat: Chat, house: House) -> None:
    await chat("""
        Secretariat: /people maría
        …
        Secretariat taps [María López: Focal point]
        …
        Secretariat taps [End this role]
        …
        Secretariat taps [No, leave it as it is]
        Bot → Secretariat (edited): Nothing was changed.
        …
    """)
    assert await house.look(current) == 5


async def test_a_second_tap_or_a_second_person_finds_it_done(chat: Chat) -> None:
    await chat.let_in(DEPUTY)
    for who in ("Secretariat", "Deputy"):
        await chat(f"""
            {who}: /people maría
            …
            {who} taps [María López: Focal point]
            …
            {who} taps [End this role]
            …
        """)
    await chat("""
        Secretariat taps [Yes, end it now]
        …
        Deputy taps [Yes, end it now]
        Bot → Deputy: That role has ended already, or has passed to somebody else. / …
        Secretariat taps the old [Yes, end it now]
        Bot → Secretariat: That role has ended already, or has passed to somebody else. / …
    """)


async def test_the_last_of_the_secretariat_stays(chat: Chat, house: House) -> None:
    await chat("""
        Secretariat: /people baptiste
        …
        Secretariat taps [Hélène Baptiste: Secretariat]
        Bot → Secretariat: Hélène Baptiste / Secretariat / … [End this role] [Everybody who is in]
        Secretariat taps [End this role]
        …
        Secretariat taps [Yes, end it now]
        Bot → Secretariat: You are the only person of the secretariat. Please invite a second one with /invite first; … / …
        Secretariat: /people
        Bot → Secretariat: Who is in: 5 people / …
    """)


async def test_two_of_the_secretariat_who_end_each_others_role_leave_one(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    for who, other in ((SECRETARIAT, DEPUTY), (DEPUTY, SECRETARIAT)):
        await chat(f"""
            {who.called}: /people {other.last_name}
            …
            {who.called} taps [{other.name}: Secretariat]
            …
            {who.called} taps [End this role]
            …
        """)
    await asyncio.gather(
        chat.sandbox.tap(SECRETARIAT.id, "Yes, end it now"),
        chat.sandbox.tap(DEPUTY.id, "Yes, end it now"),
    )
    await chat.catch_up()
    await chat("…")
    held = await house.look(
        lambda c: list(
            c.execute(
                select(memberships).where(
                    memberships.c.role == "secretariat", memberships.c.until.is_(None)
                )
            )
        )
    )
    assert len(held) == 1


async def test_a_start_of_the_bot_does_not_let_back_in_whose_role_was_ended(
    chat: Chat, house: House
) -> None:
    """Not even somebody whom the settings name as the secretariat."""
    await chat.let_in(DEPUTY)
    await chat("""
        Deputy: /people baptiste
        …
        Deputy taps [Hélène Baptiste: Secretariat]
        …
        Deputy taps [End this role]
        …
        Deputy taps [Yes, end it now]
        …
    """)
    await house.restart()
    await chat(f"""
        Secretariat: /people
        Bot → Secretariat: {NOT_ALLOWED}
    """)


# --- every open button of theirs -----------------------------------------------------------------


async def test_the_buttons_of_a_form_are_dead_and_the_draft_stays_with_the_actor(
    chat: Chat, house: House
) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: 28
        …
    """)
    await revoke(chat, DELEGATE)
    before = await house.look(states)
    await chat(f"""
        Delegate taps [Under way]
        Bot → Delegate: {NOT_ALLOWED}
        Delegate: We opened two shelters.
        Bot → Delegate: No form is open at the moment; … / Welcome to Enlace. …
        Delegate sends a photo
        Bot → Delegate: No form is open at the moment; … / Welcome to Enlace. …
        Delegate: /drafts
        Bot → Delegate: You have no unfinished drafts. / …
    """)
    assert await house.look(states) == before
    assert [status for status, _ in before] == ["open"]


def states(connection: Connection) -> list[tuple[str, str]]:
    """Status and answers of every draft."""
    rows = connection.execute(select(drafts.c.status, drafts.c.state).order_by(drafts.c.id))
    return [(row[0], repr(row[1])) for row in rows]


async def test_the_buttons_of_a_reminder_are_dead_and_what_was_put_off_does_not_come(
    chat: Chat, house: House
) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        …
        Delegate taps [In 3 days]
        …
    """)
    await revoke(chat, DELEGATE)
    for button in ("Nothing new", "Report progress"):
        await chat(f"""
            Delegate taps the old [{button}]
            Bot → Delegate: You no longer answer for Guatemala, so nothing was changed. …
        """)
    await chat("""
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: You no longer answer for Guatemala, so what you sent was not kept. …
    """)
    put_off = await house.look(lambda c: list(c.execute(select(reminders.c.status))))
    assert ("later",) not in [tuple(row) for row in put_off]
    await chat("""
        (4 days before the February meeting, 09:00 in Guatemala)
        …
        (3 days before the February meeting, 09:00 in Guatemala)
        Bot → Organ: …
        Bot → Colleague: …
        …
    """)
    last = chat.sandbox.messages(DELEGATE.id)[-1]
    assert "secretariat" in last.text  # where to turn, and no reminder after it


async def test_a_compilation_asked_for_before_is_not_delivered_after(
    chat: Chat, house: House
) -> None:
    """The export's form is thrown away, its button dead; a job under way asks the right again."""
    await chat("""
        Chair: /export
        …
    """)
    await revoke(chat, CHAIR)
    await chat(f"""
        Chair taps [Confirm]
        Bot → Chair: That button is no longer in use. / Welcome to Enlace. …
        Chair: /export
        Bot → Chair: {NOT_ALLOWED}
    """)
    assert [status for status, _ in await house.look(states)] == ["discarded"]
    job = await house.app.services.office.do(lambda t: under_way(t.connection))
    await house.app.services.jobs.deliver(job, Product((Path("/nowhere.xlsx"),), 1, 9))
    await chat.catch_up()
    await chat(f"Bot → Chair: {NOT_ALLOWED.removesuffix(' …')} …")
    statuses = await house.look(lambda c: list(c.execute(select(jobs.c.status))))
    assert [row[0] for row in statuses] == ["failed"]


def under_way(connection: Connection) -> Job:
    """A compilation that the chair asked for, all but made."""
    person = people.participant_by_telegram(connection, CHAIR.id)
    assert person is not None
    params = {"request": {"roles": ["chair"], "language": "en"}, "format": "xlsx"}
    add_job(connection, "export", params, participant_id=person.id, now=START)
    (job,) = claim(connection, "test", most=1, pulse=1.0, lease=1e12)
    return job


async def test_the_cards_of_what_they_sent_are_dead(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await chat("""
        Delegate: /submissions
        …
        Delegate taps [1]
        Bot → Delegate: CAM/2026-27/PR-0001 / … [Amend] [Withdraw] [Copy as DOCX]
    """)
    await revoke(chat, DELEGATE)
    for button in ("Amend", "Withdraw", "Copy as DOCX", "1"):
        await chat(f"""
            Delegate taps the old [{button}]
            Bot → Delegate: {NOT_THERE}
        """)
    await chat(f"""
        Delegate: /submissions
        Bot → Delegate: {NOTHING_THERE}
    """)
    assert await house.look(submission_states) == ["submitted"]


async def test_the_cards_of_the_review_are_dead(chat: Chat, house: House) -> None:
    await chat.let_in(DEPUTY)
    await sent(house, DELEGATE)
    await chat("""
        Deputy: /submissions
        …
        Deputy taps [1]
        Bot → Deputy: CAM/2026-27/PR-0001 / … [Accept] [Ask] [Return] [Copy as DOCX]
        Deputy taps [Ask]
        …
    """)
    await revoke(chat, DEPUTY)
    await chat("""
        Deputy: How many families slept there?
        Bot → Deputy: No form is open at the moment; … / Welcome to Enlace. …
    """)
    for button in ("Accept", "Ask", "Return", "Copy as DOCX"):
        await chat(f"""
            Deputy taps the old [{button}]
            Bot → Deputy: {NOT_THERE}
        """)
    assert await house.look(submission_states) == ["submitted"]


def submission_states(connection: Connection) -> list[str]:
    return list(connection.execute(select(submissions.c.state)).scalars())


async def test_a_draft_of_a_colleague_cannot_be_taken_over_any_more(
    chat: Chat, house: House
) -> None:
    """The colleague goes on with theirs, which stays with the actor."""
    for who in (DELEGATE, COLLEAGUE):
        await chat(f"""
            {who.called}: /report
            …
            {who.called}: 28
            …
        """)
    await chat("""
        Delegate: /drafts
        Bot → Delegate: … [Jorge Paz: Progress on an activity: 28 …]
    """)
    await revoke(chat, DELEGATE)
    await chat(f"""
        Delegate taps [Jorge Paz: Progress on an activity: 28 …]
        Bot → Delegate: {NOT_ALLOWED}
        Delegate taps the old [Progress on an activity: 28 …]
        Bot → Delegate: {NOT_ALLOWED}
        Colleague: /drafts
        …
        Colleague taps [María López: Progress on an activity: 28 …]
        Bot → Colleague: You go on with this draft of María López now; … / Where does it stand? …
        …
    """)


async def test_where_the_last_clearing_person_goes_the_writer_sends_alone(
    chat: Chat, house: House
) -> None:
    await chat.let_in(CLEARER)
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        …
    """)
    await chat("""
        Secretariat: /people lucia
        …
        Secretariat taps [Lucía Ortiz: Clearing authority]
        …
        Secretariat taps [End this role]
        …
        Secretariat taps [Yes, end it now]
        Bot → Secretariat (edited): Lucía Ortiz: the role has ended …
        Bot → Delegate: Nobody clears drafts for Guatemala at present. What waited for it is with you again; you can send it yourself. [Progress on an activity]
        Bot → Clearer: … has ended your role: …
        Clearer taps [Send]
        Bot → Clearer: That is reserved to others in the committee; …
        Delegate taps [Progress on an activity]
        …
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. / …
        …
    """)


async def test_what_waits_for_somebody_out_of_reach_is_not_told_them_later(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    await chat("""
        Deputy blocks the bot
        Network: /register
        …
        Network taps [Diaspora network]
        …
        Network: Red Chapina
        …
        Network: Guatemala
        …
        Network: We help families.
        …
        Network: /skip
        …
        Network taps [Rosa Ferreira]
        …
        Network taps [Send]
        …
    """)
    await revoke(chat, DEPUTY, told=False)
    await chat("""
        Deputy unblocks the bot
        Bot → Deputy: … has ended your role: …
    """)
    kept = await house.look(
        lambda c: list(c.execute(select(outbox.c.content).where(outbox.c.status == "void")))
    )
    assert kept
    assert all(row[0] == {} for row in kept)


# --- several of everything -----------------------------------------------------------------------


async def test_somebody_in_for_two_actors_is_asked_for_whom(empty_chat: Chat) -> None:
    """And loses one of them without the other."""
    await empty_chat.let_in(SECRETARIAT, DELEGATE)
    await empty_chat.house.let_in_also(DELEGATE, "cim")
    await empty_chat("""
        Delegate: /report
        Bot → Delegate: For whom are you writing? [Guatemala] [Inter-American Commission of Women]
        Delegate taps [Inter-American Commission of Women]
        Bot → Delegate: … Which activity is this about? … [12 …] …
        Delegate: /save
        …
        Delegate: /report
        …
        Delegate taps [Guatemala]
        Bot → Delegate: … Which activity is this about? … [21 …] …
        Secretariat: /people maria cim
        Bot → Secretariat: Found: 1 person / Inter-American Commission of Women / … [María López: Focal point] …
        Secretariat taps [María López: Focal point]
        Bot → Secretariat: María López / Focal point, Inter-American Commission of Women / Since January 20, 2027. / Also: Focal point, Guatemala. …
        Secretariat taps [End this role]
        …
        Secretariat taps [Yes, end it now]
        …
        Delegate: 28
        Bot → Delegate: … Where does it stand? …
        Delegate: /report
        Bot → Delegate: … Where does it stand? …
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Progress on an activity: 28 …]
    """)


async def test_two_people_of_one_actor_each_write_their_own(chat: Chat, house: House) -> None:
    for who in (DELEGATE, COLLEAGUE):
        await chat(f"""
            {who.called}: /report
            …
            {who.called}: 28
            …
        """)
    assert [status for status, _ in await house.look(states)] == ["open", "open"]
    await revoke(chat, DELEGATE)
    await chat("""
        Colleague taps [Under way]
        Bot → Colleague (edited): … ✓ Under way
        Bot → Colleague: …
    """)
