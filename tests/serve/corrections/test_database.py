"""Corrections outlive the process that wrote them."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from serve.corrections import Correction, Database, DatabaseError, Filters, KeptItem
from serve.corrections.connecting import connect

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


def test_correction_comes_back_as_it_was(database: Database) -> None:
    database.correct([CORRECTION])
    assert database.corrections() == [CORRECTION]


def test_upgrade_twice_changes_nothing(database: Database) -> None:
    database.correct([CORRECTION])
    database.upgrade()
    assert len(database.corrections()) == 1


def test_queue_is_least_certain_first_and_without_what_was_corrected(database: Database) -> None:
    sure = replace(ITEM, text="a", review=False)
    items = [replace(ITEM, text=text, confidence=part) for text, part in (("b", 0.4), ("c", 0.1))]
    database.keep([sure, *items])
    assert [item.text for item in database.waiting(10)] == ["c", "b"]
    database.correct([replace(CORRECTION, title="", text="c")])
    assert [item.text for item in database.waiting(10)] == ["b"]


def test_report_in_two_languages_waits_once_until_either_is_corrected(database: Database) -> None:
    both = replace(ITEM, lang="zh+en", other_title="通报", other_text="罚款")
    alone = replace(ITEM, title="通报", text="罚款", confidence=0.5)
    database.keep([both, alone])
    assert database.waiting(10) == [both, alone]
    assert database.archive(Filters(search="罚")) == [alone, both]
    database.correct([replace(CORRECTION, title="通报", text="罚款")])
    assert database.waiting(10) == []


def test_archive_is_filtered_and_counted_alike(database: Database) -> None:
    items = [
        replace(ITEM, text="a", topic="standards", at="2024-01-31T23:00:00+00:00"),
        replace(ITEM, text="b", lang="zh", jurisdiction="CN", at="2024-02-01T00:00:00+00:00"),
        replace(ITEM, text="c", review=False, at="2024-02-02T00:00:00+00:00"),
    ]
    database.keep(items)
    cases = [
        (Filters(topic="standards"), "a"),
        (Filters(jurisdiction="CN"), "b"),
        (Filters(lang="en"), "ca"),
        (Filters(since="2024-02-01"), "cb"),
        (Filters(until="2024-02-01"), "ba"),
        (Filters(review=False), "c"),
        (Filters(), "cba"),
    ]
    for filters, texts in cases:
        assert "".join(item.text for item in database.archive(filters)) == texts
        assert sum(count for *_, count in database.counts_by_month("topic", filters)) == len(texts)
    assert database.counts_by_month("jurisdiction") == [
        ("2024-02", "CN", 1),
        ("2024-02", "GB", 1),
        ("2024-01", "GB", 1),
    ]


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
    assert [item.text for item in database.archive(Filters(search="0%"))] == ["100% done"]
    assert database.archive(Filters(search="_CO")) == []


def test_counts_by_month(database: Database) -> None:
    old = replace(ITEM, text="old", at="2024-01-31T00:00:00+00:00")
    database.keep([old, replace(ITEM, text="new", at="2024-02-01T00:00:00+00:00")])
    assert database.counts_by_month() == [("2024-02", "other", 1), ("2024-01", "other", 1)]


def test_item_twice_in_one_request_is_there_once(database: Database) -> None:
    database.keep([ITEM, replace(ITEM, confidence=0.3)])
    assert [item.confidence for item in database.archive()] == [0.3]


def test_table_with_more_rows_than_sqlite_takes_values_is_kept_whole(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.upgrade()
    for _ in range(2):
        database.keep([replace(ITEM, text=str(number)) for number in range(33_000)])
    assert [count for *_, count in database.counts_by_month()] == [33_000]
    database.close()


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/no/such.db", "postgresql://u:hunter2@127.0.0.1:1/x"]
)
def test_unreachable_database_is_named_without_its_url(url: str) -> None:
    pytest.importorskip("pg8000", reason="regwire[postgresql] is not installed")
    database = Database(url)
    with pytest.raises(DatabaseError, match="cannot be used") as caught:
        database.upgrade()
    database.close()
    assert "hunter2" not in str(caught.value)


def test_words_of_postgresql_do_not_quote_the_row(postgresql: str) -> None:
    database = Database(postgresql)
    database.upgrade()
    with pytest.raises(DatabaseError, match="value too long") as caught:
        database.correct([replace(CORRECTION, text="机密", who="w" * 65)])
    assert "机密" not in str(caught.value)
    database.close()


def test_server_that_went_away_and_came_back_is_found(postgresql: str) -> None:
    database = Database(postgresql)
    database.upgrade()
    database.correct([CORRECTION])
    engine, _ = connect(postgresql)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()
    assert database.corrections() == [CORRECTION]
    database.close()


def test_diverse_takes_turns_between_all_kinds(database: Database) -> None:
    kinds = [("a", "CN"), ("a", "CN"), ("b", "CN"), ("a", "US"), ("a", "CN")]
    waiting = [
        replace(ITEM, text=str(at), topic=topic, jurisdiction=jurisdiction, confidence=at / 10)
        for at, (topic, jurisdiction) in enumerate(kinds)
    ]
    database.keep(waiting)
    assert [item.text for item in database.waiting(9)] == ["0", "1", "2", "3", "4"]
    assert [item.text for item in database.waiting(9, diverse=True)] == ["0", "2", "3", "1", "4"]
    assert [item.text for item in database.waiting(3, diverse=True)] == ["0", "2", "3"]
    assert database.count_waiting() == 5


_WRITER = """
import sys
from serve.corrections import Correction, Database
database = Database(sys.argv[1])
for number in range(10_000):
    database.correct([Correction("", f"{sys.argv[2]} {number}", "en", "other", "US")])
    print(number, flush=True)
"""


def test_nothing_is_lost_when_two_writers_are_killed(database: Database, database_url: str) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", _WRITER, database_url, name], stdout=subprocess.PIPE, text=True
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
    assert set(told) <= kept
