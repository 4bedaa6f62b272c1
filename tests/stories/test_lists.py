"""`/submissions`: each sees what the table of rights says, filtered by taps, searched by words."""

from __future__ import annotations

import re
from itertools import product

import pytest

from committee.access import readable_to
from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, Visibility
from tests.chat import Chat, rendered
from tests.house import House
from tests.people import CHAIR, DELEGATE, OBSERVER, ORGAN, SECRETARIAT, Character
from tests.stock import lay_in
from tests.stories.review_scenes import RED, register

PROGRESS = SubmissionKind.ACTIVITY_PROGRESS
SUBMITTED, ACCEPTED = SubmissionState.SUBMITTED, SubmissionState.ACCEPTED


async def listed(chat: Chat, who: Character, command: str = "/submissions") -> list[str]:
    """The numbers of every page that `who` is shown, all that is open to them."""
    await chat.sandbox.send(who.id, command)
    await chat.catch_up()
    numbers = []
    if who.actor and "All that is open to me" in rendered(chat.sandbox.messages(who.id)[-1]):
        await tap(chat, who, "All that is open to me")
    while True:
        shown = rendered(chat.sandbox.messages(who.id)[-1])
        numbers += re.findall(r"[A-Z]{2}-\d{4}", shown)
        if "[Next ›]" not in shown:
            await chat("…")
            return numbers
        await tap(chat, who, "Next ›")


async def tap(chat: Chat, who: Character, label: str) -> None:
    message, _, data = chat.button(who.id, label)
    await chat.sandbox.tap_data(who.id, data, message)
    await chat.catch_up()


async def test_an_actors_people_see_their_own_first(chat: Chat, house: House) -> None:
    await lay_in(house, ORGAN, days_ago=1)
    await lay_in(house, DELEGATE, PROGRESS, state=SUBMITTED, days_ago=3)
    await lay_in(house, DELEGATE, days_ago=2, title="Two shelters")
    await chat("""
        Delegate: /submissions
        Bot → Delegate: Your submissions: Guatemala / 1. CAM/2026-27/GP-0002 · Published, Jan 18 / Good practice “Two shelters” / 2. CAM/2026-27/PR-0001 · Submitted, Jan 17 / Activity progress / Tap a number to open it. [1] [2] [All kinds ▾] [Any stage ▾] [All that is open to me]
        Delegate taps [All that is open to me]
        Bot → Delegate (edited): Submissions / 1. CAM/2026-27/GP-0002 · … Good practice “Two shelters”, Guatemala / 2. CAM/2026-27/PR-0001 · … Activity progress, Guatemala / 3. CAM/2026-27/GP-0001 · Published, Jan 19 / Good practice “Shelters at the border”, Inter-American Commission of Women / … [3] [All kinds ▾] [Any stage ▾] [Only ours]
        Delegate taps [3]
        Bot → Delegate: CAM/2026-27/GP-0001 / Good practice, Inter-American Commission of Women / … Name: Shelters at the border …
    """)


async def test_the_menu_leads_to_it(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE)
    await chat("""
        Delegate: /help
        Bot → Delegate: … [Submissions] …
        Delegate taps [Submissions]
        Bot → Delegate: Your submissions: Guatemala / 1. CAM/2026-27/GP-0001 · …
    """)


async def test_the_committee_sees_all_and_filters_by_taps(chat: Chat, house: House) -> None:
    await lay_in(house, ORGAN, PROGRESS, state=ACCEPTED, activity=12, days_ago=200)
    await lay_in(house, DELEGATE, PROGRESS, state=ACCEPTED, meeting="2026-27/february")
    await lay_in(house, DELEGATE, days_ago=1)
    await chat("""
        Chair: /submissions
        Bot → Chair: Submissions / 1. … GP-0001 · … / 2. … / 3. … [1] [2] [3] [All kinds ▾] [Any stage ▾] [All actors ▾] [All terms ▾]
        Chair taps [All kinds ▾]
        Bot → Chair (edited): Which kind of submission? [All kinds] [Activity progress] [Good practice] …
        Chair taps [Activity progress]
        Bot → Chair (edited): Submissions / 1. CAM/2026-27/PR-0001 · … / 2. CAM/2025-26/PR-0001 · … [1] [2] [Activity progress ▾] [Any stage ▾] …
        Chair taps [All terms ▾]
        Bot → Chair (edited): From when? [All terms] [This term] [For the next meeting]
        Chair taps [This term]
        Bot → Chair (edited): Submissions / 1. CAM/2026-27/PR-0001 · Accepted, … [1] [Activity progress ▾] [Any stage ▾] [All actors ▾] [This term ▾]
        Chair taps [This term ▾]
        …
        Chair taps [For the next meeting]
        Bot → Chair (edited): Submissions / 1. CAM/2026-27/PR-0001 · … [1] …
        Chair taps [All actors ▾]
        Bot → Chair (edited): Of which actors? / Who asked not to be named is left out of this choice. [All actors] [Member states] [OAS organs and entities] …
        Chair taps [OAS organs and entities]
        Bot → Chair (edited): Submissions / Nothing fits what is chosen below. [Activity progress ▾] [Any stage ▾] [OAS organs and entities ▾] [For the next meeting ▾] [Show everything]
        Chair taps [Show everything]
        Bot → Chair (edited): Submissions / 1. … [1] [2] [3] [All kinds ▾] [Any stage ▾] …
        Chair taps [Any stage ▾]
        Bot → Chair (edited): At which stage? [Any stage] [Submitted] …
        Chair taps [Accepted]
        Bot → Chair (edited): Submissions / 1. … · Accepted, … / 2. … · Accepted, … [1] [2] [All kinds ▾] [Accepted ▾] …
    """)


