"""New versions: begun with every answer, sent in place of the one before, shown as a difference."""

from __future__ import annotations

import asyncio

from sqlalchemy import select

from bot.flows.state import decode_state
from committee.submissions import SubmissionKind, SubmissionState
from services.office import Transaction
from services.receiving import OutdatedError, amend
from storage import people, submissions, tables
from storage.drafts import drafts_of
from storage.submissions import Submission
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, DELEGATE, SECRETARIAT
from tests.stories.review_scenes import (
    PROGRESS,
    passed_over,
    sent,
    standing,
    state_of,
    taps_forged,
)
from tests.stories.test_sending import with_file

AMENDED = """
    Delegate taps [Amend]
    Bot → Delegate: You are changing CAM/2026-27/PR-0001. Every answer is laid in; what you send takes its place, and the version before stays on record. / I am authorized to submit this for my organization. · 10/10 [I confirm] …
    Delegate taps [I confirm]
    Bot → Delegate: Progress on an activity / … / What was done: We opened two shelters. / … [Send] …
    Delegate taps [✎ What was done]
    …
    Delegate: We opened three shelters.
    …
"""


async def opened(chat: Chat, row: int = 1) -> None:
    """The delegate looks at what was sent."""
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, f"s:{row}:open")
    await chat("…")


async def test_an_amendment_is_a_new_version_and_the_old_one_is_kept(
    chat: Chat, house: House
) -> None:
    await sent(house, DELEGATE)
    await opened(chat)
    await chat(AMENDED)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001 rev. 1. / Activity progress, Guatemala. Who may read it: Public. / It takes the place of CAM/2026-27/PR-0001, which stays on record. [Read it] [Copy as DOCX] [Report progress] [Share a practice]
        Bot → Secretariat: New version: CAM/2026-27/PR-0001 rev. 1 …
        Delegate taps [Read it]
        Bot → Delegate: CAM/2026-27/PR-0001 rev. 1 / … What was done: We opened three shelters. … [Amend] [Withdraw] [What changed] …
        Delegate taps [What changed]
        Bot → Delegate: CAM/2026-27/PR-0001 rev. 1: what changed / What was done / Before: We opened two shelters. / Now: We opened three shelters. [Read it] [Read CAM/2026-27/PR-0001]
        Delegate taps [Read CAM/2026-27/PR-0001]
        Bot → Delegate: CAM/2026-27/PR-0001 / Activity progress, Guatemala / Superseded; … / What was done: We opened two shelters. …
    """)
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.SUPERSEDED
    assert await state_of(house, "CAM/2026-27/PR-0001 rev. 1") is SubmissionState.SUBMITTED
    assert (await sent(house, DELEGATE)).number == "CAM/2026-27/PR-0002"


async def test_amended_twice_the_versions_count_on(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    for row in (1, 2):
        await opened(chat, row)
        await chat("""
            Delegate taps [Amend]
            …
            Delegate taps [I confirm]
            …
            Delegate taps [Send]
            …
        """)
    versions = await house.look(lambda c: submissions.versions_of(c, "CAM/2026-27/PR-0001"))
    assert [(each.revision, each.state.value) for each in versions] == [
        (0, "superseded"),
        (1, "superseded"),
        (2, "submitted"),
    ]


async def test_an_amendment_begun_is_gone_on_with(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await opened(chat)
    await chat(AMENDED)
    await opened(chat)
    await chat("""
        Delegate taps [Amend]
        Bot → Delegate: You are changing CAM/2026-27/PR-0001. … / What was done: We opened three shelters. / … [Send] …
        Delegate: /report
        Bot → Delegate: Which activity is this about? …
    """)


async def test_a_file_goes_with_the_new_version(chat: Chat, house: House) -> None:
    await with_file(house, DELEGATE, name="informe.pdf")
    await opened(chat)
    await chat("""
        Delegate taps [Amend]
        …
        Delegate taps [I confirm]
        …
        Delegate taps [Send]
        …
        Delegate taps [Read it]
        …
        Delegate taps [📎 informe.pdf]
        Bot → Delegate: (document informe.pdf) CAM/2026-27/PR-0001 rev. 1, attachment
    """)
    rows = await house.look(
        lambda c: c.execute(select(tables.attachments.c.id, tables.attachments.c.draft_id)).all()
    )
    assert len({row.draft_id for row in rows}) == 2
    newest = await standing(house, "CAM/2026-27/PR-0001 rev. 1")
    assert [file["id"] for file in newest.answers["attachments"]] == [2]


async def test_a_colleague_was_quicker_and_the_draft_follows_their_version(
    chat: Chat, house: House
) -> None:
    before = await sent(house, DELEGATE)
    await opened(chat)
    await chat(AMENDED)
    await amended_by_colleague(house, before)
    await passed_over(chat)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: CAM/2026-27/PR-0001 rev. 1 has been sent meanwhile by your colleagues. Your draft is kept: please read theirs, then tap “Send” once more if yours is to take its place. [Read it]
        Bot → Delegate: You are changing CAM/2026-27/PR-0001 rev. 1. … [Send] …
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001 rev. 2. …
        Bot → Secretariat: New version: CAM/2026-27/PR-0001 rev. 2 …
    """)


