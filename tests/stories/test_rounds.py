"""An extra round of reminders: seen before it is sent, taken back, and what then goes to whom."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from committee.access import Role
from storage.tables import audit, meetings, memberships, participants, reminders, rounds
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, MINISTER, ORGAN, SECRETARIAT, Character
from tests.stories.round_scenes import (
    answered,
    change,
    put_off,
    rows_of,
    written_today,
)

PREPARED = """
    Chair: /remind
    Bot → Chair: For which meeting? · 1/2 [Progress of the Program and SICREMI] …
    Chair taps [Progress of the Program and SICREMI]
    Bot → Chair (edited): …
    Bot → Chair: Would you like to add a personal line? · 2/2 / It stands in every reminder … [Skip] …
    Chair: Your word matters <b>now</b>.
"""
PREVIEW = "Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / The chair, Carlos Méndez, adds: “Your word matters <b>now</b>.” / It goes to 3 people, for 2 actors. / Actors asked for it: … No information received yet: … / … actors have nobody yet who can be written to. / Actors by group: Member states: 1 and OAS organs and entities: 1. / Tap a language to see it exactly as it will be read. [Español] [English] [Français] [Português] [Who exactly] [Send] [Change] [Cancel]"
REMINDED = "Progress of the Program and SICREMI / … / The chair, Carlos Méndez, adds: “Your word matters <b>now</b>.” / Tap a button, … [Report progress] [Share a practice] [Nothing new] [Later] …"
SENT = f"""
    {PREVIEW}
    Chair taps [Send]
    Bot → Chair (edited): Goes out in a minute: 3 people. Until then it can be taken back. [Undo]
"""
GONE = f"""
    (1 minute later)
    Bot → Chair (edited): On its way: Progress of the Program and SICREMI. It goes to 3 people.
    Bot → Delegate: {REMINDED}
    Bot → Colleague: {REMINDED}
    Bot → Organ: {REMINDED}
