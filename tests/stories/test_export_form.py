"""A compilation is asked for: with one tap, as last time, by a name, or with every choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.flows.forms.export import EXPORT, ORDERS
from locales import translator_for
from locales.phrases import exporting
from storage.jobs import Job
from storage.people import participant_by_telegram
from storage.requests import save
from storage.tables import audit, jobs, memberships, requests
from tests.chat import Chat
from tests.house import HELD, House
from tests.people import CHAIR, DEPUTY, SECRETARIAT, Character
from tests.stories.papers import last_document
from tests.stories.review_scenes import register

GOES = """
    {who} taps [Confirm]
    …
"""
TO_ANOTHER = """
    {who}: /export
    …
    {who} taps [More choices ▸]
    …
    {who} taps [✎ {label}]
    …
"""


@pytest.fixture
async def desk(chat: Chat, house: House) -> Chat:
    """The secretariat and the chair at work; no document is made, only asked for."""
    claim = house.app.services.jobs.claim

    async def take(worker: str) -> Sequence[Job]:
        assert worker
        await claim(HELD)
        return []

    house.app.services.jobs.claim = take  # type: ignore[method-assign]
    await register(chat)
    return chat


async def asked(house: House) -> Mapping[str, Any]:
    """What the newest job is asked to make."""
    newest = select(jobs.c.params).order_by(jobs.c.id.desc()).limit(1)
    found: Mapping[str, Any] = await house.look(lambda c: c.execute(newest).scalar_one())
    return found


async def changed(chat: Chat, house: House, who: Character, key: str, *acts: str) -> Any:  # noqa: ANN401 - JSON
    """The request after one of the rare choices was changed by these acts."""
    script = TO_ANOTHER.format(who=who.called, label=EXPORT.question(key).name)
    for act in acts:
        script += f"{who.called}{act}\n…\n"
    await chat(script + GOES.format(who=who.called))
    return (await asked(house))["request"]


async def test_one_tap_makes_the_usual_one(chat: Chat, house: House) -> None:
    """For the next meeting, in one's language, as DOCX; that it was sent is recorded."""
    await register(chat)
    await chat("""
        Chair: /export
        Bot → Chair: Compilation / Is this right? … / Meeting: Next meeting: Progress of the Program and SICREMI / Format: DOCX / Language: English [Confirm] [✎ Meeting] [✎ Format] [✎ Language] [✎ Keep as] [More choices ▸] [◀ Back] [Save and leave] [Discard]
        Chair taps [Confirm]
        …
    """)
    assert last_document(chat, CHAIR)[0].endswith("-en.docx")
    made = await asked(house)
    assert (made["format"], made["time"]) == ("docx", "next")
    assert made["request"]["meeting_key"].startswith("2026-27/")
    assert made["request"]["roles"] == ["chair"]
    known = select(audit.c.action).order_by(audit.c.id.desc()).limit(2)
    told = await house.look(lambda c: list(c.execute(known).scalars()))
    assert told == ["document_sent", "export_asked"]


@pytest.mark.parametrize(
    ("key", "acts", "value"),
    [
        (
            "kinds",
            (" taps [Good practice]", " taps [Activity progress]", " taps [Done ▸]"),
            ["good_practice", "activity_progress"],
        ),
        ("actor_kinds", (": diaspora networks",), ["diaspora"]),
        ("actors", (": Guatemala, Honduras",), ["GTM", "HND"]),
        ("activities", (": 28, 29",), [28, 29]),
        ("objectives", (": S1, S2",), ["S1", "S2"]),
        ("places", (": Guatemala, Honduras",), ["GTM", "HND"]),
        (
            "states",
            (" taps [Returned]", " taps [Withdrawn]", " taps [Done ▸]"),
            ["returned", "withdrawn"],
        ),
        ("level", (f" taps [{exporting.FOR_EVERYBODY}]",), "public"),
        ("order", (f" taps [{translator_for('en').plain(ORDERS[1].label)}]",), "spanish"),
        ("annexes", (" taps [No]",), False),
    ],
)
async def test_each_choice_can_be_changed(
    desk: Chat, house: House, key: str, acts: tuple[str, ...], value: object
) -> None:
    before = await changed(desk, house, SECRETARIAT, "annexes", " taps [Keep]")
    request = await changed(desk, house, SECRETARIAT, key, *acts)
    assert request == {**before, key: value}


async def test_a_month_range_begins_and_ends_in_washington(desk: Chat, house: House) -> None:
    await desk("""
        Chair: /export
        …
        Chair taps [✎ Meeting]
        …
        Chair taps [Certain months]
        Bot → Chair (edited): …
        Bot → Chair: … [Save and leave]
        Chair: October 2026
        …
        Chair: September 2026
        Bot → Chair: … October 2026 … / … 3/16 …
        Chair: December 2026
        …
        Chair taps [Confirm]
        …
    """)
    request = (await asked(house))["request"]
    assert request["meeting_key"] is None
    assert request["since"] == "2026-10-01T04:00:00+00:00"
    assert request["until"] == "2027-01-01T05:00:00+00:00"


