"""A new answer to a question of another form, asked as that question is."""

import pytest

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.forms.clarification_reply import AMENDABLE
from bot.flows.scene import scene_of
from bot.flows.situation import About
from bot.flows.sources import choices_of
from bot.flows.state import State
from committee.actors import actor_of
from committee.submissions import SubmissionKind
from locales import translator_for
from locales.message import Json
from tests.flows.chat import GUATEMALA, NETWORK, Chat
from tests.flows.forms.samples import FULL, SHORT, moment

REPLY = FORMS["clarification_reply"]
BEGUN = {"answer": "There are two.", "amend": "replace"}
NEVER = {"attachments", "official_text", "visibility", "naming", "statement", "language", "details"}


def replacing(field: str, about: str = "activity_progress", **changed: Json) -> Chat:
    """A reply in which the new answer to `field` is asked."""
    now = moment(about=About(about, FULL[about] | changed))
    return Chat(REPLY, now, State({**BEGUN, "field": field}))


def fields(about: str, answers: dict[str, Json], **more: Json) -> list[str]:
    now = moment(about=About(about, answers), **more)
    chat = Chat(REPLY, now, State(BEGUN))
    source = REPLY.question("field").kind.source  # type: ignore[attr-defined]
    scene = scene_of(chat.form, chat.state, now)
    return [choice.code for choice in choices_of(source, scene.asking(chat.question))]


def test_a_report_is_corrected() -> None:
    chat = Chat(REPLY, moment(), State({"answer": "There are two."}))
    chat.play("""
        < Should the submission be changed too? · 2/4
        [Yes, one answer]
        ~ Should the submission be changed too?
        < Which of its answers? · 3/6 … Tap one, or type a word of it.
        > people reached
        < ✓ Answer to change: People reached … What should it be instead? · 4/6 How many people were reached? Until now: 1,250
        > many
        < Please send a whole number, for example 1,250. … What should it be instead?
        > 1.300
        < ✓ New answer: 1,300 … Any documents or photos? · 5/6
        > skip
        < I am authorized
        [I confirm]
        ~ ✓ I confirm
        < Answer: There are two. Amendment: Yes, one answer Answer to change: People reached New answer: 1,300
        [✎ New answer]
        ~ What should it be instead? · 4/6 Now: 1,300
        [Keep]
        ~ ✓ 1,300
        < New answer: 1,300
        [Send]
        ~ New answer: 1,300
    """)
    assert chat.answers == {
        **BEGUN, "field": "beneficiaries_n", "value": 1300, "attachments": None, "statement": True,
    }  # fmt: skip


def test_buttons_are_those_of_the_field() -> None:
    chat = replacing("status")
    assert chat.buttons["Planned"] == "value:planned"
    chat.tap("Ongoing, no end date")
    assert chat.answers["value"] == "ongoing"
    chat = replacing("period_to")
    chat.tap("February 2026")
    assert chat.answers["value"] == "2026-02"


def test_ticks_are_gathered_and_found_again() -> None:
    chat = replacing("level")
    assert "Until now: National" in chat.said
    chat.tap("Local")
    assert "Chosen: Local" in chat.said
    assert "Until now" not in chat.said
    chat.tap("Bilateral")
    chat.type("listo")
    assert chat.answers["value"] == ["local", "bilateral"]
    chat.type("back")
    assert chat.state.partial == ("local", "bilateral")
    assert "✓ Local" in chat.buttons
    chat.type("national")
    assert chat.answers["value"] == ["national"]


def test_the_word_of_a_button_is_a_text_where_a_text_is_asked() -> None:
    chat = replacing("results")
    chat.type("Done")
    assert chat.answers["value"] == "Done"
    assert chat.said.startswith("Any documents or photos?"), "a text is not repeated"


def test_the_limits_of_the_field_hold() -> None:
    chat = replacing("summary", "good_practice")
    assert "Between 100 and 1200 characters." in chat.said
    chat.type("x" * 99)
    assert "please tell a little more, at least 100" in chat.said
    chat.type("x" * 1201)
    assert "please keep it under 1,200" in chat.said
    chat.type("x" * 1200)
    assert chat.answers["value"] == "x" * 1200


def test_a_check_against_the_other_answers_holds() -> None:
    chat = replacing("period_to")
    chat.type("December 2025")
    assert chat.said.startswith("That is before January 2026.")
    assert chat.key == "value"


@pytest.mark.parametrize(
    ("about", "field", "typed"),
    [
        ("activity_progress", "period_from", "May 2026"),
        ("new_proposal", "kind", "to drop an activity or another part"),
        ("contribution_pledge", "form", "money"),
        ("draft_text_input", "operation", "change it"),
        ("draft_text_input", "document", "CIDI/CAM/doc.20/15"),
        ("good_practice", "places", "another place"),
    ],
)
def test_what_would_leave_another_question_open_is_refused(
    about: str, field: str, typed: str
) -> None:
    now = moment(about=About(about, SHORT[about]))
    chat = Chat(REPLY, now, State({**BEGUN, "field": field}))
    chat.type(typed)
    assert chat.said.startswith("With this, other answers would have to change as well.")
    assert "value" not in chat.answers


