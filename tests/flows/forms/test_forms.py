"""What the forms ask, of whom, and how little is enough."""

import pytest

from bot.flows import engine
from bot.flows.forms import FORMS
from bot.flows.state import State
from committee.actors import actor_of
from committee.submissions import SubmissionKind, default_visibility
from tests.flows.chat import NETWORK, Chat, situation

PROGRESS, PRACTICE = FORMS["activity_progress"], FORMS["good_practice"]


def test_a_state_is_asked_for_an_activity_others_for_an_objective() -> None:
    assert engine.asked(PROGRESS, {}, situation())[0].key == "activity"
    assert engine.asked(PROGRESS, {}, situation(actor=actor_of("cim")))[0].key == "activity"
    assert engine.asked(PROGRESS, {}, situation(actor=NETWORK))[0].key == "objective"


@pytest.mark.parametrize("status", ["planned", "under_way", "done", "ongoing"])
def test_what_was_done_is_asked_where_something_was(status: str) -> None:
    assert "done" in keys_for({"status": status})


@pytest.mark.parametrize("status", ["not_started", "not_pursued", "no_information"])
def test_what_was_done_is_not_asked_where_nothing_was(status: str) -> None:
    assert "done" not in keys_for({"status": status})


def keys_for(answers: dict[str, object]) -> list[str]:
    return [question.key for question in engine.asked(PROGRESS, answers, situation())]


def test_only_states_are_asked_for_a_covering_note() -> None:
    answers = {"details": True}
    for form in (PROGRESS, PRACTICE):
        assert "authority_ref" in {q.key for q in engine.asked(form, answers, situation())}
        network = situation(actor=NETWORK)
        assert "authority_ref" not in {q.key for q in engine.asked(form, answers, network)}


def test_details_are_asked_only_when_wanted_and_those_given_stay() -> None:
    assert "results" in keys_for({"details": True})
    assert "results" not in keys_for({"details": False})
    assert "results" in keys_for({"details": False, "results": "Many."})


def test_the_usual_readers_stand_first() -> None:
    for kind in set(SubmissionKind) - {SubmissionKind.CLARIFICATION_REPLY}:
        source = FORMS[kind].question("visibility").kind.source  # type: ignore[attr-defined]
        assert source[0].code == default_visibility(kind)
        assert len(source) == 3


def test_the_shortest_report_after_a_reminder() -> None:
    """A reply to the reminder, then taps; what is known of the person is not asked."""
    known = {"period_from": "2026-01", "period_to": "2026-02", "language": "en", "contact": "Ana"}
    moment = situation(likely={"activity": ("28",)})
    state = engine.first_answer(PROGRESS, engine.begin(PROGRESS, known), "Two shelters.", moment)
    Chat(PROGRESS, moment, state).play("""
        < Which activity is this about? · 1/10
        [28 Consular assistance]
        ~ ✓ 28 Consular assistance
        < Where does it stand? · 4/10
        > done
        < ✓ Status: Done … Would you like to add details? · 6/10
        [No]
        ~ ✓ No
        < Who may read this? · 9/10
        > 1
        < I am authorized … 10/10
        [I confirm]
        ~ ✓ I confirm
        < Progress on an activity … Activity: 28 Consular assistance … What was done: Two shelters.
        [Send]
        ~ Activity: 28 Consular assistance
    """)


def test_a_practice_that_has_ended_is_asked_for_its_end() -> None:
    chat = Chat(
        PRACTICE,
        situation(),
        engine.begin(
            PRACTICE,
            {
                "title": "A",
                "summary": "x" * 100,
                "lead": "B",
                "places": ["GTM"],
                "start": "2025-05",
            },
        ),
    )
    chat.play("""
        < Is it still running?
        [No]
        ~ ✓ No
        < When did it end?
        > 04/2025
        < That is before May 2025. … When did it end?
        > May 2025
        < Which objectives does it serve?
    """)


def test_another_place_is_named() -> None:
    chat = Chat(
        PRACTICE,
        situation(),
        engine.begin(PRACTICE, {"title": "A", "summary": "x" * 100, "lead": "B"}),
    )
    chat.play("""
        > Guatemala, Another place
        < Which other place?
        > Madrid
        < When did it begin?
    """)


def test_a_summary_has_100_to_1200_characters() -> None:
    chat = Chat(PRACTICE, situation(), State({"title": "A"}))
    chat.type("x" * 99)
    assert "99 characters; please tell a little more, at least 100" in chat.said
    chat.type("x" * 1201)
    assert "1,201 characters; please keep it under 1,200" in chat.said
    chat.type("x" * 1200)
    assert chat.key == "lead"


def test_registration_takes_the_four_kinds_of_society() -> None:
    chat = Chat(FORMS["registration"], situation(actor=None))
    codes = {data for data in chat.buttons.values() if ":_" not in data}
    assert codes == {
        f"kind:{kind}" for kind in ("civil_society", "academia", "diaspora", "migrants")
    }


def test_every_label_is_short() -> None:
    for form in FORMS.values():
        for question in form.questions:
            assert question.label, f"{form.key}.{question.key} has no short name"
            assert len(question.label) <= 24
