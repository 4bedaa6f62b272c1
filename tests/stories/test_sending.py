"""Sending: numbers without gaps, the receipt and what it leads to, cards, files, being found."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select

from committee.submissions import SubmissionKind
from storage import search, submissions, tables
from storage.people import participant_by_telegram
from storage.submissions import StoredFile
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, ORGAN, SECRETARIAT, Character
from tests.stories.papers import last_document
from tests.stories.review_scenes import (
    PRACTICE,
    PROGRESS,
    RED,
    passed_over,
    register,
    sent,
    standing,
    taps_forged,
)
from tests.stories.test_buttons import TO_REVIEW

NOT_OPEN = "That submission is not open to you, or is there no more."


async def test_the_receipt_leads_to_what_was_sent(chat: Chat) -> None:
    await chat(TO_REVIEW)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001. / Activity progress, Guatemala. Who may read it: Public. / Guatemala: nobody will be reminded again for this meeting. [Read it] [Copy as DOCX] [Report progress] [Share a practice]
        Bot → Secretariat: New: CAM/2026-27/PR-0001 / …
        Delegate taps [Read it]
        Bot → Delegate: CAM/2026-27/PR-0001 / Activity progress, Guatemala / Submitted; received on January 20, 2027. Who may read it: Public. / Activity: 28 Consular assistance / … / What was done: We plan two shelters. / Contact: María López [Amend] [Withdraw] [Copy as DOCX]
    """)


async def test_the_warning_is_given_until_something_has_been_sent(chat: Chat, house: House) -> None:
    await chat("""
        Delegate: /practice
        Bot → Delegate: Before your first submission: bot chats are not end-to-end encrypted, and migrants’ personal data do not belong in a submission. Please leave them out. / What is the practice called? …
        Delegate: /practice
        Bot → Delegate: What is the practice called? …
    """)
    await sent(house, DELEGATE)
    await passed_over(chat)
    await chat("""
        Delegate: /report
        Bot → Delegate: Which activity is this about? …
    """)


async def test_many_who_send_at_once_get_numbers_without_gaps(chat: Chat, house: House) -> None:
    people = [DELEGATE, ORGAN] * 8
    numbers = await asyncio.gather(*(sent(house, who) for who in people))
    practices = await asyncio.gather(
        *(sent(house, who, PRACTICE, SubmissionKind.GOOD_PRACTICE) for who in people[:4])
    )
    assert sorted(s.number for s in numbers) == [f"CAM/2026-27/PR-{n:04}" for n in range(1, 17)]
    assert sorted(s.number for s in practices) == [f"CAM/2026-27/GP-{n:04}" for n in range(1, 5)]