@pytest.mark.parametrize(
    ("about", "field", "typed", "value"),
    [
        ("new_proposal", "kind", "drop", "drop"),
        ("contribution_pledge", "form", "in kind", "in_kind"),
        ("good_practice", "running", "yes", True),
        ("activity_progress", "status", "not started", "not_started"),
    ],
)
def test_what_closes_a_question_or_finds_its_answer_is_taken(
    about: str, field: str, typed: str, value: object
) -> None:
    chat = replacing(field, about)
    chat.type(typed)
    assert chat.answers["value"] == value


def test_choices_of_the_moment_come_under_the_key_of_the_field() -> None:
    chat = replacing("cosponsors", "new_proposal")
    chat.type("network of mothers, guatemala")
    assert chat.answers["value"] == ["7", "GTM"]
    chat = replacing("anchor", "draft_text_input")
    assert [label for label in chat.buttons if label[0].isdigit()] == [
        "1. The Program begins.", "2. Migrants are heard.",
    ]  # fmt: skip
    now = moment(likely={"status": ("planned",)})
    chat = Chat(REPLY, now, State({**BEGUN, "field": "status"}))
    assert next(iter(chat.buttons)) == "Planned"


def test_every_answer_given_can_be_replaced_but_files_and_how_it_is_treated() -> None:
    for key in AMENDABLE:
        assert set(fields(key, FULL[key])) == set(FULL[key]) - NEVER


def test_what_could_have_been_told_can_be_told_now() -> None:
    names = fields("activity_progress", SHORT["activity_progress"])
    assert "results" in names
    assert "objective" not in names
    assert not {"amount", "currency"} & set(
        fields("contribution_pledge", SHORT["contribution_pledge"])
    )


def test_what_there_is_nothing_to_choose_for_is_left_out() -> None:
    names = fields("new_proposal", FULL["new_proposal"], choices={})
    assert "cosponsors" not in names
    assert "reason" in names


@pytest.mark.parametrize("key", AMENDABLE)
def test_every_field_can_be_kept_as_it_was(key: str) -> None:
    """Whatever stood in a submission can stand as the new answer, and is shown as it was."""
    plain = translator_for("en").plain
    for actor in (GUATEMALA, NETWORK, actor_of("cidh")):
        for field in fields(key, FULL[key], actor=actor):
            value = FULL[key].get(field)
            if value is None or (field == "activity" and actor is not GUATEMALA):
                continue
            now = moment(actor=actor, about=About(key, FULL[key]))
            answers = {**BEGUN, "field": field, "value": value}
            chat = Chat(REPLY, now, State(answers))
            assert chat.key == "attachments", field
            shown = engine.shown(REPLY.question("value"), value, now, answers=answers)
            there = engine.shown(FORMS[key].question(field), value, now, answers=FULL[key])
            assert plain(shown) == plain(there)


def test_another_field_means_another_answer() -> None:
    """A text for one question is not taken for that of another."""
    told = {**BEGUN, "field": "results", "value": "Beds.", "attachments": None, "statement": True}
    chat = Chat(REPLY, moment(), State(told))
    chat.play("""
        < New answer: Beds.
        [✎ Answer to change]
        ~ Which of its answers? … Now: Results
        [Keep]
        ~ ✓ Results
        < New answer: Beds.
        [✎ Answer to change]
        ~ Which of its answers?
        > obstacles
        < What should it be instead? … What got in the way? Until now: Rain
        > Snow
        < Answer to change: Obstacles New answer: Snow
    """)


@pytest.mark.parametrize("field", ["visibility", "statement", "nothing", "attachments", 5, None])
def test_what_cannot_be_replaced_is_asked_again(field: object) -> None:
    chat = Chat(REPLY, moment(), State({**BEGUN, "field": field, "value": "x"}))
    assert chat.key == "field"


@pytest.mark.parametrize("about", [None, About("registration", {}), About("gone", {})])
def test_without_a_known_submission_there_is_nothing_to_replace(about: About | None) -> None:
    chat = Chat(REPLY, moment(about=about), State({"answer": "Two."}))
    assert list(chat.buttons)[:2] == ["No, leave it as it is", "Withdraw it"]
    chat.tap_data("amend:replace")
    assert chat.key == "amend"


def test_a_file_is_no_new_answer() -> None:
    chat = replacing("results")
    chat.send()
    assert "This question cannot take a file." in chat.said
    assert not engine.accepts_files(REPLY, chat.state, chat.moment)


def test_an_unknown_value_is_still_shown() -> None:
    question = REPLY.question("value")
    assert engine.shown(question, "Rain", moment(about=None)) == "Rain"
    assert engine.shown(question, 5, moment(), answers={"field": "gone"}) == "5"


def test_there_is_a_form_for_every_kind_that_can_be_asked_about() -> None:
    assert set(AMENDABLE) == set(SubmissionKind) - {SubmissionKind.CLARIFICATION_REPLY}
