"""The whole story on the chat page, in a real browser at the width of a phone, in Spanish."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.async_api import Locator, Page, async_playwright, expect

from bot.flows import labels
from locales import Language, Message, phrases, translator_for

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PICTURES = os.environ.get("ENLACE_TEST_PICTURES")
DELEGATE, SECRETARIAT, CHAIR = 1001, 1004, 1005
PATIENCE = 30_000

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """`enlace run` without a token, as a newcomer starts it; its page's address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        "--port",
        "0",
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "ENLACE_DATA_DIR": str(tmp_path), "ENLACE_BOT_TOKEN": ""},
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        line = (await process.stdout.readline()).decode()
    found = re.search(r"http://\S+", line)
    assert found is not None, line
    yield found.group()
    process.terminate()
    assert await process.wait() == 0


@pytest.fixture
async def page(address: str) -> AsyncIterator[Page]:
    """The chat page on a phone that speaks Spanish; no script on it may fail."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS.split(), chromium_sandbox=False
        )
        context = await browser.new_context(
            locale="es-GT", viewport={"width": 360, "height": 740}, device_scale_factor=2
        )
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(address)
        yield page
        assert faults == []
        await browser.close()


class Phone:
    """One person's chat on the page."""

    def __init__(self, page: Page, person: int, language: Language) -> None:
        self._page = page
        self._person = person
        self._words = translator_for(language)

    async def open(self) -> None:
        await self._page.get_by_test_id(f"person-{self._person}").click()

    async def write(self, text: str) -> None:
        await self._page.get_by_test_id("composer").fill(text)
        await self._page.get_by_test_id("send").click()

    def button(self, label: str) -> Locator:
        """The newest button with that message id for label."""
        said = self._words.plain(Message(label))
        return self._page.get_by_test_id("button").get_by_text(said, exact=True).last

    async def tap(self, label: str) -> None:
        await self.button(label).click(timeout=PATIENCE)

    async def tap_first_of(self, question: str) -> None:
        """Tap the first button under the question, once it is asked."""
        asked = self._page.get_by_test_id("message").filter(
            has_text=self._words.plain(Message(question))
        )
        buttons = asked.last.get_by_test_id("button")
        await expect(buttons.first).to_be_visible(timeout=PATIENCE)
        await buttons.first.click()

    async def see(self, text: str | re.Pattern[str]) -> Locator:
        found = self._page.get_by_test_id("message").filter(has_text=text).last
        await expect(found).to_be_visible(timeout=PATIENCE)
        return found

    async def asked(self, question: str) -> None:
        await self.see(self._words.plain(Message(question)))


async def picture(page: Page, name: str) -> None:
    """Keep a picture of the page for whoever wants to look (ENLACE_TEST_PICTURES)."""
    if PICTURES:
        await page.wait_for_timeout(400)
        await page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def test_invited_reminded_reported_compiled(page: Page) -> None:
    """The secretariat invites, the delegate joins and reports, the chair pulls the compilation."""
    await _invite_guatemala(page)
    delegate = Phone(page, DELEGATE, "es")
    await delegate.open()
    for question in (
        "What is your name?",
        "Which language should I write in?",
        "What is your time zone?",
    ):
        await delegate.tap_first_of(question)
        await picture(page, f"joining-{len(question)}")
    await delegate.tap(labels.GO_AHEAD)
    await expect(delegate.button(phrases.REPORT_PROGRESS)).to_be_visible(timeout=PATIENCE)
    # First comes the reminder of the organ in Washington, an hour later hers in Guatemala.
    for _ in range(2):
        before = await page.get_by_test_id("clock").inner_text()
        await page.get_by_test_id("clock-next").click()
        await expect(page.get_by_test_id("clock")).not_to_have_text(before, timeout=PATIENCE)
    await expect(delegate.button(phrases.NOTHING_NEW)).to_be_visible(timeout=PATIENCE)
    await picture(page, "reminder")
    await _report(page, delegate)
    await _compile(page)


async def _invite_guatemala(page: Page) -> None:
    secretariat = Phone(page, SECRETARIAT, "fr")
    await secretariat.open()
    await secretariat.write("/invite")
    await secretariat.asked("Who is invited?")
    await secretariat.write("Guatemala")
    await secretariat.tap_first_of("As what?")
    await secretariat.tap(labels.GO_AHEAD)
    letter = await secretariat.see("https://t.me/")
    await expect(page.get_by_test_id("photo").last).to_be_visible(timeout=PATIENCE)
    await picture(page, "invitation")
    await letter.get_by_role("link").click()
    await page.get_by_test_id(f"open-as-{DELEGATE}").click()


async def _report(page: Page, delegate: Phone) -> None:
    await delegate.tap(phrases.REPORT_PROGRESS)
    await delegate.asked("Which activity is this about?")
    await picture(page, "activity")
    await delegate.write("28")
    await delegate.tap_first_of("Where does it stand?")
    await delegate.asked("What was done?")
    await delegate.write("Abrimos dos albergues en el cruce de frontera: =1+1 <b>sin formato</b>")
    await delegate.tap("No")
    await delegate.tap_first_of("Who can answer questions about this?")
    await delegate.tap_first_of("Who may read this?")
    await delegate.tap("I confirm")
    await expect(delegate.button(labels.SEND)).to_be_visible(timeout=PATIENCE)
    await picture(page, "review")
    await delegate.tap(labels.SEND)
    await delegate.see(re.compile(r"CAM/\d{4}-\d\d/PR-0001"))
    await picture(page, "receipt")


async def _compile(page: Page) -> None:
    chair = Phone(page, CHAIR, "es")
    await chair.open()
    await chair.write("/status")
    await chair.see(re.compile(r"1 de \d+"))
    await picture(page, "status")
    await chair.write("/export")
    review = await chair.see("DOCX")
    await expect(review.get_by_test_id("button").first).to_be_visible(timeout=PATIENCE)
    await picture(page, "export")
    await review.get_by_test_id("button").first.click()
    document = page.get_by_test_id("document").last
    await expect(document).to_be_visible(timeout=PATIENCE)
    await picture(page, "document")
    href = await document.get_attribute("href")
    assert href is not None
    answer = await page.request.get(page.url.rstrip("/") + href if href.startswith("/") else href)
    with ZipFile(BytesIO(await answer.body())) as document_file:
        text = document_file.read("word/document.xml").decode()
    assert "=1+1 &lt;b&gt;sin formato&lt;/b&gt;" in text
    assert re.search(r"CAM/\d{4}-\d\d/PR-0001", text)
