"""Files of the calendar take effect: once, whole or not at all, and those concerned are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.flows.forms import meeting as meeting_form
from committee.calendar import annex1_term
from committee.datafile import DataError
from locales import Language, translator_for
from services import calendars_plans
from services.calendar_deeds import NewTime, move
from services.calendar_files import ics_of, toml_of
from services.calendar_merging import Note, Wanted, wanted_by_ics, wanted_by_toml
from services.calendar_reading import Effect, NotTakenError, Outcome, take
from services.calendars import add
from storage import calendar, tables
from storage.calendar import Meeting
from storage.feed import meetings_of
from tests.chat import Chat
from tests.house import House

ADDED, MOVED, CHANGED = Effect.ADDED, Effect.MOVED, Effect.CHANGED
CANCELLED, UNCHANGED, LEFT = Effect.CANCELLED, Effect.UNCHANGED, Effect.LEFT


async def read(house: House, content: str | bytes, *, only_try: bool = False) -> Sequence[Outcome]:
    """Read a file: text is TOML, bytes are a calendar file."""

    def merge(known: Sequence[Meeting]) -> Sequence[Wanted]:
        if isinstance(content, bytes):
            return wanted_by_ics(content, known, where="term.ics")
        return wanted_by_toml(content, known, where="term.toml")

    return await take(house.app.services.office, merge, only_try=only_try)


async def effects(
    house: House, content: str | bytes, *, only_try: bool = False
) -> dict[str, Effect]:
    outcomes = await read(house, content, only_try=only_try)
    return {outcome.plan.key.partition("/")[2]: outcome.effect for outcome in outcomes}


async def term(house: House) -> Sequence[Meeting]:
    return await house.look(lambda c: meetings_of(c, "2026-27"))


async def meeting(house: House, name: str) -> Meeting:
    found = await house.look(lambda c: calendar.meeting_by_key(c, f"2026-27/{name}"))
    assert found is not None
    return found


async def entries(house: House) -> int:
    """How many entries the trail has."""
    query = select(func.count()).select_from(tables.audit)
    return int(await house.look(lambda c: c.execute(query).scalar_one()))


def visit(*replaced: tuple[str, str]) -> bytes:
    """Somebody's calendar file with one event."""
    lines = """\
BEGIN:VCALENDAR
PRODID:-//Somebody//EN
VERSION:2.0
BEGIN:VEVENT
UID:visit@example.org
DTSTART:20270302T143000Z
SUMMARY:Visit to Tapachula
DESCRIPTION:At the border
SEQUENCE:0
END:VEVENT
END:VCALENDAR
"""
    for before, after in replaced:
        assert before in lines
        lines = lines.replace(before, after)
    return lines.replace("\n", "\r\n").encode()


EDITED = """
[[meeting]]
key = "february"
starts = 2027-02-18 10:00

[[meeting]]
key = "2026-27/visit"
title = "Visit"
starts = 2027-03-02 09:30

[[meeting]]
key = "march"
mandates = ["AG/RES. 1 (I-O/27)"]

[[meeting]]
key = "april"
cancelled = true

[[meeting]]
key = "may"
"""


async def test_a_file_does_what_it_says_and_those_concerned_are_told_once(
    chat: Chat, house: House
) -> None:
    wanted = {"february": MOVED, "visit": ADDED, "march": CHANGED, "april": CANCELLED}
    assert await effects(house, EDITED) == {**wanted, "may": UNCHANGED}
    await chat.catch_up()
    await chat("""
        Bot → Delegate: A meeting has been moved: … Now: Thursday, February 18, 2027, 10:00 …
        Bot → Delegate: A meeting has been cancelled: Update of the Program …
        …
        (1 minute later)
    """)
    again = await effects(house, EDITED)
    assert set(again.values()) == {UNCHANGED}
    await chat.catch_up()
    await chat("(2 minutes later)")
    assert (await meeting(house, "visit")).uid == "2026-27-visit@enlace"


