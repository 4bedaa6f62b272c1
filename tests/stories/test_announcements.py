"""An announcement: to whom, in which words, seen before it is sent; one message a person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from committee.access import Role
from services.office import Transaction
from storage import people, world
from storage.tables import actors, memberships, notices, participants
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, NETWORK, OBSERVER, ORGAN, Character
from tests.stories.reminder_scenes import held_back, looks_again
from tests.stories.round_scenes import answered, change, rows_of, written_today

TO_STATES = """
    Chair: /announce
    Bot → Chair: Who is to read it? · 1/7 [Everybody] [Member states] [OAS organs] [Multilateral organizations] [Civil society, academia, diaspora, migrants] [Permanent observers] …
    Chair taps [Member states]
    Bot → Chair (edited): …
    Chair taps [Done ▸]
    Bot → Chair (edited): …
    Bot → Chair: Only to those not heard from for a meeting? · 2/7 / … [Progress of the Program and SICREMI] … [Skip] …
    Chair taps [Skip]
    …
"""
WRITTEN = """
    Chair: The room has changed: <b>Hall 2</b> & not Hall 1.
    Bot → Chair: … The same in Spanish? · 5/7 / Without it, readers of that language get the text as you wrote it. …
    Chair: La sala ha cambiado: sala 2.
    Bot → Chair: … The same in French? …
    Chair taps [Skip]
    …
    Chair taps [Skip]
    Bot → Chair (edited): …
    Bot → Chair: Announcement / Is this right? … Addressed to: Member states / … [Confirm] …
    Chair taps [Confirm]
