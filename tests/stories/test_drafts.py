"""Drafts: listed with age and progress, handed on among colleagues, begun from the last report."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.flows.state import State
from committee.access import Role
from services.drafting import HandedOverError, keep
from services.office import Transaction
from storage import drafts as storage_drafts
from storage.tables import attachments, audit, drafts, submissions
from tests.chat import Chat
from tests.house import House
from tests.people import CHAIR, COLLEAGUE, DELEGATE, OBSERVER, ORGAN, SECRETARIAT, Character

CLEARER = Character("Network", 2004, "Rosa", "Ferreira", Role.CLEARING, "GTM")
TO_STATUS = """
    Delegate: /report
    …
    Delegate: 28
    Bot → Delegate: ✓ Activity: 28 Consular assistance / Where does it stand? · 4/10 …
"""
TAKEN_OVER = (
    TO_STATUS
    + """
    Colleague: /drafts
    Bot → Colleague: You have no unfinished drafts. / Below, with their names: drafts of your colleagues. … [María López: Progress on an activity: 28 · today · 4 of 10]
    Colleague taps [María López: Progress on an activity: 28 · today · 4 of 10]
    Bot → Delegate: Jorge Paz goes on with your draft now: Progress on an activity: 28. All that you answered is kept. [Take it back]
    Bot → Colleague: You go on with this draft of María López now; I have told them. / Where does it stand? · 4/10 …
"""
)


async def answers(house: House) -> list[dict[str, object]]:
    states = await house.look(
        lambda c: list(c.execute(select(drafts.c.state).order_by(drafts.c.id)).scalars())
    )
    return [dict(state["answers"]) for state in states]


# --- the list ---------------------------------------------------------------------------------


async def test_drafts_are_listed_with_subject_age_and_progress(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Progress on an activity: 28 · today · 4 of 10]
        (1 day later)
        Delegate: /practice
        Bot → Delegate: … What is the practice called? …
        Delegate: Shared kitchens in the towns of the north
        …
        (2 days later)
        …
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Good practice: Shared kitchens … · 2 days ago · 2 of 16] [Progress on an activity: 28 · 3 days ago · 4 of 10]
    """)


async def test_a_day_later_it_says_yesterday(chat: Chat) -> None:
    await chat(TO_STATUS)
    await chat("""
        (1 day later)
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts [Progress on an activity: 28 · yesterday · 4 of 10]
    """)


async def test_forms_that_are_no_submission_are_not_listed(chat: Chat) -> None:
    await chat("""
        Secretariat: /invite
        …
        Secretariat: /drafts
        Bot → Secretariat: You have no unfinished drafts. / What would you like to do? …
    """)


async def test_without_drafts_the_menu_follows(chat: Chat) -> None:
    await chat("""
        Delegate: /drafts
        Bot → Delegate: You have no unfinished drafts. / What would you like to do? … [Report progress] …
    """)


async def test_many_drafts_are_turned_in_pages(chat: Chat, house: House) -> None:
    await chat(TO_STATUS)
    await multiply(house, 10)
    await chat("""
        Delegate: /drafts
        Bot → Delegate: Your unfinished drafts … [Next ›]
        Delegate taps [Next ›]
        Bot → Delegate (edited): Your unfinished drafts [Progress …] [Progress …] [Progress …] [‹ Previous]
        Delegate taps [‹ Previous]
        Bot → Delegate (edited): Your unfinished drafts … [Next ›]
    """)


async def multiply(house: House, times: int) -> None:
    """So many drafts more like the one there is."""

    def copy(transaction: Transaction) -> None:
        (row,) = transaction.connection.execute(select(drafts)).mappings()
        values = [{key: value for key, value in row.items() if key != "id"}] * times
        transaction.connection.execute(drafts.insert(), values)

    await house.app.services.office.do(copy)


@pytest.mark.parametrize("who", [SECRETARIAT, CHAIR, ORGAN], ids=lambda who: who.called)
async def test_drafts_are_not_shown_outside_the_actor(chat: Chat, who: Character) -> None:
    await chat(TO_STATUS)
    await chat(f"""
        {who.called}: /drafts
        Bot → {who.called}: You have no unfinished drafts. …
    """)


