"""After a round of reminders and in the morning before a meeting: who has answered, told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert, select, update

from bot.flows.words import folded
from committee.access import Role
from committee.actors import ActorKind
from committee.localtime import instant, local_day
from committee.submissions import SubmissionKind
from export.picture_png import draw
from services.office import Office, Transaction
from services.round_digest import EVENING, RoundDigests, morning_before
from services.round_digest_picture import pictures_of
from storage import calendar, rounds
from storage.database import open_database
from storage.tables import audit, outbox, reminders
from tests.chat import Chat
from tests.house import TRAIL_KEY, House
from tests.people import CHAIR, CLEARER, COLLEAGUE, DELEGATE, NETWORK, ORGAN, SECRETARIAT
from tests.stories.digest_ground import FEBRUARY, MARCH, Ground, line_of, of

WASHINGTON = "America/New_York"
RED = replace(NETWORK, role=Role.CONTRIBUTOR, actor="org")
BAR = replace(DELEGATE, id=2101, actor="BRB", zone="America/Barbados")
HOUR = timedelta(hours=1)


@pytest.fixture
async def ground(database_url: str) -> AsyncIterator[Ground]:
    database = open_database(database_url)
    yield Ground(database, database_url)
    await database.close()


# --- as it is in the chat ------------------------------------------------------------------


async def test_in_the_morning_of_the_meeting_the_chair_reads_who_has_answered(
    empty_chat: Chat, house: House
) -> None:
    """A text, then a picture; buttons that lead on; not a second time, and to no delegate."""
    house.reports = True
    await empty_chat.let_in(CHAIR, replace(DELEGATE, role=Role.CLEARING))
    await empty_chat("""
        (0 days before the February meeting, 07:59 in Washington)
        (0 days before the February meeting, 08:00 in Washington)
        Bot → Chair: Who has answered: “Progress of the Program and SICREMI” / Meeting: Tuesday, February 16, 2027, 10:00, Washington time / As of Tuesday, February 16, 2027, 08:00 / • Answered: 0 of … / • States: 0 of … / … / No information received, states: Antigua and Barbuda, Argentina, … [Who has answered] [Compilation] [Remind those not heard from]
        Bot → Chair: (photo) The same as a picture, as of Tuesday, February 16, 2027, 08:00.
        (5 minutes later)
    """)
    await house.restart()
    await house.tick()
    await empty_chat.catch_up()
    await empty_chat("""
        Chair taps [Who has answered]
        Bot → Chair: Status for “Progress of the Program and SICREMI” …
    """)


async def test_a_picture_is_made_after_a_restart(
    empty_chat: Chat, house: House, ground: Ground
) -> None:
    """Whoever put text and picture in line is gone."""
    await empty_chat.let_in(CHAIR)
    await house.close()
    await ground.round()
    await ground.look_again()
    await house.restart()
    await empty_chat.catch_up()
    await empty_chat("""
        Bot → Chair: Who has answered: …
        Bot → Chair: (photo) The same as a picture, …
    """)


async def test_nobody_hears_of_a_picture_that_cannot_be_made(
    empty_chat: Chat, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.jobs.MOST_ATTEMPTS", 1)
    monkeypatch.setattr("scheduler.jobs.sys.executable", "/bin/false")
    await empty_chat.let_in(CHAIR)
    await house.app.services.office.do(_february_round)
    await house.app.services.round_digests.tick()
    await empty_chat.catch_up()
    await empty_chat("Bot → Chair: Who has answered: …")


async def test_who_has_lost_the_right_gets_no_picture(
    empty_chat: Chat, house: House, ground: Ground
) -> None:
    await empty_chat.let_in(CHAIR)
    await house.close()
    await ground.round()
    await ground.look_again()
    await ground.dismiss(CHAIR)
    await house.restart()
    await empty_chat.catch_up()
    await empty_chat("Bot → Chair: Who has answered: …")


def _february_round(transaction: Transaction) -> None:
    meeting = calendar.meeting_by_key(transaction.connection, FEBRUARY)
    assert meeting is not None
    noted = rounds.add(
        transaction.connection,
        kind=rounds.PLAN,
        status=rounds.SENT,
        made_at=transaction.now,
        report_at=transaction.now,
        meeting_id=meeting.id,
    )
    assert noted


# --- after a round -------------------------------------------------------------------------


async def test_a_round_is_told_of_once_to_all_who_may_see(ground: Ground) -> None:
    """Several workers look at once, and again later."""
    await ground.let_in(CHAIR, SECRETARIAT, DELEGATE, ORGAN)
    await ground.round()
    databases = [open_database(ground.url) for _ in range(4)]
    offices = [Office(each, ground.clock, trail_key=TRAIL_KEY) for each in databases]
    told = await asyncio.gather(*(RoundDigests(office).tick() for office in offices))
    assert sorted(told) == [0, 0, 0, 2]
    assert {chat for chat, _ in await ground.letters()} == {CHAIR.id, SECRETARIAT.id}
    assert len(await ground.pictures()) == 2
    assert await ground.look_again() == []
    for each in databases:
        await each.close()


async def test_a_round_is_told_of_when_its_moment_has_come(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    await ground.round(report_at=ground.clock.now() + HOUR)
    assert await ground.look_again() == []
    assert len(await ground.at(ground.clock.now() + HOUR)) == 1


async def test_several_rounds_of_a_meeting_make_one_digest(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    await ground.round()
    await ground.round(kind=rounds.EXTRA)
    await ground.round(MARCH)
    titles = [text.splitlines()[0] for _, text in await ground.look_again()]
    assert len(titles) == len(set(titles)) == 2
    assert await ground.look_again() == []


@pytest.mark.parametrize("status", [rounds.CANCELLED, rounds.PREPARED, rounds.WAITING])
async def test_a_round_that_did_not_go_is_not_told_of(ground: Ground, status: str) -> None:
    await ground.let_in(CHAIR)
    await ground.round(status=status)
    assert await ground.look_again() == []


async def test_a_round_about_a_meeting_that_was_cancelled_is_not_told_of(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    row = await ground.round()
    await ground.cancel()
    assert await ground.look_again() == []
    done = await ground.office.look(lambda c: rounds.by_id(c, row))
    assert done is not None
    assert done.reported_at == ground.clock.now()


async def test_it_waits_for_the_mail_of_the_round_but_not_after_the_evening(
    ground: Ground,
) -> None:
    await ground.let_in(CHAIR, DELEGATE)
    await ground.round()
    await _mail(ground, "waiting")
    assert await ground.look_again() == []
    evening = instant(local_day(ground.clock.now(), WASHINGTON), EVENING, WASHINGTON)
    assert await ground.at(evening - timedelta(minutes=1)) == []
    assert len(await ground.at(evening)) == 1


async def test_it_comes_as_soon_as_the_mail_has_gone(ground: Ground) -> None:
    await ground.let_in(CHAIR, DELEGATE)
    await ground.round()
    await _mail(ground, "waiting")
    assert await ground.look_again() == []
    gone = update(outbox).where(outbox.c.key == "waiting").values(status="sent")
    await ground.office.do(lambda t: t.connection.execute(gone))
    assert len(await ground.look_again()) == 1


async def _mail(ground: Ground, key: str) -> None:
    """A reminder of the February meeting that waits to be sent."""
    meeting = await ground.meeting()

    def run(transaction: Transaction) -> None:
        now = transaction.now
        letter = {"chat_id": 1, "urgency": 1, "content": {}, "key": key, "status": "new"}
        paced = {"attempts": 0, "ready_at_pulse": 0.0, "parts_sent": 0, "queued_at": now}
        transaction.connection.execute(insert(outbox).values(**letter, **paced))
        about = {"meeting_id": meeting.id, "participant_id": 2, "actor_id": 1, "letter": key}
        when = {"due_at": now, "local_day": now.date(), "status": "queued"}
        transaction.connection.execute(insert(reminders).values(**about, **when))

    await ground.office.do(run)


# --- in the morning ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "morning"),
    [
        ("America/New_York", "2027-02-16T13:00"),  # 08:00, two hours before
        ("America/Argentina/Buenos_Aires", "2027-02-16T11:00"),
        ("America/Guatemala", "2027-02-15T14:00"),  # 09:00 there when it begins: the day before
        ("America/Los_Angeles", "2027-02-15T16:00"),
        ("Europe/Madrid", "2027-02-16T07:00"),
    ],
)
async def test_it_comes_at_eight_in_the_readers_own_zone(
    ground: Ground, zone: str, morning: str
) -> None:
    """On the meeting's day if that leaves two hours, else on the day before."""
    await ground.let_in(replace(CHAIR, zone=zone))
    meeting = await ground.meeting()
    moment = morning_before(meeting.plan.starts_at, zone)
    assert moment.isoformat().startswith(morning)
    assert await ground.at(moment - timedelta(seconds=1)) == []
    assert len(await ground.at(moment)) == 1
    assert await ground.at(meeting.plan.starts_at - timedelta(minutes=1)) == []