"""
PREVIEW = "Ready to send: announcement / With a text of its own: Español and English. All others read the original. / It goes to 2 people, for 1 actor. / Actors by group: Member states: 1. / Tap a language to see it exactly as it will be read. [Español] [English] [Français] [Português] [Who exactly] [Send] [Change] [Cancel]"
PREPARED = TO_STATES + WRITTEN
TEXT = "From the chair of the working group / The room has changed: <b>Hall 2</b> & not Hall 1. …"


async def kept(house: House) -> list[Any]:
    """The notices there are as rows."""
    return await rows_of(house, notices)


async def test_it_is_seen_sent_and_read(chat: Chat, house: House) -> None:
    await chat(
        PREPARED
        + f"""
        Bot → Chair: {PREVIEW}
        Chair taps [Send]
        Bot → Chair (edited): Goes out in a minute: 2 people. Until then it can be taken back. [Undo]
        (1 minute later)
        Bot → Chair (edited): On its way: Announcement. It goes to 2 people.
        Bot → Delegate: {TEXT}
        Bot → Colleague: {TEXT}
        (1 hour later)
        """
    )
    assert {row.status for row in await kept(house)} == {"queued"}


async def test_everybody_is_everybody_but_the_sender(chat: Chat, house: House) -> None:
    """One message a person, also to somebody who acts for two actors."""
    await chat.let_in(OBSERVER)
    await house.let_in_also(DELEGATE, "cim")
    await chat("""
        Secretariat: /announce
        …
        Secretariat taps [Everybody]
        …
        Secretariat taps [Done ▸]
        …
        Secretariat taps [Skip]
        …
        Secretariat: Good day.
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Skip]
        …
        Secretariat taps [Confirm]
        Bot → Secretariat: Ready to send: announcement / … / It goes to 4 people, for 2 actors. / …
        Secretariat taps [Who exactly]
        Bot → Secretariat (edited): Who exactly / Guatemala: 3 / Inter-American Commission of Women: 2 [◀ Back]
        Secretariat taps [◀ Back]
        Bot → Secretariat (edited): Ready to send: announcement / …
        Secretariat taps [Send]
        …
        (1 minute later)
        Bot → Secretariat (edited): …
        Bot → Delegate: From the secretariat / Good day. …
        Bot → Colleague: From the secretariat / Good day. …
        Bot → Organ: From the secretariat / Good day. …
        Bot → Observer: From the secretariat / Good day. …
        (1 hour later)
    """)


async def test_each_reads_their_language_where_there_is_one(chat: Chat, house: House) -> None:
    for who, language in ((DELEGATE, "es"), (ORGAN, "fr")):
        await change(
            house,
            update(participants)
            .where(participants.c.telegram_id == who.id)
            .values(language=language),
        )
    await chat(TO_STATES.replace("Member states]\n", "Everybody]\n", 2).replace("2", "2"))
    await chat(WRITTEN.replace("Member states", "Everybody") + "…\nChair taps [Send]\n…")
    await chat("(1 minute later)\n…")
    spanish, french = (chat.sandbox.messages(who.id)[-1].text for who in (DELEGATE, ORGAN))
    assert "La sala ha cambiado: sala 2." in spanish
    assert "Hall" not in spanish
    assert "The room has changed: <b>Hall 2</b> & not Hall 1." in french
    assert french.endswith("Texte rédigé en anglais.")


@pytest.mark.parametrize(
    ("named", "shown", "noted"),
    [
        ("Español", "La sala ha cambiado: sala 2.", ""),
        ("English", "The room has changed: <b>Hall 2</b> & not Hall 1.", ""),
        (
            "Français",
            "The room has changed: <b>Hall 2</b> & not Hall 1.",
            "Texte rédigé en anglais.",
        ),
        ("Português", "The room has changed: <b>Hall 2</b> & not Hall 1.", "Escrito em inglês."),
    ],
)
async def test_a_sample_reads_as_it_will_be_read(
    chat: Chat, named: str, shown: str, noted: str
) -> None:
    await chat(PREPARED + f"…\nChair taps [{named}]\n…")
    sample = chat.sandbox.messages(CHAIR.id)[-1].text
    assert shown in sample
    assert sample.endswith(noted or shown) or not noted
    assert ("inglés" in sample or "Written in" in sample) is False


async def test_undo_change_and_cancel(chat: Chat, house: House) -> None:
    await chat(
        PREPARED
        + f"""
        …
        Chair taps [Send]
        …
        Chair taps [Undo]
        Bot → Chair (edited): Taken back; nothing has gone out. / {PREVIEW}
        Chair taps [Change]
        Bot → Chair: Announcement / Is this right? … Addressed to: Member states / Language: English / Text: The room has changed: <b>Hall 2</b> & not Hall 1. / In Spanish: La sala ha cambiado: sala 2. / … [Confirm] …
        Chair taps [Confirm]
        Bot → Chair: {PREVIEW}
        Chair taps [Cancel]
        Bot → Chair (edited): Cancelled; nothing has gone out.
        Bot → Chair: What would you like to do? …
        (1 hour later)
        """
    )
    assert await kept(house) == []


async def test_nobody_there_is_nobody_to_write_to(chat: Chat) -> None:
    await chat(TO_STATES.replace("Member states]\n    Bot", "Permanent observers]\n    Bot"))
    await chat(
        WRITTEN.replace("Addressed to: Member states", "Addressed to: Permanent observers")
        + """
        Bot → Chair: Ready to send: announcement / … / There is nobody to write to: none of these groups has anybody here who can be reached. [Change] [Cancel]
        Chair taps [Cancel]
        …
        """
    )


async def test_it_can_go_to_the_silent_alone(chat: Chat, house: House) -> None:
    await answered(house, DELEGATE)
    await chat("""
        Chair: /announce
        …
        Chair taps [Everybody]
        …
        Chair taps [Done ▸]
        …
        Chair taps [Progress of the Program and SICREMI]
        …
        Chair: There is a week more.
        …
        Chair taps [Skip]
        …
        Chair taps [Skip]
        …
        Chair taps [Skip]
        …
        Chair taps [Confirm]
        Bot → Chair: Ready to send: announcement / With a text of its own: English. … / Only those not heard from for “Progress of the Program and SICREMI”. / It goes to 1 person, for 1 actor. / …
        Chair taps [Change]
        Bot → Chair: Announcement / Is this right? … / Only if not heard from: Progress of the Program and SICREMI / …
        Chair taps [Confirm]
        …
        Chair taps [Send]
        …
        (1 minute later)
        Bot → Chair (edited): …
        Bot → Organ: From the chair of the working group / There is a week more. …
    """)


async def test_it_comes_together_with_a_reminder_of_the_same_day(chat: Chat, house: House) -> None:
    """Who was written to today is told of both the next morning, in one message."""
    await written_today(house, DELEGATE, COLLEAGUE, ORGAN)
    await chat(PREPARED + "…\nChair taps [Send]\n…")
    await chat("""
        Chair: /remind
        …
        Chair taps [Progress of the Program and SICREMI]
        …
        Chair taps [Skip]
        …
        Chair taps [Send]
        …
        (1 minute later)
        …
    """)
    both = (
        f"{TEXT.removesuffix(' …')} / Progress of the Program and SICREMI / … [Report progress] …"
    )
    await chat(f"""
        (22 hours later)
        (1 hour later)
        Bot → Organ: Progress of the Program and SICREMI / …
        (1 hour later)
        Bot → Delegate: {both}
        Bot → Colleague: {both}
        (3 hours later)
    """)


async def test_who_blocked_the_bot_is_counted_apart_and_gets_it_when_back(chat: Chat) -> None:
    await chat("Colleague blocks the bot\n…")
    await chat(
        PREPARED
        + f"""
        Bot → Chair: … / It goes to 1 person, for 1 actor. / … / Besides, 1 person cannot be reached at present. / …
        Chair taps [Send]
        …
        Delegate blocks the bot
        …
        (1 minute later)
        …
        (2 days later)
        …
        Delegate unblocks the bot
        …
        (1 minute later)
        Bot → Delegate: {TEXT}
        """
    )


async def test_what_could_not_go_before_night_comes_next_morning_once(
    chat: Chat, house: House
) -> None:
    """Sent at 20:57 in Guatemala; for an hour nothing can go."""
    await chat("(11 hours later)\n…\n(57 minutes later)\n…")
    await chat(PREPARED + "…\nChair taps [Send]\n…")
    async with held_back(chat):
        await chat.sandbox.clock.move(timedelta(minutes=1))
        assert {row.status for row in await kept(house)} == {"queued"}
        chat.sandbox.clock.offset += timedelta(hours=1)
    await looks_again(chat)
    await chat(f"""
        …
        (10 hours later)
        (2 minutes later)
        Bot → Delegate: {TEXT}
        Bot → Colleague: {TEXT}
        (1 hour later)
        (1 day later)
    """)
    assert {row.status for row in await kept(house)} == {"queued"}


async def test_what_could_not_go_for_a_week_is_given_up(chat: Chat, house: House) -> None:
    """The bot does not run from when it was queued until eight days later."""
    await chat(PREPARED + "…\nChair taps [Send]\n…")
    async with held_back(chat):
        await chat.sandbox.clock.move(timedelta(minutes=1))
        chat.sandbox.clock.offset += timedelta(days=8)
        await house.tick()
    await chat("…\n(1 day later)")
    assert {row.status for row in await kept(house)} == {"missed"}
    said = [m.text for who in (DELEGATE, COLLEAGUE) for m in chat.sandbox.messages(who.id)]
    assert not any("Hall 2" in text for text in said)


async def test_after_a_week_it_is_no_longer_of_use(chat: Chat, house: House) -> None:
    await chat(
        PREPARED
        + """
        …
        Chair taps [Send]
        …
        Delegate blocks the bot
        …
        (1 minute later)
        …
        (8 days later)
        …
        Delegate unblocks the bot
        …
        (1 minute later)
        """
    )
    assert sorted(row.status for row in await kept(house)) == ["missed", "queued"]


async def test_it_does_not_go_when_the_senders_role_ends_in_the_minute(
    chat: Chat, house: House
) -> None:
    await chat(PREPARED + "…\nChair taps [Send]\n…")
    await house.dismiss(CHAIR)
    await chat("""
        (1 minute later)
        Bot → Chair (edited): This has not gone out: your role ended before it was time.
        (1 hour later)
    """)
    assert await kept(house) == []


async def test_the_minute_outlives_a_restart(chat: Chat, house: House) -> None:
    await chat(PREPARED + "…\nChair taps [Send]\n…")
    await house.restart()
    await chat(f"""
        (1 minute later)
        Bot → Chair (edited): On its way: …
        Bot → Delegate: {TEXT}
        Bot → Colleague: {TEXT}
    """)


async def test_society_is_counted_for_the_chair_and_named_for_the_secretariat(
    chat: Chat, house: House
) -> None:
    await chat.let_in(Character("Network", NETWORK.id, "Rosa", "Ferreira", Role.CONTRIBUTOR, "net"))

    def network(transaction: Transaction) -> None:
        connection = transaction.connection
        name = dict.fromkeys(("es", "en", "fr", "pt"), "Red Sin Fronteras")
        connection.execute(actors.insert().values(key="net", kind="diaspora", name=name))
        person = people.participant_by_telegram(connection, NETWORK.id)
        known = world.actor_by_key(connection, "net")
        assert person is not None
        assert known is not None
        connection.execute(
            update(memberships)
            .where(memberships.c.participant_id == person.id)
            .values(actor_id=known.id)
        )

    await house.app.services.office.do(network)
    for who, named in (("Chair", False), ("Secretariat", True)):
        await chat(f"""
            {who}: /announce
            …
            {who} taps [Civil society, …]
            …
            {who} taps [Done ▸]
            …
            {who} taps [Skip]
            …
            {who}: Good day.
            …
            {who} taps [Skip]
            …
            {who} taps [Skip]
            …
            {who} taps [Skip]
            …
            {who} taps [Confirm]
            Bot → {who}: … / It goes to 1 person, for 1 actor. / Actors by group: Diaspora networks: 1. / …
            {who} taps [Who exactly]
            …
        """)
        chat_id = chat.chats[who.lower()]
        shown = next(m.text for m in chat.sandbox.messages(chat_id) if "Who exactly" in m.text)
        assert ("Red Sin Fronteras" in shown) is named
        assert ("counted here, not named" in shown) is not named
