"""What data/labels.csv holds, pinned. A change of the labels changes this file in its commit."""

from pathlib import Path

import pytest

from training.counts import count_rows
from training.labels import Labels, read_labels
from training.near_duplicates import near_duplicates
from training.taxonomy import read_taxonomy

DATA = Path(__file__).parents[2] / "data"
PROVINCES = (
    "BJ TJ HE SX NM LN JL HL SH JS ZJ AH FJ JX SD HA HB HN GD GX HI CQ SC GZ YN XZ SN GS QH NX XJ"
)
PINNED = {
    "rows": 13680,
    "events": 7203,
    "events_in_both_languages": 5299,
    "headlines_alone": 3508,
    "hard": 3358,
    "topics": {
        "app_enforcement": 1808,
        "other": 5032,
        "overseas_settlement": 2903,
        "sector_data_security": 2374,
        "standards": 1563,
    },
}


@pytest.fixture(scope="module")
def labels() -> Labels:
    """The labels, with every check of the reader."""
    return read_labels(DATA / "labels.csv", read_taxonomy(DATA / "taxonomy.toml"))


def test_counts_are_those_of_the_data_card(labels: Labels) -> None:
    counted = count_rows(labels.items)
    pinned = ("rows", "events", "events_in_both_languages", "headlines_alone", "hard", "topics")
    assert {name: counted[name] for name in pinned} == PINNED


def test_every_province_acts_in_eight_rows_or_more(labels: Labels) -> None:
    regions = count_rows(labels.items)["regions"]
    assert min(regions[f"CN-{province}"] for province in PROVINCES.split()) >= 8


def test_forty_five_jurisdictions_have_thirty_rows_or_more(labels: Labels) -> None:
    jurisdictions = count_rows(labels.items)["jurisdictions"]
    assert sum(count >= 30 for count in jurisdictions.values()) >= 45
    assert jurisdictions["CN"] <= 0.35 * len(labels.items)


def test_no_two_events_are_told_in_nearly_the_same_words(labels: Labels) -> None:
    items = labels.items
    found = near_duplicates([item.folded for item in items], [item.event for item in items])
    assert [(items[pair.first].id, items[pair.second].id) for pair in found] == []
