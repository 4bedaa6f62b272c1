"""Documents under way: stopped, told of, too large for a message, over after a week."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest
from sqlalchemy import select, update

from services.jobs import KEPT, Product
from storage.jobs import Job, stop
from storage.people import participant_by_telegram
from storage.tables import audit, jobs, memberships
from tests.chat import Chat
from tests.house import HELD, House
from tests.people import CHAIR, DELEGATE
from tests.stories.papers import last_document
from tests.stories.review_scenes import register

ASKED = """
    Chair: /export
    …
    Chair taps [Confirm]
    Bot → Chair: The compilation is being prepared; … [Stop]
"""


class Held:
    """The chair's document under way, in the test's own hands instead of a child process."""

    def __init__(self, house: House, job: Job, folder: Path) -> None:
        self.house, self.job, self.folder = house, job, folder
        self.jobs = house.app.services.jobs

    def made(self, content: bytes = b"a document", name: str = "enlace.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    async def state(self) -> str:
        return await self.house.look(lambda c: str(c.execute(select(jobs.c.status)).scalar_one()))


@pytest.fixture
async def held(chat: Chat, house: House, tmp_path: Path) -> Held:
    taken: list[Job] = []
    claim = house.app.services.jobs.claim

    async def take(worker: str) -> Sequence[Job]:
        taken.extend(await claim(HELD))
        return []

    house.app.services.jobs.claim = take  # type: ignore[method-assign]
    await register(chat)
    await chat(ASKED)
    return Held(house, taken[0], tmp_path)


async def test_the_one_who_asked_stops_it(chat: Chat, held: Held) -> None:
    job = held.job
    assert await held.jobs.goes_on(job)
    await chat("""
        Chair taps [Stop]
        Bot → Chair (edited): The compilation was stopped. …
    """)
    assert not await held.jobs.goes_on(job)
    assert not await held.jobs.progress(job, done=1200, of=5000)
    assert not await held.jobs.deliver(job, Product((held.made(),), 1, 10))
    await chat.catch_up()
    assert "stopped" in chat.sandbox.messages(CHAIR.id)[-1].text
    assert await held.state() == "stopped"


async def test_nobody_else_stops_it(chat: Chat, held: Held, house: House) -> None:
    job = held.job
    delegate = await house.look(lambda c: participant_by_telegram(c, DELEGATE.id))
    assert delegate is not None
    assert not await house.app.services.office.do(
        lambda t: stop(t.connection, job.id, participant_id=delegate.id, now=t.now)
    )
    assert await held.jobs.goes_on(job)


async def test_how_far_it_is_stands_in_one_message(chat: Chat, held: Held) -> None:
    job = held.job
    await held.jobs.progress(job, done=1200, of=5000)
    await chat.catch_up()
    await chat("""
        Bot → Chair (edited): In preparation: 1,200 of 5,000 submissions have been read. [Stop]
    """)
    await held.jobs.deliver(job, Product((held.made(),), 5000, 10))
    await chat.catch_up()
    await chat("""
        Bot → Chair (edited): The compilation is ready; it follows here.
        Bot → Chair: (document enlace.xlsx) The compilation is ready. Submissions in it: 5,000.
    """)


async def test_stopping_what_has_ended_says_so(chat: Chat, held: Held) -> None:
    job = held.job
    await held.jobs.give_up(job)
    await chat.catch_up()
    await chat("""
        Bot → Chair: The compilation could not be made this time; …
        Chair taps the old [Stop]
        Bot → Chair (edited): This compilation …
    """)


async def test_what_is_too_large_comes_in_pieces_that_make_one(
    chat: Chat, held: Held, house: House
) -> None:
    job = held.job
    whole = sha256(b"x").digest() * 4000
    house.app.jobs._largest = 300
    product = house.app.jobs._product({"path": held.made(whole), "submissions": 7})
    assert product.pieces
    assert len(product.files) > 1
    assert all(piece.stat().st_size <= 300 for piece in product.files)
    joined = held.folder / "joined.zip"
    joined.write_bytes(b"".join(piece.read_bytes() for piece in product.files))
    with ZipFile(joined) as archive:
        assert archive.read("enlace.xlsx") == whole
    await held.jobs.deliver(job, product)
    await chat.catch_up()
    await chat("""
        Bot → Chair (edited): The compilation is ready; it follows here.
        Bot → Chair: (document enlace.xlsx.zip.001) The compilation is ready. … / Part 1 of … / The file is too large …
        …
    """)
    assert last_document(chat, CHAIR)[1] == product.files[-1].read_bytes()


async def test_what_is_too_large_waits_at_the_door(chat: Chat, held: Held, house: House) -> None:
    """Where the bot has an address: for who has the link, until its time or the right is over."""
    job, whole = held.job, b"y" * 5000
    house.app.jobs._largest = 300
    held.jobs.door = lambda secret: f"https://enlace.example.org/documents/{secret}"
    product = house.app.jobs._product({"path": held.made(whole), "submissions": 7})
    assert product.fetched
    await held.jobs.deliver(job, product)
    await chat.catch_up()
    await chat("""
        Bot → Chair (edited): The compilation is ready; it follows here.
        Bot → Chair: The compilation is ready. … / The file is too large for a message (1 MB). …
    """)
    address = _link(chat)
    assert await _fetched(house, address) == (200, whole)
    assert (await _fetched(house, address[:-1] + "_"))[0] == 404
    pulls = select(audit.c.id).where(audit.c.action == "document_fetched")
    assert len(await house.look(lambda c: list(c.execute(pulls)))) == 1
    await house.app.database.write(
        lambda c: c.execute(update(memberships).values(until=house.clock.now()))
    )
    assert (await _fetched(house, address))[0] == 404


async def test_a_document_is_forgotten_after_a_week(chat: Chat, held: Held, house: House) -> None:
    job = held.job
    await held.jobs.deliver(job, Product((held.made(),), 1, 10))
    await chat.catch_up()
    await chat("""
        Bot → Chair (edited): The compilation is ready; it follows here.
        Bot → Chair: (document enlace.xlsx) The compilation is ready. …
    """)
    assert await held.jobs.expired() == []

    (until,) = await house.look(lambda c: list(c.execute(select(jobs.c.expires_at)).scalars()))
    assert until == house.clock.now() + KEPT
    over = update(jobs).values(expires_at=house.clock.now())
    await house.app.database.write(lambda c: c.execute(over))
    assert await held.jobs.expired() == [job.id]
    assert await held.jobs.expired() == []


def _link(chat: Chat) -> str:
    """Where the button under the chair's last message leads."""
    return str(chat.house.sandbox.messages(CHAIR.id)[-1].buttons[0]["url"])


async def _fetched(house: House, address: str) -> tuple[int, bytes]:
    """What the bot's own door answers at that address."""
    assert house.app.doors._runner is not None
    port = house.app.doors._runner.addresses[0][1]
    path = address.removeprefix("https://enlace.example.org")
    async with (
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as browser,
        browser.get(path) as answer,
    ):
        return answer.status, await answer.read()
