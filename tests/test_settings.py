"""Settings: each is read, each fault is one clear line, and no line holds a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import NAMES, SettingsError, settings_from, settings_here
from services.failpoints import FAILPOINTS
from tests.processes import command

SECRET = "0123456789abcdef_-ABCDEF"
README = Path(__file__).parents[1] / "README.md"


def faults_of(**settings: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        settings_from({f"ENLACE_{name}": value for name, value in settings.items()})
    return caught.value.faults


def test_without_any_setting_everything_has_a_usual_value() -> None:
    usual = settings_from({})
    assert usual.in_sandbox
    assert usual.telegram_api_url == "https://api.telegram.org"
    assert usual.database_url == "sqlite+aiosqlite:///data/enlace.db"
    assert usual.data_dir == Path("data")
    assert (usual.listen_host, usual.listen_port) == ("127.0.0.1", 8080)
    assert (usual.webhook_url, usual.webhook_secret) == ("", "")
    assert usual.secretariat == frozenset()
    assert not usual.paid_broadcast
    assert usual.failpoint is None


def test_every_setting_is_read() -> None:
    given = settings_from(
        {
            "ENLACE_BOT_TOKEN": "12:Ab-c_D",
            "ENLACE_TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "ENLACE_DATABASE_URL": "postgresql://enlace@db/enlace",
            "ENLACE_DATA_DIR": "/srv/enlace",
            "ENLACE_WEBHOOK_URL": "https://enlace.example.org/",
            "ENLACE_WEBHOOK_SECRET": SECRET,
            "ENLACE_LISTEN": "[::1]:9000",
            "ENLACE_SECRETARIAT": "17, 18;19 20",
            "ENLACE_PAID_BROADCAST": "on",
            "ENLACE_FAILPOINT": "leased",
            "UNRELATED": "is not ours",
        }
    )
    assert given.bot_token == "12:Ab-c_D"
    assert not given.in_sandbox
    assert given.telegram_api_url == "http://127.0.0.1:8081"
    assert given.database_url == "postgresql+asyncpg://enlace@db/enlace"
    assert given.data_dir == Path("/srv/enlace")
    assert given.webhook_url == "https://enlace.example.org"
    assert given.webhook_secret == SECRET
    assert (given.listen_host, given.listen_port) == ("::1", 9000)
    assert given.secretariat == {17, 18, 19, 20}
    assert given.paid_broadcast
    assert given.failpoint == "leased"


def test_the_database_lies_in_the_data_folder_unless_told() -> None:
    assert settings_from({"ENLACE_DATA_DIR": "/srv"}).database_url == (
        "sqlite+aiosqlite:////srv/enlace.db"
    )


def test_paid_broadcast_can_be_switched_off_in_words() -> None:
    assert not settings_from({"ENLACE_PAID_BROADCAST": "off"}).paid_broadcast


@pytest.mark.parametrize("point", FAILPOINTS)
def test_every_failpoint_is_known(point: str) -> None:
    assert settings_from({"ENLACE_FAILPOINT": point}).failpoint == point


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "secret"),
        ("BOT_TOKEN", "12:with space"),
        ("BOT_TOKEN", "https://t.me/bot"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", "ftp://secret"),
        ("TELEGRAM_API_URL", "https://"),
        ("DATABASE_URL", "mysql://root:secret@db"),
        ("DATABASE_URL", "sqlite:///enlace.db"),
        ("LISTEN", "8080"),
        ("LISTEN", "localhost:"),
        ("LISTEN", "localhost:http"),
        ("LISTEN", "localhost:65536"),
        ("LISTEN", ":8080"),
        ("SECRETARIAT", "@helene"),
        ("SECRETARIAT", "17, -4"),
        ("PAID_BROADCAST", "yes"),
        ("PAID_BROADCAST", "ON"),
        ("FAILPOINT", "anywhere"),
        ("NO_SUCH_SETTING", "1"),
        ("BOTTOKEN", "1:secret"),
    ],
)
def test_a_fault_is_one_line_that_names_the_setting_and_not_its_value(
    name: str, value: str
) -> None:
    (fault,) = faults_of(**{name: value})
    assert fault.startswith(f"ENLACE_{name}: ")
    assert "\n" not in fault
    assert "secret" not in fault


@pytest.mark.parametrize(
    "given",
    [
        {"WEBHOOK_URL": "https://enlace.example.org"},
        {"WEBHOOK_SECRET": SECRET},
        {"WEBHOOK_URL": "https://enlace.example.org", "WEBHOOK_SECRET": "short"},
        {"WEBHOOK_URL": "https://enlace.example.org", "WEBHOOK_SECRET": "with space " * 3},
        {"WEBHOOK_URL": "enlace.example.org", "WEBHOOK_SECRET": SECRET},
    ],
)
def test_a_webhook_takes_an_address_and_a_good_secret(given: dict[str, str]) -> None:
    (fault,) = faults_of(**given)
    assert "ENLACE_WEBHOOK_" in fault
    assert not any(value in fault for value in given.values())


def test_all_faults_are_told_at_once() -> None:
    faults = faults_of(BOT_TOKEN="x", LISTEN="x", SECRETARIAT="x", FAILPOINT="x", MISSPELT="x")
    assert len(faults) == 5


def test_the_settings_do_not_show_themselves() -> None:
    assert "Ab-c_D" not in repr(settings_from({"ENLACE_BOT_TOKEN": "12:Ab-c_D"}))


def test_the_environment_counts_more_than_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("ENLACE_LISTEN=127.0.0.1:1\nENLACE_SECRETARIAT=5\n")
    monkeypatch.setenv("ENLACE_LISTEN", "127.0.0.1:2")
    here = settings_here(tmp_path)
    assert here.listen_port == 2
    assert here.secretariat == {5}


@pytest.mark.skipif(not README.exists(), reason="the README is not here")
def test_every_setting_is_documented() -> None:
    text = README.read_text()
    assert [name for name in NAMES if f"ENLACE_{name}" not in text] == []


@pytest.mark.parametrize("arguments", [("run",), ("migrate",), ("status",), ("calendar",)])
def test_the_command_line_tells_every_fault_and_ends_with_2(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = command(*arguments, folder=tmp_path, BOT_TOKEN="secret", LISTEN="nowhere")
    assert done.returncode == 2
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["ENLACE_LISTEN", "ENLACE_BOT_TOKEN"]
    assert "secret" not in done.stderr
    assert list(tmp_path.iterdir()) == []
