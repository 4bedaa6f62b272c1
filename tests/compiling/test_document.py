"""The document that is circulated: every answer that may be read, once, where it belongs."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Connection

from committee.access import Role
from committee.actors import ActorKind
from committee.submissions import SubmissionKind
from export.document import Heading, Style, Table, Text
from services.compiling.chapters import document_of
from services.compiling.chapters.submission import BEGINNING, LONG, beginning_of
from services.compiling.request import Order, Request
from services.compiling.snapshot import Snapshot
from tests.compiling.ground import LONG as LONG_TEXT
from tests.compiling.ground import MEETING, NOW, UNNAMED, Ground, translate
from tests.compiling.reading import read

KINDS = SubmissionKind


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


async def test_progress_is_told_once_for_each_submission(term: Ground) -> None:
    for number in range(100):
        await term.lay("PER", KINDS.NEW_PROPOSAL, text=f"{number} {LONG_TEXT}")
    told: list[tuple[int, int]] = []
    request = Request(language="en", roles=(Role.CHAIR,))

    def work(connection: Connection) -> None:
        snapshot = Snapshot(
            connection, request, now=NOW, tell=lambda done, of: told.append((done, of))
        )
        for each in document_of(snapshot).blocks:
            assert each

    await term.look(work)
    assert told == [(100, 127)]
