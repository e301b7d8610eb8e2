"""The report of a version as one HTML file that asks for nothing else.

No script, no other host: tables, and drawings that stand in the page. The template escapes
whatever it is given, so an item's text is shown and never run.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from model.routing import RoutingModel
from training.charts import Axis, Line, Mark, bar, plot
from training.curves import Passing, coverage_curve, passing, reliability, worst_errors
from training.experiment import Experiment
from training.strongest import strongest_terms

__all__ = ["html_report"]

_TEMPLATE = Path(__file__).with_name("report.html")
_LANGUAGES = {"zh": "Chinese", "en": "English", "zh+en": "both"}
# How many of each a reader can take in.
_ERRORS = 60
_TERMS = 15
_CONFUSED = 20
_MATRIX = 20
# The column of the answers that have none of their own.
_OTHERS = "others"


def html_report(
    experiment: Experiment,
    measured: dict[str, Any],
    fitted: RoutingModel,
    failed: Sequence[str] = (),
) -> str:
    """Write the report of the version that an experiment leads to.

    Parameters
    ----------
    experiment : what cross-validation found
    measured : its measurements; `learning_curve`, `leave_out_jurisdictions` and `baselines` are
        shown where they are in it
    fitted : the version's model, for its strongest terms
    failed : checks against the serving version that it did not pass

    Returns
    -------
    the same characters for the same experiment
    """
    items = {item.id: item for item in experiment.labels.items}
    chosen = passing(experiment.outcomes, experiment.calibration.threshold)
    worst = worst_errors(experiment.outcomes, _ERRORS)
    return _template().render(
        experiment=experiment,
        events=len({item.event for item in experiment.labels.items}),
        measured=measured,
        parts={"all": measured, **measured["languages"]},
        failed=failed,
        names=_names(experiment),
        languages=_LANGUAGES,
        confused=_confused(measured["jurisdiction"]["confusion"]),
        matrices={
            "topic": _matrix(measured["topic"]["confusion"], measured["topic"]["per_label"]),
            "jurisdiction": _matrix(
                measured["jurisdiction"]["confusion"], measured["jurisdiction"]["per_label"]
            ),
        },
        reliability=_reliability(experiment),
        coverage=_coverage(experiment, chosen),
        chosen=chosen,
        learning=_learning(measured.get("learning_curve", [])),
        terms=strongest_terms(fitted, _TERMS),
        errors=[(outcome, items[outcome.id]) for outcome in worst],
        n_errors=sum(not outcome.right for outcome in experiment.outcomes),
        bar=bar,
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["share"] = lambda value: f"{value:.1%}"
    return environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))


def _names(experiment: Experiment) -> dict[str, str]:
    taxonomy = experiment.blank.taxonomy
    labels = (*taxonomy.topics, *taxonomy.jurisdictions)
    return {label.code: f"{label.name_en} {label.name_zh}" for label in labels}


def _confused(confusion: dict[str, dict[str, int]]) -> list[tuple[str, str, int]]:
    """List right label, answered label and how often, for the commonest mistakes."""
    pairs = [
        (right, answered, count)
        for right, row in confusion.items()
        for answered, count in row.items()
        if right != answered
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))[:_CONFUSED]


def _matrix(
    confusion: dict[str, dict[str, int]], per_label: dict[str, dict[str, Any]]
) -> list[tuple[str, dict[str, int]]]:
    """Lay out the labels with most items, each with its answers; all other answers in one column.

    Every row has the same columns in the same order; the last one only where it is needed.
    """
    often = sorted(confusion, key=lambda label: -per_label[label]["support"])[:_MATRIX]
    columns = {
        right: {answer: confusion[right].get(answer, 0) for answer in often} for right in often
    }
    others = {
        right: sum(confusion[right].values()) - sum(columns[right].values()) for right in often
    }
    if any(others.values()):
        return [(right, columns[right] | {_OTHERS: others[right]}) for right in often]
    return list(columns.items())


def _reliability(experiment: Experiment) -> dict[str, Markup]:
    """Draw accuracy against confidence for each language."""
    drawn = {}
    for lang in sorted({outcome.lang for outcome in experiment.outcomes}):
        bins = reliability([one for one in experiment.outcomes if one.lang == lang])
        name = _LANGUAGES.get(lang, lang)
        line = Line(
            name,
            [(one.confidence, one.accuracy) for one in bins],
            [
                f"{one.items} items: {one.confidence:.1%} sure, {one.accuracy:.1%} right"
                for one in bins
            ],
        )
        title = f"Reliability, {name}: share right against confidence"
        drawn[lang] = plot(
            title, Axis("confidence of the pair"), Axis("both right"), [line], diagonal=True
        )
    return drawn


def _coverage(experiment: Experiment, chosen: Passing) -> Markup:
    """Draw accuracy against coverage, with the version's threshold marked."""
    curve = coverage_curve(experiment.outcomes)
    threshold = experiment.calibration.threshold
    mark = Mark(chosen.coverage, chosen.accuracy, f"threshold {threshold:.3f}")
    lowest = min(*(point.accuracy for point in curve), chosen.accuracy)
    return plot(
        "Accuracy against coverage",
        Axis("share that passes without review"),
        Axis("both right, of those", low=max(int(lowest * 20) / 20 - 0.05, 0.0)),
        [Line("surest answers first", curve)],
        mark=mark,
    )


def _learning(points: Sequence[dict[str, Any]]) -> Markup | None:
    """Draw scores against the number of events fitted on."""
    if not points:
        return None
    lines = [
        Line(
            name,
            [(point["events"], point[key]) for point in points],
            [
                f"{point['events']} events, {point['rows']} rows: {point[key]:.1%}"
                for point in points
            ],
        )
        for name, key in (
            ("topic macro-F1", "topic_macro_f1"),
            ("jurisdiction accuracy", "jurisdiction_accuracy"),
        )
    ]
    most = max(point["events"] for point in points)
    events = Axis("events fitted on", high=_rounded_up(most), is_share=False)
    return plot("Learning curve", events, Axis("score on fold 0"), lines)


def _rounded_up(count: int) -> float:
    """Return a number not below `count` that five ticks divide well."""
    step = 5 * 10 ** max(len(str(count)) - 2, 0)
    return float(-(-count // step) * step)
