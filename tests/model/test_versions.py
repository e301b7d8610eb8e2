import os
from pathlib import Path

import pytest

from model.versions import VersionStore


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    """Three versions, none of which serves."""
    store = VersionStore(tmp_path)
    for name in ("aaa", "bbb", "ccc"):
        with store.drafting() as draft:
            draft.mkdir()
            (draft / "manifest.json").write_text(name)
            store.add(draft, name)
    return store


def test_versions_are_listed_and_none_serves_at_first(store: VersionStore) -> None:
    assert store.versions() == ["aaa", "bbb", "ccc"]
    assert store.current_version() is None


def test_a_promoted_version_is_what_current_leads_to(store: VersionStore) -> None:
    store.promote("bbb")
    assert store.current_version() == "bbb"
    assert (store.current / "manifest.json").read_text() == "bbb"


def test_rolling_back_goes_back_step_by_step(store: VersionStore) -> None:
    for name in ("aaa", "bbb", "ccc"):
        store.promote(name)
    assert store.rollback().version == "bbb"
    assert store.rollback().version == "aaa"
    with pytest.raises(LookupError, match="no earlier version to go back to from aaa"):
        store.rollback()


def test_every_change_is_on_record(store: VersionStore) -> None:
    store.promote("aaa")
    store.promote("bbb", "forced: recall")
    store.rollback()
    assert [(entry.version, entry.previous, entry.why) for entry in store.history()] == [
        ("aaa", None, "promoted"),
        ("bbb", "aaa", "forced: recall"),
        ("aaa", "bbb", "rolled back"),
    ]


def test_a_record_cut_short_by_a_crash_is_passed_over(store: VersionStore) -> None:
    store.promote("aaa")
    with (store.folder / "promotions.jsonl").open("a") as log:
        log.write('{"at": "2026-')
    assert len(store.history()) == 1


def test_an_unknown_version_is_refused_and_the_known_ones_named(store: VersionStore) -> None:
    with pytest.raises(FileNotFoundError, match="no version 'zzz'; there are: aaa, bbb, ccc"):
        store.promote("zzz")


def test_a_draft_that_was_not_taken_leaves_nothing(store: VersionStore) -> None:
    with store.drafting() as draft:
        draft.mkdir()
    assert store.versions() == ["aaa", "bbb", "ccc"]
    assert sorted(os.listdir(store.folder / "versions")) == ["aaa", "bbb", "ccc"]