async def test_the_term_is_the_one_under_way_whenever_it_is_asked(desk: Chat, house: House) -> None:
    await desk("""
        Chair: /export
        …
        Chair taps [✎ Meeting]
        …
        Chair taps [This term]
        …
        Chair taps [Confirm]
        …
    """)
    made = await asked(house)
    assert made["time"] == "term"
    assert made["request"]["since"] == "2026-09-01T04:00:00+00:00"


async def test_as_last_time_says_what_that_was(desk: Chat, house: House) -> None:
    first = await changed(desk, house, CHAIR, "kinds", ": Good practice")
    await desk("""
        Chair: /export
        Bot → Chair: Last time you asked for: Next meeting: Progress of the Program and SICREMI, DOCX, English, and Kinds: Good practice / Compilation / … [Confirm] [As last time] [✎ Meeting] …
        Chair taps [As last time]
        Bot → Chair: As last time: / Compilation / … / Kinds: Good practice [Confirm] …
        Chair taps [Confirm]
        …
    """)
    assert (await asked(house))["request"] == first


async def test_what_was_as_usual_is_not_offered_as_last_time(desk: Chat) -> None:
    await desk("""
        Chair: /export
        …
        Chair taps [Confirm]
        …
        Chair: /export
        Bot → Chair: Compilation / … [Confirm] [✎ Meeting] …
        Chair taps [Confirm]
        …
    """)


SAVE = """
    {who}: /export
    …
    {who} taps [✎ Format]
    …
    {who} taps [XLSX]
    …
    {who} taps [✎ Keep as]
    …
    {who}: Every month
    …
    {who} taps [Confirm]
    …
"""


async def test_a_request_is_saved_used_renamed_and_deleted(desk: Chat, house: House) -> None:
    await desk(SAVE.format(who="Chair"))
    await desk("""
        Chair: /export
        Bot → Chair: Last time … [Confirm] [As last time] [“Every month”] [Saved requests ▸] …
        Chair taps [“Every month”]
        Bot → Chair: … “Every month”: / Compilation / … / Format: XLSX / … [Confirm] …
        Chair: /export
        …
        Chair taps [Saved requests ▸]
        Bot → Chair: Your saved requests / Tap one … [Every month]
        Chair taps [Every month]
        Bot → Chair (edited): Every month / … / Format: XLSX / … [Use it] [Rename] [Delete] [Saved requests ▸]
        Chair taps [Rename]
        Bot → Chair: What should this request be called? …
        Chair: For the bureau
        Bot → Chair: It is called “For the bureau” now. / Your saved requests / … [For the bureau]
        Chair taps [For the bureau]
        …
        Chair taps [Delete]
        Bot → Chair (edited): Delete “For the bureau”? … [Yes, delete] [No, keep it]
        Chair taps [Yes, delete]
        Bot → Chair (edited): “For the bureau” is deleted.
        Chair taps the old [Use it]
        Bot → Chair: This request is no longer saved. …
    """)
    assert await house.look(lambda c: list(c.execute(select(requests)))) == []
    done = select(audit.c.action).where(audit.c.subject == "request").order_by(audit.c.id)
    told = await house.look(lambda c: list(c.execute(done).scalars()))
    assert told == ["request_saved", "request_renamed", "request_deleted"]


async def test_the_same_name_replaces_and_twenty_are_enough(desk: Chat, house: House) -> None:
    await desk(SAVE.format(who="Chair"))
    (body,) = await house.look(lambda c: list(c.execute(select(requests.c.body)).scalars()))
    person = await house.look(lambda c: participant_by_telegram(c, CHAIR.id))
    assert person is not None
    now = house.clock.now()
    for number in range(19):
        name = f"Number {number}"
        work = partial(save, participant_id=person.id, name=name, body=body, now=now)
        await house.app.database.write(work)
    await desk(SAVE.format(who="Chair"))
    count = select(requests.c.id)
    assert len(await house.look(lambda c: list(c.execute(count)))) == 20
    before = len(await house.look(lambda c: list(c.execute(select(jobs)))))
    await desk("""
        Chair: /export
        …
        Chair taps [✎ Keep as]
        …
        Chair: One more
        …
        Chair taps [Confirm]
        Bot → Chair: You have 20 saved requests; … / Compilation / … / Keep as: One more [Confirm] …
    """)
    assert len(await house.look(lambda c: list(c.execute(select(jobs))))) == before