async def test_pages_turn_in_place_and_keep_filters_and_words(chat: Chat, house: House) -> None:
    for number in range(11):
        await lay_in(house, DELEGATE, days_ago=20 - number, title=f"Refúgio {number}")
    await chat("""
        Delegate: /submissions REFUGIO
        Bot → Delegate: Your submissions: Guatemala / Searched for: refugio / 1. CAM/2026-27/GP-0011 · … [8] [Next ›] …
        Delegate taps [All kinds ▾]
        …
        Delegate taps [Good practice]
        Bot → Delegate (edited): Your submissions: Guatemala / Searched for: refugio / 1. CAM/2026-27/GP-0011 · … [8] [Next ›] [Good practice ▾] …
        Delegate taps [Next ›]
        Bot → Delegate (edited): Your submissions: Guatemala / Searched for: refugio / 1. CAM/2026-27/GP-0003 · … / 3. CAM/2026-27/GP-0001 · … Tap a number to open it. [1] [2] [3] [‹ Previous] [Good practice ▾] …
        Delegate taps [‹ Previous] twice
        Bot → Delegate (edited): … / 1. CAM/2026-27/GP-0011 · … [8] [Next ›] …
    """)


async def test_a_number_is_found(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE)
    await lay_in(house, DELEGATE, PROGRESS, state=SUBMITTED)
    await chat("""
        Secretariat: /submissions CAM/2026-27/PR-0001
        Bot → Secretariat: … / 1. CAM/2026-27/PR-0001 · … Tap a number to open it. [1] [All kinds ▾] …
        Secretariat: /submissions pr-0001
        Bot → Secretariat: … / 1. CAM/2026-27/PR-0001 · … Tap a number to open it. [1] [All kinds ▾] …
    """)


async def test_where_nothing_of_ones_own_is_found_the_rest_is_shown(
    chat: Chat, house: House
) -> None:
    await lay_in(house, ORGAN, title="Kitchens")
    await chat("""
        Delegate: /submissions kitchens
        Bot → Delegate: Nothing of your own was found; this is what else is open to you. / Submissions / Searched for: kitchens / 1. CAM/2026-27/GP-0001 · … [Only ours]
    """)


async def test_an_empty_list_leads_on(chat: Chat) -> None:
    await chat("""
        Delegate: /submissions
        Bot → Delegate: Your submissions: Guatemala / There is nothing here yet. [All kinds ▾] [Any stage ▾] [All that is open to me] [Report progress]
        Chair: /submissions
        Bot → Chair: Submissions / There is nothing here yet. … [The Program]
        Chair: /submissions zzz
        Bot → Chair: Submissions / Searched for: zzz / Nothing was found. Another word, or fewer, may help. … [Show everything]
    """)


@pytest.mark.parametrize(
    "typed",
    [
        "!!!",
        "🙂🙂",
        '"',
        "' OR 1=1 --",
        "a* NEAR(b)",
        "移民",
        "x" * 4080,
        "é " * 2040,
        "a & !b | (c)",
    ],
)
async def test_whatever_is_typed_is_answered_kindly(chat: Chat, house: House, typed: str) -> None:
    await lay_in(house, DELEGATE)
    await chat.sandbox.send(CHAIR.id, f"/submissions {typed}")
    await chat.catch_up()
    await chat("Bot → Chair: … [All kinds ▾] …")
    buttons = chat.sandbox.messages(CHAIR.id)[-1].buttons
    assert max(len(each["callback_data"].encode()) for each in buttons) <= 64


async def test_what_holds_no_word_is_said(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE)
    await chat("""
        Chair: /submissions ¿?
        Bot → Chair: There is no word in that to search for; please send a word or two. / Submissions / 1. CAM/2026-27/GP-0001 · …
    """)