async def test_a_trial_says_the_same_and_changes_nothing(chat: Chat, house: House) -> None:
    before, count = await term(house), await entries(house)
    tried = await effects(house, EDITED, only_try=True)
    assert (await term(house), await entries(house)) == (before, count)
    await chat.catch_up()
    await chat("(1 minute later)")
    assert await effects(house, EDITED, only_try=True) == tried
    assert set(tried.values()) == {MOVED, ADDED, CHANGED, CANCELLED, UNCHANGED}


async def test_where_one_meeting_cannot_be_had_none_is(chat: Chat, house: House) -> None:
    before, count = await term(house), await entries(house)
    past = '[[meeting]]\nkey = "cidi"\nstarts = 2027-01-05 10:00\ndeadline = 2027-01-05 10:00\n'
    with pytest.raises(NotTakenError) as refused:
        await read(house, EDITED + past)
    assert refused.value.where == "term.toml, 2026-27/cidi"
    assert "has passed already" in translator_for("en").plain(refused.value.said)
    assert (await term(house), await entries(house)) == (before, count)
    await chat("(1 minute later)")


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
async def test_our_own_calendar_file_read_again_changes_nothing(
    house: House, language: Language
) -> None:
    await read(house, EDITED.replace("Visit", 'Visit, \\"x\\"; y\\\\n'))
    await read(house, visit())
    count = await entries(house)
    for with_links in (True, False):
        content = ics_of(await term(house), language, with_links=with_links)
        assert set((await effects(house, content)).values()) == {UNCHANGED}
    assert set((await effects(house, toml_of(await term(house)))).values()) == {UNCHANGED}
    assert await entries(house) == count


async def test_a_term_goes_through_a_file_into_another_database(house: House) -> None:
    await read(house, EDITED)
    await read(house, visit())
    written, before = toml_of(await term(house)), await term(house)
    await house.app.database.write(lambda c: c.execute(tables.meetings.delete()))
    outcomes = await read(house, written)
    assert {outcome.effect for outcome in outcomes} == {ADDED, LEFT}
    after = {found.plan.key: (found.plan, found.uid) for found in await term(house)}
    held = [each for each in before if each.cancelled_at is None]
    assert after == {each.plan.key: (each.plan, each.uid) for each in held}


async def test_a_meeting_made_in_the_chat_at_its_limits_goes_through_both_files(
    house: House,
) -> None:
    answers = {
        "language": "en",
        "kind": "regular",
        "title": "A" * meeting_form.TITLE_LIMIT,
        "about": "é" * 800,
        "day": "2027-03-05",
        "time": "10:00",
        "place": "Room https://oas.org/".ljust(400, "x"),
        "agenda": "\n".join(["x" * 1000, *("y" for _ in range(999))]),
        "mandates": "z" * 1000,
    }
    plan = calendars_plans.planned(answers)
    place = calendars_plans.planned({**answers, "place": "P" * 400}).place
    whole = replace(plan, place=place)
    await house.app.services.office.do(lambda t: add(t, whole))
    added = await meeting(house, whole.key.partition("/")[2])
    for content in (toml_of([added]), ics_of([added], "pt", with_links=True)):
        assert set((await effects(house, content)).values()) == {UNCHANGED}
    await house.app.database.write(lambda c: c.execute(tables.meetings.delete()))
    await read(house, toml_of([added]))
    assert (await meeting(house, whole.key.partition("/")[2])).plan == whole


async def test_a_long_title_has_room_in_our_own_file_for_what_is_said_before_it(
    house: House,
) -> None:
    april = '[[meeting]]\nkey = "april"\n'
    await read(house, april + f'title = "{"T" * 200}"')  # its deadline is an entry of its own
    for state in ("", "cancelled = true"):
        await read(house, april + state)
        content = ics_of(await term(house), "en", with_links=False)
        assert set((await effects(house, content)).values()) == {UNCHANGED}


async def test_an_event_that_is_moved_in_a_calendar_app_is_moved_here(
    chat: Chat, house: House
) -> None:
    content = ics_of([await meeting(house, "february")], "fr", with_links=False)
    moved = content.replace(b":20270216T100000", b":20270218T100000")
    moved = moved.replace(b":20270216T120000", b":20270218T120000")
    assert await effects(house, moved) == {"february": MOVED}
    await chat.catch_up()
    await chat("""
        Bot → Delegate: A meeting has been moved: … Now: Thursday, February 18, 2027, 10:00 …
        …
    """)
    (outcome,) = await read(house, content)
    assert (outcome.effect, outcome.notes) == (LEFT, (Note.OLDER,))