"""
QUICK = PREPARED + "…\nChair taps [Send]\n…\n"
ABROAD = Character(
    "Minister", MINISTER.id, "Pedro", "Solís", Role.FOCAL_POINT, "cidh", "Asia/Tokyo"
)
"""Where it is midnight when the stories begin."""


async def trail(house: House) -> list[tuple[str, dict[str, Any]]]:
    """What the trail says of rounds."""
    asked = select(audit.c.action, audit.c.facts).where(audit.c.action.like("round_%"))

    def read(connection: Connection) -> list[tuple[str, dict[str, Any]]]:
        return [(row[0], row[1]) for row in connection.execute(asked.order_by(audit.c.id))]

    return await house.look(read)


async def waiting(house: House) -> list[Any]:
    """The reminders there are as rows."""
    return await rows_of(house, reminders)


async def test_a_round_is_seen_sent_and_reaches_everybody_who_was_silent(
    chat: Chat, house: House
) -> None:
    await chat(PREPARED + SENT)
    assert {row.status for row in await waiting(house)} == {"later"}
    await chat(GONE)
    assert {row.status for row in await waiting(house)} == {"queued"}
    assert await trail(house) == [
        ("round_prepared", {"kind": "extra", "people": 3}),
        ("round_sent", {"kind": "extra", "people": 3, "actors": 2}),
    ]
    (made,) = await rows_of(house, rounds)
    assert made.status == "sent"
    assert made.report_at - made.goes_at == timedelta(minutes=30)
    await chat("(25 minutes later)")


async def test_nothing_goes_before_the_minute_is_over(chat: Chat, house: House) -> None:
    await chat(PREPARED + SENT)
    for _ in range(3):
        await house.tick()
    await chat("Chair: /calendar\n…")


async def test_undo_brings_the_preview_back(chat: Chat, house: House) -> None:
    await chat(PREPARED + SENT)
    await chat(f"""
        Chair taps [Undo]
        {PREVIEW.replace("Chair:", "Chair (edited): Taken back; nothing has gone out. /", 1)}
        (1 hour later)
        Chair taps the old [Undo]
        Bot → Chair (edited): Ready to send: extra reminders for “Progress of the Program and SICREMI” / …
    """)
    assert await waiting(house) == []
    assert [action for action, _ in await trail(house)][-1] == "round_undone"
    await chat("""
        Chair taps [Send]
        Bot → Chair (edited): Goes out in a minute: 3 people. …
    """)
    await chat(GONE)


async def test_after_the_minute_it_is_too_late(chat: Chat) -> None:
    await chat(
        PREPARED
        + SENT
        + GONE
        + """
        Chair taps the old [Undo]
        Bot → Chair: Too late to take it back: it has gone out. / What would you like to do? …
        Chair taps the old [Send]
        Bot → Chair: This is on its way already, or has gone out. … / What would you like to do? …
        Chair taps the old [Cancel]
        Bot → Chair: This is on its way already, or has gone out. … / What would you like to do? …
        (25 minutes later)
        """
    )


async def test_two_taps_on_send_send_once(chat: Chat, house: House) -> None:
    await chat(PREPARED + "…\nChair taps [Send] twice\n…")
    await chat(GONE)
    assert [action for action, _ in await trail(house)].count("round_sent") == 1


async def test_cancel_is_the_end_of_it(chat: Chat, house: House) -> None:
    await chat(
        PREPARED
        + """
        …
        Chair taps [Cancel]
        Bot → Chair (edited): Cancelled; nothing has gone out.
        Bot → Chair: What would you like to do? …
        Chair taps the old [Send]
        Bot → Chair: This one was cancelled or changed. … / What would you like to do? …
        Chair taps the old [Español]
        Bot → Chair: This one was cancelled or changed. … / What would you like to do? …
        (1 hour later)
        """
    )
    assert [action for action, _ in await trail(house)] == ["round_prepared", "round_cancelled"]


async def test_change_begins_from_what_was_said(chat: Chat) -> None:
    await chat(
        PREPARED
        + """
        …
        Chair taps [Change]
        Bot → Chair: Would you like to add a personal line? · 2/2 / … [Your word matters <b>now</b>.] [◀ Back] [Skip] …
        Chair taps [Skip]
        Bot → Chair (edited): …
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / Without a personal line. / It goes to 3 people, …
        Chair taps the old [Who exactly]
        Bot → Chair (edited): Who exactly / Guatemala: 2 / Inter-American Commission of Women: 1 [◀ Back]
        Chair taps [◀ Back]
        Bot → Chair (edited): Ready to send: extra reminders for “Progress of the Program and SICREMI” / Without a personal line. / …
        Chair taps [Send]
        Bot → Chair (edited): Goes out in a minute: 3 people. …
        (1 minute later)
        Bot → Chair (edited): On its way: …
        Bot → Delegate: Progress of the Program and SICREMI / …
        Bot → Colleague: Progress of the Program and SICREMI / …
        Bot → Organ: Progress of the Program and SICREMI / …
        """
    )
    assert not any("adds:" in each.text for each in chat.sandbox.messages(DELEGATE.id))


async def test_the_preview_of_what_was_changed_is_no_longer_of_use(chat: Chat) -> None:
    await chat(PREPARED + "…")
    message, _, data = chat.button(CHAIR.id, "Send")
    await chat("Chair taps [Change]\n…\nChair taps [Skip]\n…")
    await chat.sandbox.tap_data(CHAIR.id, data, message)
    await chat.catch_up()
    await chat("""
        Bot → Chair: This one was cancelled or changed. … / What would you like to do? …
    """)


@pytest.mark.parametrize(
    ("named", "first", "button"),
    [
        ("Español", "Avances del Programa y SICREMI", "Sin novedades"),
        ("English", "Progress of the Program and SICREMI", "Nothing new"),
        ("Français", "Avancement du Programme et SICREMI", "Rien de nouveau"),
        ("Português", "Progresso do Programa e SICREMI", "Sem novidades"),
    ],
)
async def test_a_sample_reads_as_it_will_be_read(
    chat: Chat, named: str, first: str, button: str
) -> None:
    await chat(PREPARED + f"…\nChair taps [{named}]\n…")
    sample = chat.sandbox.messages(CHAIR.id)[-1]
    assert sample.text.startswith(first)
    assert "Carlos Méndez" in sample.text
    assert "Your word matters <b>now</b>." in sample.text
    assert button in [each["text"] for each in sample.buttons]
    (data,) = {each["callback_data"].partition(".")[0] for each in sample.buttons}
    assert data.endswith(":sample")
    await chat.sandbox.tap_data(CHAIR.id, sample.buttons[0]["callback_data"], sample.id)
    await chat.catch_up()
    assert chat.sandbox.messages(CHAIR.id)[-1].text.startswith("That was a sample.")


async def test_an_actor_that_answers_in_the_minute_is_spared(chat: Chat, house: House) -> None:
    await chat(QUICK)
    await answered(house, DELEGATE)
    await chat(f"""
        (1 minute later)
        Bot → Chair (edited): On its way: Progress of the Program and SICREMI. It goes to 1 person.
        Bot → Organ: {REMINDED}
        (20 minutes later)
    """)
    assert sorted(row.status for row in await waiting(house)) == ["queued", "spared", "spared"]


async def test_when_all_answer_in_the_minute_nothing_goes(chat: Chat, house: House) -> None:
    await chat(QUICK)
    for who in (DELEGATE, ORGAN):
        await answered(house, who)
    await chat("""
        (1 minute later)
        Bot → Chair (edited): Meanwhile everybody has answered: there was nothing left to send.
    """)


async def test_when_all_have_answered_there_is_nothing_to_send(chat: Chat, house: House) -> None:
    for who in (DELEGATE, ORGAN):
        await answered(house, who)
    await chat("""
        Chair: /remind
        …
        Chair taps [Progress of the Program and SICREMI]
        …
        Chair taps [Skip]
        Bot → Chair (edited): …
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / Without a personal line. / There is nobody to write to: … [Change] [Cancel]
    """)


async def test_who_has_had_a_message_today_gets_it_the_next_morning(
    chat: Chat, house: House
) -> None:
    await written_today(house, ORGAN)
    await chat(
        PREPARED
        + f"""
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 3 people, … / Of these, 1 has had a message today and gets it on the next day at 09:00 their time. / … [Send] …
        Chair taps [Send]
        …
        (1 minute later)
        Bot → Chair (edited): On its way: … It goes to 3 people.
        Bot → Delegate: {REMINDED}
        Bot → Colleague: {REMINDED}
        """
    )
    await chat(f"""
        (22 hours later)
        (58 minutes later)
        (1 minute later)
        Bot → Organ: {REMINDED}
    """)


async def test_who_sleeps_gets_it_in_the_morning(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(CHAIR, ABROAD)
    await empty_chat("""
        Chair: /remind
        …
        Chair taps [Progress of the Program and SICREMI]
        …
        Chair taps [Skip]
        Bot → Chair (edited): …
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 1 person, for 1 actor. / … / For 1 person it is night; it comes at 09:00 their time. / …
        Chair taps [Send]
        …
        (1 minute later)
        Bot → Chair (edited): On its way: …
    """)
    await empty_chat("""
        (8 hours later)
        (58 minutes later)
        (1 minute later)
        Bot → Minister: Progress of the Program and SICREMI / …
    """)


async def test_who_has_a_holiday_gets_it_the_day_after(chat: Chat, house: House) -> None:
    """In the Dominican Republic 21 January is a holiday, so there is no message on it."""
    theirs = participants.c.telegram_id == ORGAN.id
    await change(house, update(participants).where(theirs).values(holidays="DO"))
    await chat("(1 day later)")
    await chat(
        PREPARED
        + """
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 3 people, … / Of these, 1 has a public holiday and gets it at 09:00 on the day after. / …
        Chair taps [Send]
        …
        (1 minute later)
        …
        """
    )
    assert sorted(row.local_day.day for row in await waiting(house)) == [21, 21, 22]


async def test_who_cannot_be_reached_is_counted_apart(chat: Chat) -> None:
    await chat("""
        Colleague blocks the bot
        …
    """)
    await chat(
        PREPARED
        + """
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 2 people, for 2 actors. / … / Besides, 1 person cannot be reached at present. / …
        """
    )


async def test_a_second_round_meanwhile_reminds_nobody_twice(chat: Chat, house: House) -> None:
    await chat(PREPARED + "…")
    await chat("""
        Secretariat: /remind
        …
        Secretariat taps [Progress of the Program and SICREMI]
        …
        Secretariat: Please do.
        Bot → Secretariat: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … adds: “Please do.” / It goes to 3 people, …
        Chair taps [Send]
        Bot → Chair (edited): Goes out in a minute: 3 people. …
        Secretariat taps [Send]
        Bot → Secretariat (edited): Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / There is nobody to write to: … / Besides, 3 people are being reminded that day already. [Change] [Cancel]
    """)
    await chat(GONE)
    assert len(await waiting(house)) == 3


async def test_two_rounds_at_the_same_moment_remind_nobody_twice(chat: Chat, house: House) -> None:
    await chat(PREPARED + "…\n" + PREPARED.replace("Chair", "Secretariat") + "…")
    for who in (CHAIR, SECRETARIAT):
        message, _, data = chat.button(who.id, "Send")
        await chat.sandbox.tap_data(who.id, data, message)
    await chat.catch_up()
    await chat("…\n(1 minute later)\n…")
    assert [row.status for row in await waiting(house)] == ["queued"] * 3
    reminded = [m for m in chat.sandbox.messages(ORGAN.id) if m.from_bot]
    assert len(reminded) == 1


@pytest.mark.parametrize("first", ["tick", "tap"])
async def test_taken_back_at_the_last_moment_it_goes_whole_or_not_at_all(
    chat: Chat, house: House, first: str
) -> None:
    await chat(QUICK)
    message, _, data = chat.button(CHAIR.id, "Undo")
    house.sandbox.on_clock_moved = _nothing
    await chat.sandbox.clock.move(timedelta(minutes=1))
    tapping = chat.sandbox.tap_data(CHAIR.id, data, message)
    both = (house.tick(), tapping) if first == "tick" else (tapping, house.tick())
    await asyncio.gather(*both)
    await chat.catch_up()
    await house.tick()
    await chat.catch_up()
    (about,) = await rows_of(house, rounds)
    rows = [row.status for row in await waiting(house)]
    assert (about.status, rows) in (("sent", ["queued"] * 3), ("prepared", []))
    told = any(each.from_bot for each in chat.sandbox.messages(DELEGATE.id))
    assert told is (about.status == "sent")
    await chat("…")


async def _nothing() -> None:
    """No tick when the clock is moved: the test ticks itself."""


async def test_what_was_put_off_to_that_day_says_the_line_and_stays_after_undo(
    chat: Chat, house: House
) -> None:
    await put_off(house, ORGAN)
    await written_today(house, ORGAN)
    await chat(QUICK)
    assert len(await waiting(house)) == 3
    assert all(row.round_id for row in await waiting(house))
    await chat("Chair taps [Undo]\n…")
    (left,) = await waiting(house)
    assert (left.status, left.round_id) == ("later", None)
    await chat("Chair taps [Send]\n…\n(1 minute later)\n…")
    await chat(f"""
        (22 hours later)
        (58 minutes later)
        (1 minute later)
        Bot → Organ: {REMINDED}
    """)


async def test_who_was_spared_that_day_and_is_silent_again_is_reminded(
    chat: Chat, house: House
) -> None:
    """The organ had put it off, was spared as a colleague answered, and that was taken back."""
    await put_off(house, ORGAN)
    await written_today(house, ORGAN)
    spared = update(reminders).values(status="spared", settled_at=house.clock.now())
    await change(house, spared)
    await chat(
        PREPARED
        + f"""
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 3 people, for 2 actors. / … / Of these, 1 has had a message today … [Send] …
        Chair taps [Send]
        …
        (1 minute later)
        …
        (22 hours later)
        (58 minutes later)
        (1 minute later)
        Bot → Organ: {REMINDED}
        """
    )


async def test_it_speaks_for_who_sends_it_not_for_who_prepared_it(chat: Chat, house: House) -> None:
    await chat(PREPARED + "…")
    theirs = memberships.c.role == Role.CHAIR.value
    await change(house, update(memberships).where(theirs).values(role=Role.SECRETARIAT.value))
    await chat("""
        Chair taps [Send]
        …
        (1 minute later)
        Bot → Chair (edited): On its way: …
        Bot → Delegate: … / The secretariat, Carlos Méndez, adds: “Your word matters <b>now</b>.” / …
        …
    """)


async def test_it_does_not_go_when_the_senders_role_ends_in_the_minute(
    chat: Chat, house: House
) -> None:
    await chat(QUICK)
    await house.dismiss(CHAIR)
    await chat("""
        (1 minute later)
        Bot → Chair (edited): This has not gone out: your role ended before it was time.
        Chair taps the old [Undo]
        Bot → Chair: That is reserved to others in the committee; … / Welcome to Enlace. …
    """)
    assert await waiting(house) == []
    assert [action for action, _ in await trail(house)][-1] == "round_cancelled"


async def test_it_does_not_go_when_the_meeting_is_cancelled_in_the_minute(
    chat: Chat, house: House
) -> None:
    await chat(QUICK)
    await change(
        house,
        update(meetings)
        .where(meetings.c.key == "2026-27/february")
        .values(cancelled_at=house.clock.now()),
    )
    await chat("""
        (1 minute later)
        Bot → Chair (edited): This has not gone out: the meeting has been cancelled or is over.
        (1 hour later)
    """)


async def test_the_minute_outlives_a_restart(chat: Chat, house: House) -> None:
    await chat(QUICK)
    await house.restart()
    await chat(GONE)


async def test_it_can_be_taken_back_after_a_restart(chat: Chat, house: House) -> None:
    await chat(QUICK)
    await house.restart()
    await chat("""
        Chair taps [Undo]
        Bot → Chair (edited): Taken back; nothing has gone out. / Ready to send: extra reminders for “Progress of the Program and SICREMI” / …
        (1 hour later)
    """)


async def test_who_is_no_longer_asked_is_left_alone(chat: Chat, house: House) -> None:
    await change(
        house,
        update(memberships)
        .where(
            memberships.c.participant_id.in_(
                select(participants.c.id).where(participants.c.telegram_id == COLLEAGUE.id)
            )
        )
        .values(quiet_since=house.clock.now()),
    )
    await chat(
        PREPARED
        + """
        Bot → Chair: Ready to send: extra reminders for “Progress of the Program and SICREMI” / … / It goes to 2 people, for 2 actors. / …
        """
    )


async def test_a_form_of_the_round_asks_again_for_what_it_cannot_take(chat: Chat) -> None:
    await chat(f"""
        Chair: /remind
        …
        Chair: the one in August
        Bot → Chair: … For which meeting? …
        Chair taps [Progress of the Program and SICREMI]
        …
        Chair: {"a" * 301}
        Bot → Chair: That is 301 characters; please keep it under 300. / Would you like to add a personal line? …
    """)


@pytest.mark.parametrize("who", ["Delegate", "Stranger"])
async def test_rounds_are_the_committees(chat: Chat, who: str) -> None:
    await chat(f"""
        {who}: /remind
        Bot → {who}: That is reserved to others in the committee; …
        {who}: /announce
        Bot → {who}: That is reserved to others in the committee; …
    """)


async def test_without_a_meeting_there_is_nothing_to_remind_of(chat: Chat, house: House) -> None:
    await change(house, update(meetings).values(cancelled_at=house.clock.now()))
    await chat("""
        Chair: /remind
        Bot → Chair: No meeting in the next 60 days asks anything of the actors; … / What would you like to do? …
    """)


async def test_rounds_stand_among_what_else_can_be_done(chat: Chat) -> None:
    await chat("""
        Chair: /help
        …
        Chair taps [More …]
        Bot → Chair: What else would you like to do? … [Extra reminders] [Announcement] …
        Chair taps [Extra reminders]
        Bot → Chair: For which meeting? …
        Chair taps the old [Announcement]
        Bot → Chair: Who is to read it? …
    """)
