"""Research findings: the year, the countries, where it can be read."""

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.state import State
from tests.flows.chat import Chat
from tests.flows.forms.samples import FULL, SHORT, moment

FINDINGS = FORMS["research_findings"]


def without(*keys: str, details: bool = True) -> Chat:
    sample = FULL["research_findings"] if details else SHORT["research_findings"]
    return Chat(FINDINGS, moment(), State({k: v for k, v in sample.items() if k not in keys}))


def test_findings_in_few_words() -> None:
    known = {"contact": "Ana", "language": "en", "visibility": "public"}
    Chat(FINDINGS, moment(), engine.begin(FINDINGS, known)).play("""
        < Which topic is it about? · 1/12
        > remittances
        < ✓ Topic: Remittances and families … What is the study called? · 2/12
        > Money and families
        < Who wrote it, and at which institution? · 3/12
        > A. Author, a university
        < In which year? · 4/12
        > 1989
        < Please send a year from 1990 to 2027, in four digits. … In which year?
        [2025]
        ~ ✓ 2025
        < Which countries does it cover? · 5/12
        > Guatemala, Mexico
        < ✓ Countries: Guatemala and Mexico … What are the main findings? · 6/12
        > Families stay in touch.
        < How far is the study? · 7/12
        [Peer reviewed]
        ~ ✓ Peer reviewed
        < Would you like to add details? · 8/12
        > no
        < ✓ More details: No … I am authorized … 12/12
        > confirmo
        < Year: 2025
    """)


def test_a_place_elsewhere_is_named() -> None:
    chat = without("countries", "countries_other", details=False)
    chat.type("Guatemala, another place")
    assert chat.key == "countries_other"
    chat.type("Spain")
    assert chat.in_review


def test_a_link_or_a_doi_but_one() -> None:
    chat = without("link")
    chat.type("doi:10.1234/abc")
    assert chat.answers["link"] == ["https://doi.org/10.1234/abc"]
    chat = without("link")
    chat.type("https://a.org https://b.org")
    assert "Please send just one link." in chat.said
    chat.type("https://a.org/" + "x" * 500)
    assert "under 500 characters" in chat.said
    chat.type("skip")
    assert chat.answers["link"] is None


def test_a_presentation_is_offered_or_left_open() -> None:
    chat = without("present")
    chat.type("sí")
    assert chat.answers["present"] is True
