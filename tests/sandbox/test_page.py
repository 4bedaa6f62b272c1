"""The chat page in a real browser, as narrow as a small phone."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright, expect

from sandbox import Sandbox
from tests.sandbox.conftest import ANDREW, MARIA, Bot

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
HOSTILE = "<img src=x onerror=alert(1)>"
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[Page]:
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS.split(), chromium_sandbox=False
        )
        phone = await browser.new_context(
            viewport={"width": 360, "height": 640}, locale="es-GT", has_touch=True
        )
        page = await phone.new_page()
        page.set_default_timeout(10_000)
        troubles: list[str] = []

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                troubles.append(message.text)

        page.on("console", hear)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        await page.goto(f"{sandbox.url}/")
        yield page
        await browser.close()
        assert troubles == []


@needs_chromium
async def test_a_delegate_starts_taps_writes_and_moves_the_clock(
    sandbox: Sandbox, bot: Bot, page: Page
) -> None:
    await page.get_by_test_id("start").click()
    (update,) = await bot.updates()
    assert update["message"]["text"] == "/start"
    rows = [[{"text": "Informar", "callback_data": "a"}, {"text": HOSTILE, "callback_data": "b"}]]
    await bot.ok(
        "sendMessage",
        chat_id=MARIA,
        text=f"<b>Reunión</b> {'larguísima' * 20} &lt;img src=x onerror=alert(1)&gt;",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": rows},
    )
    await expect(page.get_by_test_id("messages")).to_contain_text(HOSTILE)
    await page.get_by_test_id("button").first.click()
    (tapped,) = await bot.updates()
    query = tapped["callback_query"]
    await expect(page.get_by_test_id("button").first).to_have_attribute("aria-busy", "true")
    await bot.ok("answerCallbackQuery", callback_query_id=query["id"], text="Anotado")
    await expect(page.get_by_test_id("toast")).to_have_text("Anotado")
    await expect(page.get_by_test_id("button").first).not_to_have_attribute("aria-busy", "true")
    place = {"chat_id": MARIA, "message_id": query["message"]["message_id"]}
    await bot.ok("editMessageText", **place, text="Informar ✓")
    await expect(page.get_by_test_id("message").last).to_contain_text("Informar ✓")
    await page.get_by_test_id("reply").last.click()
    await page.get_by_test_id("composer").fill("Dos albergues\nnuevos")
    await page.get_by_test_id("send").click()
    (replied,) = await bot.updates()
    assert replied["message"]["text"] == "Dos albergues\nnuevos"
    assert replied["message"]["reply_to_message"]["message_id"] == place["message_id"]
    day = sandbox.clock.now().date()
    async with page.expect_response(re.compile("/sandbox/clock")):
        await page.get_by_test_id("clock-day").click()
    assert (sandbox.clock.now().date() - day).days == 1
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


@needs_chromium
async def test_an_invitation_is_opened_as_somebody_else(
    sandbox: Sandbox, bot: Bot, page: Page
) -> None:
    await sandbox.send(MARIA, "/invite")
    link = f"https://t.me/{sandbox.world.username}?start=AbC"
    await bot.ok("sendMessage", chat_id=MARIA, text=f"Invitación: {link}")
    await page.get_by_role("link", name=link).click()
    await page.get_by_test_id(f"open-as-{ANDREW}").click()
    await expect(page.get_by_test_id("messages")).to_contain_text("/start AbC")
    assert (await sandbox.wait(ANDREW, "/start AbC", from_bot=False)).chat.id == ANDREW
    await bot.ok("sendMessage", chat_id=MARIA, text="Andrew se ha unido.")
    await expect(page.get_by_test_id(f"person-{MARIA}")).to_contain_text("1")


@needs_chromium
async def test_files_voice_commands_and_suggested_answers(
    sandbox: Sandbox, bot: Bot, page: Page
) -> None:
    await bot.ok("setMyCommands", commands=[{"command": "status", "description": "Quién"}])
    await sandbox.send(MARIA, "/start")
    await page.get_by_test_id("file").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    )
    await expect(page.get_by_test_id("document")).to_contain_text("a.pdf")
    await page.get_by_test_id("voice").click()
    await expect(page.locator("audio")).to_be_visible()
    keyboard = {"keyboard": [["Enero", "Febrero"]], "one_time_keyboard": True}
    await bot.ok("sendMessage", chat_id=MARIA, text="¿Cuándo?", reply_markup=keyboard)
    await page.get_by_test_id("answer").get_by_text("Febrero").click()
    await expect(page.get_by_test_id("keyboard")).to_be_hidden()
    await page.get_by_test_id("menu").click()
    await page.get_by_test_id("command-status").click()
    await sandbox.wait(MARIA, "/status", from_bot=False)
    kinds = [set(update["message"]) for update in await bot.updates()]
    assert [bool(kind & {"document", "voice"}) for kind in kinds] == [
        False,
        True,
        True,
        False,
        False,
    ]


@needs_chromium
async def test_the_language_the_next_reminder_and_blocking(sandbox: Sandbox, page: Page) -> None:
    due = datetime(2031, 2, 3, 14, tzinfo=UTC)

    async def next_reminder() -> datetime:
        return due

    await expect(page.get_by_test_id("clock-next")).to_be_hidden()
    sandbox.next_reminder = next_reminder
    await page.reload()
    async with page.expect_response(lambda answer: answer.request.method == "POST"):
        await page.get_by_test_id("clock-next").click()
    assert sandbox.clock.now().date() == due.date()
    await page.get_by_test_id("more").click()
    await page.get_by_test_id("language-fr").click()
    await expect(page.get_by_test_id("clock-day")).to_have_text("+1 jour")
    await page.get_by_test_id("more").click()
    await page.get_by_test_id("block").click()
    await expect(page.get_by_test_id("start")).to_have_text("Débloquer le bot")
    assert sandbox.world.chats[MARIA].blocked


async def test_the_page_is_served_with_a_strict_policy(
    sandbox: Sandbox, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{sandbox.url}/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for name in re.findall(r'(?:src|href)="([^"]+)"', page):
        async with session.get(f"{sandbox.url}/{name}") as answer:
            assert answer.status == 200, name


@pytest.mark.parametrize("path", ["nothing.js", "../box.py", "%2e%2e/box.py", "page/app.js"])
async def test_nothing_else_is_served(
    sandbox: Sandbox, session: aiohttp.ClientSession, path: str
) -> None:
    async with session.get(f"{sandbox.url}/{path}") as answer:
        assert answer.status == 404
