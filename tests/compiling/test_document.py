"""The document that is circulated: every answer that may be read, once, where it belongs."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Connection

from committee.access import Role
from committee.actors import ActorKind
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from export.document import Heading, Picture, Style, Table, Text
from locales import LANGUAGES, Language
from services.compiling.chapters import document_of
from services.compiling.chapters.submission import BEGINNING, LONG, beginning_of
from services.compiling.request import Order, Request
from services.compiling.snapshot import Snapshot
from tests.compiling.ground import LONG as LONG_TEXT
from tests.compiling.ground import MEETING, NAMED, NOW, TELLING, UNNAMED, Ground, translate
from tests.compiling.reading import read

KINDS = SubmissionKind


def literals(connection: Connection, request: Request) -> list[str]:
    """Every free text that the asker may read."""
    snapshot = Snapshot(connection, request, now=NOW)
    return [
        given.text
        for each in snapshot.read(snapshot.entries)
        for given in each.answers
        if given.literal
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("roles", [(Role.CHAIR,), (Role.SECRETARIAT,), ()])
async def test_every_answer_that_may_be_read_stands_in_it_once(
    term: Ground, language: Language, roles: tuple[Role, ...]
) -> None:
    await term.lay("GTM", KINDS.GOOD_PRACTICE, standing=SubmissionState.PUBLISHED)
    document = await read(term, language=language, roles=roles, meeting_key=None)
    request = Request(language=language, roles=roles)
    expected = await term.look(lambda connection: literals(connection, request))
    assert len(expected) > 5
    for text in expected:
        assert document.words.count(text) == 1, text


@pytest.mark.parametrize("annexes", [True, False])
async def test_without_annexes_long_texts_stand_whole_in_the_body(
    term: Ground,
    annexes: bool,
) -> None:
    document = await read(term, annexes=annexes)
    whole = f"Hallazgos largos. {LONG_TEXT}"
    assert document.words.count(whole) == 1
    in_body = whole in document.texts("X. Research")
    assert in_body is not annexes
    assert any("Annex" in text for _, text in document.headings) is annexes
    if annexes:
        texts = document.texts("X. Research")
        shown = next(text for text in texts if text.startswith("Hallazgos"))
        assert whole.startswith(shown)
        assert any("Annex I," in text for text in texts)
        assert whole in document.texts("Annex I.")


async def test_headings_never_skip_a_level(term: Ground) -> None:
    for roles in ((Role.CHAIR,), (Role.SECRETARIAT,)):
        levels = [level for level, _ in (await read(term, roles=roles)).headings]
        assert levels[0] == 1
        assert {1, 2, 3, 4} == set(levels)
        for before, level in itertools.pairwise(levels):
            assert level <= before + 1


async def test_every_table_says_what_it_shows(term: Ground) -> None:
    tables = [each for each in (await read(term)).blocks if isinstance(each, Table)]
    assert len(tables) > 6
    assert all(each.about for each in tables)


async def test_no_activity_is_lost(term: Ground) -> None:
    document = await read(term)
    summary = {row[0]: row for row in document.table("The activities of the Program")}
    assert {str(number) for number in range(1, 43)} == summary.keys() - {""}
    assert summary["28"][2:4] == ("1", "1")  # Guatemala counts by its last report
    assert summary["28"][-1] == "2"
    assert document.headings_under("V. Progress by activity")[:1] == [
        "12 Research on women’s migration"
    ]
    rest = document.texts("V. Progress by activity")[-1]
    numbers = [word.strip(",.") for word in rest.split()]
    assert set(map(str, range(1, 43))) - {"12", "21", "28"} <= set(numbers)
    assert not {"12", "21", "28"} & set(numbers)


async def test_states_follow_each_other_by_their_names_in_the_language(term: Ground) -> None:
    for actor in ("BRB", "CAN", "KNA"):
        await term.lay(actor, KINDS.ACTIVITY_PROGRESS)
    english = (await read(term)).headings_under("28 ")
    assert english == ["Barbados", "Canada", "Guatemala", "Saint Kitts and Nevis", "United States"]
    french = (await read(term, language="fr")).headings_under("28 ")
    assert french[:3] == ["Barbade", "Canada", "États-Unis"]
    always = (await read(term, order=Order.SPANISH)).headings_under("28 ")
    assert always == ["Barbados", "Canada", "United States", "Guatemala", "Saint Kitts and Nevis"]


async def test_groups_of_actors_follow_each_other_and_the_unnamed_come_last(term: Ground) -> None:
    actors = [row[0] for row in (await read(term)).table("Actors with the numbers")]
    assert list(dict.fromkeys(actors)) == [
        "Canada",
        "Ecuador",
        "Guatemala",
        "Mexico",
        "United States",
        "Inter-American Commission of Women",
        "International Organization for Migration",
        "Casa Abierta",
        "Actors that are not named",
    ]


async def test_pledges_are_added_up_by_currency_and_never_across(term: Ground) -> None:
    document = await read(term)
    assert document.table("Money pledged") == [
        ("Guatemalan Quetzal (GTQ)", "1", "1,000"),
        ("US Dollar (USD)", "2", "2,000.00"),  # the one that was withdrawn is left out
    ]
    assert document.table("Other contributions") == [("Staff or expertise", "1")]
    assert not any("3,000" in text or "3,999" in text for text in document.words)


async def test_pictures_say_in_words_what_they_show(term: Ground, drawn: list[str]) -> None:
    pictures = [each for each in (await read(term)).blocks if isinstance(each, Picture)]
    assert [each.svg for each in pictures] == drawn
    states, activities, months = (each.alternative for each in pictures)
    assert "Information received: 5; nothing new: 0; no information received: 27" in states
    assert activities == "Activities on which information was received: 3 of 42."
    assert "Submissions received: 27." in months
    proposals = await read(term, kinds=(KINDS.NEW_PROPOSAL,), meeting_key=None)
    (only,) = (each for each in proposals.blocks if isinstance(each, Picture))
    assert "Submissions received: 2." in only.alternative


async def test_who_is_not_to_be_named_is_named_nowhere(term: Ground) -> None:
    for roles, level in (
        ((Role.CHAIR,), None),
        ((Role.SECRETARIAT,), Visibility.WORKING_GROUP),
        ((Role.SECRETARIAT,), Visibility.PUBLIC),
    ):
        for meeting in (MEETING, None):
            document = await read(term, roles=roles, level=level, meeting_key=meeting)
            told = "\n".join(document.words)
            assert not [name for name in TELLING if name in told], (roles, level)
    assert "Práctica 14 de nosotros" in "\n".join((await read(term)).words)


async def test_the_secretariat_is_told_who_is_not_to_be_named_and_that_it_is_not(
    term: Ground,
) -> None:
    document = await read(term, roles=(Role.SECRETARIAT,))
    texts = document.texts("Práctica 14")
    assert "Not to be named outside the secretariat." in texts
    assert any("only the secretariat" in line for line in document.document.cover.under)


async def test_the_level_narrows_what_stands_in_it(term: Ground) -> None:
    secretariat = (Role.SECRETARIAT,)
    await term.lay("GTM", KINDS.GOOD_PRACTICE, standing=SubmissionState.PUBLISHED, title="Abierta")
    everything = await read(term, roles=secretariat, meeting_key=None)
    assert "¿Quién paga la cooperación?" in everything.words
    group = await read(term, roles=secretariat, meeting_key=None, level=Visibility.WORKING_GROUP)
    assert "¿Quién paga la cooperación?" not in group.words
    assert any("Redacción" in text for text in group.words)
    public = await read(term, roles=secretariat, meeting_key=None, level=Visibility.PUBLIC)
    assert not any("Redacción" in text for text in public.words)
    assert "Abierta" in public.words
    assert not any(text.startswith("Contacto") for text in public.words)
    assert "This document holds what is open to everybody." in public.document.cover.under


async def test_a_reply_stands_with_its_question_for_those_who_read_questions(term: Ground) -> None:
    await term.lay("ECU", KINDS.CLARIFICATION_REPLY, meeting=None)
    secretariat = await read(term, roles=(Role.SECRETARIAT,), meeting_key=None)
    replies = secretariat.under("XIV. Replies")
    labels = [each.label for each in replies if isinstance(each, Text)]
    assert any(label.startswith("Question of the secretariat about CAM/") for label in labels)
    chair = await read(term, meeting_key=None)
    assert any(text.startswith("Respuesta") for text in chair.words)
    assert "¿Quién paga la cooperación?" not in chair.words


async def test_society_is_counted_where_a_name_left_out_would_tell(term: Ground) -> None:
    chair = await read(term)
    assert NAMED.name.es not in {row[0] for row in chair.table("Actors that have answered")}
    assert any("networks and migrants’ organizations: 4 submissions" in w for w in chair.words)
    secretariat = await read(term, roles=(Role.SECRETARIAT,))
    assert NAMED.name.es in {row[0] for row in secretariat.table("Actors that have answered")}


async def test_those_not_heard_are_those_asked_in_neutral_words(term: Ground) -> None:
    document = await read(term)
    asked, informed, _, silent = map(int, document.table("Kinds of actors")[0][1:])
    assert asked == informed + silent
    names = "\n".join(document.texts("Annex III.")).splitlines()
    assert "Argentina" in names
    assert "Guatemala" not in names
    assert silent == len([n for n in document.texts("Member states")[0].splitlines() if n])
    told = "\n".join(document.words).casefold()
    assert not [word for word in ("overdue", "late", "missing", "failed") if f" {word} " in told]


async def test_inputs_stand_by_paragraph_with_the_text_they_speak_of(term: Ground) -> None:
    document = await read(term)
    assert document.headings_under("XIII. Input") == [
        "CIDI/CAM/doc.7/27 rev. 1: Plan de trabajo",
        "Paragraph 2",
        "Guatemala",
        "The text as a whole",
        "Ecuador",
    ]
    assert "Párrafo segundo." in document.texts("Paragraph 2")


async def test_a_text_in_another_language_is_marked(term: Ground) -> None:
    found = (await read(term)).under("Propuesta 16")
    assert Text("Original language: French.", Style.NOTE) in found
    received = [each for each in found if isinstance(each, Text) and each.style is Style.RECEIVED]
    assert {each.language for each in received} == {"fr"}
    titles = [b for b in (await read(term, language="fr")).blocks if isinstance(b, Heading)]
    assert Heading(3, "Propuesta 16 de GTM") in titles
    assert Heading(3, "Propuesta 27 de ECU", language="es") in titles


async def test_a_translation_follows_the_original_while_it_still_fits(term: Ground) -> None:
    said = "Result in English."
    row = await term.lay("CHL", KINDS.ACTIVITY_PROGRESS, language="en", results=said)
    digest = sha256(said.encode()).hexdigest()
    await translate(term, row, "results", "Resultado en inglés.", digest)
    await translate(term, row, "done", "De un texto de antes.", digest)
    found = (await read(term, language="es")).under("Chile")
    at = next(n for n, each in enumerate(found) if isinstance(each, Text) and each.text == said)
    following = found[at + 1]
    assert isinstance(following, Text)
    assert (following.text, following.style) == ("Resultado en inglés.", Style.TRANSLATION)
    assert not any(isinstance(each, Text) and "antes" in each.text for each in found)


async def test_the_cover_says_what_it_is_and_what_narrows_it(term: Ground) -> None:
    working = (await read(term)).document.cover
    assert working.corner[:2] == ("OEA/Ser.W", "Unnumbered working copy")
    assert any("10:00 (Washington time)" in line for line in working.under)
    numbered = await read(
        term,
        symbol="CIDI/CAM/doc.9/27",
        revision=2,
        meeting_key=None,
        kinds=(KINDS.ACTIVITY_PROGRESS,),
        actor_kinds=(ActorKind.STATE,),
        activities=(28,),
        since=NOW - timedelta(days=2),
    )
    assert "CIDI/CAM/doc.9/27 rev. 2" in numbered.document.cover.corner
    assert "CIDI/CAM/doc.9/27 rev. 2" in numbered.document.running
    assert numbered.document.cover.under[-1].splitlines()[1:] == [
        "Kinds of submissions: Activity progress",
        "Kinds of actors: Member states",
        "Activities: 28",
    ]
    assert not any(UNNAMED.name.es in word for word in numbered.words)
    assert [text for level, text in numbered.headings if level == 2][:1] == [
        "28 Consular assistance"
    ]
    assert not any("Practices" in text for _, text in numbered.headings)


async def test_a_period_leaves_out_what_came_before_it(ground: Ground) -> None:
    await ground.lay("GTM", KINDS.NEW_PROPOSAL, title="De antes", days_ago=40)
    await ground.lay("GTM", KINDS.NEW_PROPOSAL, title="De ahora")
    since: datetime = NOW - timedelta(days=10)
    document = await read(ground, meeting_key=None, since=since)
    assert "De ahora" in document.words
    assert "De antes" not in document.words


async def test_an_empty_document_stands(ground: Ground) -> None:
    document = await read(ground)
    assert tuple(t for _, t in document.headings[:2]) == ("I. Mandate", "II. Who has answered")
    assert len(document.table("The activities of the Program")) == 42 + 7


async def test_blocks_can_be_gone_through_again(term: Ground) -> None:
    request = Request(language="en", roles=(Role.CHAIR,), meeting_key=MEETING)

    def twice(connection: Connection) -> tuple[list[str], list[str]]:
        blocks = document_of(Snapshot(connection, request, now=NOW)).blocks
        one, two = ([type(each).__name__ for each in blocks] for _ in range(2))
        return one, two

    one, two = await term.look(twice)
    assert one == two


def test_a_long_text_is_cut_between_words_and_never_within_a_letter() -> None:
    words = "palabra " * 300
    assert words.startswith(beginning_of(words))
    assert beginning_of(words).endswith("palabra")
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    run = "x" * (BEGINNING - 1) + family + "y" * LONG
    assert beginning_of(run).endswith(family)
    accents = "e\u0301" * LONG
    assert beginning_of("a" + accents).endswith("\u0301")
