import os
from pathlib import Path

import pytest

from model.promotions import write_promotion
from model.versions import Promotion, VersionStore


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


def test_a_record_cut_short_does_not_swallow_the_next(store: VersionStore) -> None:
    store.promote("aaa")
    with (store.folder / "promotions.jsonl").open("a") as log:
        log.write('{"at": "2026-')
    store.promote("bbb")
    assert [entry.version for entry in store.history()] == ["aaa", "bbb"]
    assert store.rollback().version == "aaa"


def test_a_promotion_that_was_recorded_and_not_made_is_no_promotion(store: VersionStore) -> None:
    store.promote("aaa")
    store.promote("bbb")
    write_promotion(
        store.folder / "promotions.jsonl",
        Promotion("2026-01-01T00:00:00+00:00", "ccc", "bbb", "promoted"),
    )
    assert [entry.version for entry in store.history()] == ["aaa", "bbb"]
    assert store.rollback().version == "aaa"
    assert [entry.version for entry in store.history()] == ["aaa", "bbb", "aaa"]


def test_a_link_that_a_crash_left_is_in_nobodys_way(store: VersionStore) -> None:
    store.promote("aaa")
    for name in (".current", ".current-123"):
        (store.folder / name).symlink_to("versions/ccc")
    store.promote("bbb")
    assert store.current_version() == "bbb"
    assert sorted(os.listdir(store.folder)) == ["current", "promotions.jsonl", "versions"]


def test_an_unknown_version_is_refused_and_the_known_ones_named(store: VersionStore) -> None:
    with pytest.raises(FileNotFoundError, match="no version 'zzz'; there are: aaa, bbb, ccc"):
        store.promote("zzz")


def test_a_draft_that_was_not_taken_leaves_nothing(store: VersionStore) -> None:
    with store.drafting() as draft:
        draft.mkdir()
    assert store.versions() == ["aaa", "bbb", "ccc"]
    assert sorted(os.listdir(store.folder / "versions")) == ["aaa", "bbb", "ccc"]


def test_a_draft_whose_writer_died_is_removed_and_that_of_a_living_one_stays(
    store: VersionStore,
) -> None:
    left = store.folder / "versions" / ".draft-left" / "version"
    left.mkdir(parents=True)
    assert store.versions() == ["aaa", "bbb", "ccc"]
    with store.drafting() as first:
        first.mkdir()
        assert not left.parent.exists()
        with store.drafting():
            assert first.is_dir()
