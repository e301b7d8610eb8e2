"""Migrations run up and down, on both kinds of database, and leave nothing half done."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from serve.corrections import Database, digest
from serve.corrections.connecting import connect
from serve.corrections.tables import metadata
from serve.corrections.upgrade import downgrade, upgrade


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine, path = connect(database_url)
    if path:
        path.parent.mkdir(parents=True)
    yield engine
    engine.dispose()


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_migrations_make_the_tables_that_the_code_sees(engine: Engine) -> None:
    upgrade(engine)
    made = inspect(engine)
    for name, table in metadata.tables.items():
        assert {column["name"] for column in made.get_columns(name)} == set(table.columns.keys())
        indexes = {index["name"] for index in made.get_indexes(name)}
        assert indexes == {index.name for index in table.indexes}


def test_down_removes_every_table_and_up_makes_them_again(engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "base")
    assert _tables(engine) == {"alembic_version"}
    upgrade(engine)
    assert _tables(engine) == {"alembic_version", "corrections", "items"}


def test_what_an_earlier_release_kept_is_still_there(database_url: str, engine: Engine) -> None:
    upgrade(engine)
    downgrade(engine, "0001")
    common = "'2024-01-01T00:00:00+00:00', %s, '', %s, 'en', 'other', 'US', '', 'm'"
    columns = "at, digest, title, text, lang, topic, jurisdiction, region, model"
    with engine.begin() as connection:
        for text in ("a", "b"):
            values = common % (f"'{digest('', text)}'", f"'{text}'")
            connection.exec_driver_sql(
                f"INSERT INTO items ({columns}, topic_confidence, jurisdiction_confidence, "
                f"confidence, review, source) VALUES ({values}, 0.5, 0.5, 0.25, true, '')"
            )
        connection.exec_driver_sql(
            f"INSERT INTO corrections ({columns}, was_topic, was_jurisdiction, was_region, who) "
            f"VALUES ({common % (repr(digest('', 'b')), repr('b'))}, '', '', '', 'ann')"
        )
    database = Database(database_url)
    database.upgrade()
    assert [item.text for item in database.waiting(10)] == ["a"]
    assert [(one.who, one.event) for one in database.corrections()] == [("ann", "")]
    database.close()


def test_broken_off_migration_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("alembic.op.create_index", fail)
        with pytest.raises(KeyboardInterrupt):
            upgrade(engine)
    assert _tables(engine) == set()
    upgrade(engine)
    assert "items" in _tables(engine)


_START = """
import sys
from serve.corrections import Database, digest
database = Database(sys.argv[1])
sys.stdin.read(1)
database.upgrade()
"""


def test_servers_that_start_together_make_the_tables_once(database_url: str) -> None:
    command = [sys.executable, "-W", "error", "-c", _START, database_url]
    servers = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(3)]
    for server in servers:
        assert server.stdin
        server.stdin.close()
    assert [server.wait(60) for server in servers] == [0, 0, 0]


@pytest.mark.parametrize("url", ["hunter2", "mysql://u:hunter2@localhost/x"])
def test_url_of_nothing_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(ValueError, match="is no URL of a database; expected sqlite") as caught:
        Database(url)
    assert "hunter2" not in str(caught.value)


def test_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(ValueError, match=r"needs 'pg8000'.*regwire\[postgresql\]") as caught:
        Database("postgresql://u:hunter2@localhost/x")
    assert "hunter2" not in str(caught.value)


def test_sqlite_folder_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a' / 'b.db'}")
    database.upgrade()
    database.close()
    assert (tmp_path / "a" / "b.db").is_file()
