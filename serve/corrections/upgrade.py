"""Bring a database's tables up to date, or back to those of an earlier release."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from serve.corrections.connecting import WRITING, take_turns

__all__ = ["downgrade", "upgrade"]


def upgrade(engine: Engine) -> None:
    """Run the migrations that a database has not seen: all in one transaction, or none."""
    _migrate(engine, command.upgrade, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take migrations back, and what was kept in the columns that they had made.

    Parameters
    ----------
    engine : of the database
    revision : the migration to stop after, or `base` for none at all
    """
    _migrate(engine, command.downgrade, revision)


def _migrate(engine: Engine, migrate: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    # Servers that start together take turns; the later ones find nothing left to do.
    with engine.execution_options(**WRITING).begin() as connection:
        take_turns(connection)
        config.attributes["connection"] = connection
        migrate(config, revision)
