import pytest

from training.folds import event_groups, split_folds


def test_events_whose_reports_are_near_copies_are_joined() -> None:
    texts = [
        "the data protection commission fined a retailer ninety thousand euros",
        "the data protection commission fined a retailer nine hundred euros",
        "rovers beat city two nil",
    ]
    assert event_groups(texts, ["b", "a", "c"]) == ["a", "a", "c"]


def test_a_group_is_never_parted_and_no_fold_is_empty() -> None:
    groups = [f"event {number // 3}" for number in range(300)]
    folds = split_folds(groups, 5, 0)
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}
    assert len({(group, fold) for group, fold in zip(groups, folds.tolist(), strict=True)}) == 100


def test_a_group_stays_in_its_fold_when_others_come() -> None:
    before = split_folds([f"event {number}" for number in range(50)], 5, 0)
    after = split_folds([f"event {number}" for number in range(80)], 5, 0)
    assert after[:50].tolist() == before.tolist()


def test_another_seed_gives_other_folds() -> None:
    groups = [f"event {number}" for number in range(50)]
    assert split_folds(groups, 5, 0).tolist() != split_folds(groups, 5, 1).tolist()


def test_too_few_events_are_refused() -> None:
    with pytest.raises(ValueError, match=r"1 event\(s\) leave 4 of 5 folds empty"):
        split_folds(["only"] * 10, 5, 0)
