"""Handing over to a colleague: everything passes on in one step, and nothing stays behind."""

from __future__ import annotations

import asyncio

from sqlalchemy import Connection, select

from committee.access import Role
from services.seal import seal_of
from services.tokens import short
from storage.tables import drafts, memberships, participants, reminders
from tests.chat import Chat
from tests.house import House
from tests.people import CLEARER, COLLEAGUE, DELEGATE, DEPUTY, OBSERVER, SECRETARIAT, Character
from tests.stories.test_buttons import TO_REVIEW

NOT_ALLOWED = "That is reserved to others in the committee; …"
ALTERNATE = Character("Colleague", COLLEAGUE.id, "Jorge", "Paz", Role.ALTERNATE, "GTM")
BEGUN = """
    Delegate: /report
    …
    Delegate: 28
    …
"""
HANDED = """
    Delegate: /handover
    Bot → Delegate: To whom? / María López: Focal point, Guatemala [Jorge Paz] [No, leave it as it is]
    Delegate taps [Jorge Paz]
    Bot → Delegate (edited): Hand over to Jorge Paz? / María López: Focal point, Guatemala / The role, unfinished drafts and reminders pass to Jorge Paz at once; … [Yes, hand over] [No, leave it as it is]
    Delegate taps [Yes, hand over]
"""


async def test_role_and_draft_pass_to_the_colleague_and_all_are_told(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(SECRETARIAT, DELEGATE, ALTERNATE)
    await empty_chat(
        BEGUN
        + HANDED
        + """
        Bot → Delegate (edited): Handed over to Jorge Paz. / Focal point, Guatemala / …
        Bot → Colleague: María López has handed over to you. / Focal point, Guatemala / There is 1 draft to go on with. [Continue my draft]
        Bot → Secretariat: María López has handed over to Jorge Paz: Focal point, Guatemala.
        Colleague taps [Continue my draft]
        Bot → Colleague: Your unfinished drafts [Progress on an activity: 28 …]
        Colleague taps [Progress on an activity: 28 …]
        Bot → Colleague: … Where does it stand? …
    """
    )
    assert await house.look(roles) == [
        (COLLEAGUE.id, "alternate"),
        (COLLEAGUE.id, "focal_point"),
        (SECRETARIAT.id, "secretariat"),
    ]


def roles(connection: Connection) -> list[tuple[int, str]]:
    """Who holds which role at present."""
    rows = connection.execute(
        select(participants.c.telegram_id, memberships.c.role)
        .join(memberships, memberships.c.participant_id == participants.c.id)
        .where(memberships.c.until.is_(None))
    )
    return sorted((row[0], row[1]) for row in rows)


async def test_the_old_buttons_of_the_former_person_are_dead(chat: Chat, house: House) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
    """)
    await chat(BEGUN + HANDED + "…")
    answers = await house.look(lambda c: repr(list(c.execute(select(drafts.c.state)))))
    await chat(f"""
        Delegate taps the old [Under way]
        Bot → Delegate: … / Welcome to Enlace. …
        Delegate taps the old [Nothing new]
        Bot → Delegate: You no longer answer for Guatemala, so nothing was changed. …
        Delegate: We opened two shelters.
        Bot → Delegate: No form is open at the moment; … / Welcome to Enlace. …
        Delegate taps the old [Yes, hand over]
        Bot → Delegate: That role has ended already, or has passed to somebody else. / …
        Delegate: /handover
        Bot → Delegate: {NOT_ALLOWED}
    """)
    assert answers == await house.look(lambda c: repr(list(c.execute(select(drafts.c.state)))))


async def test_what_was_put_off_comes_to_the_colleague(empty_chat: Chat, house: House) -> None:
    """Who was not reminded before, as an alternate, and has the role now."""
    await empty_chat.let_in(DELEGATE, ALTERNATE)
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
    """)
    await empty_chat(HANDED + "…")
    await empty_chat("""
        (6 days before the February meeting, 09:00 in Guatemala)
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)


async def test_where_the_colleague_has_put_it_off_too_it_comes_once(
    chat: Chat, house: House
) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Later]
        …
        Delegate taps [Tomorrow]
        …
        Colleague taps [Later]
        …
        Colleague taps [Tomorrow]
        …
    """)
    await chat(HANDED + "…")
    found = await house.look(lambda c: list(c.execute(select(reminders.c.status))))
    assert sorted(row[0] for row in found if row[0] in {"later", "spared"}) == ["later", "spared"]
    await chat("""
        (6 days before the February meeting, 09:00 in Guatemala)
        Bot → Colleague: Progress of the Program and SICREMI / …
    """)


