"""Documents, photos and voice notes."""

import pytest

from bot.flows.kinds import Files
from tests.flows.chat import chat_about


def test_files_are_gathered_until_done() -> None:
    chat = chat_about(Files())
    assert list(chat.buttons) == ["Save and leave"]
    chat.send(id=1, name="a.pdf")
    chat.send(id=2, name="", type="audio/ogg")
    assert "Received: a.pdf and file without name" in chat.said
    chat.tap("Done ▸")
    assert [file["id"] for file in chat.answers["asked"]] == [1, 2]


def test_the_same_file_counts_once() -> None:
    chat = chat_about(Files())
    chat.send(id=1)
    chat.send(id=1)
    assert len(chat.state.partial) == 1


def test_a_file_may_have_20_megabytes() -> None:
    chat = chat_about(Files())
    chat.send(size=20 * 1024 * 1024 + 1)
    assert chat.said.startswith("That file is larger than 20 MB. Please send a smaller one.")
    chat.send(size=20 * 1024 * 1024)
    assert len(chat.state.partial) == 1


def test_an_empty_file_is_refused_and_an_unknown_size_is_not() -> None:
    chat = chat_about(Files())
    chat.send(size=0)
    assert chat.said.startswith("That file is empty.")
    chat.send(size=None)
    assert len(chat.state.partial) == 1


def test_words_are_no_file() -> None:
    chat = chat_about(Files())
    chat.type("here you are")
    assert chat.said.startswith("Please send a document, a photo or a voice note here")


def test_done_needs_a_file() -> None:
    chat = chat_about(Files())
    chat.type("done")
    assert chat.said.startswith("Please choose 1 at least before you go on.")
    assert chat.answers == {}


@pytest.mark.parametrize("name", ["<b>.pdf", "a\x00b.pdf", "\ud800.pdf", "x" * 5000, None, 7])
def test_any_name_can_be_stored_and_shown(name: object) -> None:
    chat = chat_about(Files())
    chat.send(name=name)
    assert "Received:" in chat.said
