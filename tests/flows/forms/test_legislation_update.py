"""Legislation: the country, and the official text as a link or as a file."""

import pytest

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.kinds import Several
from bot.flows.scene import asking_of
from bot.flows.sources import choices_of
from bot.flows.state import State
from committee.actors import actor_of
from tests.flows.chat import Chat
from tests.flows.forms.samples import LAW, SHORT, moment

LAWS = FORMS["legislation_update"]
UNTIL_LINK = {
    key: value
    for key, value in SHORT["legislation_update"].items()
    if key in {"country", "category", "event", "title", "date", "summary"}
}


def after_summary(**more: object) -> Chat:
    return Chat(LAWS, moment(), State({**UNTIL_LINK, **more}))


def test_a_law_in_few_words() -> None:
    known = {"country": "GTM", "contact": "Ana", "language": "en", "visibility": "public"}
    Chat(LAWS, moment(), engine.begin(LAWS, known)).play("""
        < What kind of rule is it? · 2/13
        > migration act
        < ✓ Kind of rule: Migration act … What happened? · 3/13
        > in force
        < ✓ What happened: Entered into force … What are its official title and number? · 4/13
        > Decree 44-2016
        < On which date did this happen? · 5/13
        > 15 January 2026
        < ✓ Date: January 15, 2026 … What does it change? · 6/13
        > Consulates are open longer.
        < Is there a link to the official text? · 7/13 … Skip this to send the text as a file.
        > https://example.org/44-2016
        < Would you like to add details? · 8/12
    """)


def test_with_a_link_no_file_is_needed() -> None:
    chat = after_summary()
    chat.type("https://example.org/44-2016")
    assert chat.key == "details"
    assert "official_text" not in {q.key for q in engine.asked(LAWS, chat.answers, moment())}


def test_without_a_link_a_file_is() -> None:
    chat = after_summary()
    chat.play("""
        [Skip]
        ~ Is there a link to the official text? No answer
        < Please send the official text. · 8/13
        > skip
        < This question needs an answer. … Please send the official text.
        > tomorrow
        < Please send a document, a photo or a voice note here
    """)
    chat.send(**LAW)
    chat.play("""
        > done
        < Would you like to add details? · 9/13
    """)
    assert chat.answers["link"] is None
    assert [file["name"] for file in chat.answers["official_text"]] == ["law.pdf"]


def test_a_file_stays_when_a_link_is_given_later() -> None:
    chat = Chat(
        LAWS, moment(), State({**SHORT["legislation_update"], "link": None, "official_text": [LAW]})
    )
    chat.play("""
        < Official text: law.pdf
        [✎ Link to the text]
        ~ Is there a link
        > https://example.org/44-2016
        < Link to the text: https://example.org/44-2016 Official text: law.pdf
    """)


def test_a_link_that_is_taken_away_asks_for_the_file() -> None:
    chat = Chat(LAWS, moment(), State(SHORT["legislation_update"]))
    chat.tap("✎ Link to the text")
    chat.tap("Clear")
    assert chat.key == "official_text"


def test_a_document_that_begins_the_draft_is_the_official_text() -> None:
    state = engine.first_answer(LAWS, State(), LAW, moment())
    assert [file["name"] for file in state.answers["official_text"]] == ["law.pdf"]
    chat = Chat(LAWS, moment(), State({**state.answers, **UNTIL_LINK}))
    chat.tap("Skip")
    assert chat.key == "details"


def test_activities_are_those_of_the_member_states() -> None:
    kind = LAWS.question("activities").kind
    assert isinstance(kind, Several)
    for actor in (actor_of("GTM"), actor_of("cidh")):
        asking = asking_of(LAWS.question("activities"), moment(actor=actor), {})
        assert [each.stored for each in choices_of(kind.source, asking)] == list(range(21, 43))


@pytest.mark.parametrize("typed", ["2026-02-30", "44/2016", "soon"])
def test_a_date_is_a_day(typed: str) -> None:
    chat = Chat(LAWS, moment(), State({k: v for k, v in UNTIL_LINK.items() if k != "date"}))
    chat.type(typed)
    assert chat.key == "date"
