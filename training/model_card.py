"""A page in Markdown on what a version is, how good it is and what it is not for."""

from typing import Any

from training.experiment import Experiment

__all__ = ["model_card"]


def model_card(experiment: Experiment, measured: dict[str, Any]) -> str:
    """Describe the version that an experiment leads to."""
    items = experiment.labels.items
    events = len({item.event for item in items})
    return "\n".join(
        [
            "# Regwire model card",
            "",
            f"Fitted on {len(items)} items about {events} events (labels digest "
            f"`{experiment.labels.digest[:12]}`, seed {experiment.settings.random_state}).",
            *_corrections(experiment.notes.get("corrections")),
            "",
            "TF-IDF terms, concepts, and names of authorities and places; two linear heads (topic:",
            "logistic regression; jurisdiction: conditional logit); temperature scaling; an answer",
            "chosen over the allowed pairs. Measured by cross-validation in which the reports of",
            "one event are never parted; temperature and threshold come from other folds than the",
            "one measured.",
            "",
            *_figures(measured),
            "",
            "Not for: legal conclusions, languages other than Chinese and English, or texts that",
            "are not news. An answer below the review threshold should be read by a person.",
            "",
        ]
    )


def _corrections(notes: dict[str, Any] | None) -> list[str]:
    if notes is None:
        return []
    return [
        "",
        f"Among them are corrections that people made (`{notes['file']}`, SHA-256 "
        f"`{notes['sha256'][:12]}`): {notes['added']} items",
        f"added, {len(notes['replaced'])} labels replaced, {notes['confirmed']} confirmed; "
        f"{len(notes['conflicts'])} left out, as people disagree.",
    ]


def _figures(measured: dict[str, Any]) -> list[str]:
    parts = {"all": measured, **measured["languages"]}
    lines = [
        "| | items | topic accuracy | topic macro-F1 | jurisdiction accuracy | passed |"
        " right of passed | ECE |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, part in parts.items():
        figures = (
            part["topic"]["accuracy"],
            part["topic"]["macro_f1"],
            part["jurisdiction"]["accuracy"],
            part["coverage"],
            part["accuracy_covered"],
            part["ece"],
        )
        told = " | ".join(f"{figure:.3f}" for figure in figures)
        lines.append(f"| {name} | {part['items']} | {told} |")
    return lines