async def test_a_title_and_a_place_from_a_calendar_app_hold_in_every_language(house: House) -> None:
    content = ics_of([await meeting(house, "february")], "en", with_links=False)
    named = re.sub(b"SUMMARY:Progress[^\r]*", b"SUMMARY:Progress\\\\, at last", content)
    named = re.sub(b"LOCATION:[^\r]*", b"LOCATION:Room 1", named)
    named = named.replace(b"DESCRIPTION:", b"DESCRIPTION:Bring your papers. ")
    (outcome,) = await read(house, named)
    assert (outcome.effect, outcome.notes) == (CHANGED, (Note.DESCRIPTION_STAYS,))
    plan = (await meeting(house, "february")).plan
    assert set(plan.title.as_dict().values()) == {"Progress, at last"}
    assert set(plan.place.as_dict().values()) == {"Room 1"}
    assert plan.about.fr != plan.about.es
    assert plan.asks


async def test_an_event_of_somebody_else_is_a_meeting_that_asks_nothing(house: House) -> None:
    assert await effects(house, visit()) == {"visit-to-tapachula": ADDED}
    added = await meeting(house, "visit-to-tapachula")
    assert added.uid == "visit@example.org"
    assert (added.plan.about.pt, added.plan.asks) == ("At the border", ())
    assert added.plan.place.en == "Place to be confirmed"
    assert await effects(house, visit()) == {"visit-to-tapachula": UNCHANGED}
    for hour in ("15", "16"):  # its own program may never count
        later = visit(("T143000Z", f"T{hour}3000Z"), ("At the", "Near the"))
        assert await effects(house, later) == {"visit-to-tapachula": MOVED}
    assert (await meeting(house, "visit-to-tapachula")).plan.about.es == "Near the border"
    twin = visit(("UID:visit", "UID:twin"))
    assert await effects(house, twin) == {"visit-to-tapachula-2": ADDED}


async def test_a_meeting_that_is_not_known_comes_with_its_deadline(house: House) -> None:
    due = "UID:deadline-visit@example.org\nDTSTART:20270226T220000Z\nSUMMARY:Papers due"
    content = visit(("END:VEVENT", f"END:VEVENT\nBEGIN:VEVENT\n{due}\nEND:VEVENT"))
    assert await effects(house, content) == {"visit-to-tapachula": ADDED}
    plan = (await meeting(house, "visit-to-tapachula")).plan
    assert (f"{plan.starts_at:%m-%d}", f"{plan.deadline:%m-%d}") == ("03-02", "02-26")
    assert await effects(house, content) == {"visit-to-tapachula": UNCHANGED}


async def test_a_meeting_of_somebody_else_does_not_keep_its_term_from_being_planned(
    house: House,
) -> None:
    """Not even where it is called as one of the template's would be."""
    early = visit(("20270302T", "20280302T"), ("Visit to Tapachula", "February"))
    (outcome,) = await read(house, early, only_try=True)
    assert outcome.notes == (Note.TERM_PLANNED,)
    assert await effects(house, early) == {"february-2": ADDED}
    held = await house.look(lambda c: meetings_of(c, "2027-28"))
    assert len(held) == len(annex1_term(2027).meetings) + 1
    (again,) = await read(house, early)
    assert (again.effect, again.notes) == (UNCHANGED, ())


async def test_a_whole_calendar_goes_through_a_calendar_file_into_an_empty_one(
    house: House,
) -> None:
    before = {each.uid: each.plan for each in await term(house)}
    content = ics_of(await term(house), "en", with_links=True)
    await house.app.database.write(lambda c: c.execute(tables.meetings.delete()))
    await read(house, content)
    after = {each.uid: each.plan for each in await term(house)}
    for uid, plan in before.items():
        told = (after[uid].starts_at, after[uid].deadline)
        assert told == (plan.starts_at, plan.deadline if plan.asks else plan.starts_at)


