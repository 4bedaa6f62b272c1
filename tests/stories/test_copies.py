"""A copy of what was sent, as a document: in the chat, never with more than its reader may know."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from io import BytesIO
from zipfile import ZipFile

from docx import Document

from committee.submissions import SubmissionKind
from export.paper_docx import write_docx
from services.copies import CopyRequest, copy_of
from services.readers import reads_thread
from storage import clarifications, jobs, submissions
from storage.people import memberships_of, participant_by_telegram
from storage.submissions import Submission
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, OBSERVER, ORGAN, SECRETARIAT, Character
from tests.stories.papers import last_document
from tests.stories.review_scenes import (
    PRACTICE,
    PROGRESS,
    RED,
    passed_over,
    register,
    sent,
    taps_forged,
)
from tests.stories.test_amending import amended_by_colleague
from tests.stories.test_sending import NOT_OPEN, with_file

COMMITTEE = "Committee on Migration Issues"


async def copied(chat: Chat, who: Character, row: int = 1) -> tuple[str, bytes]:
    """The copy of what is in row `row`, asked for by `who`."""
    await passed_over(chat)
    await taps_forged(chat, who, f"s:{row}:copy")
    await chat(f"""
        Bot → {who.called}: The copy of … is being prepared; the file follows here in a moment.
        Bot → {who.called}: (document CAM-2026-27-…) Here is the copy you asked for.
    """)
    return last_document(chat, who)


async def made(house: House, submission: Submission, *, thread: bool = False) -> list[str]:
    """What stands on the copy of a submission for somebody who may know its author."""
    request = CopyRequest(
        submission.id, "en", "America/Guatemala", named=True, thread=thread, hidden=[]
    )
    paper = await house.look(lambda c: copy_of(c, request, now=house.clock.now()))
    path = house.settings.data_dir / paper.file_name
    await asyncio.to_thread(write_docx, paper, path)
    return said_in(await asyncio.to_thread(path.read_bytes))


def said_in(content: bytes) -> list[str]:
    """Every line of a document: what is in its tables first, then the text."""
    document = Document(BytesIO(content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return [*cells, *(paragraph.text for paragraph in document.paragraphs)]


def everything_in(content: bytes) -> str:
    """Every part of the file as text, names and metadata too."""
    with ZipFile(BytesIO(content)) as parts:
        return "\n".join(
            [
                *parts.namelist(),
                *(parts.read(n).decode("utf-8", "replace") for n in parts.namelist()),
            ]
        )


async def test_an_author_takes_a_copy(chat: Chat, house: House) -> None:
    await with_file(house, DELEGATE, name="informe.pdf")
    name, content = await copied(chat, DELEGATE)
    assert name == "CAM-2026-27-PR-0001.docx"
    lines = said_in(content)
    assert "CAM/2026-27/PR-0001\nJanuary 20, 2027\nOriginal: English" in lines
    assert "Organization of American States\nCommittee on Migration Issues" in lines
    assert lines[lines.index("State of the submission") + 1] == "Submitted"
    assert lines[lines.index("Activity progress") + 1] == "Guatemala"
    assert lines[lines.index("What was done") + 1] == "We opened two shelters."
    assert "informe.pdf (14 bytes)" in lines
    assert f"SHA-256: {'0' * 64}" in lines
    about = Document(BytesIO(content)).core_properties
    assert (about.author, about.last_modified_by) == (COMMITTEE, COMMITTEE)
    assert (about.title, about.comments) == ("CAM/2026-27/PR-0001", "")


async def test_a_copy_of_a_later_version_says_what_it_replaces(chat: Chat, house: House) -> None:
    lines = await made(house, await amended_by_colleague(house, await sent(house, DELEGATE)))
    assert lines[lines.index("Takes the place of") + 1] == "CAM/2026-27/PR-0001"
    assert "CAM/2026-27/PR-0001 rev. 1\nJanuary 20, 2027\nOriginal: English" in lines


async def test_the_chairs_copy_does_not_say_who_is_not_to_be_named(
    chat: Chat, house: House
) -> None:
    await register(chat)
    await with_file(house, RED, name="Red Chapina.pdf", naming="unnamed")
    name, content = await copied(chat, CHAIR)
    assert name == "CAM-2026-27-GP-0001.docx"
    assert "Shared kitchens" in said_in(content)
    told = everything_in(content)
    for tells in ("Chapina", "Ferreira", "red-chapina", "Diaspora", str(RED.id), "SHA-256"):
        assert tells not in told, tells
    (hidden,) = await house.look(submissions.submissions_sent)
    to_secretariat = await made(house, hidden)
    assert "Red Chapina" in to_secretariat
    assert "Public\nNot to be named outside the secretariat." in to_secretariat
    assert "Red Chapina.pdf (14 bytes)" in to_secretariat


async def test_the_thread_is_on_the_copy_of_those_who_read_it(chat: Chat, house: House) -> None:
    submission = await sent(house, DELEGATE)
    await house.app.services.office.do(
        lambda t: clarifications.add_clarification(
            t.connection, submission.id, asked_by=1, question="Which towns?", now=t.now
        )
    )
    with_thread = await made(house, submission, thread=True)
    assert with_thread[-4:] == [
        "Questions and answers",
        "Question, January 20, 2027",
        "Which towns?",
        "Not answered yet.",
    ]
    assert "Which towns?" not in await made(house, submission)
    for who, reads in ((DELEGATE, True), (SECRETARIAT, True), (CHAIR, False), (OBSERVER, False)):
        assert await asked_with_thread(house, submission, who) is reads, who.called


async def asked_with_thread(house: House, submission: Submission, who: Character) -> bool:
    """Whether the copy that somebody asks for tells the questions."""
    person = await house.look(lambda c: participant_by_telegram(c, who.id))
    held = await house.look(lambda c: memberships_of(c, person.id)) if person else ()
    return reads_thread(held, submission)


async def test_what_was_typed_is_literal(chat: Chat, house: House) -> None:
    hostile = "<w:t>&amp;{{7*7}}</w:t>\x01\x0bsecond ${x} {page} =1+1\n\nthird\t\u202eback"
    lines = await made(house, await sent(house, DELEGATE, {**PROGRESS, "done": hostile}))
    at = lines.index("What was done")
    assert lines[at + 1 : at + 5] == [
        "<w:t>&amp;{{7*7}}</w:t>",
        "second ${x} {page} =1+1",
        "",
        "third\t\u202eback",
    ]


async def test_a_copy_is_refused_to_who_may_not_read(chat: Chat, house: House) -> None:
    await sent(house, ORGAN, {**PROGRESS, "activity": 12, "visibility": "secretariat"})
    await passed_over(chat)
    await taps_forged(chat, CHAIR, "s:1:copy")
    await chat(f"Bot → Chair: {NOT_OPEN} / …")


async def test_a_copy_that_says_more_than_its_asker_may_know_is_not_delivered(
    chat: Chat, house: House
) -> None:
    """As if the asker had been the secretariat when the copy was asked for."""
    await register(chat)
    hidden = await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    await passed_over(chat)
    chair = await house.look(lambda c: participant_by_telegram(c, CHAIR.id))
    assert chair is not None
    request = CopyRequest(hidden.id, "en", "America/New_York", named=True, thread=False, hidden=[])
    office = house.app.services.office
    await office.do(
        lambda t: jobs.add_job(
            t.connection,
            "copy",
            {"request": asdict(request), "up_to": t.now.isoformat()},
            participant_id=chair.id,
            now=t.now,
        )
    )
    office.jobs_waiting.set()
    await chat.catch_up()
    await chat("Bot → Chair: That is reserved to others in the committee; …")


async def test_every_kind_has_a_copy(chat: Chat, house: House) -> None:
    await register(chat)
    several = (
        (DELEGATE, PROGRESS, SubmissionKind.ACTIVITY_PROGRESS),
        (RED, PRACTICE, SubmissionKind.GOOD_PRACTICE),
        (DELEGATE, {"title": "A fund", "visibility": "public"}, SubmissionKind.NEW_PROPOSAL),
        (DELEGATE, {"title": "A law", "visibility": "public"}, SubmissionKind.LEGISLATION_UPDATE),
        (DELEGATE, {"answer": "Two."}, SubmissionKind.CLARIFICATION_REPLY),
    )
    for who, answers, kind in several:
        told = next(str(each) for each in answers.values())
        lines = await made(house, await sent(house, who, answers, kind))
        assert any(told in line for line in lines), kind
