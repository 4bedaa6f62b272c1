"""A plain reply to a reminder, of any medium, also to an old one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from services.arrivals import ANSWERED_WITHIN
from storage import submissions, tables
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE
from tests.stories.response_scenes import ADD, CONFIRMED, cancel
from tests.stories.review_scenes import passed_over
from tests.things import raw

REMINDED = """
    (7 days before the February meeting, 09:00 in Guatemala)
    …
"""
QUESTION = "Which activity is this about? · 1/… [21 Exchange of migration data] …"
KEPT = "… Thank you. That is kept as your first answer. Form: Progress on an activity. / …"


@pytest.fixture
async def delegate(empty_chat: Chat) -> Chat:
    """A chat in which a delegate has just been reminded."""
    await empty_chat.let_in(DELEGATE)
    await empty_chat(REMINDED)
    return empty_chat


async def drafts(house: House) -> list[Any]:
    """Every draft."""
    return list(await house.look(lambda c: c.execute(select(tables.drafts)).all()))


# --- every medium --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("Delegate taps [Report progress]", id="by button"),
        pytest.param("Delegate replies to the reminder: We opened two shelters.", id="by text"),
        pytest.param("Delegate replies to the reminder with a voice note", id="by voice"),
        pytest.param("Delegate replies to the reminder with a photo", id="by photo"),
        pytest.param("Delegate replies to the reminder with a document", id="by document"),
    ],
)
async def test_every_answer_opens_the_form_that_was_asked_for(delegate: Chat, answer: str) -> None:
    await delegate(f"""
        {answer}
        Bot → Delegate: … {QUESTION}
    """)


@pytest.mark.parametrize(
    "thing", ["sticker", "poll", "contact", "location", "video", "game", "video note"]
)
async def test_what_cannot_be_kept_is_answered_with_what_can(
    delegate: Chat, house: House, thing: str
) -> None:
    known = "video" if thing == "video note" else thing
    sent = raw(delegate.sandbox, DELEGATE.id, known)
    if thing == "video note":
        video = sent["message"].pop("video")
        sent["message"]["video_note"] = {
            "file_id": video["file_id"],
            "file_unique_id": video["file_unique_id"],
            "length": 240,
            "duration": 3,
        }
    sent["message"]["reply_to_message"] = {
        "message_id": delegate.message_with("Nothing new", DELEGATE.id),
        "date": sent["message"]["date"],
        "chat": sent["message"]["chat"],
    }
    delegate.sandbox.push_update(sent)
    await delegate.catch_up()
    await delegate("""
        Bot → Delegate: I cannot keep that kind of message. Please send text, a document, a photo or a voice note. / …
    """)
    assert await drafts(house) == []


@pytest.mark.parametrize("thing", ["program", "empty file"])
async def test_a_file_that_cannot_be_taken_begins_nothing(
    delegate: Chat, house: House, thing: str
) -> None:
    await delegate(
        f"""
        Delegate replies to the reminder with a {thing}
        …
    """.replace("a empty", "an empty")
    )
    assert await drafts(house) == []


FINISH = """
    Delegate: 28
    …
    Delegate taps [Under way]
    …
    Delegate taps [No]
    …
    Delegate taps [María López]
    …
    Delegate taps [Public]
    …
"""


async def test_the_text_of_a_reply_is_the_first_answer(delegate: Chat, house: House) -> None:
    await delegate("""
        Delegate replies to the reminder: We opened two shelters.
        …
    """)
    await delegate(FINISH)
    await delegate(CONFIRMED + "Bot → Delegate: … CAM/2026-27/PR-0001. …")
    (sent,) = await house.look(submissions.submissions_sent)
    assert sent.answers["done"] == "We opened two shelters."
    assert sent.meeting_title is not None
    assert sent.meeting_title["en"] == "Progress of the Program and SICREMI"


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        ("voice note", "voice.ogg"),
        ("photo", "photo.jpg"),
        ("document “informe.pdf”", "informe.pdf"),
    ],
)
async def test_the_file_of_a_reply_is_kept_with_what_is_written_under_it(
    delegate: Chat, house: House, thing: str, name: str
) -> None:
    await delegate(f"""
        Delegate replies to the reminder with a {thing}: Two shelters, seen from outside.
        …
    """)
    await delegate(FINISH)
    await delegate(CONFIRMED + "…")
    (sent,) = await house.look(submissions.submissions_sent)
    assert sent.answers["done"] == "Two shelters, seen from outside."
    assert [file["name"] for file in sent.answers["attachments"]] == [name]


# --- old ones ------------------------------------------------------------------------------


async def test_a_reply_to_an_old_reminder_goes_on_with_its_draft(delegate: Chat) -> None:
    await delegate("""
        Delegate taps [Report progress]
        …
        Delegate: 28
        …
        Delegate taps [Save and leave]
        …
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: … Where does it stand? · 4/10 …
    """)


async def test_a_reminder_of_the_same_term_still_finds_its_meeting(
    delegate: Chat, house: House
) -> None:
    """From the first reminder for a term's first meeting to its end it is less than a year."""
    assert timedelta(days=270) < ANSWERED_WITHIN
    message = delegate.message_with("Nothing new", DELEGATE.id)
    await delegate.sandbox.clock.move(timedelta(days=100))
    await house.app.services.arrivals.forget_done()
    await passed_over(delegate)
    await delegate.sandbox.send(DELEGATE.id, "We opened two shelters.", reply_to=message)
    await delegate.catch_up()
    await delegate(f"""
        Bot → Delegate: That meeting has already taken place; your contribution is welcome all the same. / {KEPT}
    """)
    (draft,) = await drafts(house)
    assert draft.meeting_id is not None