async def test_who_has_no_colleague_is_told_how_to_get_one(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE)
    await empty_chat("""
        Delegate: /handover
        Bot → Delegate: Nobody else is in for Guatemala yet. The secretariat invites the successor first; after that, /handover passes everything on. / What would you like to do? …
    """)


async def test_somebody_with_two_actors_is_asked_which_and_keeps_the_other(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat.house.let_in_also(DELEGATE, "cim")
    await empty_chat("""
        Delegate: /report
        …
        Delegate taps [Guatemala]
        …
        Delegate: 28
        …
        Delegate: /handover
        Bot → Delegate: Which role do you hand over? [Focal point, Inter-American Commission of Women] [Focal point, Guatemala]
        Delegate taps [Focal point, Inter-American Commission of Women]
        Bot → Delegate: Nobody else is in for Inter-American Commission of Women yet. …
        Delegate taps [Focal point, Guatemala]
        Bot → Delegate (edited): To whom? / … [Jorge Paz] …
        Delegate taps [Jorge Paz]
        …
        Delegate taps [Yes, hand over]
        …
        Delegate: /report
        Bot → Delegate: … Which activity is this about? … [12 …] …
    """)
    assert await house.look(roles) == [(DELEGATE.id, "focal_point"), (COLLEAGUE.id, "focal_point")]


async def test_with_one_of_two_roles_the_drafts_stay(empty_chat: Chat, house: House) -> None:
    """A clearing authority hands that over and goes on writing as focal point."""
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    also = Character("Delegate", DELEGATE.id, "María", "López", Role.CLEARING, "GTM")
    await house.let_in_also(also, "GTM")
    await empty_chat(BEGUN)
    await empty_chat("""
        Delegate: /handover
        Bot → Delegate: Which role do you hand over? [Focal point, Guatemala] [Clearing authority, Guatemala]
        Delegate taps [Clearing authority, Guatemala]
        …
        Delegate taps [Jorge Paz]
        …
        Delegate taps [Yes, hand over]
        Bot → Delegate (edited): Handed over to Jorge Paz. …
        Bot → Colleague: María López has handed over to you. / Clearing authority, Guatemala
        Delegate taps [Under way]
        Bot → Delegate (edited): … ✓ Under way
        Bot → Delegate: …
    """)


async def test_what_waits_to_be_cleared_waits_for_the_successor(chat: Chat, house: House) -> None:
    await chat.let_in(CLEARER)
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        …
        Clearer: /handover
        …
        Clearer taps [Jorge Paz]
        …
        Clearer taps [Yes, hand over]
        Bot → Clearer (edited): Handed over to Jorge Paz. / Clearing authority, Guatemala / …
        Bot → Colleague: Lucía Ortiz has handed over to you. / Clearing authority, Guatemala
        Bot → Colleague: This draft waits to be cleared by you: Progress on an activity. [Read it]
        …
        Clearer taps [Send]
        Bot → Clearer: That is reserved to others in the committee; …
        Colleague taps [Read it]
        Bot → Colleague (edited): To be cleared: Progress on an activity / … [Send] [Return]
        Colleague taps [Send]
        Bot → Colleague (edited): Sent under number CAM/2026-27/PR-0001. …
        …
    """)


async def test_an_observer_has_nothing_to_hand_over(empty_chat: Chat) -> None:
    await empty_chat.let_in(OBSERVER, DELEGATE)
    await empty_chat(f"""
        Observer: /handover
        Bot → Observer: {NOT_ALLOWED}
    """)


async def test_the_secretariat_hands_over_for_somebody_who_is_gone(
    chat: Chat, house: House
) -> None:
    await chat.let_in(DEPUTY)
    await chat(BEGUN)
    await chat("""
        Secretariat: /people maría
        …
        Secretariat taps [María López: Focal point]
        …
        Secretariat taps [Hand over to a colleague]
        Bot → Secretariat (edited): To whom? / María López: Focal point, Guatemala [Jorge Paz] …
        Secretariat taps [Jorge Paz]
        …
        Secretariat taps [Yes, hand over]
        Bot → Secretariat (edited): Handed over to Jorge Paz. / Focal point, Guatemala [Everybody who is in]
        Bot → Delegate: The secretariat has handed over your role to Jorge Paz. / Focal point, Guatemala / Drafts and reminders went with it. / If this surprises you, …
        Bot → Colleague: María López has handed over to you. / … There is 1 draft to go on with. …
        Bot → Deputy: María López has handed over to Jorge Paz: Focal point, Guatemala.
    """)


async def test_a_colleague_who_has_left_meanwhile_gets_nothing(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /handover
        …
        Delegate taps [Jorge Paz]
        …
    """)
    await house.dismiss(COLLEAGUE)
    await chat("""
        Delegate taps [Yes, hand over]
        Bot → Delegate: That colleague is no longer in. Please choose again with /handover. / …
    """)
    assert (DELEGATE.id, "focal_point") in await house.look(roles)