@pytest.mark.parametrize("who", [OBSERVER, CLEARER], ids=lambda who: who.called)
async def test_drafts_are_not_shown_to_those_who_do_not_write(chat: Chat, who: Character) -> None:
    await chat.let_in(who)
    await chat(TO_STATUS)
    await chat(f"""
        {who.called}: /drafts
        Bot → {who.called}: You have no unfinished drafts. …
    """)


# --- handed on --------------------------------------------------------------------------------


async def test_a_colleague_goes_on_and_both_are_told(chat: Chat, house: House) -> None:
    await chat(TAKEN_OVER)
    await chat("""
        Colleague taps [Planned]
        Bot → Colleague (edited): …
        Bot → Colleague: What was done? · 5/10 …
        Colleague: Two shelters.
        …
        Delegate: /drafts
        Bot → Delegate: You have no unfinished drafts. / Below, with their names: … [Jorge Paz: Progress on an activity: 28 · today · 6 of 10]
    """)
    (given,) = await answers(house)
    assert (given["activity"], given["done"]) == (28, "Two shelters.")
    trail = await house.look(
        lambda c: list(
            c.execute(select(audit.c.facts).where(audit.c.action == "draft_taken_over")).scalars()
        )
    )
    assert len(trail) == 1


async def test_what_the_former_holder_still_does_changes_nothing(chat: Chat, house: House) -> None:
    await chat(TAKEN_OVER)
    before = await answers(house)
    await chat("""
        Delegate taps [Planned]
        Bot → Delegate: Jorge Paz goes on with this draft now: Progress on an activity: 28. [Take it back]
        Delegate: planned
        Bot → Delegate: Your last message was not added to it. / Jorge Paz goes on with this draft now: Progress on an activity: 28. [Take it back]
        Delegate: planned
        Bot → Delegate: No form is open at the moment; … / What would you like to do? …
    """)
    assert await answers(house) == before


async def test_neither_a_command_nor_a_file_of_the_former_holder_changes_it(
    chat: Chat, house: House
) -> None:
    await chat(TAKEN_OVER)
    before = await answers(house)
    await chat("""
        Delegate: /back
        Bot → Delegate: Jorge Paz goes on with this draft now: Progress on an activity: 28. [Take it back]
        Delegate sends a document
        Bot → Delegate: No form is open at the moment; … / …
    """)
    assert await answers(house) == before
    assert chat.sandbox.journal.calls("getFile") == []


async def test_it_can_be_taken_back(chat: Chat) -> None:
    await chat(TAKEN_OVER)
    await chat("""
        Delegate taps [Take it back]
        Bot → Colleague: María López goes on with your draft now: Progress on an activity: 28. All that you answered is kept. [Take it back]
        Bot → Delegate: You go on with this draft of Jorge Paz now; I have told them. / Where does it stand? · 4/10 …
        Colleague: planned
        Bot → Colleague: Your last message was not added to it. / María López goes on with this draft now: … [Take it back]
        Delegate: planned
        Bot → Delegate: … What was done? · 5/10 …
    """)


async def test_two_taps_take_it_over_once(chat: Chat, house: House) -> None:
    await chat(TO_STATUS)
    await chat("""
        Colleague: /drafts
        …
        Colleague taps [María López: Progress …] twice
        Bot → Delegate: Jorge Paz goes on with your draft now: …
        Bot → Colleague: You go on with this draft of María López now; I have told them. / Where does it stand? · 4/10 …
        Bot → Colleague: Where does it stand? · 4/10 …
    """)


