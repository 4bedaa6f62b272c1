"""Every form of a submission: the least that must be said, and all that can be."""

import pytest

from bot.flows import engine
from bot.flows.choices import named_by
from bot.flows.forms import FORMS
from bot.flows.kinds import OneOf, Several
from bot.flows.scene import applying, asking_of, fault, scene_of
from bot.flows.sources import choices_of
from bot.flows.state import State
from committee.actors import ActorKind, actor_of, all_actors
from committee.program import load_program
from committee.submissions import SubmissionKind, may_send
from locales import LANGUAGES, Language, Message, translator_for
from tests.flows.chat import GUATEMALA, NETWORK, Chat
from tests.flows.forms.samples import FULL, OFFERED, SHORT, moment

KINDS = [kind.value for kind in SubmissionKind]
FIELDS = {
    "activity_progress": """activity period_from period_to status done results beneficiaries_n level
        partners funding obstacles needs next objectives evidence""",
    "good_practice": """title summary lead places partners start end activities objectives problem
        method results participation sustain replicate lessons cost theme""",
    "new_proposal": "title kind target text reason mandate who means cosponsors oral",
    "research_findings": """topic title authors year countries method findings policy status link
        present""",
    "legislation_update": "country category event title date summary activities link replaces",
    "draft_text_input": "document paragraph operation text anchor reason supporters standing",
    "contribution_pledge": """to form amount currency earmark describe dates_from dates_until mode
        matching_id state""",
    "clarification_reply": "answer amend field value attachments statement",
}
CLOSING = "attachments authority_ref contact language visibility naming statement"
STATE_ONLY, SOCIETY_ONLY = {"authority_ref"}, {"naming", "objective"}


def test_every_kind_of_submission_has_a_form() -> None:
    assert {form.kind for form in FORMS.values() if form.kind} == set(SubmissionKind)
    assert all(FORMS[kind].kind == kind for kind in KINDS)


@pytest.mark.parametrize("key", KINDS)
def test_every_field_is_asked(key: str) -> None:
    keys = {question.key for question in FORMS[key].questions}
    closing = () if key == "clarification_reply" else CLOSING.split()
    assert {*FIELDS[key].split(), *closing} <= keys


@pytest.mark.parametrize("key", KINDS)
def test_the_least_is_enough_and_nothing_of_it_can_be_left_out(key: str) -> None:
    chat = Chat(FORMS[key], moment(), State(SHORT[key]))
    assert chat.in_review, chat.key
    assert [q.key for q in engine.asked(FORMS[key], SHORT[key], moment())] == list(SHORT[key])
    for left_out in SHORT[key]:
        answers = {name: value for name, value in SHORT[key].items() if name != left_out}
        assert Chat(FORMS[key], moment(), State(answers)).key == left_out


@pytest.mark.parametrize("key", KINDS)
def test_only_what_may_be_is_left_open(key: str) -> None:
    """Questions that are asked in the short way and are skipped are the rare exception."""
    skipped = {name for name, value in SHORT[key].items() if value is None}
    assert skipped <= {"reason", "attachments"}


@pytest.mark.parametrize("key", KINDS)
def test_everything_there_is_can_be_said_at_once(key: str) -> None:
    chat = Chat(FORMS[key], moment(), State(FULL[key]))
    assert chat.in_review, chat.key
    assert {q.key for q in FORMS[key].questions} - SOCIETY_ONLY == set(FULL[key])
    assert engine.applicable(FORMS[key], FULL[key], moment()) == FULL[key]
    chat.tap("Send")
    assert chat.answers == FULL[key]


@pytest.mark.parametrize("key", KINDS)
def test_who_wants_no_details_is_asked_for_none(key: str) -> None:
    if key == "clarification_reply":
        return
    asked = {q.key for q in engine.asked(FORMS[key], {"details": False}, moment())}
    everything = {q.key for q in engine.asked(FORMS[key], {"details": True}, moment())}
    more = everything - asked
    assert {"attachments", "authority_ref"} <= more
    assert not any(FORMS[key].question(each).required for each in more)


@pytest.mark.parametrize("key", KINDS)
def test_society_is_asked_whether_it_may_be_named(key: str) -> None:
    def asks(actor_key: str | None) -> bool:
        actor = NETWORK if actor_key is None else actor_of(actor_key)
        asked = engine.asked(FORMS[key], {}, moment(actor=actor))
        return "naming" in {question.key for question in asked}

    assert asks(None) is (key != "clarification_reply")
    assert not any(asks(actor) for actor in ("GTM", "cidh", "oim"))


def test_the_naming_is_told_in_a_word() -> None:
    answers = {k: v for k, v in SHORT["research_findings"].items() if k != "statement"}
    chat = Chat(FORMS["research_findings"], moment(actor=NETWORK), State(answers))
    chat.play("""
        < May your organization be named outside the secretariat? · 12/13 … leave names out
        > no
        < ✓ Naming: Do not name us … I am authorized
        [◀ Back]
        ~ May your organization be named
        [Yes, name us]
        ~ ✓ Yes, name us
        < I am authorized
    """)
    assert chat.answers["naming"] == "named"


@pytest.mark.parametrize("key", KINDS)
def test_a_reply_to_a_reminder_has_a_place_that_is_always_asked(key: str) -> None:
    form = FORMS[key]
    for first in ("Two shelters.", {"id": 9, "name": "b.pdf", "size": 9}):
        state = engine.first_answer(form, engine.begin(form, SHORT[key]), first, moment())
        kept = engine.applicable(form, state.answers, moment())
        said = [str(value) for value in kept.values()]
        assert any((first if isinstance(first, str) else "b.pdf") in value for value in said)