async def test_a_morning_that_was_missed_is_made_up_for_until_the_meeting_begins(
    ground: Ground,
) -> None:
    await ground.let_in(CHAIR)
    meeting = await ground.meeting()
    assert len(await ground.at(meeting.plan.starts_at - timedelta(minutes=30))) == 1


async def test_none_comes_once_the_meeting_has_begun(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    meeting = await ground.meeting()
    assert await ground.at(meeting.plan.starts_at + timedelta(seconds=1)) == []


async def test_none_comes_at_night(ground: Ground) -> None:
    """Missed on the morning before, it waits for the next one."""
    await ground.let_in(replace(CHAIR, zone="America/Los_Angeles"))
    meeting = await ground.meeting()
    night = morning_before(meeting.plan.starts_at, "America/Los_Angeles") + 14 * HOUR
    assert await ground.at(night) == []


async def test_a_meeting_that_was_moved_gets_a_new_one(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    meeting = await ground.meeting()
    morning = morning_before(meeting.plan.starts_at, WASHINGTON)
    assert len(await ground.at(morning)) == 1
    await ground.move(HOUR)
    assert await ground.look_again() == []  # the same day: they have read it
    await ground.move(timedelta(days=2))
    assert await ground.look_again() == []
    (said,) = await ground.at(morning + timedelta(days=2))
    assert "Meeting: Thursday, February 18, 2027, 11:00, Washington time" in said[1]


async def test_a_meeting_that_is_cancelled_or_asks_nothing_gets_none(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    meeting = await ground.meeting()
    await ground.cancel()
    assert await ground.at(morning_before(meeting.plan.starts_at, WASHINGTON)) == []
    may = await ground.meeting("2026-27/may")
    assert not may.plan.asks
    assert await ground.at(morning_before(may.plan.starts_at, WASHINGTON)) == []


async def test_none_comes_where_nobody_could_be_asked_unless_something_was_received(
    ground: Ground,
) -> None:
    """The meeting asks for input alone, and no draft text is open for it."""
    await ground.let_in(CHAIR, DELEGATE)
    plan = (meeting := await ground.meeting()).plan
    asks = tuple(
        replace(ask, submission_kinds=(SubmissionKind.DRAFT_TEXT_INPUT,)) for ask in plan.asks
    )
    await ground.office.do(
        lambda t: calendar.change_meeting(
            t.connection, meeting, replace(plan, asks=asks), now=t.now
        )
    )
    morning = morning_before(plan.starts_at, CHAIR.zone)
    assert await ground.at(morning) == []
    await ground.sent(DELEGATE)
    assert len(await ground.look_again()) == 1


async def test_a_round_and_a_morning_at_once_make_one_digest(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    await ground.round()
    meeting = await ground.meeting()
    assert len(await ground.at(morning_before(meeting.plan.starts_at, WASHINGTON))) == 1
    assert await ground.look_again() == []


async def test_who_cannot_be_reached_is_not_written_to(ground: Ground) -> None:
    await ground.let_in(CHAIR, SECRETARIAT)
    await ground.lose(CHAIR)
    await ground.round()
    assert [chat for chat, _ in await ground.look_again()] == [SECRETARIAT.id]


# --- what it tells -------------------------------------------------------------------------


async def test_it_counts_and_names_who_was_heard_and_how(ground: Ground) -> None:
    await ground.let_in(CHAIR, DELEGATE, COLLEAGUE, ORGAN, BAR)
    await ground.sent(DELEGATE)
    await ground.nothing_new(ORGAN)
    await ground.began(BAR)
    await ground.lose(BAR)
    await ground.round()
    said = of(await ground.look_again(), CHAIR)
    asked = int(line_of(said, "• Answered: 2 of ").rpartition(" ")[2])
    states = int(line_of(said, "• States: 1 of ").rpartition(" ")[2])
    assert asked > states > 30
    assert "• Information received: 1\n• Nothing new: 1\n" in said
    assert f"• No information received: {asked - 2}\n" in said
    assert "• Messages do not arrive at present: 1 (1 person)\n" in said
    assert f"• No contact person yet: {asked - 3}\n" in said
    assert "• Drafts under way: 1\n" in said
    assert "\nInformation received, states: Guatemala\n" in said
    assert "\nNothing new, OAS organs: CIM\n" in said
    assert "\nMessages do not arrive at present, states: Barbados\n" in said
    silent = line_of(said, "No information received, states: ")
    assert "Guatemala" not in silent
    assert "Barbados" in silent
    assert "[Remind those not heard from]" in said


async def test_what_was_withdrawn_is_not_heard_and_what_followed_nothing_new_is(
    ground: Ground,
) -> None:
    await ground.let_in(CHAIR, DELEGATE, ORGAN)
    await ground.sent(DELEGATE, state="withdrawn")
    await ground.nothing_new(ORGAN)
    await ground.sent(ORGAN)
    await ground.round()
    said = of(await ground.look_again(), CHAIR)
    assert "• Information received: 1\n• Nothing new: 0\n" in said
    assert "\nInformation received, OAS organs: CIM\n" in said
    assert "Guatemala" in line_of(said, "No information received, states: ")


async def test_a_draft_that_is_sent_or_no_submission_is_not_under_way(ground: Ground) -> None:
    await ground.let_in(CHAIR, DELEGATE, replace(CLEARER, id=2102))
    await ground.sent(DELEGATE)
    await ground.began(DELEGATE, form="asking")
    await ground.began(DELEGATE, status="discarded")
    await ground.began(DELEGATE, status="clearing")
    await ground.round()
    assert "• Drafts under way: 1\n" in of(await ground.look_again(), CHAIR)


async def test_a_state_that_is_not_asked_is_told_of_when_it_answers(ground: Ground) -> None:
    cuba = replace(DELEGATE, actor="CUB")
    await ground.let_in(CHAIR, cuba)
    await ground.sent(cuba)
    await ground.round()
    said = of(await ground.look_again(), CHAIR)
    assert line_of(said, "• Answered: 0 of ")
    assert "\nReceived without being asked for, states: Cuba\n" in said


async def test_authors_that_may_stay_unnamed_are_named_to_the_secretariat_alone(
    ground: Ground,
) -> None:
    """Not in the chair's text, nor in what their picture is drawn from."""
    await ground.register("Red Chapina")
    await ground.let_in(CHAIR, SECRETARIAT, RED)
    await ground.sent(RED, unnamed=True)
    await ground.began(RED)
    await ground.round()
    said = await ground.look_again()
    society = "• Submissions of civil society, academia, diaspora and migrants’ organizations: "
    assert "Red Chapina" in of(said, SECRETARIAT)
    assert society not in of(said, SECRETARIAT)
    assert "• Drafts under way: 1\n" in of(said, SECRETARIAT)
    assert "Red Chapina" not in of(said, CHAIR)
    assert f"{society}1" in of(said, CHAIR)
    assert "• Drafts under way: 0\n" in of(said, CHAIR)
    assert f"of {int(_asked(of(said, SECRETARIAT))) - 1}" in line_of(of(said, CHAIR), "• Answered")
    drawn = {
        params["to"]: repr(await ground.office.look(partial(pictures_of, params=params)))
        for params in await ground.pictures()
    }
    assert ["Red Chapina" in drawn[who] for who in sorted(drawn)] == [False, True]


def _asked(said: str) -> str:
    return line_of(said, "• Answered").rpartition(" ")[2]


async def test_a_chair_hears_of_a_meeting_that_asks_only_those_not_listed(ground: Ground) -> None:
    await ground.register("Red Chapina")
    await ground.let_in(CHAIR, RED)
    await ground.ask_only(ActorKind.DIASPORA)
    await ground.sent(RED)
    await ground.round()
    said = of(await ground.look_again(), CHAIR)
    assert "\nThe meeting asks nothing of those who are listed by name.\n" in said
    assert "Answered" not in said
    assert "organizations: 1" in said
    (params,) = await ground.pictures()
    picture = (await ground.office.look(lambda c: pictures_of(c, params)))[0]
    assert (picture.large, picture.groups, picture.names) == ((), (), ())
    assert draw(picture)


async def test_the_picture_tells_of_the_moment_of_the_text(ground: Ground) -> None:
    """Whatever has come, or was taken back, until it is drawn; and it waits without names."""
    await ground.let_in(CHAIR, DELEGATE)
    await ground.nothing_new(DELEGATE)
    await ground.round()
    await ground.look_again()
    await ground.let_in(ORGAN)
    await ground.sent(ORGAN)
    (params,) = await ground.pictures()
    assert "uatemala" not in repr(params["snapshot"])
    picture = (await ground.office.look(lambda c: pictures_of(c, params)))[0]
    assert [(part.label, part.count) for part in picture.parts][:2] == [
        ("Information received", 0),
        ("Nothing new", 1),
    ]
    assert picture.large[0].said.startswith("1 of ")
    (organs,) = [
        group.names
        for part in picture.names
        for group in part.groups
        if (part.heading, group.label) == ("No information received", "OAS organs")
    ]
    assert "CIM" in organs


async def test_each_reader_has_states_in_the_order_of_their_language(ground: Ground) -> None:
    await ground.let_in(CHAIR, language="es")
    await ground.round()
    await ground.look_again()
    (params,) = await ground.pictures()
    picture = (await ground.office.look(lambda c: pictures_of(c, params)))[0]
    states = next(group.names for part in picture.names for group in part.groups)
    assert list(states) == sorted(states, key=folded)
    assert states.index("Ecuador") < states.index("Estados Unidos") < states.index("Grenada")


async def test_a_long_list_says_how_many_more(ground: Ground) -> None:
    await ground.let_in(SECRETARIAT)
    for n in range(60):
        await ground.register(f"Asociación número {n:02} de familias", key=f"org-{n}")
    await ground.round()
    said = of(await ground.look_again(), SECRETARIAT)
    others = line_of(said, "No information received, others: ")
    assert others.endswith(" more")
    assert len(said) < 4096


async def test_without_anybody_to_remind_no_round_is_offered(ground: Ground) -> None:
    """After the deadline."""
    await ground.let_in(CHAIR)
    await ground.round()
    meeting = await ground.meeting()
    said = of(await ground.at(meeting.plan.deadline), CHAIR)
    assert "[Remind those not heard from]" not in said
    assert "[Who has answered]\n[Compilation]" in said


async def test_rounds_told_of_are_in_the_trail_without_a_name(ground: Ground) -> None:
    await ground.let_in(CHAIR)
    await ground.round()
    await ground.round()
    row = (await ground.meeting()).id
    await ground.look_again()
    recorded = select(audit.c.subject_id, audit.c.facts).where(audit.c.action == "rounds_reported")
    entries = await ground.office.look(lambda c: c.execute(recorded).all())
    assert [tuple(each) for each in entries] == [(row, {"count": 2})]
