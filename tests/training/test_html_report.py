import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from model.routing import RoutingModel
from serve.command import app
from training.curves import passing
from training.experiment import Experiment, run_experiment
from training.html_report import _matrix, html_report
from training.settings import TrainingSettings

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"App\" '罚款'"
ESCAPED = (
    "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt; &amp; "
    "&#34;App&#34; &#39;罚款&#39;"
)
CURVE = [
    {"events": 9, "rows": 14, "topic_macro_f1": 0.25, "jurisdiction_accuracy": 0.5},
    {"events": 27, "rows": 54, "topic_macro_f1": 0.75, "jurisdiction_accuracy": 0.625},
]


class Page(HTMLParser):
    """Collects elements, what they point at, and the text outside of them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.pointed: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.pointed += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def experiment(data_folder: Path) -> Experiment:
    return run_experiment(TrainingSettings(data_folder / "labels.csv", n_folds=3))


@pytest.fixture(scope="module")
def report(experiment: Experiment, fitted: RoutingModel) -> str:
    return html_report(experiment, experiment.measured, fitted)


def test_the_page_asks_no_host_for_anything(report: str) -> None:
    page = Page(report)
    assert "://" not in report
    assert "url(" not in report and "@import" not in report
    assert all(target.startswith("#") for target in page.pointed)
    assert not {"script", "link", "img", "iframe", "object"} & set(page.elements)
    assert not [name for name in page.attributes if name.startswith("on")]


def test_every_anchor_of_the_navigation_is_there(report: str) -> None:
    targets = Page(report).pointed
    assert targets
    assert [target for target in targets if f'id="{target[1:]}"' not in report] == []


def test_texts_are_shown_and_never_run(experiment: Experiment, fitted: RoutingModel) -> None:
    items = tuple(replace(item, title=MARKUP, text=MARKUP) for item in experiment.labels.items)
    marked = replace(experiment, labels=replace(experiment.labels, items=items))
    html = html_report(marked, experiment.measured, fitted, failed=[MARKUP])
    n_errors = sum(not outcome.right for outcome in experiment.outcomes)
    assert 0 < n_errors <= 60
    assert html.count(ESCAPED) == 2 * n_errors + 1
    assert {"script", "img"}.isdisjoint(Page(html).elements)


def test_the_same_experiment_gives_the_same_bytes(
    experiment: Experiment, fitted: RoutingModel, report: str
) -> None:
    again = run_experiment(experiment.settings)
    assert html_report(again, again.measured, fitted) == report


def test_the_chosen_threshold_is_marked_on_the_coverage_curve(
    experiment: Experiment, report: str
) -> None:
    threshold = experiment.calibration.threshold
    chosen = passing(experiment.outcomes, threshold)
    assert report.count(f">threshold {threshold:.3f}</text>") == 1
    told = f"{chosen.coverage:.1%} pass and {chosen.accuracy:.1%} of them are right."
    assert told in report
    assert report.count('class="mark"') == 1
    (x,) = re.findall(r'class="mark" cx="([\d.]+)"', report)
    # The axis runs from 58 to 444 pixels.
    assert float(x) == pytest.approx(58 + chosen.coverage * 386, abs=0.01)


def test_each_language_has_a_reliability_diagram_with_its_diagonal(report: str) -> None:
    page = Page(report)
    assert "Reliability, Chinese: share right against confidence" in report
    assert "Reliability, English: share right against confidence" in report
    assert report.count('class="diagonal"') == 2
    assert page.elements["figure"] == 3


def test_labels_and_errors_stand_there_in_chinese(experiment: Experiment, report: str) -> None:
    words = Page(report).words
    assert "境外和解与处罚" in words
    texts = {item.id: item.text or item.title for item in experiment.labels.items}
    wrong = [one for one in experiment.outcomes if not one.right and one.lang == "zh"]
    assert wrong
    assert all(texts[outcome.id] in words for outcome in wrong)


def test_the_worst_error_comes_first(experiment: Experiment, report: str) -> None:
    wrong = [outcome for outcome in experiment.outcomes if not outcome.right]
    worst = max(wrong, key=lambda outcome: outcome.pair_confidence)
    assert re.findall(r"<article>\s*<div><code>([^<]+)</code>", report)[0] == worst.id


def test_the_confusion_matrix_counts_every_item(experiment: Experiment, report: str) -> None:
    topics, jurisdictions = report.split('<h2 id="jurisdictions">')
    for part, cells in ((topics, 25), (jurisdictions, 11 * 12)):
        counts = re.findall(r'class="n (?:right|cell)" style="--share:[\d.]+">(\d*)</td>', part)
        assert len(counts) == cells
        assert sum(int(count or 0) for count in counts) == len(experiment.outcomes)


def test_a_wide_confusion_matrix_has_one_column_for_all_other_answers() -> None:
    labels = [f"L{number:02}" for number in range(25)]
    confusion = {label: {label: 2, "L24": 1} for label in labels}
    per_label = {label: {"support": 100 - number} for number, label in enumerate(labels)}
    rows = dict(_matrix(confusion, per_label))
    assert list(rows) == labels[:20]
    assert list(rows["L03"]) == [*labels[:20], "others"]
    assert (rows["L03"]["L03"], rows["L03"]["L04"], rows["L03"]["others"]) == (2, 0, 1)


def test_parts_that_were_not_measured_are_left_out(report: str) -> None:
    words = Page(report).words
    for heading in ("Learning curve", "Left out", "Baselines", "Not as good as"):
        assert heading not in words


def test_parts_that_were_measured_are_shown(experiment: Experiment, fitted: RoutingModel) -> None:
    left_out = {"accuracy": {"IE": 0.4321, "FR": 1.0}, "median": 0.716, "lowest": 0.4321}
    scores = {"accuracy": 0.3333, "macro_f1": 0.1111}
    more = {
        "learning_curve": CURVE,
        "leave_out_jurisdictions": left_out,
        "baselines": {"dummy": {"topic": scores, "jurisdiction": scores}},
    }
    html = html_report(experiment, experiment.measured | more, fitted, ["topic macro-F1 0.1"])
    words = Page(html).words
    assert "Ireland 爱尔兰" in words and "43.2%" in words
    assert "27 events, 54 rows: 75.0%" in words
    assert "dummy33.3%11.1%" in words
    assert "Not as good as the version that serves" in words and "topic macro-F1 0.1" in words
    assert Page(html).elements["figure"] == 4


def test_evaluate_writes_the_report_with_a_learning_curve(
    data_folder: Path, tmp_path: Path
) -> None:
    labels = str(data_folder / "labels.csv")
    command = ["evaluate", "--labels", labels, "--folds", "3", "--report", str(tmp_path / "out")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    html = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert '<h2 id="learning">Learning curve</h2>' in html
    assert "plain pipeline" in html
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == [
        "measured.json",
        "model_card.md",
        "outcomes.json",
        "report.html",
    ]


def test_a_version_has_a_report_with_a_learning_curve(data_folder: Path, tmp_path: Path) -> None:
    labels = str(data_folder / "labels.csv")
    command = ["retrain", "--labels", labels, "--models", str(tmp_path), "--folds", "3"]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    html = (tmp_path / "current" / "report.html").read_text(encoding="utf-8")
    assert 'id="coverage"' in html and 'id="learning"' in html
