"""What is held on a person comes to them as a file; and who wishes to be forgotten is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select, text

from committee.access import Role
from locales.phrases.people import HEADINGS
from services.office import Transaction
from storage.people import participant_by_telegram
from storage.search import matching
from storage.tables import (
    attachments,
    audit,
    memberships,
    outbox,
    participants,
    registrations,
    requests,
    submissions,
    translations,
)
from storage.translations import Translation, keep
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DEPUTY, NETWORK, SECRETARIAT, Character
from tests.stories.papers import last_document

CANARY = Character(
    "Delegate", 778_899_001_122, "Zyxwa", "Canaryname", Role.FOCAL_POINT, "GTM", "America/Guatemala"
)
CONTACT = "Zyxwa Canaryname, +502 7777 4242, zyxwa@canary.example"
TRACES = ("zyxwa", "canary", "7777 4242")
REPORT = """
    {who}: /report
    …
    {who}: {activity}
    …
    {who} taps [Planned]
    …
    {who}: We plan two shelters.
    …
    {who} taps [No]
    …
"""
CLOSE = """
    {who} taps [I confirm]
    …
    {who} taps [Send]
    …
"""
FORGET = """
    Delegate: /forget
    Bot → Delegate: Shall I forget you? / What goes, at once and for good: … / What stays: … / If a colleague is to go on with your drafts, please use /handover first. / With /mydata you get a copy of everything before. [Yes, forget me] [No, keep everything]
    Delegate taps [Yes, forget me]
    Bot → Delegate (edited): You have been forgotten here. Thank you for what you contributed. If you write again, we meet as strangers.
"""


@pytest.fixture
async def canary(empty_chat: Chat) -> Chat:
    """A chat with somebody whose name is to be found nowhere in the end."""
    empty_chat.chats["delegate"] = CANARY.id
    empty_chat.meet(CANARY)
    await empty_chat.let_in(SECRETARIAT, COLLEAGUE, CANARY)
    return empty_chat


async def sent(chat: Chat, contact: str = CONTACT) -> None:
    """The delegate sends a report and is the contact of it."""
    await chat(
        REPORT.format(who="Delegate", activity="28")
        + f"""
        Delegate: {contact}
        …
        Delegate taps [Public]
        …
    """
        + CLOSE.format(who="Delegate")
    )


# --- what is held --------------------------------------------------------------------------------


async def my_data(chat: Chat, who: Character) -> dict[str, Any]:
    await chat(f"""
        {who.called}: /mydata
        Bot → {who.called}: (document enlace-2027-01-20.json) This is all that is held on you here, … / It is made afresh each time and not kept. …
    """)
    name, content = last_document(chat, who)
    assert name == "enlace-2027-01-20.json"
    made: dict[str, Any] = json.loads(content)
    return made


async def test_everything_of_ones_own_is_in_the_file(canary: Chat, house: House) -> None:
    await sent(canary)
    await canary("""
        Delegate: /practice
        …
        Delegate: Night kitchens
        …
    """)
    made = await my_data(canary, CANARY)
    assert made["You"] == {
        "Name": "Zyxwa Canaryname",
        "Telegram number": CANARY.id,
        "Language": "en",
        "Time zone": "America/Guatemala",
        "First seen": "2027-01-20T15:00:00+00:00",
        "News of submissions": "at_once",
    }
    assert made["Roles"] == [
        {"Actor": "Guatemala", "Role": "Focal point", "Since": "2027-01-20T15:00:00+00:00"}
    ]
    (submission,) = made["Submissions you sent"]
    assert submission["Number"] == "CAM/2026-27/PR-0001"
    assert submission["Answers"]["Contact"] == CONTACT
    assert submission["Answers"]["What was done"] == "We plan two shelters."
    practice = next(each for each in made["Drafts"] if each["Form used"] == "Good practice")
    assert practice["State"] == "open"
    assert "Night kitchens" in practice["Answers"].values()
    assert made["Messages of yours that are kept"] > 10
    assert {"submitted", "draft_begun"} <= {
        each["Action"] for each in made["Entries about you in the record of changes"]
    }


async def test_files_registrations_and_invitations_are_in_it_too(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await register(empty_chat)
    await empty_chat("""
        Secretariat taps [Approve]
        …
        Secretariat: /invite
        …
        Secretariat: Guatemala
        …
        Secretariat taps [Focal point]
        …
        Secretariat taps [Confirm]
        …
    """)
    made = await my_data(empty_chat, NETWORK)
    (asked,) = made["Your requests to be registered"]
    assert asked["State"] == "approved"
    assert asked["Answers"]["Organization"] == "Red Chapina"
    made = await my_data(empty_chat, SECRETARIAT)
    (issued,) = made["Invitations you issued"]
    assert (issued["Actor"], issued["Role"]) == ("Guatemala", "Focal point")
    (decided,) = made["Requests you decided"]
    assert decided["State"] == "approved"
    assert "Rosa" not in json.dumps(made)


async def register(chat: Chat) -> None:
    await chat("""
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