async def test_what_is_cancelled_in_a_calendar_file_is_cancelled_and_stays_so(
    house: House,
) -> None:
    off = ("SEQUENCE:0", "SEQUENCE:1\nSTATUS:CANCELLED")
    (unknown,) = await read(house, visit(off))
    assert (unknown.effect, unknown.notes) == (LEFT, (Note.CANCELLED_UNKNOWN,))
    await read(house, visit())
    assert await effects(house, visit(off)) == {"visit-to-tapachula": CANCELLED}
    assert await effects(house, visit(off)) == {"visit-to-tapachula": UNCHANGED}
    (back,) = await read(house, visit())
    assert (back.effect, back.notes) == (LEFT, (Note.CANCELLED_BEFORE,))


async def test_times_that_do_not_say_all_are_taken_and_told(house: House) -> None:
    floating = visit(("T143000Z", "T093000"))
    (outcome,) = await read(house, floating)
    assert outcome.notes == (Note.FLOATING,)
    assert f"{outcome.plan.starts_at:%H:%M}" == "14:30"
    whole_day = visit(("DTSTART:20270302T143000Z", "DTSTART;VALUE=DATE:20270302"))
    (kept,) = await read(house, whole_day)
    assert (kept.effect, kept.notes) == (UNCHANGED, (Note.WHOLE_DAY,))
    assert (await read(house, visit(("visit@", "other@"), ("20270302T143000Z", "20270302"))))[
        0
    ].plan.starts_at.hour == 15


async def test_a_deadline_that_is_moved_in_a_calendar_app_is_moved_here(house: House) -> None:
    content = ics_of([await meeting(house, "april")], "en", with_links=False)
    assert content.count(b"BEGIN:VEVENT") == 2
    earlier = content.replace(b":20270413T100000", b":20270412T180000")
    assert earlier != content
    assert await effects(house, earlier) == {"april": MOVED}
    april = (await meeting(house, "april")).plan
    assert (april.starts_at.day, april.deadline.day, april.deadline.hour) == (20, 12, 22)


async def test_what_is_over_stays_as_it_was(house: House) -> None:
    (outcome,) = await read(house, '[[meeting]]\nkey = "october"\nplace = "Elsewhere"')
    assert (outcome.effect, outcome.notes) == (LEFT, (Note.PAST,))


async def test_a_link_in_a_text_is_pointed_out(house: House) -> None:
    (outcome,) = await read(house, visit(("At the border", "Join https://example.org/j/1")))
    assert outcome.notes == (Note.LINK_IN_TEXT,)


@pytest.mark.parametrize("uid", ["visit@example.org", "2026-27-march@enlace"])
async def test_two_meetings_do_not_share_a_uid(house: House, uid: str) -> None:
    await read(house, visit())
    new = f'[[meeting]]\nkey = "2026-27/new"\ntitle = "New"\nstarts = 2027-03-02\nuid = "{uid}"'
    with pytest.raises(DataError, match="uid is not the one of this meeting"):
        await read(house, new)


async def test_a_meeting_moved_while_a_file_is_edited_is_moved_back_by_it(house: House) -> None:
    """A TOML file says how things are to be; only calendar files are compared by their count."""
    written = toml_of(await term(house))
    february = await meeting(house, "february")
    await move(
        house.app.services.office,
        february.plan.key,
        NewTime(february.plan.starts_at.date().replace(day=23)),
    )
    assert (await effects(house, written))["february"] is MOVED
    assert (await meeting(house, "february")).plan == february.plan


async def test_odd_seconds_in_the_database_are_no_change(house: House) -> None:
    february = await meeting(house, "february")
    odd = february.plan.starts_at.replace(microsecond=250)
    change = update(tables.meetings).where(tables.meetings.c.id == february.id)
    await house.app.database.write(lambda c: c.execute(change.values(starts_at=odd, deadline=odd)))
    content = ics_of([await meeting(house, "february")], "en", with_links=False)
    assert await effects(house, content) == {"february": UNCHANGED}
    assert await effects(house, toml_of([await meeting(house, "february")])) == {
        "february": UNCHANGED
    }
