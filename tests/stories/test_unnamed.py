"""An author that asked not to be named: outside the secretariat nothing tells who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from bot.flows.state import State, encode_state
from committee.access import Role
from committee.actors import Actor, ActorKind
from committee.submissions import Visibility
from locales import Localized
from services.office import Transaction
from services.receiving import receive
from storage import drafts, people, submissions, world
from storage.submissions import StoredFile
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, NETWORK, OBSERVER, ORGAN, SECRETARIAT, STRANGER

NAME = "Canario"
CANARIES = ("canario", "rosa ferreira", "rosa@", "carta-membretada", "+50255501234")
NETWORK_IN = replace(NETWORK, role=Role.CONTRIBUTOR, actor="canario-1")
OTHERS = (CHAIR, DELEGATE, COLLEAGUE, ORGAN, OBSERVER, STRANGER)
ANSWERS = {
    "title": "Shared kitchens",
    "summary": "Families who arrive cook together with those who came before them, every week. "
    * 2,
    "lead": f"Red {NAME}",
    "places": ["GTM"],
    "start": "2024-03",
    "running": True,
    "objectives": ["S3"],
    "problem": "Loneliness.",
    "method": "In kitchens.",
    "results": "Friends.",
    "replicate": "A kitchen.",
    "details": True,
    "partners": f"Friends of Red {NAME}",
    "cost": f"Paid by Red {NAME}",
    "contact": "Rosa Ferreira, rosa@example.org, +50255501234",
    "language": "es",
    "naming": "unnamed",
    "statement": True,
}


@pytest.fixture
async def unnamed(chat: Chat, house: House) -> Chat:
    """A network, the only one there is, has sent a practice with a file; it is published."""
    await chat.let_in(OBSERVER)
    name = f"Red {NAME}"
    network = Actor(
        "canario-1",
        ActorKind.DIASPORA,
        Localized(name, name, name, name),
        acronym=None,
        country="GT",
    )
    await house.app.services.office.do(lambda t: world.add_actor(t.connection, network))
    await chat.let_in(NETWORK_IN)
    await house.app.services.office.do(_sent)
    await chat.catch_up()
    chat._unread.clear()
    return chat


def _sent(transaction: Transaction) -> None:
    connection = transaction.connection
    person = people.participant_by_telegram(connection, NETWORK.id)
    actor = world.actor_by_key(connection, "canario-1")
    assert person is not None
    assert actor is not None
    row = drafts.add_draft(
        connection,
        person.id,
        form="good_practice",
        state=encode_state(State()),
        now=transaction.now,
        actor_id=actor.id,
        program_id=world.newest_program_id(connection),
    )
    stored = StoredFile("0" * 64, 9, "application/pdf", f"{'0' * 64}.pdf", "carta-membretada.pdf")
    file = submissions.add_attachment(
        connection, stored, participant_id=person.id, draft_id=row, now=transaction.now
    )
    attached = {"id": file, "name": stored.original_name, "type": stored.media_type, "size": 9}
    draft = drafts.draft_by_id(connection, row)
    assert draft is not None
    answers = {**ANSWERS, "visibility": Visibility.PUBLIC.value, "attachments": [attached]}
    drafts.open_draft(connection, person.id, None)
    receive(transaction, draft, answers, author=person)


PUBLISHED = """
    Secretariat: /review
    …
    Secretariat taps [Open CAM/2026-27/GP-0001…]
    …
    Secretariat taps [Accept]
    …
    Secretariat taps [Publish]
    …
"""


async def look_everywhere(chat: Chat, who: str, *, committee: bool = False) -> None:
    """Everything by which a person can come upon a submission."""
    for said in ("/submissions", "/practices kitchens", "/program S3", f"/submissions {NAME}"):
        await chat(f"{who}: {said}\n…")
    await chat(f"{who}: /practices {NAME}\n…")
    if committee:
        await chat(f"""
            {who}: /status
            …
            {who}: /submissions
            …
            {who} taps [1]
            …
            {who} taps [Copy as DOCX]
            …
        """)


def told(chat: Chat, who: int) -> Iterator[str]:
    """Everything that stands in a person's chat: texts, buttons, file names, files inside out."""
    for message in chat.sandbox.messages(who):
        if not message.from_bot:
            continue
        yield message.text
        yield from (f"{b['text']} {b.get('callback_data', '')}" for b in message.buttons)
        file = message.file()
        if file is not None:
            stored = chat.sandbox.world.files.get(file["file_id"])
            yield stored.name
            yield from _inside(stored.path.read_bytes())