async def test_nobody_hands_over_the_role_of_another(chat: Chat, house: House) -> None:
    """The button data of somebody else, sealed for one's own chat, is refused all the same."""
    delegate = await house.look(
        lambda c: c.execute(
            select(memberships.c.id)
            .join(participants, participants.c.id == memberships.c.participant_id)
            .where(participants.c.telegram_id == DELEGATE.id)
        ).scalar_one()
    )
    colleague = await house.look(
        lambda c: c.execute(
            select(participants.c.id).where(participants.c.telegram_id == COLLEAGUE.id)
        ).scalar_one()
    )
    await chat("""
        Colleague: /help
        …
    """)
    message = chat.sandbox.messages(COLLEAGUE.id)[-1]
    seal = await seal_of(house.app.services.office)
    for word in (
        "",
        ":hand",
        f":to:{short(colleague)}",
        f":do:{short(colleague)}",
        ":revoke",
        ":sure",
    ):
        data = seal.close(f"u:{short(delegate)}{word}", COLLEAGUE.id)
        await chat.sandbox.tap_data(COLLEAGUE.id, data, message.id)
        await chat.catch_up()
        await chat(f"Bot → Colleague: {NOT_ALLOWED}")
    assert (DELEGATE.id, "focal_point") in await house.look(roles)


async def test_two_who_hand_over_to_each_other_at_the_same_moment(chat: Chat, house: House) -> None:
    """One of them is first; somebody always holds the role."""
    for who, other in ((DELEGATE, COLLEAGUE), (COLLEAGUE, DELEGATE)):
        await chat(f"""
            {who.called}: /handover
            …
            {who.called} taps [{other.name}]
            …
        """)
    await asyncio.gather(
        chat.sandbox.tap(DELEGATE.id, "Yes, hand over"),
        chat.sandbox.tap(COLLEAGUE.id, "Yes, hand over"),
    )
    await chat.catch_up()
    await chat("…")
    held = [role for _, role in await house.look(roles) if role == "focal_point"]
    assert len(held) >= 2  # with that of CIM