async def test_nothing_of_anybody_else_is_in_the_file(canary: Chat) -> None:
    await sent(canary)
    await canary(REPORT.format(who="Colleague", activity="29"))
    made = json.dumps(await my_data(canary, COLLEAGUE), ensure_ascii=False)
    assert "Jorge Paz" in made
    assert "PR-0001" not in made
    made = json.dumps(await my_data(canary, CANARY), ensure_ascii=False)
    assert "Jorge Paz" not in made


async def test_the_file_is_kept_nowhere_once_it_is_sent(canary: Chat, house: House) -> None:
    await sent(canary, "A contact of its own")
    await my_data(canary, CANARY)
    kept = await house.look(lambda c: repr(list(c.execute(select(outbox.c.content)))))
    assert "Telegram number" not in kept
    files = [path for path in house.settings.data_dir.rglob("*") if "enlace-2027" in path.name]
    assert files == []


async def test_a_stranger_can_ask_too(empty_chat: Chat) -> None:
    await empty_chat("""
        Stranger: /mydata
        Bot → Stranger: (document enlace-2027-01-20.json) This is all that is held on you here, …
    """)


# --- leaving -------------------------------------------------------------------------------------


async def test_whoever_changes_their_mind_stays(canary: Chat, house: House) -> None:
    await canary("""
        Delegate: /forget
        …
        Delegate taps [No, keep everything]
        Bot → Delegate (edited): Nothing was changed.
        Bot → Delegate: What would you like to do? …
    """)
    assert len(await house.look(lambda c: list(c.execute(select(memberships.c.id))))) == 3


async def test_the_record_of_the_actor_stays_and_the_person_meets_as_a_stranger(
    canary: Chat, house: House
) -> None:
    await sent(canary)
    await canary(
        FORGET
        + """
        Bot → Secretariat: Focal point, Guatemala: the person has left and was forgotten at their own wish.
        Delegate: hello?
        Bot → Delegate: No form is open at the moment; … / Welcome to Enlace. …
        Delegate taps the old [Yes, forget me]
        Bot → Delegate: That button is no longer in use. / Welcome to Enlace. …
        Delegate: /report
        Bot → Delegate: That is reserved to others in the committee; …
        Colleague: /submissions
        Bot → Colleague: … CAM/2026-27/PR-0001 …
    """
    )
    (kept,) = await house.look(lambda c: list(c.execute(select(submissions))))
    assert kept.number == "CAM/2026-27/PR-0001"
    assert kept.answers["done"] == "We plan two shelters."
    assert "contact" not in kept.answers


async def test_a_canary_is_found_nowhere_afterwards(canary: Chat, house: House) -> None:
    """A name, a number, an address typed wherever they can be: gone from every table and file."""
    await much_is_typed(canary)
    assert all([found(await house.look(dump), trace) for trace in TRACES])
    assert await house.look(by_words) == 0, "nobody is found by a person’s name"
    before = await house.look(lambda c: list(c.execute(select(audit))))
    await canary(FORGET + "…")
    await house.app.services.arrivals.forget_done()
    await let_strays_go(house)
    after = await house.look(dump)
    for trace in TRACES:
        assert not found(after, trace), trace
        assert not found(on_disk(house.settings.data_dir / "files"), trace), trace
    kept = await house.look(lambda c: list(c.execute(select(submissions.c.number))))
    assert [row[0] for row in kept] == ["CAM/2026-27/PR-0001", "CAM/2026-27/PR-0002"]
    assert before == (await house.look(lambda c: list(c.execute(select(audit)))))[: len(before)]
    assert await house.look(by_words) == 0
    assert house.wrong_calls() == []


