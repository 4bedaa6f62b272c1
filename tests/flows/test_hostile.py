"""Whatever is sent, to whatever question: one courteous answer, nothing lost, nothing executed."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows.amending import Amended
from bot.flows.choices import Choice
from bot.flows.currencies import currencies
from bot.flows.form import Question
from bot.flows.forms import FORMS
from bot.flows.incoming import Incoming, Sent, Tap, Typed
from bot.flows.kinds import (
    Amount,
    AsField,
    Consent,
    Date,
    Files,
    Kind,
    Links,
    LongText,
    Month,
    OneOf,
    Several,
    ShortText,
    WholeNumber,
    Year,
    YesNo,
)
from bot.flows.sources import ALL_ACTIVITIES, OBJECTIVES, PLACES
from bot.flows.state import State
from locales import LANGUAGES, translator_for
from tests.flows.chat import Chat, chat_about, form_of, situation
from tests.flows.forms.samples import FULL

REPORT, ANSWERS = FORMS["activity_progress"], FULL["activity_progress"]
KINDS: dict[str, Kind] = {
    "short text": ShortText(limit=200),
    "long text": LongText(limit=2000),
    "number": WholeNumber(),
    "month": Month(),
    "date": Date(),
    "yes or no": YesNo(),
    "declaration": Consent(),
    "activity": OneOf(ALL_ACTIVITIES),
    "places": Several(PLACES),
    "objectives": Several(OBJECTIVES, most=2),
    "links": Links(),
    "files": Files(),
    "amount": Amount(),
    "year": Year(),
    "currency": OneOf(currencies),
    "a text of another form": AsField(lambda _: Amended(REPORT, REPORT.question("done"), ANSWERS)),
    "ticks of another form": AsField(lambda _: Amended(REPORT, REPORT.question("level"), ANSWERS)),
    "a month of another form": AsField(
        lambda _: Amended(REPORT, REPORT.question("period_to"), ANSWERS)
    ),
    "no form at all": AsField(lambda _: None),
}

TEXTS = {
    "markup": "<b>bold</b> <a href='tg://user?id=1'>x</a> </b> &lt; _*[`",
    "a formula": '=HYPERLINK("http://evil.example","x")',
    "templates": "{0} {question} {{7*7}} {% for %} ${x} %s %(n)s",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x85\ufffe\uffff",
    "a lone surrogate": "a\ud83d b\udc00",
    "right to left": "\u202eevil\u202c العربية \u2067x\u2069",
    "emoji": "👩🏽‍⚖️🇬🇹🎉" * 40,
    "combining marks": "e" + "\u0301" * 10_000,
    "40,000 characters": "x" * 40_000,
    "40,000 spaces": "x" + " " * 40_000 + "x",
    "40,000 lines": "1\n" * 20_000,
    "40,000 commas": "1," * 20_000,
    "digits": "9" * 40_000,
    "other digits": "٣/٢٠٢٦",
    "ligatures": "ﷺ" * 2000,
    "nothing": "",
    "zero width": "\u200b\u200d\ufeff",
    "a null": "\x00",
    "button data": "asked:_done",
    "superscripts": "²³",
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_text_to_any_question(kind: Kind, text: str) -> None:
    chat = chat_about(kind, required=False)
    chat.type(text)
    held_or_asked_again(chat)
    if isinstance(kind, LongText) and "asked" in chat.answers:
        untouched = [c for c in chat.answers["asked"] if c.isprintable()]
        assert (
            untouched
            == [
                c
                for c in text.replace("\0", "")
                if c.isprintable() and not "\ud800" <= c <= "\udfff"
            ]
            or "\ufffd" in untouched
        )


def held_or_asked_again(chat: Chat) -> None:
    assert chat.outcome is None
    if "asked" in chat.answers:
        assert chat.key == "after"
    else:
        assert chat.key == "asked"
        assert "Asked?" in chat.said
    for reply in chat.replies:
        for line in reply.lines:
            for language in LANGUAGES:
                html = translator_for(language).html(line)
                assert set(re.findall(r"<[^>]*>", html)) <= {"<b>", "</b>"}
                assert html.count("<b>") == html.count("</b>")


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
CODES = st.one_of(
    ANY_TEXT,
    st.sampled_from(
        [
            "_back",
            "_skip",
            "_clear",
            "_keep",
            "_done",
            "_leave",
            "_page1",
            "_page-1",
            "_s",
            "_send",
            "yes",
            "28",
            "2026-02",
            "GTM",
            "S1",
        ]
    ),
)
FILES = st.fixed_dictionaries(
    {
        "id": st.integers(),
        "name": st.none() | ANY_TEXT,
        "type": ANY_TEXT,
        "size": st.none() | st.integers(),
    }
)
ANYTHING = st.one_of(
    st.builds(Typed, ANY_TEXT),
    st.builds(Tap, st.sampled_from(["asked", "after", "review"]) | ANY_TEXT, CODES),
    st.builds(Sent, FILES),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    kind=st.sampled_from(list(KINDS.values())),
    sent=st.lists(ANYTHING, max_size=6),
    language=st.sampled_from(LANGUAGES),
)
def test_anything_in_any_order(kind: Kind, sent: list[Incoming], language: str) -> None:
    """The checks are those of the chat itself: storable, wordable, within limits, no dead end."""
    chat = chat_about(kind, "en", required=False)
    for incoming in sent:
        chat.do(incoming)
        if chat.outcome is not None:
            chat.open()


STORED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(kind=st.sampled_from(list(KINDS.values())), value=STORED)
def test_any_stored_answer_is_taken_or_asked_again(kind: Kind, value: object) -> None:
    """Answers laid in come from other versions of a form and of the Program."""
    form = form_of(Question("asked", "Asked?", kind, required=False, label="Asked"))
    chat = Chat(form, situation(), State({"asked": value}))
    if chat.in_review:
        chat.tap_data("review:asked")
    assert "Asked?" in chat.said
    chat.tap_data("asked:_clear")
    assert chat.in_review
    assert chat.answers == {"asked": None}


def test_a_choice_with_markup_is_escaped() -> None:
    chat = chat_about(OneOf((Choice("a", "<i>A</i>"), Choice("b", "B & C"))))
    chat.tap_data("asked:a")
    html = translator_for("en").html(chat.replies[0].lines[1])
    assert html == "✓ &lt;i&gt;A&lt;/i&gt;"