async def test_an_old_list_takes_nothing_from_a_third_colleague(chat: Chat, house: House) -> None:
    """Whoever taps second is told who was quicker, and may still ask for it."""
    third = Character("Observer", 2009, "Iris", "Holm", Role.ALTERNATE, "GTM")
    await chat.let_in(third)
    await chat(TO_STATUS)
    await chat("""
        Colleague: /drafts
        …
        Observer: /drafts
        …
        Colleague taps [María López: Progress …]
        …
        Observer taps [María López: Progress …]
        Bot → Observer: Jorge Paz goes on with this draft now: Progress on an activity: 28. [Go on with it]
        Observer taps [Go on with it]
        Bot → Colleague: Iris Holm goes on with your draft now: …
        Bot → Observer: You go on with this draft of Jorge Paz now; …
    """)


async def test_what_was_read_before_the_draft_changed_hands_is_not_kept(
    chat: Chat, house: House
) -> None:
    """A turn that read the draft before a colleague took it over, and writes it after."""
    await chat(TO_STATUS)
    read = await house.look(lambda c: storage_drafts.draft_by_id(c, 1))
    assert read is not None
    await chat("""
        Colleague: /drafts
        …
        Colleague taps [María López: Progress …]
        …
    """)
    before = await answers(house)
    with pytest.raises(HandedOverError):
        await house.app.services.office.do(lambda t: keep(t, read, State({"status": "done"})))
    assert await answers(house) == before


async def test_two_colleagues_at_the_same_moment(chat: Chat, house: House) -> None:
    third = Character("Observer", 2009, "Iris", "Holm", Role.ALTERNATE, "GTM")
    await chat.let_in(third)
    await chat(TO_STATUS)
    await chat("""
        Colleague: /drafts
        …
        Observer: /drafts
        …
    """)
    taps = [(who, chat.button(who, "María López: Progress …")) for who in (COLLEAGUE.id, third.id)]
    await asyncio.gather(
        *(chat.sandbox.tap_data(who, data, message) for who, (message, _, data) in taps)
    )
    await chat.catch_up()
    await chat("…")
    told = [chat.sandbox.messages(who)[-1].text for who in (COLLEAGUE.id, third.id)]
    assert sum("Where does it stand?" in text for text in told) == 1
    assert sum("goes on with this draft now" in text for text in told) == 1


async def test_taking_over_while_an_answer_is_on_its_way(chat: Chat, house: House) -> None:
    """Whichever comes first: the answer counts, or its author is told that it does not."""
    await chat(TO_STATUS)
    await chat("""
        Colleague: /drafts
        …
    """)
    message, _, data = chat.button(COLLEAGUE.id, "María López: Progress …")
    await asyncio.gather(
        chat.sandbox.send(DELEGATE.id, "planned"),
        chat.sandbox.tap_data(COLLEAGUE.id, data, message),
    )
    await chat.catch_up()
    await chat("…")
    (given,) = await answers(house)
    told = " ".join(m.text for m in chat.sandbox.messages(DELEGATE.id) if m.from_bot)
    counted = given.get("status") == "planned"
    assert counted != ("Your last message was not added to it" in told)
    opened = [m.text for m in chat.sandbox.messages(COLLEAGUE.id) if m.from_bot][-1]
    assert ("What was done?" if counted else "Where does it stand?") in opened


async def test_somebody_without_the_right_cannot_take_it_over(chat: Chat, house: House) -> None:
    await chat(TO_STATUS)
    await chat("""
        Colleague: /drafts
        …
    """)
    await house.dismiss(COLLEAGUE)
    await chat("""
        Colleague taps [María López: Progress …]
        Bot → Colleague: That is reserved to others in the committee; …
        Delegate: planned
        Bot → Delegate: … What was done? · 5/10 …
    """)


async def test_a_draft_of_an_actor_that_one_no_longer_acts_for_does_not_open(
    chat: Chat, house: House
) -> None:
    await chat(TO_STATUS)
    await chat("""
        Delegate: /drafts
        …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate taps [Progress …]
        Bot → Delegate: That is reserved to others in the committee; …
        Delegate taps the old [Planned]
        Bot → Delegate: That is reserved to others in the committee; …
        Delegate: planned
        Bot → Delegate: No form is open at the moment; …
        Delegate: /drafts
        Bot → Delegate: You have no unfinished drafts. …
        Colleague: /drafts
        Bot → Colleague: … [María López: Progress …]
        Colleague taps [María López: Progress …]
        Bot → Colleague: You go on with this draft of María López now; …
        Bot → Delegate: Jorge Paz goes on with your draft now: …
    """)
    (given,) = await answers(house)
    assert "status" not in given


