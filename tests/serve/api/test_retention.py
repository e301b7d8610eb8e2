import time
from dataclasses import replace
from pathlib import Path

import pytest

from serve.api.retention import Retention
from serve.corrections import Database
from tests.serve.corrections.test_database import ITEM

OLD = replace(ITEM, text="old", at="2020-01-01T00:00:00+00:00")


def _until_only_new(database: Database) -> None:
    end = time.monotonic() + 30
    while [item.text for item in database.archive()] != ["new"]:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_old_items_are_forgotten_at_the_start_and_while_the_server_runs(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.upgrade()
    database.keep([OLD, replace(ITEM, text="new")])
    retention = Retention(database, days=30, every_s=0.02)
    retention.start()
    _until_only_new(database)
    database.keep([OLD])
    _until_only_new(database)
    retention.stop()
    database.close()


def test_a_database_that_cannot_be_used_is_logged_and_stops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    database = Database("sqlite:////proc/no/such.db")
    retention = Retention(database, days=30, every_s=0.01)
    retention.start()
    end = time.monotonic() + 30
    while caplog.text.count("old items not forgotten") < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    retention.stop()
    database.close()
