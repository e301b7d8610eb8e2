"""How each kind of database is reached, so that the rest need not know which it is."""

import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError

__all__ = ["WRITING", "connect", "take_turns"]

# Milliseconds that one writer waits for another; a write takes a few.
_BUSY_MS = 10_000
# Seconds to reach a server, and for each of its answers.
_TIMEOUT_S = 10
# Option of a connection whose transaction reads before it writes: SQLite must be told at once,
# as it will not wait for another writer later on.
WRITING = {"regwire_writing": True}
# Any number that no other program on the same database uses for its own turns.
_TURN = 0x7265677769726500


def connect(url: str) -> tuple[Engine, Path | None]:
    """Return an engine, which connects when it is first used, and the file it keeps, if any.

    Parameters
    ----------
    url : as SQLAlchemy reads it; PostgreSQL is reached by pg8000 unless it names another driver

    Raises
    ------
    ValueError : it is no such URL, or the driver is not installed; never repeats the URL
    """
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+pg8000")
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed), Path(parsed.database) if parsed.database else None
        if parsed.get_backend_name() != "postgresql":
            raise ArgumentError("no kind of database that is tested")
        timeout = {"timeout": _TIMEOUT_S} if parsed.get_driver_name() == "pg8000" else {}
        engine = create_engine(parsed, connect_args=timeout)
        event.listen(engine, "checkout", _greet)
        return engine, None
    except (ArgumentError, NoSuchModuleError) as error:
        raise ValueError(
            "database_url is no URL of a database; expected sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME"
        ) from error
    except ModuleNotFoundError as error:
        raise ValueError(
            f"database_url needs {error.name!r}, which is not installed: "
            "pip install 'regwire[postgresql]'"
        ) from error


def take_turns(connection: Connection) -> None:
    """Wait until no other transaction has its turn; SQLite lets one write at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _greet(connection: DBAPIConnection, _record: object, _proxy: object) -> None:
    """Have a connection that the server has dropped meanwhile made anew.

    What `pool_pre_ping` does, but for a driver that lets the errors of its socket through.
    """
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        cursor.close()
        connection.rollback()
    except Exception as error:  # each driver has a base class of its own
        raise DisconnectionError("the server has dropped the connection") from error


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Let readers and writers of several processes pass each other, and lose nothing."""
    # The library would begin transactions by itself, and leave making a table out of them.
    connection.isolation_level = None
    for statement in (
        f"PRAGMA busy_timeout={_BUSY_MS}",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
    ):
        connection.execute(statement).close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("regwire_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
