"""Files in both directions."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from sandbox import Attachment, Sandbox
from sandbox.files import DOWNLOAD_LIMIT
from sandbox.pictures import picture_size
from sandbox.voice import silent_voice
from tests.sandbox.conftest import MARIA, TOKEN, Bot, Seconds

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1600, 900) + bytes(9)
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(9)


async def download(bot: Bot, file_id: str) -> tuple[int, bytes]:
    file = await bot.ok("getFile", file_id=file_id)
    url = f"{bot.url}/file/bot{TOKEN}/{file['file_path']}"
    async with bot.session.get(url) as answer:
        return answer.status, await answer.read()


async def test_a_persons_document_can_be_fetched_for_an_hour(
    sandbox: Sandbox, bot: Bot, seconds: Seconds
) -> None:
    await sandbox.send_file(MARIA, b"%PDF", name="informe 1.pdf", caption="Our /report")
    (update,) = await bot.updates()
    document = update["message"]["document"]
    assert (document["file_name"], document["file_size"]) == ("informe 1.pdf", 4)
    assert document["mime_type"] == "application/pdf"
    assert update["message"]["caption_entities"][0]["type"] == "bot_command"
    file = await bot.ok("getFile", file_id=document["file_id"])
    url = f"{bot.url}/file/bot{TOKEN}/{file['file_path']}"
    seconds.now += 3599
    async with bot.session.get(url) as answer:
        assert (answer.status, await answer.read()) == (200, b"%PDF")
    seconds.now += 1
    async with bot.session.get(url) as answer:
        assert answer.status == 404
    assert await download(bot, document["file_id"]) == (200, b"%PDF")


async def test_over_20_mb_is_too_big_to_fetch(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.send_file(MARIA, b"small", size=DOWNLOAD_LIMIT + 1)
    (update,) = await bot.updates()
    document = update["message"]["document"]
    assert document["file_size"] == DOWNLOAD_LIMIT + 1
    refusal = await bot.refused("getFile", file_id=document["file_id"])
    assert refusal == "Bad Request: file is too big"
    refusal = await bot.refused("getFile", file_id="nonsense")
    assert refusal == "Bad Request: wrong file_id or the file is temporarily unavailable"


async def test_downloads_need_the_token(bot: Bot) -> None:
    async with bot.session.get(f"{bot.url}/file/bot1:wrong/documents/file_1.pdf") as answer:
        assert answer.status == 401


async def test_a_photo_has_several_sizes_with_ids_of_their_own(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.send_file(MARIA, PNG, name="p.png", kind="photo")
    (update,) = await bot.updates()
    sizes = update["message"]["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 51),
        (320, 180),
        (800, 450),
        (1280, 720),
    ]
    assert len({size["file_id"] for size in sizes}) == 4
    assert await download(bot, sizes[-1]["file_id"]) == (200, PNG)


async def test_an_album_comes_as_messages_of_one_group(sandbox: Sandbox, bot: Bot) -> None:
    files = [Attachment(PNG, kind="photo", caption="both"), Attachment(JPEG, kind="photo")]
    await sandbox.send_album(MARIA, files)
    first, second = await bot.updates()
    assert first["message"]["media_group_id"] == second["message"]["media_group_id"]
    assert first["message"]["caption"] == "both"


async def test_a_file_sent_once_can_be_sent_again_by_its_id(started: Sandbox, bot: Bot) -> None:
    sent = await bot.upload("sendDocument", b"data", "document", "año.txt", chat_id=MARIA)
    assert sent["document"]["file_name"] == "año.txt"
    again = await bot.ok("sendDocument", chat_id=MARIA, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    refusal = await bot.refused("sendDocument", chat_id=MARIA, document="nonsense")
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"
    assert started.transcript(MARIA).count("(document año.txt)") == 2


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ("", "there is no document in the request"),
        ("attach://nowhere", "attached file not found"),
        ("https://example.org/a.pdf", "failed to get HTTP URL content"),
    ],
)
async def test_a_file_must_come_from_somewhere(
    started: Sandbox, bot: Bot, document: str, reason: str
) -> None:
    refusal = await bot.refused("sendDocument", chat_id=MARIA, document=document)
    assert refusal == f"Bad Request: {reason}"
    assert started.messages(MARIA) == []


async def test_voice_notes_are_ogg(sandbox: Sandbox, bot: Bot) -> None:
    await sandbox.send_voice(MARIA, seconds=2)
    (update,) = await bot.updates()
    voice = update["message"]["voice"]
    assert (voice["duration"], voice["mime_type"]) == (2, "audio/ogg")
    assert (await download(bot, voice["file_id"]))[1].startswith(b"OggS")


def test_every_page_of_the_voice_note_is_well_formed() -> None:
    data, pages = silent_voice(3), 0
    while data:
        assert data[:4] == b"OggS"
        segments = data[26]
        data = data[27 + segments + sum(data[27 : 27 + segments]) :]
        pages += 1
    assert pages == 5


def test_the_size_of_pictures_is_read_from_their_heads() -> None:
    assert picture_size(PNG) == (1600, 900)
    assert picture_size(JPEG) == (40, 30)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 7, 5)) == (7, 5)
    assert picture_size(b"whatever") == (1280, 960)


async def test_files_are_kept_where_told(tmp_path: Path) -> None:
    sandbox = Sandbox(files_dir=tmp_path / "files")
    stored = sandbox.world.files.add(b"kept", name="a", mime="", folder="documents")
    await sandbox.stop()
    assert stored.path.read_bytes() == b"kept"
    assert stored.path.parent == tmp_path / "files"
