"""Settings from the environment or `.env`, each checked at start with one clear line per fault."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from services.failpoints import FAILPOINTS, Failpoint

os.environ.setdefault("PTB_TIMEDELTA", "1")  # else PTB warns whenever Telegram asks to wait

PREFIX = "ENLACE_"
TELEGRAM = "https://api.telegram.org"

NAMES = (
    "BOT_TOKEN",
    "TELEGRAM_API_URL",
    "DATABASE_URL",
    "DATA_DIR",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "LISTEN",
    "SECRETARIAT",
    "PAID_BROADCAST",
    "FAILPOINT",
)


class SettingsError(Exception):
    """Settings are wrong; `faults` holds one line each, none with a secret in it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, repr=False)
class Settings:
    """What one process is told from outside; never shown whole, as it holds the token."""

    bot_token: str
    telegram_api_url: str
    database_url: str
    data_dir: Path
    webhook_url: str
    webhook_secret: str
    listen_host: str
    listen_port: int
    secretariat: frozenset[int]
    paid_broadcast: bool
    failpoint: Failpoint | None
    listen_chosen: bool = False  # the sandbox listens only where it was told to

    @property
    def in_sandbox(self) -> bool:
        """Whether there is no token, so that the built-in sandbox is used."""
        return not self.bot_token


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that `environment` holds; SettingsError with every fault in it."""
    faults = [
        f"{name}: there is no such setting; please check the spelling"
        for name in sorted(environment)
        if name.startswith(PREFIX)
        and name.removeprefix(PREFIX) not in NAMES
        and not name.startswith(f"{PREFIX}TEST_")
    ]
    given = {name: environment.get(PREFIX + name, "").strip() for name in NAMES}
    data_dir = Path(given["DATA_DIR"] or "data")
    host, port = _listen(given["LISTEN"] or "127.0.0.1:8080", faults)
    settings = Settings(
        bot_token=_token(given["BOT_TOKEN"], faults),
        telegram_api_url=_url("TELEGRAM_API_URL", given, TELEGRAM, faults),
        database_url=_database(given["DATABASE_URL"], data_dir, faults),
        data_dir=data_dir,
        webhook_url=_url("WEBHOOK_URL", given, "", faults),
        webhook_secret=_secret(given, faults),
        listen_host=host,
        listen_port=port,
        secretariat=_ids(given["SECRETARIAT"], faults),
        paid_broadcast=_switch("PAID_BROADCAST", given, faults),
        failpoint=_failpoint(given["FAILPOINT"], faults),
        listen_chosen=bool(given["LISTEN"]),
    )
    if faults:
        raise SettingsError(faults)
    return settings


def settings_here(folder: Path = Path()) -> Settings:
    """The settings of this process: the environment, and `.env` in `folder` beneath it."""
    from_file = {k: v or "" for k, v in dotenv_values(folder / ".env").items()}
    return settings_from({**from_file, **os.environ})


def _token(value: str, faults: list[str]) -> str:
    if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
        faults.append(f"{PREFIX}BOT_TOKEN: this is not a bot token; BotFather gives one like 1:Ab")
    return value


def _url(name: str, given: Mapping[str, str], usual: str, faults: list[str]) -> str:
    value = given[name].rstrip("/") or usual
    if value and not _is_web_address(value):
        faults.append(
            f"{PREFIX}{name}: this must be an address that begins with https:// or http://"
        )
    return value


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _secret(given: Mapping[str, str], faults: list[str]) -> str:
    value = given["WEBHOOK_SECRET"]
    if bool(value) != bool(given["WEBHOOK_URL"]):
        faults.append(f"{PREFIX}WEBHOOK_URL and {PREFIX}WEBHOOK_SECRET: set both, or neither")
    elif value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
        faults.append(
            f"{PREFIX}WEBHOOK_SECRET: 16 to 256 characters of A-Z, a-z, 0-9, _ and - are needed"
        )
    return value


def _database(value: str, data_dir: Path, faults: list[str]) -> str:
    if not value:
        return f"sqlite+aiosqlite:///{data_dir / 'enlace.db'}"
    if value.startswith(("postgresql://", "postgres://")):
        # Hosted databases hand out `sslmode`, which asyncpg calls `ssl`.
        value = "postgresql+asyncpg://" + value.split("://", 1)[1].replace("sslmode=", "ssl=")
    if not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")) or _bad_port(value):
        faults.append(
            f"{PREFIX}DATABASE_URL: this must be like sqlite+aiosqlite:///file or postgresql://…"
        )
    return value


def _bad_port(value: str) -> bool:
    try:
        urlsplit(value).port  # noqa: B018 - raises for what is no port
    except ValueError:
        return True
    return False


def _listen(value: str, faults: list[str]) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not port.isdecimal() or not 0 <= int(port) < 65536:
        faults.append(f"{PREFIX}LISTEN: this must be host:port, such as 127.0.0.1:8080")
        return "", 0
    return host.strip("[]"), int(port)


def _ids(value: str, faults: list[str]) -> frozenset[int]:
    parts = [part for part in re.split(r"[\s,;]+", value) if part]
    if not all(part.isdecimal() for part in parts):
        faults.append(f"{PREFIX}SECRETARIAT: this must be Telegram ids (numbers) with commas")
        return frozenset()
    return frozenset(int(part) for part in parts)


def _switch(name: str, given: Mapping[str, str], faults: list[str]) -> bool:
    value = given[name] or "off"
    if value not in {"on", "off"}:
        faults.append(f"{PREFIX}{name}: this must be on or off")
    return value == "on"


def _failpoint(value: str, faults: list[str]) -> Failpoint | None:
    for point in FAILPOINTS:
        if value == point:
            return point
    if value:
        faults.append(f"{PREFIX}FAILPOINT: this must be one of {', '.join(FAILPOINTS)}")
    return None
