"""Corrections outlive the process that wrote them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from serve.corrections import Correction, Database, DatabaseError, KeptItem
from serve.corrections.review import diverse
from serve.corrections.tables import metadata

CORRECTION = Correction(
    title="通报",
    text="浙江省通信管理局通报App",
    lang="zh",
    topic="app_enforcement",
    jurisdiction="CN",
)
ITEM = KeptItem(
    title="",
    text="ICO fines spam texter",
    lang="en",
    topic="other",
    topic_confidence=0.5,
    jurisdiction="GB",
    jurisdiction_confidence=0.9,
    region="",
    confidence=0.45,
    review=True,
    model="m1",
)


def _urls() -> list[str]:
    """SQLite always; PostgreSQL where the test run names one."""
    return ["sqlite", "postgresql"]


@pytest.fixture(params=_urls())
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'var' / 'test.db'}"
    if request.param == "postgresql":
        url = os.environ.get("REGWIRE_TEST_POSTGRESQL", "")
        if not url:
            pytest.skip("no PostgreSQL: set REGWIRE_TEST_POSTGRESQL to the URL of an empty one")
        engine = create_engine(url)
        metadata.drop_all(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")
        engine.dispose()
    database = Database(url)
    database.upgrade()
    yield database
    database.close()


def test_correction_comes_back_as_it_was(database: Database) -> None:
    database.correct([CORRECTION])
    assert database.corrections() == [CORRECTION]


def test_upgrade_twice_changes_nothing(database: Database) -> None:
    database.correct([CORRECTION])
    database.upgrade()
    assert len(database.corrections()) == 1


def test_migrations_make_the_tables_that_the_code_sees(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    database = Database(url)
    database.upgrade()
    database.close()
    engine = create_engine(url)
    made = inspect(engine)
    for name, table in metadata.tables.items():
        assert {column["name"] for column in made.get_columns(name)} == set(table.columns.keys())
        indexes = {index["name"] for index in made.get_indexes(name)}
        assert indexes == {index.name for index in table.indexes}
    engine.dispose()


def test_queue_is_least_certain_first_and_without_what_was_corrected(database: Database) -> None:
    sure = replace(ITEM, text="a", review=False)
    items = [replace(ITEM, text=text, confidence=part) for text, part in (("b", 0.4), ("c", 0.1))]
    database.keep([sure, *items])
    assert [item.text for item in database.waiting(10)] == ["c", "b"]
    database.correct([replace(CORRECTION, title="", text="c")])
    assert [item.text for item in database.waiting(10)] == ["b"]


def test_item_kept_twice_is_there_once(database: Database) -> None:
    database.keep([ITEM])
    database.keep([replace(ITEM, confidence=0.2)])
    assert [item.confidence for item in database.waiting(10)] == [0.2]


def test_old_items_are_forgotten_and_corrections_are_not(database: Database) -> None:
    database.keep([replace(ITEM, at="2020-01-01T00:00:00+00:00"), replace(ITEM, text="new")])
    database.correct([replace(CORRECTION, at="2020-01-01T00:00:00+00:00")])
    assert database.forget(30) == 1
    assert [item.text for item in database.archive()] == ["new"]
    assert len(database.corrections()) == 1


def test_search_takes_wildcards_as_they_are(database: Database) -> None:
    database.keep([ITEM, replace(ITEM, text="100% done")])
    assert [item.text for item in database.archive(search="0%")] == ["100% done"]
    assert database.archive(search="_CO") == []


def test_counts_by_month(database: Database) -> None:
    old = replace(ITEM, text="old", at="2024-01-31T00:00:00+00:00")
    database.keep([old, replace(ITEM, text="new", at="2024-02-01T00:00:00+00:00")])
    assert database.counts_by_month() == [("2024-02", "other", 1), ("2024-01", "other", 1)]


def test_unreachable_database_is_named_without_its_url() -> None:
    database = Database("sqlite:////proc/no/such.db")
    with pytest.raises(DatabaseError, match="cannot be used"):
        database.upgrade()
    database.close()


def test_diverse_takes_turns() -> None:
    kinds = [("a", "CN"), ("a", "CN"), ("b", "CN"), ("a", "US")]
    waiting = [
        replace(ITEM, text=str(at), topic=topic, jurisdiction=jurisdiction)
        for at, (topic, jurisdiction) in enumerate(kinds)
    ]
    assert [item.text for item in diverse(waiting)] == ["0", "2", "3", "1"]


_WRITER = """
import sys
from serve.corrections import Correction, Database
database = Database(sys.argv[1])
for number in range(10_000):
    database.correct([Correction("", f"{sys.argv[2]} {number}", "en", "other", "US")])
    print(number, flush=True)
"""


def test_nothing_is_lost_when_two_writers_are_killed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    database = Database(url)
    database.upgrade()
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, url, name], stdout=subprocess.PIPE, text=True
        )
        for name in ("a", "b")
    ]
    told = []
    for writer, name in zip(writers, ("a", "b"), strict=True):
        assert writer.stdout
        told += [f"{name} {writer.stdout.readline().strip()}" for _ in range(20)]
    for writer in writers:
        writer.kill()
        writer.wait()
        assert writer.stdout
        writer.stdout.close()
    kept = {correction.text for correction in database.corrections()}
    database.close()
    assert set(told) <= kept
