"""`python -m training.counts`: how many rows the labels hold, by cell of the grid."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from model.normalise import normalise
from training.labels import LabelledItem, read_labels
from training.running import reporting_errors
from training.taxonomy import read_taxonomy

__all__ = ["count_rows", "counts"]

# A row is hard where its reference says what makes it so.
_HARD = "hard:"


def count_rows(items: Sequence[LabelledItem]) -> dict[str, Any]:
    """Count rows by what the data card promises.

    Returns
    -------
    totals, and counts by topic, language, jurisdiction, region, cell and year
    """
    languages: dict[str, set[str]] = {}
    for item in items:
        languages.setdefault(item.event, set()).add(item.lang)
    return {
        "rows": len(items),
        "events": len(languages),
        "events_in_both_languages": sum(len(both) > 1 for both in languages.values()),
        "headlines_alone": sum(not item.text for item in items),
        "hard": sum(_HARD in item.reference for item in items),
        "traditional": sum(_is_traditional(item) for item in items),
        "topics": dict(sorted(Counter(item.topic for item in items).items())),
        "languages": dict(sorted(Counter(item.lang for item in items).items())),
        "jurisdictions": _by_count(Counter(item.jurisdiction for item in items)),
        "regions": _by_count(Counter(item.region for item in items if item.region)),
        "years": dict(sorted(Counter(item.published[:4] for item in items).items())),
        "cells": _by_count(Counter(f"{item.topic} {item.jurisdiction}" for item in items)),
    }


def counts(
    labels: Annotated[Path, typer.Option(help="The labelled items.")] = Path("data/labels.csv"),
) -> None:
    """Print the row counts as Markdown."""
    with reporting_errors():
        taxonomy = read_taxonomy(labels.parent / "taxonomy.toml")
        counted = count_rows(read_labels(labels, taxonomy, check_overlap=False).items)
    for name, value in counted.items():
        if isinstance(value, int):
            typer.echo(f"- {name.replace('_', ' ')}: {value}")
    for name, value in counted.items():
        if isinstance(value, dict):
            typer.echo(
                f"\n**{name}**: " + ", ".join(f"{key} {count}" for key, count in value.items())
            )


def _is_traditional(item: LabelledItem) -> bool:
    return item.lang == "zh" and normalise(f"{item.title}{item.text}").folded


def _by_count(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))


if __name__ == "__main__":
    typer.run(counts)
