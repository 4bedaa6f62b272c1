"""/calendar.ics: what calendar apps get when they subscribe, and how often they must fetch it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from icalendar import Calendar
from sqlalchemy import text

from locales import Language
from services import calendars
from services.calendar_deeds import NewTime, cancel, move
from storage import calendar, tables
from tests.house import House

LINK = "https://example.org/join/7"
FEBRUARY = "2026-27/february"


@pytest.fixture
async def browser(house: House) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody's calendar app; the doors of the running product are where it looks."""
    assert house.app.doors._runner is not None
    port = house.app.doors._runner.addresses[0][1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session


async def get(
    browser: aiohttp.ClientSession, path: str = "/calendar.ics", **headers: str
) -> tuple[aiohttp.ClientResponse, bytes]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    async with browser.get(path, headers=sent) as answer:
        return answer, await answer.read()


def titles(content: bytes) -> list[str]:
    return [
        str(event["SUMMARY"])
        for event in Calendar.from_ical(content).walk("VEVENT")
        if not str(event["UID"]).startswith("deadline-")
    ]


async def test_a_calendar_app_reads_the_term(browser: aiohttp.ClientSession) -> None:
    answer, content = await get(browser, "/calendar.ics?lang=en")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    assert answer.headers["Content-Language"] == "en"
    assert "Progress of the Program and SICREMI" in titles(content)
    assert len(titles(content)) == 10


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "en"),
        ("fr-CA, en;q=0.5", "fr"),
        ("en;q=0.3, PT-br;q=0.9, es;q=0.8", "pt"),
        ("de, es;q=0", "en"),
        ("es;q=much", "en"),
        ("*", "en"),
        (",;=,q=1", "en"),
    ],
)
async def test_the_language_is_the_one_the_app_prefers(
    browser: aiohttp.ClientSession, accepted: str, language: Language
) -> None:
    answer, _ = await get(browser, Accept_Language=accepted)
    assert (answer.status, answer.headers["Content-Language"]) == (200, language)
    assert answer.headers["Vary"] == "Accept-Language"
    chosen, _ = await get(browser, "/calendar.ics?lang=ES", Accept_Language=accepted)
    assert chosen.headers["Content-Language"] == "es"


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("lang=de", 400, "lang: please ask for one of es, en, fr, pt."),
        ("lang=", 400, "lang: please ask for one of es, en, fr, pt."),
        ("term=2011-12", 404, "term: there is no such term; 2026-27 is the form."),
        ("term=%00", 404, "term: there is no such term; 2026-27 is the form."),
        ("term=%27%20OR%201=1", 404, "term: there is no such term; 2026-27 is the form."),
    ],
)
async def test_what_is_not_there_is_told_in_a_line(
    browser: aiohttp.ClientSession, query: str, status: int, told: str
) -> None:
    answer, content = await get(browser, f"/calendar.ics?{query}")
    assert (answer.status, content.decode()) == (status, f"{told}\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


async def test_a_term_can_be_had_alone(house: House, browser: aiohttp.ClientSession) -> None:
    await house.app.services.world.plan_term(2027)
    _, whole = await get(browser, "/calendar.ics?lang=en")
    _, alone = await get(browser, "/calendar.ics?lang=en&term=2027-28")
    assert len(titles(whole)) == 20
    assert len(titles(alone)) == 10


async def test_what_has_not_changed_is_not_sent_again(
    house: House, browser: aiohttp.ClientSession
) -> None:
    first, content = await get(browser)
    tag = first.headers["ETag"]
    for held in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again, nothing = await get(browser, If_None_Match=held)
        assert (again.status, nothing, again.headers["ETag"]) == (304, b"", tag)
        assert again.headers["Cache-Control"] == "public, max-age=900"
    other, same = await get(browser, If_None_Match='"other"')
    assert (other.status, same) == (200, content)
    spanish, _ = await get(browser, "/calendar.ics?lang=es", If_None_Match=tag)
    assert spanish.status == 200
    february = await house.look(lambda c: calendar.meeting_by_key(c, FEBRUARY))
    assert february is not None
    day = february.plan.starts_at.date() + timedelta(days=2)
    await move(house.app.services.office, FEBRUARY, NewTime(day))
    moved, changed = await get(browser, If_None_Match=tag)
    assert moved.status == 200
    assert moved.headers["ETag"] != tag
    assert b"20270218T100000" in changed


async def test_only_the_head_can_be_asked_for(browser: aiohttp.ClientSession) -> None:
    answer, content = await get(browser)
    async with browser.head("/calendar.ics") as head:
        assert (head.status, await head.read()) == (200, b"")
        assert head.headers["ETag"] == answer.headers["ETag"]
        assert int(head.headers["Content-Length"]) == len(content)
    async with browser.post("/calendar.ics") as posted:
        assert posted.status == 405


async def test_a_cancelled_meeting_stays_in_it_as_cancelled(
    house: House, browser: aiohttp.ClientSession
) -> None:
    await cancel(house.app.services.office, FEBRUARY)
    _, content = await get(browser, "/calendar.ics?lang=en")
    found: dict[str, Any] = {
        str(event["UID"]): event for event in Calendar.from_ical(content).walk("VEVENT")
    }
    february = found["2026-27-february@enlace"]
    assert (str(february["STATUS"]), int(february["SEQUENCE"])) == ("CANCELLED", 1)
    assert len(titles(content)) == 10


async def test_where_to_join_is_told_to_nobody_here(
    house: House, browser: aiohttp.ClientSession
) -> None:
    change = tables.meetings.update().values(link=LINK, sequence=1)
    await house.app.database.write(lambda c: c.execute(change))
    for query in ("", "?lang=es", "?term=2026-27"):
        _, content = await get(browser, f"/calendar.ics{query}")
        assert b"example.org" not in content.replace(b"\r\n ", b"")


async def test_a_meeting_that_is_added_appears(
    house: House, browser: aiohttp.ClientSession
) -> None:
    await get(browser, "/calendar.ics?lang=en")
    february = await house.look(lambda c: calendar.meeting_by_key(c, FEBRUARY))
    assert february is not None
    visit = replace(february.plan, key="2026-27/visit")
    await house.app.services.office.do(lambda t: calendars.add(t, visit, uid="visit@example.org"))
    _, content = await get(browser, "/calendar.ics?lang=en")
    assert "visit@example.org" in content.decode()


async def test_a_database_that_cannot_answer_is_told_without_a_word_of_why(
    house: House, browser: aiohttp.ClientSession
) -> None:
    await house.app.database.write(lambda c: c.execute(text("ALTER TABLE terms RENAME TO gone")))
    answer, content = await get(browser, "/calendar.ics?term=2026-27")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert content == b"The calendar cannot be read now; please try again later.\n"
