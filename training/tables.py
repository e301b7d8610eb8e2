"""Measurements as plain text, for a terminal."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

__all__ = ["print_measured"]

_SHOWN_JURISDICTIONS = 60


def print_measured(console: Console, measured: dict[str, Any]) -> None:
    """Print what `measure` returned: the whole, each language, each label."""
    console.print(_summary(measured))
    console.print(_labels("topic", measured["topic"]))
    console.print(_confusion(measured["topic"]["confusion"]))
    console.print(_labels("jurisdiction", measured["jurisdiction"]))
    for name, heads in measured.get("baselines", {}).items():
        told = ", ".join(
            f"{head} {scores['accuracy']:.3f} (macro-F1 {scores['macro_f1']:.3f})"
            for head, scores in heads.items()
        )
        console.print(f"baseline {name}: {told}")


def _summary(measured: dict[str, Any]) -> Table:
    parts = {"all": measured, **measured.get("languages", {})}
    table = _table("", parts)
    for name, path in (
        ("items", ("items",)),
        ("topic accuracy", ("topic", "accuracy")),
        ("topic macro-F1", ("topic", "macro_f1")),
        ("jurisdiction accuracy", ("jurisdiction", "accuracy")),
        ("jurisdiction macro-F1", ("jurisdiction", "macro_f1")),
        ("region, of items with one", ("region", "accuracy")),
        ("region given to others", ("region", "given_without")),
        ("both right", ("both",)),
        ("passed without review", ("coverage",)),
        ("both right, of those", ("accuracy_covered",)),
        ("calibration error (ECE)", ("ece",)),
    ):
        table.add_row(name, *(_shown(_at(part, path)) for part in parts.values()))
    return table


def _labels(head: str, measured: dict[str, Any]) -> Table:
    table = _table(head, ("precision", "recall", "F1", "support"))
    by_support = sorted(measured["per_label"].items(), key=lambda pair: -pair[1]["support"])
    for label, scores in by_support[:_SHOWN_JURISDICTIONS]:
        table.add_row(
            label, *(_shown(scores[name]) for name in ("precision", "recall", "f1", "support"))
        )
    return table


def _confusion(confusion: dict[str, dict[str, int]]) -> Table:
    answers = sorted({answer for row in confusion.values() for answer in row})
    table = _table("right \\ answered", answers)
    for label, row in confusion.items():
        table.add_row(label, *(str(row.get(answer, 0)) for answer in answers))
    return table


def _table(first: str, columns: Iterable[str]) -> Table:
    table = Table(first)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _at(measured: Any, path: Sequence[str]) -> Any:  # noqa: ANN401
    for key in path:
        measured = measured[key]
    return measured


def _shown(value: float | int) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