def by_words(connection: Connection) -> int:
    """How many submissions the full text finds by the canary."""
    return len(connection.execute(matching(connection, "zyxwa")).all())


async def much_is_typed(chat: Chat) -> None:
    """A report sent and read, a colleague's that takes its contact, drafts, lists, a file."""
    await chat.let_in(DEPUTY)
    await chat("Deputy blocks the bot")
    await sent(chat)
    await chat(REPORT.format(who="Colleague", activity="29"))
    await chat(CLOSE.format(who="Colleague"))
    await chat(
        """
        Secretariat: /submissions
        …
        Secretariat taps [2]
        …
        Secretariat taps [Accept]
        …
        Secretariat: /people zyxwa
        …
        Secretariat taps [Zyxwa Canaryname: …]
        …
        Delegate: /report
        …
        Delegate: 30
        …
        Delegate: /handover
        …
    """
    )
    await chat(f"""
        Delegate: /practice
        …
        Delegate: {CONTACT}
        …
        Delegate: /invite
        …
        Delegate: /save
        …
        Delegate: /mydata
        …
    """)


async def test_after_a_week_their_number_is_nowhere_either(canary: Chat, house: House) -> None:
    """What is known of the last messages goes with all others of that week."""
    await sent(canary)
    await canary(FORGET + "…")
    await canary("(8 days later)")
    await house.pass_over(8 * 24 * 3600.0)
    await house.app.services.arrivals.forget_done()
    assert str(CANARY.id) not in await house.look(dump)


async def test_the_files_of_a_draft_that_was_not_sent_go_with_it(
    canary: Chat, house: House
) -> None:
    await canary("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate replies to the reminder with a document “zyxwa.pdf”
        …
    """)
    assert on_disk(house.settings.data_dir / "files")
    await canary(FORGET + "…")
    assert await house.look(lambda c: list(c.execute(select(attachments)))) == []
    await let_strays_go(house)
    assert on_disk(house.settings.data_dir / "files") == ""


async def test_the_files_of_what_was_sent_stay(canary: Chat, house: House) -> None:
    await canary("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate replies to the reminder with a document: Two shelters, seen from outside.
        …
        Delegate: 28
        …
        Delegate taps [Planned]
        …
        Delegate taps [No]
        …
        Delegate taps [Zyxwa Canaryname]
        …
        Delegate taps [Public]
        …
    """)
    await canary(CLOSE.format(who="Delegate") + FORGET + "…")
    await let_strays_go(house)
    assert len(await house.look(lambda c: list(c.execute(select(attachments))))) == 1
    assert on_disk(house.settings.data_dir / "files")


async def test_a_request_to_be_registered_goes_with_the_person_and_nobody_misses_a_message(
    empty_chat: Chat, house: House
) -> None:
    """Who is out of reach gets the card later, without the contact, and cannot let anybody in."""
    await empty_chat.let_in(SECRETARIAT, DEPUTY)
    await empty_chat("Deputy blocks the bot")
    await register(empty_chat)
    await empty_chat("""
        Network: /forget
        Bot → Network: Shall I forget you? / … [Yes, forget me] …
        Network taps [Yes, forget me]
        …
        Deputy unblocks the bot
        Bot → Deputy: Red Chapina asks to be registered / … / Contact: … [Approve] [Decline]
        Deputy taps [Approve]
        Bot → Deputy: That request has been decided already. Thank you. / …
    """)
    card = next(m for m in empty_chat.sandbox.messages(DEPUTY.id) if "Red Chapina" in m.text)
    assert "Rosa" not in card.text
    (kept,) = await house.look(lambda c: list(c.execute(select(registrations))))
    assert (kept.status, kept.answers) == ("withdrawn", {})
    assert not found(await house.look(dump), "rosa")


