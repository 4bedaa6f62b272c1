"""Files: told before the download where they cannot be taken, kept whole where they can."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from sandbox import Attachment, Fault
from storage.tables import attachments
from tests.chat import Chat
from tests.house import House
from tests.people import DELEGATE
from tests.things import JPEG, PDF

MEGABYTE = 1024 * 1024
TO_FILES = (
    """
    Delegate: /report
    …
    Delegate: 28
    …
    Delegate taps [Under way]
    …
    Delegate: We opened two shelters.
    …
    Delegate taps [Yes]
    …
"""
    + 9
    * """
    Delegate: /skip
    …
"""
)
AGAIN = "Any documents or photos? · 17/22 …"


@pytest.fixture
async def asked(chat: Chat) -> Chat:
    """A chat in which files are asked for."""
    await chat(TO_FILES)
    await chat("""
        Delegate: /skip
        Bot → Delegate: Any documents or photos? · 17/22 …
    """)
    return chat


async def kept(house: House) -> list[str]:
    """The names of the files that are noted, and proof that their bytes are there."""
    rows = await house.look(
        lambda c: list(c.execute(select(attachments).order_by(attachments.c.id)))
    )
    for row in rows:
        content = (house.settings.data_dir / "files" / row.stored_name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        assert len(content) == row.size
    return [row.original_name for row in rows]


async def test_a_document_a_photo_and_a_voice_note_are_kept(asked: Chat, house: House) -> None:
    await asked("""
        Delegate sends a document “informe <final>.pdf”
        Bot → Delegate: … / Received: informe <final>.pdf [Done ▸] …
        Delegate sends a photo
        Bot → Delegate: … / Received: … [Done ▸] …
        Delegate sends a voice note
        Bot → Delegate: … / Received: … [Done ▸] …
        Delegate taps [Done ▸]
        Bot → Delegate (edited): Any documents or photos? / ✓ informe <final>.pdf, photo.jpg, and voice.ogg
        Bot → Delegate: Is there an official covering note? · 18/22 …
    """)
    assert await kept(house) == ["informe <final>.pdf", "photo.jpg", "voice.ogg"]


async def test_a_file_too_big_is_told_without_a_download(asked: Chat, house: House) -> None:
    await asked.sandbox.send_file(DELEGATE.id, PDF, name="big.pdf", size=20 * MEGABYTE + 1)
    await asked.catch_up()
    await asked(f"Bot → Delegate: That file is over 20 MB. … / {AGAIN}")
    assert asked.sandbox.journal.calls("getFile") == []
    assert await kept(house) == []


async def test_a_program_that_calls_itself_a_pdf_is_refused(asked: Chat, house: House) -> None:
    await asked(f"""
        Delegate sends a program “report.pdf”
        Bot → Delegate: I can take PDF, … / {AGAIN}
    """)
    assert await kept(house) == []
    assert list(house.settings.data_dir.glob("files/*")) == []


async def test_an_empty_file_is_refused(asked: Chat, house: House) -> None:
    await asked(f"""
        Delegate sends an empty file
        Bot → Delegate: That file is empty. … / {AGAIN}
    """)
    assert await kept(house) == []


@pytest.mark.parametrize("kind", ["truncated", "html", "reset", "empty"])
async def test_a_download_that_fails_once_is_tried_again(
    asked: Chat, house: House, kind: str
) -> None:
    asked.sandbox.faults.add(Fault(kind=kind, method="file"))  # type: ignore[arg-type]
    await asked("""
        Delegate sends a document “informe.pdf”
        Bot → Delegate: … / Received: informe.pdf [Done ▸] …
    """)
    assert await kept(house) == ["informe.pdf"]


@pytest.mark.parametrize("kind", ["truncated", "html", "reset"])
async def test_a_download_that_fails_always_is_told(asked: Chat, house: House, kind: str) -> None:
    asked.sandbox.faults.add(Fault(kind=kind, method="file", times=None))  # type: ignore[arg-type]
    await asked(f"""
        Delegate sends a document
        Bot → Delegate: That file did not arrive whole. … / {AGAIN}
    """)
    assert await kept(house) == []


async def test_a_file_that_telegram_no_longer_has_is_told(asked: Chat, house: House) -> None:
    asked.sandbox.faults.add(Fault(status=400, method="getFile", times=None))
    await asked(f"""
        Delegate sends a document
        Bot → Delegate: That file did not arrive whole. … / {AGAIN}
    """)
    assert await kept(house) == []


async def test_where_no_file_is_asked_it_is_refused_without_a_download(chat: Chat) -> None:
    await chat("""
        Delegate: /report
        …
        Delegate sends a document
        Bot → Delegate: This question cannot take a file. … / Which activity is this about? · 1/10 …
    """)
    assert chat.sandbox.journal.calls("getFile") == []


async def test_no_answer_names_a_file_that_is_not_there(chat: Chat, house: House) -> None:
    """Also when the right to answer the reminder, and to go on with the draft, has ended."""
    await chat("""
        (7 days before the February meeting, 09:00 in Guatemala)
        Bot → Delegate: Progress of the Program and SICREMI / …
        …
    """)
    await chat(TO_FILES)
    await chat("""
        Delegate: /skip
        Bot → Delegate: Any documents or photos? · 17/22 …
    """)
    await house.dismiss(DELEGATE)
    await chat("""
        Delegate replies to the reminder with a document
        Bot → Delegate: You no longer answer for Guatemala, so what you sent was not kept. … [Register an organization] …
    """)
    assert await kept(house) == []


async def test_without_a_form_a_file_is_not_downloaded(chat: Chat, house: House) -> None:
    await chat("""
        Delegate sends a document
        Bot → Delegate: … [Report progress] …
    """)
    assert chat.sandbox.journal.calls("getFile") == []


async def test_an_album_is_kept_whole_and_a_sixth_file_refused(asked: Chat, house: House) -> None:
    album = [Attachment(JPEG + bytes([n]), name=f"{n}.jpg", kind="photo") for n in range(5)]
    await asked.sandbox.send_album(DELEGATE.id, album)
    await asked.catch_up()
    await asked(f"""
        …
        (a moment later)
        …
        Delegate sends a document “sixth.pdf”
        Bot → Delegate: … 5 … / {AGAIN}
    """)
    assert len(await kept(house)) == 5


async def test_the_same_bytes_are_stored_once(asked: Chat, house: House) -> None:
    await asked("""
        Delegate sends a document “one.pdf”
        …
        Delegate sends a document “two.pdf”
        …
    """)
    assert await kept(house) == ["one.pdf", "two.pdf"]
    assert len(list((house.settings.data_dir / "files").iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a/b\\c.pdf", "CON.pdf", "n\u202efdp.exe.pdf"]
)
async def test_the_name_never_decides_where_a_file_is_stored(
    asked: Chat, house: House, name: str
) -> None:
    await asked.sandbox.send_file(DELEGATE.id, PDF, name=name)
    await asked.catch_up()
    await asked("…")
    (stored,) = (house.settings.data_dir / "files").iterdir()
    assert stored.name == hashlib.sha256(PDF).hexdigest() + ".pdf"