async def test_many_long_words_fit_on_the_buttons_that_turn_the_page(
    chat: Chat, house: House
) -> None:
    for number in range(9):
        await lay_in(
            house, DELEGATE, title=f"Fortalecimiento institucional transfronterizo {number}"
        )
    await lay_in(house, DELEGATE, title="Fortalecimiento de albergues")
    await chat("""
        Chair: /submissions fortalecimiento INSTITUCIÓNAL transfronterizo
        Bot → Chair: … / 1. CAM/2026-27/GP-0009 · … [8] [Next ›] …
        Chair taps [Next ›]
        Bot → Chair (edited): … / 1. CAM/2026-27/GP-0001 · … Tap a number to open it. [1] [‹ Previous] …
    """)


VIEWERS = (DELEGATE, OBSERVER, RED, CHAIR, SECRETARIAT)


async def test_everybody_sees_what_the_table_of_rights_says(empty_chat: Chat, house: House) -> None:
    await empty_chat.let_in(DELEGATE, OBSERVER, CHAIR, SECRETARIAT, ORGAN)
    await register(empty_chat)
    laid = {}
    for state, visibility in product(sorted(SENT_STATES), Visibility):
        row = await lay_in(house, ORGAN, PROGRESS, state=state, visibility=visibility, activity=12)
        laid[f"PR-{row:04}"] = (visibility, state)
    for who in VIEWERS:
        assert who.role is not None
        expected = {
            number
            for number, kept in laid.items()
            if kept in readable_to({who.role}) and kept[1] is not SubmissionState.SUPERSEDED
        }
        seen = await listed(empty_chat, who)
        assert (who.called, set(seen), len(seen)) == (who.called, expected, len(expected))


async def test_of_ones_own_actor_everything_is_seen_whatever_became_of_it(
    chat: Chat, house: House
) -> None:
    await chat.let_in(OBSERVER)
    for state in sorted(SENT_STATES):
        await lay_in(house, DELEGATE, PROGRESS, state=state, visibility=Visibility.SECRETARIAT)
    assert len(await listed(chat, OBSERVER)) == len(SENT_STATES) - 1
    await chat("""
        Delegate: /submissions
        …
        Delegate taps [Any stage ▾]
        …
        Delegate taps [Superseded]
        Bot → Delegate (edited): Your submissions: … / 1. … · Superseded, … Tap a number to open it. [1] [All kinds ▾] [Superseded ▾] …
    """)


@pytest.mark.parametrize("who", ["Chair", "Delegate", "Observer"])
async def test_who_is_not_to_be_named_is_named_to_the_secretariat_alone(
    empty_chat: Chat, house: House, who: str
) -> None:
    await empty_chat.let_in(DELEGATE, OBSERVER, CHAIR, SECRETARIAT)
    await register(empty_chat)
    await lay_in(house, RED, unnamed=True, title="Kitchens")
    await empty_chat("""
        Secretariat: /submissions red chapina
        Bot → Secretariat: Submissions / Searched for: red chapina / Nothing was found. …
        Secretariat: /submissions
        Bot → Secretariat: … Good practice “Kitchens”, Red Chapina / …
        Secretariat taps [All actors ▾]
        Bot → Secretariat (edited): Of which actors? [All actors] …
        Secretariat taps [Diaspora networks]
        Bot → Secretariat (edited): … Good practice “Kitchens”, Red Chapina / …
    """)
    await empty_chat(f"""
        {who}: /submissions kitchens
        Bot → {who}: … Good practice “Kitchens”, an actor that is not named / …
        {who}: /submissions red chapina
        Bot → {who}: … Nothing was found. …
        {who}: /submissions chapina
        Bot → {who}: … Nothing was found. …
    """)
    if who == "Chair":
        for kind in ("Diaspora networks", "Member states", "Civil society organizations"):
            await empty_chat(f"""
                Chair: /submissions
                …
                Chair taps [All actors ▾]
                …
                Chair taps [{kind}]
                Bot → Chair (edited): Submissions / Nothing fits what is chosen below. …
            """)


async def test_the_authors_own_people_see_whose_it_is(empty_chat: Chat, house: House) -> None:
    await register(empty_chat)
    await lay_in(house, RED, unnamed=True, title="Kitchens")
    await empty_chat("""
        Network: /submissions
        Bot → Network: Your submissions: Red Chapina / 1. CAM/2026-27/GP-0001 · … “Kitchens” / …
        Network taps [All that is open to me]
        Bot → Network (edited): … “Kitchens”, Red Chapina / …
    """)


async def test_without_a_role_one_is_told_where_to_look(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE)
    await chat("""
        Stranger: /submissions shelters
        Bot → Stranger: Submissions are listed for those who take part in the Program. What has been published is open to everybody: /practices and /program. [Good practices] [The Program]
        Stranger taps [Good practices]
        Bot → Stranger: Good practices / 1. Shelters at the border / …
    """)


async def test_old_buttons_show_nothing_to_somebody_who_has_left(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE, PROGRESS, state=SUBMITTED)
    await chat("""
        Delegate: /submissions
        …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate taps [All that is open to me]
        Bot → Delegate: Submissions are listed for those who take part …
        Delegate taps the old [1]
        Bot → Delegate: That submission is not open to you, or is there no more. …
    """)