async def test_a_button_of_what_a_colleague_has_sent_gives_the_number(chat: Chat) -> None:
    await chat(TAKEN_OVER)
    await chat("""
        Colleague taps [Planned]
        …
        Colleague: Two shelters.
        …
        Colleague taps [No]
        …
        Colleague taps [María López]
        …
        Colleague taps [Public]
        …
        Colleague taps [I confirm]
        …
        Colleague taps [Send]
        …
        Delegate taps [Planned]
        Bot → Delegate: This was received under number CAM/2026-27/PR-0001. / …
        Delegate taps [Take it back]
        Bot → Delegate: This was received under number CAM/2026-27/PR-0001. / …
    """)


async def test_files_stay_with_a_draft_that_is_handed_on(chat: Chat, house: House) -> None:
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        …
        Delegate replies to the reminder with a document “informe.pdf”
        …
        Colleague: /drafts
        …
        Colleague taps [María López: Progress …]
        …
    """)
    (given,) = await answers(house)
    assert [each["name"] for each in given["attachments"]] == ["informe.pdf"]  # type: ignore[attr-defined]


# --- as in the last one -----------------------------------------------------------------------

REPORTED = """
    Delegate: /report
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    …
    Delegate: We opened two shelters.
    …
    Delegate taps [Yes]
    …
    Delegate: More people were served.
    …
    Delegate: 250
    …
    Delegate taps [National]
    …
    Delegate taps [Done ▸]
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate: /skip
    …
    Delegate sends a document “informe.pdf”: Minutes
    …
    Delegate taps [Done ▸]
    …
    Delegate: /skip
    …
    Delegate: The consul, consul@example.org
    …
    Delegate taps [Public]
    …
    Delegate taps [I confirm]
    …
    Delegate taps [Send]
    …
    (30 days later)
    …
"""
BEGUN = """
    Colleague: /report
    Bot → Colleague: … Which activity is this about? · 1/10 / … [As in my last one (PR-0001)] [28 Consular assistance] …
"""
LAID_IN = (
    BEGUN
    + """
    Colleague taps [As in my last one (PR-0001)]
    Bot → Colleague (edited): ✓ As in CAM/2026-27/PR-0001
    Bot → Colleague: Every answer of CAM/2026-27/PR-0001 is laid in. In the review you can keep, change or clear each of them. / I am authorized to submit this for my organization. · 22/22 …
    Colleague taps [I confirm]
    Bot → Colleague (edited): …
    Bot → Colleague: Progress on an activity / … / Activity: 28 Consular assistance / From: February 2027 / Until: February 2027 / Status: Under way / What was done: We opened two shelters. / … / Results: More people were served. / People reached: 250 / Level: National / Attachments: informe.pdf (“Minutes”) / Contact: The consul, consul@example.org / … [Send] …
