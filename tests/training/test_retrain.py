import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model import Router
from model.versions import VersionStore
from serve.command import app

RUN = CliRunner()


@pytest.fixture(scope="module")
def trained(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `regwire retrain` has been run twice."""
    models = tmp_path_factory.mktemp("trained")
    for _ in range(2):
        labels = str(data_folder / "labels.csv")
        command = ["retrain", "--labels", labels, "--models", str(models), "--folds", "3", "--json"]
        result = RUN.invoke(app, command)
        assert result.exit_code == 0, result.output
    return models


def test_the_same_labels_and_seed_give_the_same_version(trained: Path) -> None:
    assert len(VersionStore(trained).versions()) == 1


def test_the_version_serves_and_says_what_it_was_fitted_on(trained: Path) -> None:
    router = Router.load(trained / "current")
    assert router.manifest.scores["items"] == 62
    assert 0 < router.manifest.calibration.threshold < 1


def test_without_a_report_the_version_is_the_same_and_can_be_compared(
    trained: Path, data_folder: Path, tmp_path: Path
) -> None:
    labels = str(data_folder / "labels.csv")
    command = ["retrain", "--labels", labels, "--models", str(tmp_path), "--folds", "3"]
    result = RUN.invoke(app, [*command, "--no-report", "--json"])
    assert result.exit_code == 0, result.output
    version = VersionStore(tmp_path).current_version()
    assert version == VersionStore(trained).current_version()
    beside = {path.name for path in VersionStore(tmp_path).current.iterdir()}
    assert "outcomes.json" in beside
    assert "report.html" not in beside


@pytest.fixture
def better(trained: Path, tmp_path: Path) -> Path:
    """Versions of which the serving one, as its outcomes say, was right on every item."""
    models = tmp_path / "models"
    shutil.copytree(trained, models, symlinks=True)
    path = models / "current" / "outcomes.json"
    outcomes = json.loads(path.read_text(encoding="utf-8"))
    for outcome in outcomes:
        outcome["answer"] = outcome["truth"]
        outcome["pair_confidence"] = 1.0
    path.write_text(json.dumps(outcomes), encoding="utf-8")
    return models


def _retrain_again(data_folder: Path, models: Path, *others: str) -> Result:
    """Retrain without one row, so that the version is another."""
    labels = models.parent / "data" / "labels.csv"
    shutil.copytree(data_folder, labels.parent)
    lines = labels.read_text(encoding="utf-8").splitlines(keepends=True)
    labels.write_text("".join(lines[:-1]), encoding="utf-8")
    command = ["retrain", "--labels", str(labels), "--models", str(models), "--folds", "3"]
    return RUN.invoke(app, [*command, "--json", *others])


def test_a_worse_version_stays_a_candidate_and_its_report_says_why(
    short_data_folder: Path, better: Path
) -> None:
    store = VersionStore(better)
    before = store.current_version()
    result = _retrain_again(short_data_folder, better)
    told = json.loads(result.stdout)
    assert (result.exit_code, told["promoted"]) == (1, False)
    assert store.current_version() == before != told["version"]
    assert told["version"] in store.versions()
    assert any(check.startswith("topic macro-F1") for check in told["failed_checks"])
    html = (store.path(told["version"]) / "report.html").read_text(encoding="utf-8")
    assert all(check in html for check in told["failed_checks"])


def test_a_forced_promotion_is_on_record(short_data_folder: Path, better: Path) -> None:
    result = _retrain_again(short_data_folder, better, "--force")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["promoted"]) == (0, True)
    last = VersionStore(better).history()[-1]
    assert (last.version, last.why) == (
        told["version"],
        "forced: " + "; ".join(told["failed_checks"]),
    )


@pytest.mark.parametrize(
    ("outcomes", "reason"),
    [("[]", "no item has the same labels in both"), ("{", "cannot be read: Expecting")],
)
def test_a_version_that_cannot_be_compared_stays_a_candidate(
    short_data_folder: Path, better: Path, outcomes: str, reason: str
) -> None:
    (better / "current" / "outcomes.json").write_text(outcomes, encoding="utf-8")
    result = _retrain_again(short_data_folder, better)
    (check,) = json.loads(result.stdout)["failed_checks"]
    assert result.exit_code == 1
    assert reason in check


def test_a_damaged_version_of_the_same_name_is_not_promoted(
    short_data_folder: Path, better: Path
) -> None:
    made = json.loads(_retrain_again(short_data_folder, better).stdout)["version"]
    (better / "versions" / made / "terms.json").write_bytes(b"[]")
    labels = str(better.parent / "data" / "labels.csv")
    command = ["retrain", "--labels", labels, "--models", str(better), "--folds", "3", "--force"]
    result = RUN.invoke(app, command)
    assert result.exit_code == 2
    assert f"{made} was there already and cannot be used" in result.stderr
    assert VersionStore(better).current_version() != made


def test_the_report_stands_beside_the_model(trained: Path) -> None:
    current = trained / "current"
    outcomes = json.loads((current / "outcomes.json").read_text(encoding="utf-8"))
    assert len(outcomes) == 62
    assert (
        (current / "model_card.md").read_text(encoding="utf-8").startswith("# Regwire model card")
    )


def test_items_of_a_file_are_measured(trained: Path, tmp_path: Path) -> None:
    items = tmp_path / "items.jsonl"
    row = {"id": "1", "text": "浙江省通信管理局通报21款App", "topic": "app_enforcement"}
    row |= {"jurisdiction": "CN", "region": "CN-ZJ", "lang": "zh"}
    items.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    command = ["evaluate", "--items", str(items), "--models", str(trained), "--json"]
    result = RUN.invoke(app, command)
    measured = json.loads(result.stdout)
    assert measured["items"] == 1
    assert measured["region"]["accuracy"] == 1.0
    assert {"coverage", "accuracy_covered", "ece"} <= set(measured)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no item"),
        ('{"id": "1"}', "line 1: text is missing; expected a string"),
        ("nonsense", "line 1: 'nonsense' is no JSON"),
    ],
)
def test_a_faulty_file_of_items_is_refused(
    trained: Path, tmp_path: Path, content: str, message: str
) -> None:
    items = tmp_path / "items.jsonl"
    items.write_text(content, encoding="utf-8")
    result = RUN.invoke(app, ["evaluate", "--items", str(items), "--models", str(trained)])
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_faulty_labels_end_the_run_with_every_fault(data_folder: Path, tmp_path: Path) -> None:
    for table in data_folder.iterdir():
        (tmp_path / table.name).write_bytes(table.read_bytes())
    labels = tmp_path / "labels.csv"
    text = labels.read_text(encoding="utf-8").replace("app_enforcement", "apps")
    labels.write_text(text, encoding="utf-8")
    result = RUN.invoke(app, ["retrain", "--labels", str(labels), "--models", str(tmp_path / "m")])
    assert result.exit_code == 2
    assert result.output.count("topic 'apps' is unknown") == 12
    assert not (tmp_path / "m").exists()
