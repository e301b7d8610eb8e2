"""Sentences of our own that mislead about who acts; they need a model of all labels."""

import csv
import hashlib
import json
import os
from pathlib import Path

import pytest

from model import Router
from model.versions import ENVIRONMENT, VersionStore

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "data" / "labels.csv"
DEMO = ROOT / ".demo" / "models"
# The share of sentences whose jurisdiction and region both have to be right. The second list is by
# someone who knew neither the names nor the labels; 82 % of it were right at first sight.
RIGHT = {"traps.csv": 0.95, "traps_blind.csv": 0.85}


def read_traps(name: str) -> list[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Read once here: other tests clear the environment.
FOLDER = Path(os.environ.get(ENVIRONMENT) or DEMO)


@pytest.fixture(scope="module")
def full_router() -> Router:
    """The serving version of a folder of versions, if it was fitted on the labels of today."""
    current = VersionStore(FOLDER).current
    manifest = current / "manifest.json"
    if not manifest.is_file():
        pytest.skip(f"{current}: no version; make one with 'regwire retrain --models {FOLDER}'")
    fitted_on = json.loads(manifest.read_text(encoding="utf-8"))["labels_digest"]
    if fitted_on != hashlib.sha256(LABELS.read_bytes()).hexdigest():
        pytest.skip(f"{current}: fitted on other labels than {LABELS}; retrain it")
    return Router.load(current)


@pytest.mark.parametrize("name", RIGHT)
def test_sentences_that_mislead_about_who_acts_are_routed(full_router: Router, name: str) -> None:
    traps = read_traps(name)
    misses = []
    for trap in traps:
        answer = full_router.classify(trap["text"], evidence=0)
        got = (answer.jurisdiction.label, answer.region or "")
        expected = (trap["jurisdiction"], trap["region"])
        if got != expected:
            misses.append(f"{trap['id']} {trap['trap']}: {expected} but {got}: {trap['text']}")
    share = 1 - len(misses) / len(traps)
    assert share >= RIGHT[name], f"{share:.1%} right, {len(misses)} misses:\n" + "\n".join(misses)


def test_the_lists_are_long_enough_and_have_each_sentence_once() -> None:
    traps = [trap | {"id": f"{name} {trap['id']}"} for name in RIGHT for trap in read_traps(name)]
    assert len(traps) >= 150
    for column in ("id", "text"):
        assert len({trap[column] for trap in traps}) == len(traps)
