"""Names that look like others, as the secretariat is told of them; and guessing of invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from committee.access import Role
from services.guessing import FREE_TRIES, looked_up
from services.office import Envelope, Sender, Turn
from storage import people
from storage.inbox import InboxUpdate
from storage.people import Tries
from storage.tables import invitations, memberships, participants, registrations
from tests.chat import Chat
from tests.house import START, House
from tests.people import DELEGATE, SECRETARIAT, STRANGER

UNUSABLE = "This invitation cannot be used. Please ask the committee’s secretariat for a new one."


async def ask(chat: Chat, name: str) -> None:
    """Register an organization of that name, up to the tap on Send."""
    await chat(f"""
        Network: /register
        …
        Network taps [Diaspora network]
        …
        Network: {name}
        …
        Network: Guatemala
        …
        Network: We help families.
        …
        Network: /skip
        …
        Network taps [Rosa Ferreira]
        …
    """)


# --- organizations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Guatemala", "Guatemala"),
        ("Guatеmala", "Guatemala"),
        ("GUATE\u200bMALA", "Guatemala"),
        ("Comisión Interamericana de Mujeres", "Comisión Interamericana de Mujeres"),
        ("cim", "CIM"),
        ("Estados Unídos", "Estados Unidos"),
    ],
)
async def test_the_name_of_a_state_or_an_organ_is_refused_and_can_be_changed(
    empty_chat: Chat, house: House, typed: str, name: str
) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await ask(empty_chat, typed)
    await empty_chat(f"""
        Network taps [Send]
        Bot → Network: “{name}” stands for an actor of the Program; please change the name to the full name of your own organization. / Registration / … [Send] [✎ Kind] [✎ Organization] …
        Network taps [✎ Organization]
        …
        Network: Red Chapina
        …
        Network taps [Send]
        Bot → Network: Thank you. Your request has been passed …
        Bot → Secretariat: Red Chapina asks to be registered / Kind: Diaspora network / Country: Guatemala / About: We help families. / Contact: Rosa Ferreira [Approve] [Decline]
    """)


async def test_a_name_that_looks_like_a_registered_one_is_flagged_in_one_line(
    empty_chat: Chat,
) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await ask(empty_chat, "Red Chapina")
    await empty_chat("""
        Network taps [Send]
        …
        Secretariat taps [Approve]
        …
    """)
    await ask(empty_chat, "Red Сhapina")
    await empty_chat("""
        Network taps [Send]
        Bot → Network: Thank you. …
        Bot → Secretariat: Red Сhapina asks to be registered / … / Contact: Rosa Ferreira / Please note: this name looks like “Red Chapina”, which is registered. / Please note: this name mixes letters of different scripts in one word. [Approve] [Decline]
    """)


async def test_what_is_not_seen_is_left_out_and_said(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await ask(empty_chat, "Red \u202eanipahC\u202c Li\u200bbre")
    await empty_chat("""
        Network taps [Send]
        Bot → Network: Thank you. …
        Bot → Secretariat: Red anipahC Libre asks to be registered / … / Please note: this name was typed with characters that are not seen or that turn the direction of reading. They have been left out. [Approve] [Decline]
    """)
    (kept,) = await house.look(lambda c: list(c.execute(select(registrations.c.answers))))
    assert kept[0]["name"] == "Red anipahC Libre"


async def test_a_name_like_that_of_the_chair_is_flagged(chat: Chat) -> None:
    await ask(chat, "Cаrlos Mendez")
    await chat("""
        Network taps [Send]
        Bot → Network: Thank you. …
        Bot → Secretariat: … / Please note: this name looks like that of Carlos Méndez, who is in already. / Please note: this name mixes … [Approve] [Decline]
    """)


# --- people --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("Carlos  Mendez", "this name looks like that of Carlos Méndez, who is in already."),
        ("Guatemala", "this name looks like “Guatemala”, which is registered."),
        ("Marí\u200ba", "this name was typed with characters that are not seen …"),
    ],
)
async def test_the_secretariat_hears_of_the_name_of_somebody_who_joins(
    chat: Chat, house: House, typed: str, warning: str
) -> None:
    invitation = await house.app.services.invitations.issue(actor_key="GTM", role=Role.ALTERNATE)
    await chat.sandbox.send(STRANGER.id, f"/start {invitation.token}")
    await chat.catch_up()
    await chat(f"""
        …
        Stranger: {typed}
        …
        Stranger: English
        …
        Stranger taps [Guatemala]
        …
        Stranger taps [Confirm]
        Bot → Stranger: Welcome, …
        Bot → Secretariat: … has joined: Alternate, Guatemala. / Please note: {warning}
    """)


async def test_an_honest_name_is_told_without_a_note(chat: Chat, house: House) -> None:
    invitation = await house.app.services.invitations.issue(actor_key="GTM", role=Role.ALTERNATE)
    await chat.sandbox.send(STRANGER.id, f"/start {invitation.token}")
    await chat.catch_up()
    await chat("""
        …
        Stranger taps [Sam Smith]
        …
        Stranger: English
        …
        Stranger taps [Guatemala]
        …
        Stranger taps [Confirm]
        Bot → Stranger: Welcome, Sam Smith. …
        Bot → Secretariat: Sam Smith has joined: Alternate, Guatemala.
    """)


# --- guessing ------------------------------------------------------------------------------------


async def wrong(chat: Chat, times: int) -> None:
    for n in range(times):
        await chat(f"""
            Stranger: /start wrong-token-{n}
            Bot → Stranger: {UNUSABLE} / Welcome to Enlace. …
        """)


async def test_after_five_wrong_tokens_a_good_one_has_to_wait_and_nobody_says_so(
    empty_chat: Chat, house: House
) -> None:
    token = (
        await house.app.services.invitations.issue(actor_key="GTM", role=Role.FOCAL_POINT)
    ).token
    await wrong(empty_chat, FREE_TRIES)
    await empty_chat.sandbox.send(STRANGER.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat(f"""
        Bot → Stranger: {UNUSABLE} / Welcome to Enlace. …
        (1 minute later)
    """)
    await empty_chat.sandbox.send(STRANGER.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat("Bot → Stranger: You have been invited: Focal point, Guatemala. …")


async def test_four_wrong_ones_cost_nothing_and_other_people_never_wait(
    empty_chat: Chat, house: House
) -> None:
    services = house.app.services
    token = (await services.invitations.issue(actor_key="GTM", role=Role.FOCAL_POINT)).token
    await wrong(empty_chat, FREE_TRIES + 3)
    await empty_chat.sandbox.send(DELEGATE.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat("Bot → Delegate: You have been invited: …")


async def test_the_wait_doubles_up_to_an_hour_and_a_day_forgets_it(
    empty_chat: Chat, house: House
) -> None:
    await wrong(empty_chat, FREE_TRIES - 1)
    waits = []
    for _ in range(10):
        await wrong(empty_chat, 1)
        tries = await house.look(tries_of_the_stranger)
        assert tries.slowed_until is not None
        waits.append(tries.slowed_until - house.clock.now())
        await empty_chat("(61 minutes later)")
    expected = [min(30 * 2**n, 3600) for n in range(10)]
    assert [wait.total_seconds() for wait in waits] == expected
    await empty_chat("(25 hours later)")
    await wrong(empty_chat, 1)
    assert (await house.look(tries_of_the_stranger)).wrong == 1


def tries_of_the_stranger(connection: Connection) -> Tries:
    person = people.participant_by_telegram(connection, STRANGER.id)
    assert person is not None
    return people.tries_of(connection, person.id)


async def test_joining_starts_anew(empty_chat: Chat, house: House) -> None:
    token = (
        await house.app.services.invitations.issue(actor_key="GTM", role=Role.FOCAL_POINT)
    ).token
    await wrong(empty_chat, 4)
    await empty_chat.sandbox.send(STRANGER.id, f"/start {token}")
    await empty_chat.catch_up()
    await empty_chat("""
        …
        Stranger taps [Sam Smith]
        …
        Stranger: English
        …
        Stranger taps [Guatemala]
        …
        Stranger taps [Confirm]
        …
    """)
    assert await house.look(tries_of_the_stranger) == Tries(0, None)


async def test_ten_thousand_guesses_of_fifty_people_hit_nothing(
    house: House, kind_of_database: str
) -> None:
    """Few of them are looked up at all, and none of those who guess can see which."""
    services = house.app.services
    good = (await services.invitations.issue(actor_key="GTM", role=Role.FOCAL_POINT)).token
    rounds = 200 if kind_of_database == "sqlite" else 20  # which takes as long there

    def guess(connection: Connection) -> int:
        hits, now = 0, START
        guessers = [
            people.add_participant(
                connection, 9000 + n, name="", language="en", zone="UTC", now=now
            )
            for n in range(50)
        ]
        for round_ in range(rounds):
            now += timedelta(seconds=1)
            for each in guessers:
                turn = Turn(connection, now, envelope=envelope(each.id), person=each, draft=None)
                # In every tenth round somebody has the very token, when it is too late.
                token = good if round_ % 10 == 9 else f"{each.id}-{round_}"
                hits += looked_up(turn, token) is not None
        return hits

    assert await house.app.database.write(guess, long=True) == 0
    counted = await house.look(
        lambda c: c.execute(select(func.max(participants.c.wrong_tokens))).scalar_one()
    )
    assert counted <= FREE_TRIES + 4
    assert await house.look(lambda c: list(c.execute(select(memberships)))) == []
    (row,) = await house.look(lambda c: list(c.execute(select(invitations.c.used_at))))
    assert row[0] is None


def envelope(row: int) -> Envelope:
    taken = InboxUpdate(row, row, row, "{}", 1, "test")
    return Envelope(taken, Sender(row, "", ""))
