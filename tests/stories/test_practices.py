"""`/practices`: published good practices by word, country and objective, for whoever asks."""

from __future__ import annotations

import pytest

from committee.submissions import SENT_STATES, SubmissionKind, SubmissionState, Visibility
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE, OBSERVER, ORGAN, STRANGER
from tests.stock import lay_in
from tests.stories.review_scenes import RED, register


async def test_everybody_finds_what_is_published_and_reads_it(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE, places=["GTM", "MEX", "region"])
    await chat("""
        Stranger: /practices
        Bot → Stranger: Good practices / 1. Shelters at the border / Guatemala; Guatemala, Mexico, and The whole region / Tap a number to open it. / Type /practices with a word or a country to search: … [1] [All countries ▾] [All objectives ▾]
        Stranger taps [1]
        Bot → Stranger: CAM/2026-27/GP-0001 / Good practice, Guatemala / Published; … / Name: Shelters at the border / … Results: People slept. …
        Delegate: /practices
        Bot → Delegate: Good practices / 1. Shelters at the border / …
    """)


async def test_only_what_is_published_is_shown_and_each_circle_to_its_readers(
    empty_chat: Chat, house: House
) -> None:
    await empty_chat.let_in(DELEGATE, ORGAN, OBSERVER)
    await register(empty_chat)
    for state in sorted(SENT_STATES):
        await lay_in(house, DELEGATE, state=state, title=f"Public {state.value}")
    await lay_in(house, DELEGATE, visibility=Visibility.WORKING_GROUP, title="For the group")
    await lay_in(house, DELEGATE, visibility=Visibility.SECRETARIAT, title="Kept")
    await lay_in(house, DELEGATE, SubmissionKind.ACTIVITY_PROGRESS)
    for who in ("Stranger", "Network"):
        await empty_chat(f"""
            {who}: /practices
            Bot → {who}: Good practices / 1. Public published / Guatemala; Guatemala / Tap a number to open it. / …
        """)
    for who in ("Organ", "Observer"):
        await empty_chat(f"""
            {who}: /practices
            Bot → {who}: Good practices / 1. For the group / … / 2. Public published / … [1] [2] [All countries ▾] …
        """)


async def test_search_by_word_country_and_objective(chat: Chat, house: House) -> None:
    await lay_in(house, DELEGATE, title="Refugio en la frontera", places=["GTM"])
    await lay_in(house, ORGAN, title="Refúgio no rio", places=["BRA"], objectives=["S3"])
    await lay_in(house, ORGAN, title="Cozinhas", places=["BRA"])
    await chat("""
        Stranger: /practices REFÚGIO
        Bot → Stranger: Good practices / Searched for: refugio / 1. Refúgio no rio / … / 2. Refugio en la frontera / … [1] [2] …
        Stranger taps [All countries ▾]
        Bot → Stranger (edited): In which country? [Brazil] [Guatemala] [All countries]
        Stranger taps [Brazil]
        Bot → Stranger (edited): Good practices / Searched for: refugio / 1. Refúgio no rio / … [1] [Brazil ▾] [All objectives ▾]
        Stranger taps [All objectives ▾]
        Bot → Stranger (edited): Which objective? [G1 …] … [S5 …] [Next ›] [All objectives]
        Stranger taps [Next ›]
        Bot → Stranger (edited): Which objective? [S6 …] … [S8 Children and family unity] … [‹ Previous] [All objectives]
        Stranger taps [S8 Children and family unity]
        Bot → Stranger (edited): Good practices / Searched for: refugio / Nothing was found. Another word, or fewer, may help. [Brazil ▾] [S8 Children and family unity ▾] [All good practices] [The Program]
        Stranger taps [All good practices]
        Bot → Stranger (edited): Good practices / 1. Cozinhas / … / 3. Refugio en la frontera / …
    """)


