"""`python -m training.suspects`: rows whose label the model doubts most.

Confident learning (Northcutt et al., 2021): a row is suspect where a model that did not see its
event gives its label little probability and another much. A suspect is to be read again, not
to be changed: hard rows are suspects by design.
"""

from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import typer

from model.decision import Decision
from training.crossvalidate import decide_out_of_fold
from training.experiment import Experiment, run_experiment
from training.running import reporting_errors
from training.settings import TrainingSettings

__all__ = ["Suspect", "find_suspects", "suspects"]


class Suspect(NamedTuple):
    """A row, what it says, what the model says, and how much likelier that is in [-1, 1]."""

    id: str
    head: str
    label: str
    answer: str
    margin: float
    text: str


def find_suspects(experiment: Experiment) -> list[Suspect]:
    """List the rows whose topic or jurisdiction the out-of-fold model contradicts, surest first."""
    decisions, _ = decide_out_of_fold(
        experiment.corpus, experiment.out_of_fold, experiment.make_model
    )
    found = []
    for at, decision in enumerate(decisions):
        found += [one for one in _of_item(experiment, at, decision) if one.margin > 0]
    return sorted(found, key=lambda suspect: (-suspect.margin, suspect.id, suspect.head))


def _of_item(experiment: Experiment, at: int, decision: Decision) -> list[Suspect]:
    item = experiment.corpus.items[at]
    heads = (
        ("topic", item.topic, experiment.out_of_fold.topics, decision.topics),
        (
            "jurisdiction",
            item.jurisdiction,
            experiment.out_of_fold.scores[at].codes,
            decision.jurisdictions,
        ),
    )
    text = " ".join(f"{item.title} {item.text}".split())
    suspects = []
    for head, label, codes, probabilities in heads:
        best = int(np.argmax(probabilities))
        own = float(probabilities[codes.index(label)]) if label in codes else 0.0
        margin = float(probabilities[best]) - own
        suspects.append(Suspect(item.id, head, label, codes[best], margin, text))
    return suspects


def suspects(
    labels: Annotated[Path, typer.Option(help="The labelled items.")] = Path("data/labels.csv"),
    limit: Annotated[int, typer.Option(min=1, help="How many to print at most.")] = 200,
) -> None:
    """Print the rows whose labels should be read again, the most doubtful first."""
    with reporting_errors():
        found = find_suspects(run_experiment(TrainingSettings(labels)))
    for one in found[:limit]:
        typer.echo(
            f"{one.margin:.2f}\t{one.id}\t{one.head}\t{one.label} -> {one.answer}\t{one.text}"
        )


if __name__ == "__main__":
    typer.run(suspects)