def _inside(content: bytes) -> Iterator[str]:
    yield content.decode("utf-8", "replace")
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for part in archive.infolist():
                yield part.filename
                yield from _inside(archive.read(part))


def found(chat: Chat, who: int) -> list[str]:
    every = " ".join(told(chat, who)).casefold()
    # What somebody searches for is repeated to them, and carried on by their buttons.
    every = re.sub(rf"searched for: {NAME}|:{NAME}\.", "", every, flags=re.IGNORECASE)
    return [
        every[max(0, every.find(canary) - 60) : every.find(canary) + 40]
        for canary in CANARIES
        if canary in every
    ]


async def test_nobody_outside_the_secretariat_learns_who_it_is(
    unnamed: Chat, capfd: pytest.CaptureFixture[str]
) -> None:
    chat = unnamed
    await chat(PUBLISHED)
    for who in ("Delegate", "Organ", "Observer", "Stranger"):
        await look_everywhere(chat, who)
    await look_everywhere(chat, "Chair", committee=True)
    for each in OTHERS:
        assert found(chat, each.id) == [], each.called
    assert "an actor that is not named" in " ".join(told(chat, CHAIR.id))
    assert "Shared kitchens" in " ".join(told(chat, STRANGER.id))
    said = capfd.readouterr()
    assert not re.search(
        "|".join(re.escape(each) for each in CANARIES), (said.out + said.err).lower()
    )


@pytest.mark.parametrize("file_format", ["XLSX", "CSV", "JSON"])
async def test_the_compilation_of_the_chair_does_not_tell(unnamed: Chat, file_format: str) -> None:
    await unnamed(f"""
        Chair: /export
        …
        Chair taps [✎ Meeting]
        …
        Chair taps [All meetings]
        …
        Chair taps [✎ Format]
        …
        Chair taps [{file_format}]
        …
        Chair taps [Confirm]
        …
    """)
    every = " ".join(told(unnamed, CHAIR.id))
    assert "GP-0001" in every
    assert "Shared kitchens" in every
    assert found(unnamed, CHAIR.id) == []


async def test_asked_for_by_kind_of_actor_it_is_not_there(unnamed: Chat) -> None:
    """A count of one by kind would tell as much as the name."""
    await unnamed("""
        Chair: /export
        …
        Chair taps [✎ Meeting]
        …
        Chair taps [All meetings]
        …
        Chair taps [More choices ▸]
        …
        Chair taps [✎ Kinds of actors]
        …
        Chair: diaspora networks
        …
        Chair taps [✎ Format]
        …
        Chair taps [JSON]
        …
        Chair taps [Confirm]
        …
    """)
    assert "GP-0001" not in " ".join(told(unnamed, CHAIR.id))


async def test_the_overview_neither_names_nor_misses_it(unnamed: Chat) -> None:
    """Before and after its submission the chair reads the same lists of names."""
    await unnamed("""
        Chair: /status
        Bot → Chair: Status for … / Submissions from civil society, academia, diaspora networks and migrants’ organizations: … No information received: …
    """)
    last = list(unnamed.sandbox.messages(CHAIR.id))[-1]
    assert NAME not in last.text


async def test_the_secretariat_sees_who_it_is_and_that_it_is_not_to_be_named(unnamed: Chat) -> None:
    await unnamed("""
        Secretariat: /review
        …
        Secretariat taps [Open CAM/2026-27/GP-0001…]
        Bot → Secretariat: CAM/2026-27/GP-0001 / Good practice, Red Canario / … / Not to be named outside the secretariat. / … [📎 carta-membretada.pdf] …
    """)
    assert found(unnamed, SECRETARIAT.id)


async def test_its_own_people_see_their_name(unnamed: Chat) -> None:
    await unnamed("""
        Network: /submissions
        …
        Network taps [1]
        Bot → Network: CAM/2026-27/GP-0001 / Good practice, Red Canario / …
    """)
