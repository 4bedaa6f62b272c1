"""Answers that come as several messages, an album or a forward, and messages edited afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from sandbox import Attachment
from services import bundles
from storage.tables import attachments, drafts, submissions
from tests.chat import Chat
from tests.house import House
from tests.people import COLLEAGUE, DELEGATE
from tests.stories.test_files import TO_FILES
from tests.things import JPEG, PDF

TO_DONE = """
    Delegate: /report
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    Bot → Delegate (edited): …
    Bot → Delegate: What was done? · 5/10 …
"""


@pytest.fixture(autouse=True)
def _on_a_slow_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of what was sent together may come long after."""
    monkeypatch.setattr(bundles, "MOMENT", 20.0)


async def answers(house: House) -> dict[str, Any]:
    """The answers of the one draft there is."""
    (state,) = await house.look(lambda c: list(c.execute(select(drafts.c.state)).scalars()))
    return dict(state["answers"])


async def pasted(chat: Chat, *texts: str) -> None:
    """The delegate's phone sends one long text as several messages at once."""
    for text in texts:
        await chat.sandbox.send(DELEGATE.id, text)
    await chat.catch_up()


async def test_a_paste_in_three_messages_is_one_answer(chat: Chat, house: House) -> None:
    await chat(TO_DONE)
    await house.close()
    await pasted_while_down(chat, "We opened two shelters.", "One in the north.", "One in Petén.")
    await house.restart()
    await chat.catch_up()
    await chat("""
        Bot → Delegate: Would you like to add details? · 6/10 …
        (a moment later)
        Bot → Delegate: All that belongs together is kept as one answer: What was done. / Would you like to add details? · 6/10 …
        Delegate taps [No]
        …
    """)
    given = await answers(house)
    assert given["done"] == "We opened two shelters.\nOne in the north.\nOne in Petén."
    assert given["details"] is False


async def pasted_while_down(chat: Chat, *texts: str) -> None:
    for text in texts:
        await chat.sandbox.send(DELEGATE.id, text)


async def test_a_text_after_the_next_question_was_shown_answers_that(
    chat: Chat, house: House
) -> None:
    await chat(TO_DONE)
    await chat("""
        Delegate: We opened two shelters.
        Bot → Delegate: Would you like to add details? · 6/10 …
        Delegate: perhaps
        Bot → Delegate: “perhaps” is not among the choices. … / Would you like to add details? · 6/10 …
    """)
    assert (await answers(house))["done"] == "We opened two shelters."


async def test_a_paste_too_long_says_what_is_kept_and_asks_again(chat: Chat, house: House) -> None:
    await chat(TO_DONE)
    await house.close()
    await pasted_while_down(chat, "a" * 1500, "b" * 600, "c" * 10)
    await house.restart()
    await chat.catch_up()
    await chat("""
        Bot → Delegate: Would you like to add details? · 6/10 …
        (a moment later)
        Bot → Delegate: All of it together is 2,112 characters, over the limit of 2,000. The first 1,500 are kept as your answer, what came after them is not: please send the whole text again, shorter. / What was done? · 5/10 / Now: aaa… [Keep] …
        Delegate taps [Keep]
        Bot → Delegate (edited): …
        Bot → Delegate: Would you like to add details? · 6/10 …
    """)
    assert (await answers(house))["done"] == "a" * 1500


async def test_one_text_that_telegram_parts_is_refused_whole(chat: Chat, house: House) -> None:
    """4,100 characters come as 4,096 and 4: the four alone are no answer."""
    await chat(TO_DONE)
    await house.close()
    await pasted_while_down(chat, "x" * 4100)
    await house.restart()
    await chat.catch_up()
    await chat("…")
    await chat("""
        (a moment later)
        Bot → Delegate: That is 4,101 characters; please keep it under 2,000. / What was done? · 5/10 …
    """)
    assert "done" not in await answers(house)


