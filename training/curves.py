"""What the curves of a report show: how sure the answers were, and how right."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from training.metrics import Outcome

__all__ = ["Bin", "Passing", "coverage_curve", "passing", "reliability", "worst_errors"]

_BINS = 10
# Points of the coverage curve; more cannot be seen.
_POINTS = 200
# A curve begins where this share of the items passes: fewer say nothing but which came first.
_MIN_COVERAGE = 0.02


class Bin(NamedTuple):
    """Items that were about equally sure: their mean confidence, accuracy and number."""

    confidence: float
    accuracy: float
    items: int


class Passing(NamedTuple):
    """The items that reach a threshold: their share of all, and how many of them are right."""

    coverage: float
    accuracy: float


def reliability(outcomes: Sequence[Outcome]) -> list[Bin]:
    """Sort answers by confidence into ten equally wide bins; empty ones are left out."""
    confidence, right = _arrays(outcomes)
    bins = np.minimum((confidence * _BINS).astype(np.int64), _BINS - 1)
    return [
        Bin(float(confidence[bins == at].mean()), float(right[bins == at].mean()), int(count))
        for at, count in enumerate(np.bincount(bins, minlength=_BINS).tolist())
        if count
    ]


def coverage_curve(outcomes: Sequence[Outcome]) -> list[Passing]:
    """Return accuracy against coverage, as the threshold falls from the surest answer on."""
    confidence, right = _arrays(outcomes)
    order = np.argsort(-confidence, kind="stable")
    counts = np.arange(1, len(order) + 1)
    running = np.cumsum(right[order]) / counts
    first = max(int(len(order) * _MIN_COVERAGE), 1)
    shown = np.unique(np.linspace(first, len(order), _POINTS).astype(np.int64))
    return [Passing(count / len(order), float(running[count - 1])) for count in shown.tolist()]


def passing(outcomes: Sequence[Outcome], threshold: float) -> Passing:
    """Return what passes at one threshold; accuracy 0 where nothing does."""
    confidence, right = _arrays(outcomes)
    passed = confidence >= threshold
    return Passing(float(passed.mean()), float(right[passed].mean()) if passed.any() else 0.0)


def worst_errors(outcomes: Sequence[Outcome], limit: int) -> list[Outcome]:
    """Return the wrong answers that were surest of themselves, the surest first."""
    wrong = [outcome for outcome in outcomes if not outcome.right]
    return sorted(wrong, key=lambda one: (-one.pair_confidence, one.id))[:limit]


def _arrays(outcomes: Sequence[Outcome]) -> tuple[np.ndarray, np.ndarray]:
    confidence = np.array([outcome.pair_confidence for outcome in outcomes])
    return confidence, np.array([outcome.right for outcome in outcomes])