"""
)


async def test_every_answer_of_the_last_report_is_laid_in(chat: Chat, house: House) -> None:
    await chat(REPORTED)
    await chat(LAID_IN)
    await chat("""
        Colleague taps [Send]
        …
    """)
    first, second = await house.look(
        lambda c: list(c.execute(select(submissions).order_by(submissions.c.id)))
    )
    own = {"period_from", "period_to", "attachments"}
    assert {k: v for k, v in first.answers.items() if k not in own} == {
        k: v for k, v in second.answers.items() if k not in own
    }
    assert second.answers["period_from"] > first.answers["period_to"]
    files = await house.look(
        lambda c: list(c.execute(select(attachments).order_by(attachments.c.id)))
    )
    assert [each.sha256 for each in files] == [files[0].sha256] * 2
    assert [each.draft_id for each in files] == [first.draft_id, second.draft_id]
    assert second.answers["attachments"][0]["id"] == files[1].id
    assert second.answers["attachments"][0]["caption"] == "Minutes"


async def test_each_answer_is_kept_changed_or_cleared(chat: Chat, house: House) -> None:
    await chat(REPORTED)
    await chat(LAID_IN)
    await chat("""
        Colleague taps [✎ Results]
        Bot → Colleague (edited): What changed? … / Now: More people were served. [Keep] [◀ Back] [Clear] …
        Colleague taps [Keep]
        …
        Colleague taps [✎ What was done]
        Bot → Colleague (edited): What was done? … / Now: We opened two shelters. [Keep] …
        Colleague: We opened a third one.
        …
        Colleague taps [✎ People reached]
        Bot → Colleague (edited): How many people were reached? … / Now: 250 [Keep] [◀ Back] [Clear] …
        Colleague taps [Clear]
        …
        Colleague taps [Next ›]
        …
        Colleague taps [✎ Attachments]
        Bot → Colleague (edited): … [Clear] …
        Colleague taps [Clear]
        …
        Colleague taps [Send]
        …
    """)
    first, second = await house.look(
        lambda c: list(
            c.execute(select(submissions.c.answers).order_by(submissions.c.id)).scalars()
        )
    )
    assert second["results"] == first["results"]
    assert second["done"] == "We opened a third one."
    assert second["beneficiaries_n"] is None
    assert second["attachments"] is None
    assert first["attachments"] is not None
    assert first["done"] == "We opened two shelters."


async def test_the_row_stays_while_the_pages_are_turned(chat: Chat) -> None:
    await chat(REPORTED)
    await chat(BEGUN)
    await chat("""
        Colleague taps [Next ›]
        Bot → Colleague (edited): … [As in my last one (PR-0001)] … [‹ Previous] …
    """)


async def test_once_something_is_answered_it_says_why_not(chat: Chat, house: House) -> None:
    await chat(REPORTED)
    await chat(BEGUN)
    await chat("""
        Colleague: 30
        Bot → Colleague: ✓ Activity: 30 … / Where does it stand? · 4/10 [Under way] …
        Colleague taps the old [As in my last one (PR-0001)]
        Bot → Colleague: You have begun to answer already, so nothing was laid in: your answers are kept. … / Where does it stand? · 4/10 …
    """)
    _, now = await answers(house)
    assert (now["activity"], now.get("done")) == (30, None)


async def test_two_taps_lay_it_in_once(chat: Chat, house: House) -> None:
    await chat(REPORTED)
    await chat(BEGUN)
    await chat("""
        Colleague taps [As in my last one (PR-0001)] twice
        …
    """)
    assert await house.look(lambda c: len(list(c.execute(select(attachments.c.id))))) == 2


async def test_nothing_of_others_is_offered(chat: Chat) -> None:
    """The organ has sent nothing: what a state has sent is not its last one."""
    await chat(REPORTED)
    await chat("""
        Organ: /report
        Bot → Organ: … Which activity is this about? … / … [12 …] …
    """)
    shown = [label for _, label, _ in chat.buttons[ORGAN.id]]
    assert not [label for label in shown if "last one" in label]


async def test_a_row_of_somebody_who_has_left_does_nothing(chat: Chat, house: House) -> None:
    await chat(REPORTED)
    await chat(BEGUN)
    await house.dismiss(COLLEAGUE)
    await chat("""
        Colleague taps [As in my last one (PR-0001)]
        Bot → Colleague: That is reserved to others in the committee; …
    """)
    _, now = await answers(house)
    assert "activity" not in now


async def test_a_second_draft_of_the_same_kind_is_begun_beside_the_first(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate: 28
        Bot → Delegate: … Where does it stand? …
        Delegate: /report
        Bot → Delegate: You had begun this one; it goes on where you left it. / Where does it stand? · 4/10 [Begin another one] [Under way] …
        Delegate taps [Begin another one]
        Bot → Delegate: … Which activity is this about? · 1/10 …
        Delegate: 33
        Bot → Delegate: … Where does it stand? …
        Delegate: /drafts
        Bot → Delegate: … [Progress on an activity: 33 …] [Progress on an activity: 28 …] …
    """)