async def test_only_the_secretariat_gives_a_symbol(desk: Chat, house: House) -> None:
    await desk("""
        Secretariat: /export
        …
        Secretariat taps [More choices ▸]
        …
        Secretariat taps [Next ›]
        …
        Secretariat taps [✎ Symbol]
        Bot → Secretariat (edited): Which symbol does the document bear? …
        Secretariat: doc=1;
        Bot → Secretariat: A symbol has letters, digits, spaces and / . - only, … / Which symbol …
        Secretariat: CIDI/CAM/doc.19/15
        Bot → Secretariat: Which revision is it? …
        Secretariat: 100
        Bot → Secretariat: Please send a number between 0 and 99. …
        Secretariat: 2
        Bot → Secretariat: … / Symbol: CIDI/CAM/doc.19/15 / Revision: 2 [Confirm] …
        Secretariat taps [Confirm]
        …
        Chair: /export
        …
        Chair taps [More choices ▸]
        …
    """)
    request = (await asked(house))["request"]
    assert (request["symbol"], request["revision"]) == ("CIDI/CAM/doc.19/15", 2)
    assert "✎ Order of states" in {label for _, label, _ in desk.buttons[CHAIR.id]}
    assert "✎ Symbol" not in {label for _, label, _ in desk.buttons[CHAIR.id]}


async def test_what_was_saved_is_made_for_the_roles_held_now(desk: Chat, house: House) -> None:
    """Somebody of the secretariat who is chair now: no symbol, and no wider circle than theirs."""
    await desk.let_in(DEPUTY)
    person = await house.look(lambda c: participant_by_telegram(c, DEPUTY.id))
    assert person is not None
    body = {
        "request": {
            "language": "en",
            "roles": ["secretariat"],
            "level": "secretariat",
            "symbol": "CIDI/CAM/doc.19/15",
            "revision": 1,
            "actors": ["GTM", "nobody-any-more"],
        },
        "format": "xlsx",
        "time": None,
    }
    now = house.clock.now()
    await house.app.database.write(lambda c: save(c, person.id, "All", body, now=now))
    theirs = memberships.c.participant_id == person.id
    to_chair = update(memberships).where(theirs).values(role="chair")
    await house.app.database.write(lambda c: c.execute(to_chair))
    await desk("""
        Deputy: /export
        …
        Deputy taps [“All”]
        …
        Deputy taps [Confirm]
        …
    """)
    request = (await asked(house))["request"]
    assert request["roles"] == ["chair"]
    assert (request["symbol"], request["revision"], request["level"]) == (None, 0, None)
    assert request["actors"] == ["GTM"]


async def test_somebody_elses_saved_request_is_not_there(desk: Chat, house: House) -> None:
    person = await house.look(lambda c: participant_by_telegram(c, CHAIR.id))
    assert person is not None
    await desk(SAVE.format(who="Secretariat"))
    await desk("""
        Secretariat: /export
        …
    """)
    mine = update(requests).values(participant_id=person.id)
    await house.app.database.write(lambda c: c.execute(mine))
    await desk("""
        Secretariat taps the old [“Every month”]
        Bot → Secretariat: This request is no longer saved. …
    """)


async def test_without_the_role_no_saved_request_and_no_form_goes_on(
    desk: Chat, house: House
) -> None:
    await desk(SAVE.format(who="Chair"))
    await desk("""
        Chair: /export
        …
    """)
    before = len(await house.look(lambda c: list(c.execute(select(jobs)))))
    over = update(memberships).values(until=house.clock.now())
    await house.app.database.write(lambda c: c.execute(over))
    for button in ("“Every month”", "As last time", "Saved requests ▸", "Confirm"):
        await desk(f"""
            Chair taps the old [{button}]
            Bot → Chair: That is reserved to others in the committee; …
        """)
    assert len(await house.look(lambda c: list(c.execute(select(jobs))))) == before


async def test_the_button_of_an_older_form_asks_for_nothing(desk: Chat, house: House) -> None:
    await desk("""
        Chair: /export
        …
    """)
    _, _, confirm = desk.button(CHAIR.id, "Confirm")
    await desk("""
        Chair: /export
        …
    """)
    await desk.sandbox.tap_data(CHAIR.id, confirm)
    await desk.catch_up()
    await desk("""
        Bot → Chair: That button is no longer in use. / Compilation / … [Confirm] …
    """)
    assert await house.look(lambda c: list(c.execute(select(jobs)))) == []


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("actors", "Nowhere at all", "I do not find “Nowhere at all”. Please type another part …"),
        ("places", "Atlantis", "I do not find “Atlantis”. …"),
        ("activities", "99", "…"),
    ],
)
async def test_what_is_not_found_is_said_kindly(
    desk: Chat, key: str, typed: str, told: str
) -> None:
    await desk(
        TO_ANOTHER.format(who="Chair", label=EXPORT.question(key).name)
        + f"""
        Chair: {typed}
        Bot → Chair: {told}
    """
    )
