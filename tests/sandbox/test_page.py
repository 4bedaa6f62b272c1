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
from tests.sandbox.conftest import ANDREW, MARIA, Bot, Json

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


@needs_chromium
async def test_searching_with_the_bot_by_keyboard_and_by_tap(
    sandbox: Sandbox, bot: Bot, page: Page
) -> None:
    await sandbox.send(MARIA, "/start")
    await bot.updates()
    composer, results = page.get_by_test_id("composer"), page.get_by_test_id("result")
    await composer.fill(f"@{sandbox.world.username} albergue")
    await expect(page.get_by_test_id("found-note")).to_have_text("Buscando…")
    (asked,) = await bot.updates()
    query = asked["inline_query"]
    assert query["query"] == "albergue"
    answer = {"results": [found("1", HOSTILE), found("2", "Albergues")], "next_offset": "2"}
    button = {"text": "Buscar mejor", "start_parameter": "help"}
    await bot.ok("answerInlineQuery", inline_query_id=query["id"], **answer, button=button)
    await expect(results.first).to_contain_text(HOSTILE)
    (scrolled,) = await bot.updates()
    assert scrolled["inline_query"]["offset"] == "2"
    await composer.press("ArrowUp")
    await expect(results.last).to_be_focused()
    further = {"results": [found("3", "Tercero")], "cache_time": 0}
    await bot.ok("answerInlineQuery", inline_query_id=scrolled["inline_query"]["id"], **further)
    await expect(page.get_by_test_id("found-note")).to_have_text("Resultados de la búsqueda: 3")
    await expect(page.get_by_test_id("found-button")).to_have_text("Buscar mejor")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await expect(results.nth(1)).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").last).to_contain_text("Enviado: Albergues")
    await expect(page.get_by_test_id("message").last).to_contain_text("vía @enlace_sandbox_bot")
    await expect(page.get_by_test_id("found")).to_be_hidden()
    await expect(composer).to_have_value("")
    (sent,) = await bot.updates()
    assert sent["message"]["via_bot"]["username"] == sandbox.world.username
    rows = [[{"text": "Buscar", "switch_inline_query_current_chat": "albergue"}]]
    markup = {"inline_keyboard": rows}
    await bot.ok("sendMessage", chat_id=MARIA, text="Busque", reply_markup=markup)
    await page.get_by_test_id("button").click()
    await results.first.tap()
    await sandbox.wait(MARIA, f"Enviado: {HOSTILE}", from_bot=False)


@needs_chromium
async def test_a_search_that_finds_nothing_or_is_put_away(
    sandbox: Sandbox, bot: Bot, page: Page
) -> None:
    await sandbox.send(MARIA, "/start")
    await bot.updates()
    composer, note = page.get_by_test_id("composer"), page.get_by_test_id("found-note")
    await composer.fill(f"@{sandbox.world.username} nada")
    query = (await bot.updates())[0]["inline_query"]
    await bot.ok("answerInlineQuery", inline_query_id=query["id"], results=[])
    await expect(note).to_have_text("La búsqueda no dio resultados.")
    await composer.press("Enter")
    await expect(composer).to_have_value(f"@{sandbox.world.username} nada")
    await composer.fill(f"@{sandbox.world.username} algo")
    query = (await bot.updates())[0]["inline_query"]
    await bot.ok("answerInlineQuery", inline_query_id=query["id"], results=[found("1", "Algo")])
    await expect(page.get_by_test_id("result")).to_have_count(1)
    await composer.press("Escape")
    await expect(page.get_by_test_id("found")).to_be_hidden()
    await expect(note).to_have_text("")
    await composer.fill("hola")
    await composer.press("Enter")
    await sandbox.wait(MARIA, "hola", from_bot=False)


def found(number: str, title: str) -> Json:
    """An article whose text is marked up and is not the page's."""
    text = title.replace("<", "&lt;").replace(">", "&gt;")
    content = {"message_text": f"<b>Enviado:</b> {text}", "parse_mode": "HTML"}
    article = {"type": "article", "id": number, "title": title, "description": f"<i>{title}"}
    return {**article, "input_message_content": content}


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
