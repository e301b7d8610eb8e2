"""One run over the labels: read, split, score out of fold, calibrate, measure."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from model.collector import collector_at_rest
from model.decision import Decision
from model.routing import Calibration, RoutingModel
from model.taxonomy import Taxonomy
from training.corpus import Corpus, describe_items
from training.corrections import join, read_corrections
from training.crossvalidate import (
    OutOfFold,
    calibration_from,
    decide_out_of_fold,
    fit,
    score_out_of_fold,
)
from training.folds import event_groups, split_folds
from training.gazetteer import read_reader
from training.labels import LabelledItem, Labels, read_labels
from training.metrics import Outcome, measure
from training.settings import TrainingSettings
from training.taxonomy import read_taxonomy

__all__ = ["Experiment", "run_experiment"]

# What stands in the folder of the labels.
_TABLES = (
    "taxonomy.toml",
    "authorities.csv",
    "places.csv",
    "companies.csv",
    "offices.csv",
    "concepts.csv",
)


@dataclass(frozen=True, slots=True)
class Experiment:
    """What cross-validation found.

    Attributes
    ----------
    labels : the labelled items that were read, corrections among them
    corpus : the same, ready for fitting
    out_of_fold : scores of each item by a model that did not see its event
    outcomes : answers of each item, with a calibration that other folds chose
    measured : what `measure` says of the outcomes
    calibration : chosen on all out-of-fold scores, for the model fitted on all items
    notes : what else the version's manifest should say: `corrections`, where there were any
    """

    settings: TrainingSettings
    labels: Labels
    corpus: Corpus
    out_of_fold: OutOfFold
    outcomes: tuple[Outcome, ...]
    measured: dict[str, Any]
    calibration: Calibration
    blank: RoutingModel
    notes: dict[str, Any] = field(default_factory=dict)

    def make_model(self) -> RoutingModel:
        """Return an unfitted model with the experiment's names and labels."""
        return self.settings.make_model(self.blank.reader, self.blank.taxonomy)

    def fit_all(self) -> RoutingModel:
        """Fit on all items and calibrate with what the folds chose."""
        fitted = fit(self.corpus, self.make_model)
        fitted.calibration_ = self.calibration
        return fitted


def run_experiment(settings: TrainingSettings) -> Experiment:
    """Cross-validate on the labels.

    Raises
    ------
    FileNotFoundError, LabelsError, ValueError : the labels or the tables cannot be used
    """
    _look_for_tables(settings)
    taxonomy = read_taxonomy(settings.data / "taxonomy.toml")
    with collector_at_rest():
        labels, notes = _read(settings, taxonomy)
        blank = settings.make_model(read_reader(settings.data), taxonomy)
        corpus = describe_items(labels.items, blank.reader)
    # Nothing of it is dropped before the run ends: the collector need not look again.
    gc.freeze()
    groups = event_groups(
        [item.folded for item in labels.items], [item.event for item in labels.items]
    )
    folds = split_folds(groups, settings.n_folds, settings.random_state)

    def make() -> RoutingModel:
        return settings.make_model(blank.reader, taxonomy)

    out_of_fold = score_out_of_fold(corpus, folds, make)
    decisions, calibrations = decide_out_of_fold(corpus, out_of_fold, make)
    thresholds = [calibrations[fold].threshold for fold in folds.tolist()]
    outcomes = _outcomes(labels.items, out_of_fold, decisions, thresholds)
    probe = make()
    probe.topics_ = out_of_fold.topics
    everything = np.ones(len(labels.items), dtype=bool)
    return Experiment(
        settings=settings,
        labels=labels,
        corpus=corpus,
        out_of_fold=out_of_fold,
        outcomes=tuple(outcomes),
        measured=measure(outcomes),
        calibration=calibration_from(corpus, out_of_fold, probe, everything),
        blank=blank,
        notes=notes,
    )


def _look_for_tables(settings: TrainingSettings) -> None:
    """Say at once that labels stand apart from their tables; missing labels are told as such."""
    missing = [name for name in _TABLES if not (settings.data / name).is_file()]
    if settings.labels.is_file() and missing:
        raise FileNotFoundError(
            f"{settings.data}: {', '.join(missing)} not found; expected beside {settings.labels}: "
            "copy them from data/"
        )
    if not settings.labels.is_file():
        raise FileNotFoundError(f"{settings.labels}: no such labels file; expected a CSV file")


def _read(settings: TrainingSettings, taxonomy: Taxonomy) -> tuple[Labels, dict[str, Any]]:
    """Read the labels, and the corrections if there are any; corrections first, as they fail."""
    given = settings.corrections and read_corrections(settings.corrections, taxonomy)
    labels = read_labels(settings.labels, taxonomy)
    if not given:
        return labels, {}
    joined, notes = join(labels, given)
    return joined, {"corrections": notes}


def _outcomes(
    items: Sequence[LabelledItem],
    out_of_fold: OutOfFold,
    decisions: Sequence[Decision],
    thresholds: Sequence[float],
) -> list[Outcome]:
    return [
        Outcome(
            id=item.id,
            lang=item.lang,
            truth=(item.topic, item.jurisdiction, item.region),
            answer=(
                out_of_fold.topics[decision.topic],
                scored.codes[decision.jurisdiction],
                region,
            ),
            confidences=(
                float(decision.topics[decision.topic]),
                float(decision.jurisdictions[decision.jurisdiction]),
            ),
            pair_confidence=decision.confidence,
            review=decision.confidence < threshold,
        )
        for item, decision, scored, region, threshold in zip(
            items, decisions, out_of_fold.scores, out_of_fold.regions, thresholds, strict=True
        )
    ]