async def test_a_reply_to_the_reminder_in_two_messages_is_one_answer(
    empty_chat: Chat, house: House
) -> None:
    chat = empty_chat
    await chat.let_in(DELEGATE)
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)
    reminder = chat.message_with("Nothing new", DELEGATE.id)
    await house.close()
    await chat.sandbox.send(DELEGATE.id, "We opened two shelters.", reply_to=reminder)
    await chat.sandbox.send(DELEGATE.id, "One more follows.")
    await house.restart()
    await chat.catch_up()
    await chat("""
        Bot → Delegate: … Which activity is this about? …
        (a moment later)
        Bot → Delegate: All that belongs together is kept as one answer: What was done. / Which activity is this about? …
    """)
    assert (await answers(house))["done"] == "We opened two shelters.\nOne more follows."


# --- albums, captions, forwards ---------------------------------------------------------------


@pytest.fixture
async def asked(chat: Chat) -> Chat:
    """A chat in which files are asked for."""
    await chat(TO_FILES)
    await chat("""
        Delegate: /skip
        Bot → Delegate: Any documents or photos? · 17/22 …
    """)
    return chat


def photos(count: int) -> list[Attachment]:
    return [
        Attachment(
            JPEG + bytes([n]), name=f"{n}.jpg", kind="photo", caption="The kitchen" * (n == 2)
        )
        for n in range(count)
    ]


async def test_an_album_gets_one_answer(asked: Chat, house: House) -> None:
    await asked.sandbox.send_album(DELEGATE.id, photos(4))
    await asked.catch_up()
    await asked("""
        (a moment later)
        Bot → Delegate: Any documents or photos? · 17/22 / … / Received: photo.jpg, photo.jpg, photo.jpg (“The kitchen”), and photo.jpg [Done ▸] …
    """)


async def test_of_an_album_of_seven_the_first_five_are_kept(asked: Chat, house: House) -> None:
    await asked.sandbox.send_album(DELEGATE.id, photos(7))
    await asked.catch_up()
    await asked("""
        (a moment later)
        Bot → Delegate: You can attach 5 files at most: the first 5 of these are kept. / Any documents or photos? · 17/22 … / Received: … [Done ▸] …
    """)
    assert await house.look(lambda c: len(list(c.execute(select(attachments.c.id))))) == 5


async def test_what_is_refused_in_an_album_is_told_beside_its_answer(asked: Chat) -> None:
    album = [
        Attachment(PDF, name="one.pdf"),
        Attachment(b"MZ" + bytes(99), name="two.pdf"),
        Attachment(PDF + b" ", name="three.pdf"),
    ]
    await asked.sandbox.send_album(DELEGATE.id, album)
    await asked.catch_up()
    await asked("…")
    await asked("""
        (a moment later)
        …
    """)
    told = [m.text for m in asked.sandbox.messages(DELEGATE.id) if m.from_bot][-2:]
    assert "please convert it" in told[0]
    assert "Received: one.pdf and three.pdf" in told[1]


async def test_an_album_where_no_file_is_asked_is_answered_once(chat: Chat) -> None:
    await chat(TO_DONE)
    await chat.sandbox.send_album(DELEGATE.id, photos(2))
    await chat.catch_up()
    await chat("…")
    await chat("""
        (a moment later)
        …
    """)
    told = [m.text for m in chat.sandbox.messages(DELEGATE.id) if m.from_bot]
    assert "This question cannot take a file." in told[-1]
    assert "This question cannot take a file." not in told[-2]