async def test_the_meeting_was_moved(delegate: Chat, house: House) -> None:
    before = await house.look(
        lambda c: c.execute(
            select(tables.meetings).where(tables.meetings.c.key == "2026-27/february")
        ).one()
    )
    moved = update(tables.meetings).where(tables.meetings.c.id == before.id)
    later = timedelta(days=7)
    await house.app.services.office.do(
        lambda t: t.connection.execute(
            moved.values(starts_at=before.starts_at + later, deadline=before.deadline + later)
        )
    )
    await delegate(f"""
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: {KEPT}
    """)
    (draft,) = await drafts(house)
    assert draft.meeting_id == before.id


async def test_the_meeting_was_cancelled(delegate: Chat, house: House) -> None:
    await cancel(house)
    await delegate(f"""
        Delegate replies to the reminder: We opened two shelters.
        Bot → Delegate: “Progress of the Program and SICREMI” was cancelled; your contribution is welcome all the same. / {KEPT}
    """)


@pytest.mark.parametrize(
    "sent", [": We opened two shelters.", " with a photo", " with a document: Two shelters."]
)
async def test_the_role_has_ended(delegate: Chat, house: House, sent: str) -> None:
    await house.dismiss(DELEGATE)
    await delegate(f"""
        Delegate replies to the reminder{sent}
        Bot → Delegate: You no longer answer for Guatemala, so what you sent was not kept. … / Welcome to Enlace. …
    """)
    assert await drafts(house) == []


# --- several, colleagues -------------------------------------------------------------------


async def test_a_reply_to_a_message_about_several_is_kept_for_the_first(
    empty_chat: Chat, house: House
) -> None:
    """And says so; the other one has a message of its own to reply to."""
    await empty_chat.let_in(DELEGATE)
    await house.let_in_also(DELEGATE, "cim")
    await empty_chat(REMINDED)
    message = empty_chat.message_with("Nothing new", DELEGATE.id)
    await empty_chat("""
        Delegate taps [Guatemala: Progress of the Program and SICREMI]
        Bot → Delegate: Progress of the Program and SICREMI / … [Not us any more]
        Delegate replies to the reminder: For Guatemala.
        …
        Delegate taps [Save and leave]
        …
    """)
    await empty_chat.sandbox.send(DELEGATE.id, "For the Commission.", reply_to=message)
    await empty_chat.catch_up()
    await empty_chat(f"""
        Bot → Delegate: This is kept for Inter-American Commission of Women: “Progress of the Program and SICREMI”. / {KEPT}
    """)
    known = await house.look(lambda c: c.execute(select(tables.actors)).all())
    actors = {row.id: row.key for row in known}
    found = await drafts(house)
    assert [actors[each.actor_id] for each in found] == ["GTM", "cim"]
    assert [each.state["answers"]["done"] for each in found] == [
        "For Guatemala.",
        "For the Commission.",
    ]


async def test_a_reply_says_who_has_answered_or_writes_already(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    await empty_chat(f"""
        Delegate taps [Report progress]
        …
        Delegate: 28
        …
        Colleague replies to the reminder: We opened two shelters.
        Bot → Colleague: María López has a draft for this under way, too: Progress on an activity: 28. / {KEPT}
    """)


async def test_the_news_of_a_colleagues_answer_can_be_replied_to(empty_chat: Chat) -> None:
    await empty_chat.let_in(DELEGATE, COLLEAGUE)
    await empty_chat(REMINDED)
    await empty_chat("""
        Delegate taps [Nothing new]
        …
    """)
    await empty_chat.house.pass_over(61)
    await empty_chat.catch_up()
    await empty_chat(f"Bot → Colleague: María López has answered for Guatemala: … {ADD}")
    news = empty_chat.sandbox.messages(COLLEAGUE.id)[-1].id
    await empty_chat.sandbox.send(COLLEAGUE.id, "There is more.", reply_to=news)
    await empty_chat.catch_up()
    await empty_chat(f"""
        Bot → Colleague: María López answered for Guatemala on …: nothing new … / {KEPT}
    """)
