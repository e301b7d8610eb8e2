"""How a new version compares with the one that serves, on the items that both were tested on.

An item's fold depends on its event and the seed alone, so both were tested on the same folds.
"""

import json

from model.versions import VersionStore
from training.experiment import Experiment
from training.gate import failed_checks
from training.metrics import Outcome, measure

__all__ = ["OUTCOMES", "compare_with_serving"]

# The file in a version's folder that holds the out-of-fold answer of each item.
OUTCOMES = "outcomes.json"


def compare_with_serving(store: VersionStore, experiment: Experiment) -> list[str]:
    """List the checks that keep a new version from serving; empty where none serves yet.

    Items that only one of them was tested on, or whose labels have changed, are left out. A
    version that cannot be compared does not pass: whether it is worse is not known.
    """
    current = store.current_version()
    if current is None:
        return []
    try:
        before = _outcomes(store, current)
    except (OSError, ValueError, TypeError, KeyError) as error:
        return [f"cannot be compared with {current}, whose {OUTCOMES} cannot be read: {error}"]
    shared = [one for one in experiment.outcomes if _same_truth(one, before.get(one.id))]
    if not shared:
        return [f"cannot be compared with {current}: no item has the same labels in both"]
    return failed_checks(measure(shared), measure([before[one.id] for one in shared]))


def _outcomes(store: VersionStore, version: str) -> dict[str, Outcome]:
    told = json.loads((store.path(version) / OUTCOMES).read_text(encoding="utf-8"))
    return {outcome.id: outcome for outcome in map(Outcome.from_dict, told)}


def _same_truth(now: Outcome, before: Outcome | None) -> bool:
    return before is not None and before.truth == now.truth
