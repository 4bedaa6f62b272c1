"""The overview as pictures: who may see it gets three, of what they may see, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree

from committee.access import Role
from locales import translator_for
from sandbox import Message
from services import overview_pictures
from services.overview_pictures import Leaf, leaves_of
from storage import people
from storage.database import open_database
from storage.jobs import Job
from tests.chat import Chat
from tests.people import CHAIR, DELEGATE, NETWORK, ORGAN, SECRETARIAT, Character
from tests.stories.digest_ground import Ground

RED = replace(NETWORK, role=Role.CONTRIBUTOR, actor="org")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def ground(database_url: str) -> AsyncIterator[Ground]:
    database = open_database(database_url)
    yield Ground(database, database_url)
    await database.close()


def photos(chat: Chat, who: int) -> list[Message]:
    """The pictures in a chat, in their order; each is a file that the chat holds."""
    sent = [each for each in chat.sandbox.messages(who) if "photo" in (each.media or {})]
    for each in sent:
        file = each.file()
        assert file is not None
        assert chat.sandbox.world.files.get(file["file_id"]).path.read_bytes().startswith(PNG)
    return sent


async def test_the_chair_taps_pictures_and_has_the_overview_as_three(empty_chat: Chat) -> None:
    """With a sentence under each that says the same, for those who do not see it."""
    await empty_chat.let_in(CHAIR, DELEGATE)
    await empty_chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate taps [Nothing new]
        …
        Chair: /status
        Bot → Chair: Status for “Progress of the Program and SICREMI” / … / Nothing new: Guatemala. / … [Pictures]
        Chair taps [Pictures]
        Bot → Chair: The pictures are being drawn; they follow here in a moment.
        Bot → Chair: (photo) Answers of the member states: “Progress of the Program and SICREMI” / Tile map of the member states. Information received: 0; nothing new: 1; no information received: 31; not asked for this meeting: 3. / Meeting of February 16, 2027. As of …
        Bot → Chair: (photo) Activities of the Program reported on, 2026-27 / Activities on which information was received: 0 of 42. / As of …
        Bot → Chair: (photo) Submissions received by month, 2026-27 / Submissions received: 0. …
    """)
    assert len(photos(empty_chat, CHAIR.id)) == 3


# --- what stands in them -------------------------------------------------------------------


def params_for(ground: Ground, who: Character, role: Role) -> Mapping[str, Any]:
    """What waits with the job of somebody who asked at this moment."""
    at = ground.clock.date.isoformat()
    return {"roles": [role.value], "at": at, "language": "en", "zone": who.zone}


async def leaves(ground: Ground, who: Character, role: Role) -> tuple[Leaf, ...]:
    """The pictures as somebody with that role gets them."""
    params = params_for(ground, who, role)
    return await ground.office.look(lambda c: tuple(leaves_of(c, params)))


def standing(leaf: Leaf) -> Mapping[str, str]:
    """By state, how it stands on the map."""
    marked = etree.fromstring(leaf.svg.encode()).xpath("//*[@data-state]")
    return {each.get("data-state"): each.get("data-standing") for each in marked}


def count_of(leaf: Leaf, activity: int) -> str:
    (cell,) = etree.fromstring(leaf.svg.encode()).xpath(f"//*[@data-activity='{activity}']")
    return str(cell.get("data-count"))


def words_of(leaf: Leaf) -> str:
    return translator_for("en").plain(leaf.caption)


async def test_states_stand_as_they_answered_also_those_not_asked(ground: Ground) -> None:
    cuba = replace(DELEGATE, id=2201, actor="CUB")
    peru = replace(DELEGATE, id=2202, actor="PER")
    await ground.let_in(DELEGATE, cuba, peru)
    await ground.sent(DELEGATE)
    await ground.sent(cuba)
    await ground.nothing_new(peru)
    states, _, _ = await leaves(ground, CHAIR, Role.CHAIR)
    told = standing(states)
    assert len(told) == 35
    assert (told["GTM"], told["CUB"], told["PER"]) == ("answered", "answered", "nothing_new")
    assert (told["CAN"], told["VEN"]) == ("no_information", "not_asked")


async def test_an_actor_counts_once_for_an_activity_with_what_it_reported_last(
    ground: Ground,
) -> None:
    peru = replace(DELEGATE, id=2200, actor="PER")
    await ground.let_in(DELEGATE, peru)
    await ground.sent(DELEGATE, answers={"activity": "28", "status": "planned"})
    await ground.sent(DELEGATE, answers={"activity": "28", "status": "done"})
    await ground.sent(peru, answers={"activity": "28", "status": "ongoing"})
    await ground.sent(peru, answers={"activity": "29"}, state="withdrawn")
    _, activities, months = await leaves(ground, CHAIR, Role.CHAIR)
    assert (count_of(activities, 28), count_of(activities, 29)) == ("2", "0")
    assert "received: 1 of 42" in words_of(activities)
    assert "Submissions received: 3. States: 3;" in words_of(months)


async def test_months_are_those_of_washington(ground: Ground) -> None:
    """What comes at 02:00 in London on the first of February came in January."""
    await ground.let_in(DELEGATE)
    await ground.sent(DELEGATE, submitted_at=datetime(2027, 2, 1, 2, tzinfo=UTC))
    *_, months = await leaves(ground, CHAIR, Role.CHAIR)
    marked = etree.fromstring(months.svg.encode()).xpath("//*[@data-count='1']")
    assert [each.get("data-month") for each in marked] == ["Jan"]


async def test_nobody_sees_more_in_pictures_than_they_may_read(ground: Ground) -> None:
    """The chair counts no submission for the secretariat alone, and no picture has a name."""
    await ground.register("Red Chapina")
    await ground.let_in(RED, DELEGATE, ORGAN)
    await ground.sent(RED, unnamed=True)
    await ground.sent(ORGAN, visibility="secretariat", answers={"activity": "12"})
    *_, activities, months = await leaves(ground, CHAIR, Role.CHAIR)
    assert count_of(activities, 12) == "0"
    assert "received: 1. States: 0; OAS organs: 0;" in words_of(months)
    *_, activities, months = await leaves(ground, SECRETARIAT, Role.SECRETARIAT)
    assert count_of(activities, 12) == "1"
    assert "received: 2. States: 0; OAS organs: 1;" in words_of(months)
    for role in (Role.CHAIR, Role.SECRETARIAT):
        drawn = await leaves(ground, CHAIR, role)
        assert "Chapina" not in "".join(leaf.svg + words_of(leaf) for leaf in drawn)


async def test_who_is_chair_no_more_when_they_are_drawn_does_not_get_them(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    params = params_for(ground, CHAIR, Role.CHAIR)
    person = await ground.office.look(lambda c: people.participant_by_telegram(c, CHAIR.id))
    assert person is not None
    job = Job(1, overview_pictures.KIND, params, person.id, 1, "worker")
    still_allowed = overview_pictures.WORK.still_allowed
    assert await ground.office.do(lambda t: still_allowed(t, job))
    await ground.dismiss(CHAIR)
    assert not await ground.office.do(lambda t: still_allowed(t, job))


async def test_without_a_meeting_that_asks_there_is_no_map(ground: Ground) -> None:
    ground.clock.date = datetime(2027, 8, 1, tzinfo=UTC)
    assert [leaf.name for leaf in await leaves(ground, CHAIR, Role.CHAIR)] == [
        "enlace-activities",
        "enlace-months",
    ]