async def test_of_an_organization_that_is_in_the_contact_goes(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(SECRETARIAT)
    await register(empty_chat)
    await empty_chat("""
        Secretariat taps [Approve]
        …
        Network: /forget
        …
        Network taps [Yes, forget me]
        Bot → Network (edited): You have been forgotten here. …
        Bot → Secretariat: Contributor, Red Chapina: the person has left and was forgotten at their own wish.
    """)
    (kept,) = await house.look(lambda c: list(c.execute(select(registrations))))
    assert kept.status == "approved"
    assert kept.answers["name"] == "Red Chapina"
    assert "contact" not in kept.answers


async def test_the_last_of_the_secretariat_cannot_leave(chat: Chat, house: House) -> None:
    await chat("""
        Secretariat: /forget
        Bot → Secretariat: Shall I forget you? / … [Yes, forget me] …
        Secretariat taps [Yes, forget me]
        Bot → Secretariat: You are the only person of the secretariat. Please invite a second one with /invite first; … / …
    """)
    names = await house.look(lambda c: list(c.execute(select(participants.c.name))))
    assert (SECRETARIAT.name,) in [tuple(row) for row in names]


SAVE = """
    Secretariat: /export
    …
    Secretariat taps [✎ Keep as]
    …
    Secretariat: For Qwertz
    …
    Secretariat taps [Confirm]
    …
"""


async def test_saved_requests_are_in_the_file_and_go_with_the_person(
    chat: Chat, house: House
) -> None:
    """Of translations that they had taken in, it stays that they are there, not by whom."""
    await chat.let_in(DEPUTY)
    await sent(chat)
    await chat(SAVE)
    await house.app.services.office.do(_translate)
    made = await my_data(chat, SECRETARIAT)
    (saved,) = made[HEADINGS["requests"]]
    assert saved["Name"] == "For Qwertz"
    assert saved["Details"]["format"] == "docx"
    (taken,) = made[HEADINGS["translations"]]
    assert (taken["Number"], taken["Question"]) == ("CAM/2026-27/PR-0001", "done")
    assert "Text" not in taken
    await chat("""
        Secretariat: /forget
        …
        Secretariat taps [Yes, forget me]
        …
    """)
    after = (await house.look(dump)).casefold()
    assert not found(after, "qwertz")
    assert await house.look(lambda c: list(c.execute(select(requests)))) == []
    (who,) = await house.look(lambda c: list(c.execute(select(translations.c.participant_id))))
    assert who[0] is None


def _translate(transaction: Transaction) -> None:
    """The person of the secretariat has a translation of the report taken in."""
    person = participant_by_telegram(transaction.connection, SECRETARIAT.id)
    row = transaction.connection.execute(select(submissions.c.id)).scalar_one()
    assert person is not None
    taken = Translation(row, "done", "fr", "Deux abris.", "We plan two shelters.")
    keep(transaction.connection, [taken], participant_id=person.id, now=transaction.now)


async def test_a_compilation_made_for_them_is_taken_from_disk(chat: Chat, house: House) -> None:
    await chat("""
        Chair: /export
        …
        Chair taps [Confirm]
        …
    """)
    made = house.settings.data_dir / "exports"
    assert on_disk(made)
    await chat("""
        Chair: /forget
        …
        Chair taps [Yes, forget me]
        …
    """)
    assert on_disk(made) == ""


async def test_two_taps_forget_once(canary: Chat, house: House) -> None:
    await canary("""
        Delegate: /forget
        …
        Delegate taps [Yes, forget me] twice
        Bot → Delegate (edited): You have been forgotten here. …
        …
    """)
    kept = await house.look(
        lambda c: list(
            c.execute(select(participants).where(participants.c.forgotten_at.is_not(None)))
        )
    )
    assert len(kept) == 1


async def let_strays_go(house: House) -> None:
    """A day later: files that no record knows are removed."""
    for path in (house.settings.data_dir / "files").glob("*"):
        os.utime(path, (1.0, 1.0))
    await house.app._forget_strays()


def found(where: str, trace: str) -> bool:
    return trace in where.casefold()


def dump(connection: Connection) -> str:
    """Every value of every table there is, those of the full text too, as text."""
    rows: list[Any] = []
    for name in inspect(connection).get_table_names():
        rows += [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    return "\n".join(legible(value) for row in rows for value in row)


def legible(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def on_disk(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path} {path.read_bytes().decode('latin-1')}" for path in files)