async def test_withdrawn_meanwhile_the_draft_can_be_sent_by_itself(
    chat: Chat, house: House
) -> None:
    before = await sent(house, DELEGATE)
    await opened(chat)
    await chat(AMENDED)
    await becomes(house, before, SubmissionState.WITHDRAWN)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: CAM/2026-27/PR-0001 has been withdrawn meanwhile. … [Read it]
        Bot → Delegate: Progress on an activity / … [Send] …
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0002. …
        Bot → Secretariat: New: CAM/2026-27/PR-0002 …
    """)


async def test_the_secretariat_accepts_while_the_author_amends(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE)
    await opened(chat)
    await chat(AMENDED)
    await taps_forged(chat, SECRETARIAT, "s:1:accept")
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.ACCEPTED
    await passed_over(chat)
    await chat("""
        Delegate taps [Send]
        Bot → Delegate: Thank you. It has been received under number CAM/2026-27/PR-0001 rev. 1. …
        Bot → Secretariat: New version: …
    """)
    await taps_forged(chat, SECRETARIAT, "s:1:accept")
    assert await state_of(house, "CAM/2026-27/PR-0001") is SubmissionState.SUPERSEDED
    assert await state_of(house, "CAM/2026-27/PR-0001 rev. 1") is SubmissionState.SUBMITTED
    await passed_over(chat)


async def test_two_versions_at_once_make_one(chat: Chat, house: House) -> None:
    before = await sent(house, DELEGATE)
    outcomes = await asyncio.gather(
        *(amended_by_colleague(house, before) for _ in range(4)), return_exceptions=True
    )
    assert sum(isinstance(each, Submission) for each in outcomes) == 1
    assert sum(isinstance(each, OutdatedError) for each in outcomes) == 3
    await passed_over(chat)


async def test_an_old_button_shows_the_version_that_stands(chat: Chat, house: House) -> None:
    before = await sent(house, DELEGATE)
    await amended_by_colleague(house, before)
    await passed_over(chat)
    for word in ("amend", "withdraw"):
        await taps_forged(chat, DELEGATE, f"s:1:{word}")
        await chat("""
            Bot → Delegate: This has changed meanwhile; here is how it stands now. / CAM/2026-27/PR-0001 rev. 1 / …
        """)
    assert await house.look(lambda c: drafts_of(c, 1)) == []


async def test_an_older_version_is_not_shown_to_the_chair(chat: Chat, house: House) -> None:
    before = await sent(house, DELEGATE)
    await amended_by_colleague(house, before)
    await passed_over(chat)
    await taps_forged(chat, CHAIR, "s:2:open")
    await chat("Bot → Chair: CAM/2026-27/PR-0001 rev. 1 / … / Contact: María López [Copy as DOCX]")
    await taps_forged(chat, CHAIR, "s:2:diff")
    await chat("Bot → Chair: That submission is not open to you, or is there no more. / …")


async def test_what_is_amended_keeps_its_program_and_meeting(chat: Chat, house: House) -> None:
    before = await sent(house, DELEGATE)
    await opened(chat)
    await chat("""
        Delegate taps [Amend]
        …
    """)
    (draft,) = await house.look(lambda c: drafts_of(c, before.participant_id))
    assert (draft.subject_id, draft.program_id) == (before.id, before.program_id)
    answers = decode_state(draft.state).answers
    assert answers == {key: value for key, value in PROGRESS.items() if key != "statement"}


async def amended_by_colleague(house: House, before: Submission) -> Submission:
    """A version sent by somebody else of the same actor."""
    answers = {**before.answers, "done": "We opened nine shelters."}

    def run(transaction: Transaction) -> Submission:
        author = people.participant_by_id(transaction.connection, before.participant_id)
        return amend(transaction, before, answers, author=author)

    return await house.app.services.office.do(run)


async def becomes(house: House, submission: Submission, state: SubmissionState) -> None:
    """The submission changes its state."""
    await house.app.services.office.do(
        lambda t: submissions.become(t.connection, submission, state, now=t.now)
    )


async def test_a_reply_to_a_question_is_not_amended(chat: Chat, house: House) -> None:
    reply = {"answer": "Two of them.", "amend": "no", "statement": True}
    await sent(house, DELEGATE, reply, SubmissionKind.CLARIFICATION_REPLY)
    await passed_over(chat)
    await taps_forged(chat, DELEGATE, "s:1:amend")
    await chat("Bot → Delegate: That is reserved to others in the committee; …")