async def test_a_term_begins_its_numbers_anew(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await chat("(300 days later)")
    await passed_over(chat)
    assert (await sent(house, DELEGATE)).number == "CAM/2027-28/PR-0001"


async def test_who_asked_not_to_be_named_is_kept_so(chat: Chat, house: House) -> None:
    await register(chat)
    hidden = await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    named = await sent(house, RED, {**PRACTICE, "naming": "named"}, SubmissionKind.GOOD_PRACTICE)
    state = await sent(house, DELEGATE, {**PROGRESS, "naming": "unnamed"})
    assert (hidden.unnamed, named.unnamed, state.unnamed) == (True, False, False)
    assert await found(house, "kitchens") == {hidden.id, named.id}
    assert await found(house, "chapina") == {named.id}
    assert await found(house, "ferreira") == set()


async def test_a_submission_is_found_by_its_words_number_actor_and_topics(
    chat: Chat, house: House
) -> None:
    report = await sent(house, DELEGATE, {**PROGRESS, "objectives": ["S3", "G1"], "details": True})
    await sent(
        house, ORGAN, {**PROGRESS, "activity": 12, "done": "Otra cosa.", "contact": "A. Clarke"}
    )
    for words in ("shelters", "PR-0001", "guatemala"):
        assert await found(house, words) == {report.id}, words
    assert await found(house, "Lopez") == set()
    codes = await house.look(
        lambda c: set(
            c.execute(
                select(tables.topics.c.code).where(tables.topics.c.submission_id == report.id)
            ).scalars()
        )
    )
    assert codes == {"28", "S3", "G1"}


async def found(house: House, words: str) -> set[int]:
    return await house.look(lambda c: set(c.execute(search.matching(c, words)).scalars()))


LONG = {**PROGRESS, "done": "One shelter after the other. " * 120}


async def test_a_long_submission_is_turned_in_place(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE, LONG)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:open")
    await chat("""
        Bot → Delegate: CAM/2026-27/PR-0001 / … / Part 1 of … [Next ›] [Amend] [Withdraw] [Copy as DOCX]
        Delegate taps [Next ›]
        Bot → Delegate (edited): CAM/2026-27/PR-0001 / … / What was done: … / Part 2 of … [‹ Previous] …
    """)


async def test_what_is_not_open_to_somebody_is_not_shown(chat: Chat, house: House) -> None:
    await sent(house, ORGAN, {**PROGRESS, "activity": 12, "visibility": "secretariat"})
    await passed_over(chat)
    for data in ("open", "_page1", "diff", "copy", "amend", "withdraw", "f:1"):
        await taps_forged(chat, DELEGATE, f"s:1:{data}")
        await chat(f"Bot → Delegate: {NOT_OPEN} / What would you like to do? …")
    await taps_forged(chat, SECRETARIAT, "s:1:amend")
    await chat("Bot → Secretariat: That is reserved to others in the committee; …")


async def test_a_file_comes_with_its_own_name(chat: Chat, house: House) -> None:
    await with_file(house, DELEGATE, name="informe final.pdf")
    await passed_over(chat)
    await taps_forged(chat, CHAIR, "s:1:open")
    await chat("""
        Bot → Chair: … [📎 informe final.pdf] [Copy as DOCX]
        Chair taps [📎 informe final.pdf]
        Bot → Chair: (document informe final.pdf) CAM/2026-27/PR-0001, attachment
    """)
    assert last_document(chat, CHAIR)[1] == b"%PDF-1.7 bytes"


async def test_a_file_whose_bytes_are_gone_is_said_kindly(chat: Chat, house: House) -> None:
    stored = await with_file(house, DELEGATE, name="informe.pdf")
    await asyncio.to_thread(stored.unlink)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:f:1")
    await chat("""
        Bot → Delegate: The file “informe.pdf” is no longer here; … / What would you like to do? …
    """)


async def test_files_could_tell_who_sent_them_and_stay_with_the_secretariat(
    chat: Chat, house: House
) -> None:
    await register(chat)
    await with_file(house, RED, name="Red Chapina.pdf", naming="unnamed")
    await passed_over(chat)
    await taps_forged(chat, CHAIR, "s:1:open")
    await chat("Bot → Chair: … an actor that is not named … [Copy as DOCX]")
    await taps_forged(chat, CHAIR, "s:1:f:1")
    await chat(f"Bot → Chair: {NOT_OPEN} / …")
    await taps_forged(chat, SECRETARIAT, "s:1:f:1")
    await chat("Bot → Secretariat: (document Red Chapina.pdf) …")


async def test_a_file_of_another_submission_is_not_given(chat: Chat, house: House) -> None:
    await with_file(house, ORGAN, name="secret.pdf", activity=12, visibility="secretariat")
    await sent(house, DELEGATE)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:2:f:1")
    await chat(f"Bot → Delegate: {NOT_OPEN} / …")


async def with_file(house: House, who: Character, *, name: str, **answers: object) -> Path:
    """A report of `who` with a file; returns where its bytes are."""
    office = house.app.services.office
    path = office.stored_files / f"{who.id}.pdf"
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    await asyncio.to_thread(path.write_bytes, b"%PDF-1.7 bytes")
    kind = SubmissionKind.GOOD_PRACTICE if who is RED else SubmissionKind.ACTIVITY_PROGRESS
    first = PRACTICE if who is RED else PROGRESS
    file = {"id": 1, "name": name, "type": "application/pdf", "size": 14}
    given = {**first, **answers, "attachments": [file]}
    made = await sent(house, who, given, kind)
    stored = StoredFile("0" * 64, 14, "application/pdf", path.name, name)
    person = await house.look(lambda c: participant_by_telegram(c, who.id))
    assert person is not None
    row = await office.do(
        lambda t: submissions.add_attachment(
            t.connection, stored, participant_id=person.id, draft_id=made.draft_id, now=t.now
        )
    )
    assert row == 1
    assert (await standing(house, made.number)).answers["attachments"] == [file]
    return path