@pytest.mark.parametrize("key", KINDS)
def test_what_tells_who_the_author_is_is_marked(key: str) -> None:
    marked = {question.key for question in FORMS[key].questions if question.identifies}
    closing = {"attachments", "authority_ref", "contact"}
    if key == "clarification_reply":
        closing = {"attachments"}
    assert marked == closing | set(IDENTIFYING.get(key, "").split())


IDENTIFYING = {
    "activity_progress": "partners funding evidence",
    "good_practice": "lead partners cost",
    "new_proposal": "cosponsors",
    "research_findings": "authors link",
    "legislation_update": "country link official_text",
    "draft_text_input": "supporters",
    "clarification_reply": "value",
}


LIMITS: dict[str, dict[str, int | tuple[int, int]]] = {
    "activity_progress": {
        "done": 2000, "results": 1500, "partners": 500, "funding": 500, "obstacles": 1500,
        "needs": 1000, "next": 1000, "contact": 300, "authority_ref": 120,
    },
    "good_practice": {
        "title": 150, "summary": (100, 1200), "lead": 200, "partners": 500, "problem": 1200,
        "method": 2000, "results": 2000, "participation": 1000, "sustain": 1000,
        "replicate": 1200, "lessons": 1200, "cost": 300,
    },
    "new_proposal": {"title": 150, "text": 2000, "reason": 1500, "mandate": 300, "means": 800},
    "research_findings": {
        "title": 250, "authors": 400, "method": 1000, "findings": 2000, "policy": 1500,
    },
    "legislation_update": {"title": 300, "summary": 1500, "replaces": 300},
    "draft_text_input": {"text": 3000, "reason": 1500},
    "contribution_pledge": {"describe": (300, 3000)},
    "clarification_reply": {"answer": 2000},
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "key", "limits"),
    [(form, key, limits) for form, keys in LIMITS.items() for key, limits in keys.items()],
)
def test_texts_have_their_limits(form: str, key: str, limits: int | tuple[int, int]) -> None:
    least, most = limits if isinstance(limits, tuple) else (1, limits)
    chat = Chat(FORMS[form], moment(), State(FULL[form], at=key))
    chat.type("x" * (most + 1))
    assert f"{most + 1:,} characters; please keep it under {most:,}" in chat.said
    if least > 1:
        chat.type("x" * (least - 1))
        assert f"please tell a little more, at least {least:,}" in chat.said
    for length in (least, most):
        chat = Chat(FORMS[form], moment(), State(FULL[form], at=key))
        chat.type("y" * length)
        assert chat.answers[key] == "y" * length


@pytest.mark.parametrize("key", KINDS)
def test_labels_tell_the_questions_of_a_form_apart(key: str) -> None:
    for language in LANGUAGES:
        asked = applying(FORMS[key], FULL[key], moment())[0]
        names = [translator_for(language).plain(Message(each.name)) for each in asked]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_choices_do_not_collide(key: str, language: Language) -> None:
    """What stands on a button means one thing when it is typed, in every language."""
    for actor in (GUATEMALA, NETWORK, actor_of("cim")):
        now = moment(language, actor)
        scene = scene_of(FORMS[key], State(FULL[key]), now)
        for question in FORMS[key].questions:
            if isinstance(question.kind, OneOf | Several):
                choices = choices_of(question.kind.source, scene.asking(question))
                for choice in choices:
                    label = translator_for(now.language).plain(choice.label)
                    assert named_by(choices, label) == (choice,), label


@pytest.mark.parametrize("key", KINDS)
def test_samples_hold_for_whoever_may_send_them(key: str) -> None:
    """No kind of actor meets a question that cannot be answered."""
    for actor in (GUATEMALA, NETWORK, actor_of("oim"), actor_of("cidh")):
        if not may_send(actor.kind, SubmissionKind(key)):
            continue
        now = moment(actor=actor)
        for question in engine.asked(FORMS[key], FULL[key], now):
            asking = asking_of(question, now, FULL[key])
            if isinstance(question.kind, OneOf | Several):
                assert choices_of(question.kind.source, asking), question.key


def test_without_choices_of_the_moment_nothing_is_asked_that_cannot_be_answered() -> None:
    bare = moment(choices=dict.fromkeys(OFFERED, ()))
    for key, optional in (
        ("new_proposal", "cosponsors"),
        ("draft_text_input", "supporters"),
        ("contribution_pledge", "matching_id"),
    ):
        answers = {name: value for name, value in FULL[key].items() if name != optional}
        assert optional not in {q.key for q in engine.asked(FORMS[key], answers, bare)}
        assert optional in {q.key for q in engine.asked(FORMS[key], FULL[key], bare)}


def test_organs_choose_among_their_own_activities_and_states_among_21_to_42() -> None:
    """Who has no numbered activities reports against objectives."""
    question = FORMS["activity_progress"].question("activity")
    assert isinstance(question.kind, OneOf)
    numbered: set[object] = set()
    for actor in all_actors():
        now = moment(actor=actor)
        first = engine.asked(FORMS["activity_progress"], {}, now)[0].key
        own = [
            each.stored for each in choices_of(question.kind.source, asking_of(question, now, {}))
        ]
        if actor.kind is ActorKind.STATE:
            assert own == list(range(21, 43))
        assert first == ("activity" if own else "objective")
        if actor.kind is not ActorKind.OAS_ORGAN:
            assert not own or actor.kind is ActorKind.STATE
        for number in set(range(1, 43)) - set(own):
            assert fault(question, number, asking_of(question, now, {}))
        numbered |= set(own)
    assert numbered == {activity.number for activity in load_program().activities}
