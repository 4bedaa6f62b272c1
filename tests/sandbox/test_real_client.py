"""python-telegram-bot, an independent client, talks to the sandbox as it talks to Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter, TimedOut

from sandbox import Fault, Sandbox
from tests.sandbox.conftest import ANDREW, MARIA, TOKEN


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[telegram.Bot]:
    files = f"{sandbox.url}/file/bot"
    async with telegram.Bot(TOKEN, f"{sandbox.url}/bot", base_file_url=files) as client:
        yield client


async def test_a_conversation(sandbox: Sandbox, client: telegram.Bot) -> None:
    await sandbox.send(MARIA, "/start abc")
    (update,) = await client.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "es"
    button = telegram.InlineKeyboardButton("Sí", callback_data="y")
    asked = await client.send_message(
        MARIA,
        "<b>¿Seguro?</b> 😀 <i>sí</i>",
        parse_mode="HTML",
        reply_markup=telegram.InlineKeyboardMarkup.from_button(button),
        reply_to_message_id=update.message.id,
    )
    assert list(asked.parse_entities().values()) == ["¿Seguro?", "sí"]
    assert asked.reply_to_message is not None
    await sandbox.tap(MARIA, "Sí")
    (tapped,) = await client.get_updates(offset=update.update_id + 1, timeout=5)
    query = tapped.callback_query
    assert query is not None
    assert await query.answer("Gracias")
    await query.edit_message_text("Sí.")
    with pytest.raises(BadRequest, match="not modified"):
        await query.edit_message_text("Sí.")
    assert sandbox.transcript(MARIA).splitlines()[-1].endswith("Sí.")


async def test_files_both_ways(sandbox: Sandbox, client: telegram.Bot) -> None:
    await sandbox.send_file(MARIA, b"\x00\x01" * 5000, name="año.bin")
    (update,) = await client.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"\x00\x01" * 5000
    sent = await client.send_document(MARIA, b"out", filename="síntesis.txt", caption="c")
    assert sent.document is not None
    assert sent.document.file_name == "síntesis.txt"
    media = [telegram.InputMediaDocument(b"1", filename="1.txt"), telegram.InputMediaDocument(b"2")]
    assert len(await client.send_media_group(MARIA, media)) == 2
    photo = await client.send_photo(MARIA, b"GIF89a\x07\x00\x05\x00")
    assert photo.photo[-1].width == 7
    assert (await client.send_voice(MARIA, b"OggS", duration=3)).voice is not None


async def test_refusals_become_the_clients_errors(
    sandbox: Sandbox, client: telegram.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with pytest.raises(Forbidden):
        await client.send_message(ANDREW, "hello")
    sandbox.faults.add(Fault(status=429, retry_after=4))
    with pytest.raises(RetryAfter) as later:
        await client.get_me()
    assert later.value.retry_after == timedelta(seconds=4)
    sandbox.faults.add(Fault(status=409))
    with pytest.raises(Conflict):
        await client.get_updates()
    sandbox.faults.add(Fault("hang"))
    with pytest.raises(TimedOut):
        await client.get_me(read_timeout=0.01)


async def test_everything_else_the_client_reads(sandbox: Sandbox, client: telegram.Bot) -> None:
    await sandbox.send(MARIA, "/start")
    assert (await client.get_chat(MARIA)).first_name == "María"
    assert await client.set_my_commands([("start", "Comenzar")], language_code="es")
    (command,) = await client.get_my_commands(language_code="es")
    assert command.command == "start"
    assert await client.set_chat_menu_button(menu_button=telegram.MenuButtonCommands())
    assert (await client.get_chat_menu_button()).type == "commands"
    assert (await client.get_webhook_info()).pending_update_count == 1
    assert await client.send_chat_action(MARIA, "typing")
    await sandbox.block(MARIA)
    updates = await client.get_updates()
    assert updates[-1].my_chat_member is not None
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    assert sandbox.journal.violations() == []