@pytest.mark.parametrize(
    "typed", ["brasil", "Brésil", "BRAZIL", "cozinha brasil", "in Brazil: cozinhas", "Brasil!"]
)
async def test_a_country_is_known_by_its_name_in_any_language(
    chat: Chat, house: House, typed: str
) -> None:
    await lay_in(house, DELEGATE, places=["GTM"], title="Shelters in Brazilian style")
    await lay_in(house, ORGAN, places=["BRA"], title="In cozinhas")
    await chat.sandbox.send(STRANGER.id, f"/practices {typed}")
    await chat.catch_up()
    await chat("Bot → Stranger: Good practices / … 1. In cozinhas / … [1] [Brazil ▾] …")


async def test_a_country_from_which_nothing_comes_is_a_word_like_others(
    chat: Chat, house: House
) -> None:
    await lay_in(house, DELEGATE, title="Shelters for people from Peru")
    await chat("""
        Stranger: /practices Perú
        Bot → Stranger: Good practices / Searched for: peru / 1. Shelters for people from Peru / …
    """)


async def test_pages_turn_in_place(chat: Chat, house: House) -> None:
    for number in range(8):
        await lay_in(house, DELEGATE, title=f"Practice {number}")
    await chat("""
        Stranger: /practices practice
        Bot → Stranger: … / 1. Practice 7 / … / 6. Practice 2 / … [6] [Next ›] [All countries ▾] …
        Stranger taps [Next ›]
        Bot → Stranger (edited): … Searched for: practice / 1. Practice 1 / … / 2. Practice 0 / … [1] [2] [‹ Previous] …
        Stranger taps [2]
        Bot → Stranger: CAM/2026-27/GP-0001 / …
    """)


@pytest.mark.parametrize(
    "typed", ["!!!", "🙂", '"', "' OR 1=1 --", "a* NEAR(b)", "移民", "x" * 4080, "é " * 2040]
)
async def test_whatever_is_typed_is_answered_kindly(chat: Chat, house: House, typed: str) -> None:
    await lay_in(house, DELEGATE)
    await chat.sandbox.send(STRANGER.id, f"/practices {typed}")
    await chat.catch_up()
    await chat("Bot → Stranger: … Good practices / … [All countries ▾] [All objectives ▾] …")
    buttons = chat.sandbox.messages(STRANGER.id)[-1].buttons
    assert max(len(each["callback_data"].encode()) for each in buttons) <= 64


async def test_who_is_not_to_be_named_is_not_and_is_not_found_by_name(
    empty_chat: Chat, house: House
) -> None:
    await register(empty_chat)
    await lay_in(house, RED, unnamed=True, title="Kitchens", lead="Red Chapina", places=[])
    await empty_chat("""
        Stranger: /practices kitchens
        Bot → Stranger: … 1. Kitchens / an actor that is not named / Tap a number to open it. …
        Stranger: /practices chapina
        Bot → Stranger: … Nothing was found. …
        Stranger: /practices kitchens
        …
        Stranger taps [1]
        …
    """)
    shown = empty_chat.sandbox.messages(STRANGER.id)[-1].text
    assert "Kitchens" in shown
    assert "Chapina" not in shown


async def test_before_anything_is_published_it_says_so_and_leads_on(chat: Chat) -> None:
    await chat("""
        Stranger: /practices
        Bot → Stranger: Good practices / No good practice has been published yet. … [The Program]
        Delegate: /practices
        Bot → Delegate: … No good practice has been published yet. … [The Program] [Share a practice]
        Delegate taps [Share a practice]
        Bot → Delegate: … What is the practice called? …
    """)


async def test_an_old_button_of_what_was_withdrawn_shows_nothing(chat: Chat, house: House) -> None:
    row = await lay_in(house, DELEGATE)
    await chat("""
        Stranger: /practices
        …
    """)
    await become(house, row, SubmissionState.WITHDRAWN)
    await chat("""
        Stranger taps [1]
        Bot → Stranger: That submission is not open to you, or is there no more. …
        Stranger taps the old [All countries ▾]
        Bot → Stranger (edited): In which country? [All countries]
    """)


async def become(house: House, row: int, state: SubmissionState) -> None:
    """Change the state of what was laid in."""
    from sqlalchemy import update

    from storage.tables import submissions

    change = update(submissions).where(submissions.c.id == row).values(state=state.value)
    await house.app.services.office.do(lambda t: t.connection.execute(change))