async def test_an_album_in_reply_to_the_reminder_begins_one_draft(
    empty_chat: Chat, house: House
) -> None:
    chat = empty_chat
    await chat.let_in(DELEGATE)
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
    """)
    await chat.sandbox.send_album(
        DELEGATE.id, photos(6), reply_to=chat.message_with("Nothing new", DELEGATE.id)
    )
    await chat.catch_up()
    await chat("""
        (a moment later)
        Bot → Delegate: … You can attach 5 files at most: the first 5 of these are kept. / Which activity is this about? …
    """)
    assert len((await answers(house))["attachments"]) == 5


async def test_a_caption_is_kept_with_its_file_and_read_in_the_review(
    asked: Chat, house: House
) -> None:
    await asked("""
        Delegate sends a document “informe.pdf”: Minutes of the opening
        Bot → Delegate: … / Received: informe.pdf (“Minutes of the opening”) [Done ▸] …
        Delegate taps [Done ▸]
        …
        Delegate taps [Skip]
        …
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        Bot → Delegate: … Attachments: informe.pdf (“Minutes of the opening”) / … [Send] …
    """)


async def test_what_is_forwarded_is_taken_like_ones_own(asked: Chat, house: House) -> None:
    await asked("""
        Colleague: We opened a third shelter.
        …
        Colleague sends a document “acta.pdf”
        …
    """)
    text, paper = [m for m in asked.sandbox.messages(COLLEAGUE.id) if not m.from_bot]
    await asked.sandbox.forward(DELEGATE.id, paper.id, from_chat=COLLEAGUE.id)
    await asked.catch_up()
    await asked("Bot → Delegate: … / Received: acta.pdf [Done ▸] …")
    await asked("""
        Delegate taps [Done ▸]
        …
    """)
    await asked.sandbox.forward(DELEGATE.id, text.id, from_chat=COLLEAGUE.id)
    await asked.catch_up()
    await asked("Bot → Delegate: Who can answer questions about this? …")
    assert (await answers(house))["authority_ref"] == "We opened a third shelter."


# --- edited messages --------------------------------------------------------------------------


async def test_an_edited_message_changes_the_answer_of_the_open_draft(
    chat: Chat, house: House
) -> None:
    await chat(TO_DONE)
    await chat("""
        Delegate: We opened two shelters.
        …
        Delegate edits that to: We opened three shelters.
        Bot → Delegate: Your edited message has taken the place of the one before. / ✓ What was done: We opened three shelters. / Would you like to add details? · 6/10 …
    """)
    assert (await answers(house))["done"] == "We opened three shelters."


async def test_an_edit_that_cannot_stand_is_told_and_changes_nothing(
    chat: Chat, house: House
) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: 28
        …
        Delegate edits that to: 99
        Bot → Delegate: The edited message could not be taken; your answer stays as it was. / “99” is not among the choices. … / Where does it stand? · 4/10 …
        Delegate edits that to: 30
        Bot → Delegate: Your edited message has taken the place of the one before. / ✓ Activity: 30 … / Where does it stand? · 4/10 …
    """)
    assert (await answers(house))["activity"] == 30


async def test_one_part_of_an_answer_can_be_edited(chat: Chat, house: House) -> None:
    await chat(TO_DONE)
    await house.close()
    await pasted_while_down(chat, "Two shelters.", "One in the north.")
    await house.restart()
    await chat.catch_up()
    await chat("""
        …
        (a moment later)
        …
        Delegate edits that to: One in the south.
        Bot → Delegate: Your edited message has taken the place of the one before. / ✓ What was done: Two shelters. / One in the south. / Would you like to add details? …
    """)
    assert (await answers(house))["done"] == "Two shelters.\nOne in the south."


async def test_an_edit_after_sending_changes_nothing_and_offers_a_new_version(
    chat: Chat, house: House
) -> None:
    await chat(TO_DONE)
    await chat("""
        Delegate: We opened two shelters.
        …
        Delegate taps [No]
        …
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
        Delegate edits that to: We opened three shelters.
        Bot → Delegate: What you edited was sent in CAM/2026-27/PR-0001, and that stays as it was received. To change it, send a new version. [Amend]
        Delegate taps [Amend]
        Bot → Delegate: You are changing CAM/2026-27/PR-0001. …
    """)
    (sent,) = await house.look(lambda c: list(c.execute(select(submissions.c.answers)).scalars()))
    assert sent["done"] == "We opened two shelters."


async def test_somebody_who_is_no_longer_in_is_not_offered_to_amend(
    chat: Chat, house: House
) -> None:
    await chat(TO_DONE)
    await chat("""
        Delegate: We opened two shelters.
        …
        Delegate taps [No]
        …
        Delegate taps [María López]
        …
        Delegate taps [Public]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate edits that to: We opened three shelters.
        Bot → Delegate: What you edited was sent in CAM/2026-27/PR-0001, and that stays as it was received. To change it, send a new version.
    """)


async def test_an_edited_message_that_is_no_answer_changes_nothing_and_says_so(
    chat: Chat, house: House
) -> None:
    await chat("""
        Delegate: hello
        …
        Delegate edits that to: good morning
        Bot → Delegate: I have kept the message as it was first sent; an edited one changes nothing.
        Delegate: /report
        …
        Delegate edits that to: /practice
        Bot → Delegate: I have kept the message as it was first sent. …
    """)
    assert "activity" not in await answers(house)
