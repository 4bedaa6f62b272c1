"""What the logs of a running process say: events with ids, and nothing that people said or are."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox import Fault, Sandbox
from tests.house import TOKEN
from tests.people import NETWORK, SECRETARIAT, Character
from tests.processes import running

SECRET_TOKEN = "7:canary-token_of-the-bot"
CANARIES = (
    "canary-answer",
    "canary-name",
    "canary-file",
    "canary-token",
    "canary-link",
)
IMPOSTOR = Character("Network", NETWORK.id, "canary-name", "Ferreira")


async def test_the_logs_hold_no_secret_no_answer_and_no_name(
    database_url: str, tmp_path: Path
) -> None:
    assert TOKEN != SECRET_TOKEN
    sandbox = Sandbox(SECRET_TOKEN, [IMPOSTOR.person("en"), SECRETARIAT.person("en")], pace=0.01)
    await sandbox.start()
    try:
        async with running(
            folder=tmp_path,
            BOT_TOKEN=SECRET_TOKEN,
            TELEGRAM_API_URL=sandbox.url,
            DATABASE_URL=database_url,
            DATA_DIR=str(tmp_path / "data"),
            LISTEN="127.0.0.1:0",
            SECRETARIAT=str(SECRETARIAT.id),
        ) as process:
            await let_much_go_wrong(sandbox)
        assert process.returncode == 0
    finally:
        await sandbox.stop()
    log = (tmp_path / "log").read_text()
    events = [json.loads(line)["event"] for line in log.splitlines()]
    assert {"ready", "draining", "dead_letter", "not_sent", "refused"} <= set(events)
    for canary in CANARIES:
        assert canary not in log
    assert str(NETWORK.id) not in log


async def let_much_go_wrong(sandbox: Sandbox) -> None:
    """A registration with answers that must not be logged, among faults that are."""
    await sandbox.send(SECRETARIAT.id, "/start")
    await sandbox.wait(SECRETARIAT.id, button="Invite", timeout=30)
    await sandbox.send(SECRETARIAT.id, "/start canary-link")
    await sandbox.wait(SECRETARIAT.id, "cannot be used")
    sandbox.faults.add(Fault(kind="html", method="sendMessage"))
    await sandbox.send(NETWORK.id, "/register")
    await sandbox.wait(NETWORK.id, button="Diaspora network")
    await sandbox.tap(NETWORK.id, "Diaspora network")
    await sandbox.wait(NETWORK.id, "What is its name?")
    for answer, then in (
        ("canary-answer", "In which country"),
        ("canary-answer nowhere", "not among the choices"),
    ):
        await sandbox.send(NETWORK.id, answer)
        await sandbox.wait(NETWORK.id, then)
    await sandbox.send_file(NETWORK.id, b"%PDF-1.7", name="canary-file.pdf")
    sandbox.push_update(
        {"message": {"text": "canary-answer", "from": sandbox.world.people[NETWORK.id].user()}}
    )
    await sandbox.wait(NETWORK.id, "went wrong")
    sandbox.faults.add(Fault(status=400, method="sendMessage", description="Bad Request: scripted"))
    await sandbox.send(SECRETARIAT.id, "/help")
    await sandbox.send(SECRETARIAT.id, "/language")
    await sandbox.wait(SECRETARIAT.id, button="Français")
