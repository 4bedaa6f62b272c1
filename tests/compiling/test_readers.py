"""Whose eyes read the document: everything they may know stands in it, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from committee.access import Role
from committee.submissions import SubmissionKind, SubmissionState, Visibility
from export.document import Text
from locales import LANGUAGES, Language
from services.compiling.request import Request
from services.compiling.snapshot import Snapshot
from tests.compiling.ground import MEETING, NAMED, NOW, TELLING, Ground
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
