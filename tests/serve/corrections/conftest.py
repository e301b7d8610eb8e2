"""Each test that keeps something does so in both kinds of database."""

from collections.abc import Iterator

import pytest

from serve.corrections import Database
from tests.serve.databases import database_url, postgresql

__all__ = ["database_url", "postgresql"]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with its tables."""
    database = Database(database_url)
    database.upgrade()
    yield database
    database.close()
