"""Texts go to translators and come back; compilations show them beside the originals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from committee.access import Role
from committee.submissions import SubmissionKind
from export.document import Style, Text
from services.compiling.chapters import document_of
from services.compiling.request import Request
from services.compiling.sheets import tables_of
from services.compiling.snapshot import Snapshot
from storage.tables import audit, translations
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE, SECRETARIAT
from tests.stories.papers import last_document
from tests.stories.review_scenes import PRACTICE, PROGRESS, RED, passed_over, register, sent

SPANISH: Mapping[str, Any] = {**PROGRESS, "language": "es", "done": "Abrimos <dos> albergues."}
ASK = """
    Secretariat: /translations
    Bot → Secretariat: Texts as received … [Español] [English] [Français] [Português]
    Secretariat taps [Français]
    …
"""


async def given_out(chat: Chat) -> str:
    await passed_over(chat)
    await chat(ASK)
    name, content = last_document(chat, SECRETARIAT)
    assert name == "enlace-es-fr.xlf"
    return content.decode("utf-8")


async def give_back(chat: Chat, content: str, who: int = SECRETARIAT.id) -> None:
    await passed_over(chat)
    await chat.sandbox.send_file(who, content.encode(), name="enlace-es-fr.xlf")
    await chat.catch_up()


def translated(content: str, text: str = "Nous avons ouvert deux refuges.") -> str:
    source = "Abrimos &lt;dos&gt; albergues.</source>"
    assert source in content
    return content.replace(source, f"{source}<target>{text}</target>")


async def told(house: House) -> list[str]:
    """What a compilation in French says beside the originals."""
    request, now = Request("fr", (Role.SECRETARIAT,)), house.clock.now()
    return await house.look(
        lambda c: [
            block.text
            for block in document_of(Snapshot(c, request, now=now)).blocks
            if isinstance(block, Text) and block.style is Style.TRANSLATION
        ]
    )


async def test_texts_go_out_and_come_back(chat: Chat, house: House) -> None:
    await register(chat)
    await sent(house, DELEGATE, SPANISH)
    await sent(house, RED, PRACTICE, SubmissionKind.GOOD_PRACTICE)
    content = await given_out(chat)
    assert "Red Chapina" not in content.replace("<source>Red Chapina</source>", "")
    assert "María López" not in content
    assert await told(house) == []
    await give_back(chat, translated(content))
    await chat("Bot → Secretariat: 1 translation has been taken. …")
    assert await told(house) == ["Nous avons ouvert deux refuges."]
    await give_back(chat, translated(await given_out(chat), "Deux refuges."))
    await passed_over(chat)
    assert await told(house) == ["Deux refuges."]
    actions = select(audit.c.action).where(audit.c.action == "translations_taken")
    assert len(await house.look(lambda c: c.execute(actions).all())) == 2


async def test_a_wrong_file_is_refused_with_its_line_and_nothing_of_it_is_kept(
    chat: Chat, house: House
) -> None:
    await sent(house, DELEGATE, SPANISH)
    whole = translated(await given_out(chat))
    line = 1 + whole[: whole.index("Abrimos")].count("\n")
    for wrong, fault in (
        (whole.replace("PR-0001", "PR-0009"), "there is no submission CAM/2026-27/PR-0009"),
        (whole.replace("albergues.</source>", "casas.</source>"), "the original text of"),
        (whole.replace('id="done"', 'id="contact"'), "has no text of this name"),
        (whole.replace('srcLang="es"', 'srcLang="pt"'), "was not written in this language"),
        (whole.replace('trgLang="fr"', 'trgLang="de"'), "the languages"),
        (whole.replace("</xliff>", ""), "it is no well-formed XML"),
    ):
        assert wrong != whole
        await give_back(chat, wrong)
        said = last_said(chat)
        assert fault in said, said
        assert "Nothing was taken" in said
        if "submission" in fault or "original" in fault or "text of" in fault:
            assert f"Line {line} " in said
    await passed_over(chat)
    assert await house.look(lambda c: c.execute(select(translations)).all()) == []


async def test_a_file_without_translations_changes_nothing(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE, SPANISH)
    await give_back(chat, await given_out(chat))
    await chat("Bot → Secretariat: There is no translation in that file yet: …")


async def test_nothing_to_translate_is_said(chat: Chat, house: House) -> None:
    await chat(ASK)
    assert last_said(chat) == "There is nothing to translate into that language."


async def test_others_neither_get_texts_nor_give_translations(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE, SPANISH)
    content = translated(await given_out(chat))
    await give_back(chat, content, DELEGATE.id)
    await chat("""
        …
        Delegate: /translations
        Bot → Delegate: That is reserved to others in the committee; …
        Chair: /translations
        Bot → Chair: That is reserved to others in the committee; …
    """)
    assert await told(house) == []


async def test_an_amended_text_is_not_shown_with_the_old_translation(
    chat: Chat, house: House
) -> None:
    """What was changed has a number of its own, and asks to be translated anew."""
    await sent(house, DELEGATE, SPANISH)
    await give_back(chat, translated(await given_out(chat)))
    await passed_over(chat)
    await sent(house, DELEGATE, {**SPANISH, "done": "Abrimos tres."})
    assert await told(house) == ["Nous avons ouvert deux refuges."]


def last_said(chat: Chat) -> str:
    return chat.house.sandbox.messages(SECRETARIAT.id)[-1].text


async def test_tables_have_a_column_beside_the_original(chat: Chat, house: House) -> None:
    await sent(house, DELEGATE, SPANISH)
    await give_back(chat, translated(await given_out(chat)))
    await passed_over(chat)
    request, now = Request("fr", (Role.SECRETARIAT,)), house.clock.now()

    def look(connection: Connection) -> tuple[list[str], list[Any], list[str]]:
        made = tables_of(Snapshot(connection, request, now=now))
        sheet = made.sheets[0]
        (row,) = sheet.rows
        assert made.codebook is not None
        coded = [e.key for e in made.codebook.entries if e.sheet == sheet.title and not e.code]
        return [column.key for column in sheet.columns], list(row), coded

    keys, row, coded = await house.look(look)
    assert coded == keys
    place = keys.index("done")
    assert keys[place + 1] == "done_translation"
    assert row[place : place + 2] == [SPANISH["done"], "Nous avons ouvert deux refuges."]
    assert "next_translation" not in keys
