import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model.versions import VersionStore
from serve.command import app
from serve.corrections import Correction
from serve.corrections.labels import COLUMNS as EXPORTED
from serve.corrections.labels import label_row
from serve.corrections.spreadsheet import FIELDS, write_csv
from training.corrections import join, read_corrections
from training.labels import COLUMNS, LabelsError, read_labels
from training.taxonomy import read_taxonomy

NEW = "爱尔兰监管机构对一支付公司罚款300万欧元"
# A text of the small corpus, where it is overseas_settlement IE.
LABELLED = "爱尔兰数据保护委员会对某社交平台罚款9000万欧元"


def row(number: int, text: str, topic: str, jurisdiction: str, **others: str) -> dict[str, str]:
    cells = dict.fromkeys(COLUMNS, "") | {
        "id": f"correction-{number}",
        "event": f"correction-{number}",
        "lang": "zh",
        "text": text,
        "topic": topic,
        "jurisdiction": jurisdiction,
        "published": "2024-02-01",
        "reference": "corrected by Li, model 30f90cdf5257",
    }
    return cells | others


def write(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def faults_of(data_folder: Path, path: Path) -> tuple[str, ...]:
    with pytest.raises(LabelsError, match="fault") as caught:
        read_corrections(path, read_taxonomy(data_folder / "taxonomy.toml"))
    return caught.value.faults


def retrain(data_folder: Path, models: Path, *others: str) -> Result:
    labels = str(data_folder / "labels.csv")
    command = ["retrain", "--labels", labels, "--models", str(models), "--folds", "3", *others]
    return CliRunner().invoke(app, command)


def test_what_the_api_exports_is_read_with_its_guards_taken_off(
    data_folder: Path, tmp_path: Path
) -> None:
    given = Correction(
        title="", text="=cmd|' /C calc'!A0 被通报", lang="zh+en", topic="other", jurisdiction="CN",
        who="Li", model="30f90cdf5257", at="2024-02-01T08:00:00+00:00",
    )  # fmt: skip
    path = tmp_path / "labels-corrected.csv"
    path.write_bytes(write_csv(EXPORTED, [label_row(given)]))
    (item,) = read_corrections(path, read_taxonomy(data_folder / "taxonomy.toml")).items
    assert (item.text, item.lang, item.published) == (given.text, "zh", "2024-02-01")
    assert item.reference == "corrected by Li, model 30f90cdf5257"


def test_the_exported_columns_are_those_of_the_labels() -> None:
    assert EXPORTED == COLUMNS


def test_an_export_without_a_correction_changes_nothing(data_folder: Path, tmp_path: Path) -> None:
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    labels = read_labels(data_folder / "labels.csv", taxonomy)
    joined, notes = join(labels, read_corrections(write(tmp_path / "c.csv", []), taxonomy))
    assert joined == labels
    assert (notes["rows"], notes["added"], notes["replaced"]) == (0, 0, [])


def test_corrections_are_added_confirm_and_replace(data_folder: Path, tmp_path: Path) -> None:
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    labels = read_labels(data_folder / "labels.csv", taxonomy)
    rows = [
        row(1, NEW, "overseas_settlement", "IE"),
        row(2, LABELLED, "sector_data_security", "IE"),
        row(3, "国产新能源车出口连续三月增长", "other", "CN"),
    ]
    joined, notes = join(labels, read_corrections(write(tmp_path / "c.csv", rows), taxonomy))
    assert len(joined.items) == len(labels.items) + 1
    assert (joined.items[-1].text, joined.items[-1].event) == (NEW, "correction-1")
    (before,) = [item for item in labels.items if item.title == LABELLED]
    (after,) = [item for item in joined.items if item.title == LABELLED]
    assert (after.id, after.event, after.topic) == (
        before.id,
        before.event,
        "sector_data_security",
    )
    assert joined.digest == labels.digest
    assert notes == {
        "file": "c.csv",
        "sha256": hashlib.sha256((tmp_path / "c.csv").read_bytes()).hexdigest(),
        "rows": 3,
        "added": 1,
        "confirmed": 1,
        "replaced": [
            {
                "id": before.id,
                "from": ["overseas_settlement", "IE", ""],
                "to": ["sector_data_security", "IE", ""],
                "by": "corrected by Li, model 30f90cdf5257",
            }
        ],
        "conflicts": [],
    }


def test_the_same_correction_twice_is_one(data_folder: Path, tmp_path: Path) -> None:
    rows = [row(1, NEW, "other", "IE"), row(1, NEW, "other", "IE")]
    found = read_corrections(
        write(tmp_path / "c.csv", rows), read_taxonomy(data_folder / "taxonomy.toml")
    )
    assert (found.rows, len(found.items)) == (2, 1)


def test_all_faults_are_listed_at_once(data_folder: Path, tmp_path: Path) -> None:
    rows = [
        row(1, NEW, "other", "IE"),
        row(2, "甲公司被罚", "fines", "IE"),
        row(3, "乙公司被罚", "other", "CN", region="US-CA"),
        row(4, NEW, "overseas_settlement", "IE", reference="corrected by Wang"),
        row(2, "丙公司被罚", "other", "CN", published="yesterday"),
    ]
    assert faults_of(data_folder, write(tmp_path / "c.csv", rows)) == (
        "row 3: topic 'fines' is unknown; expected app_enforcement, standards, "
        "sector_data_security, overseas_settlement, other",
        "row 4: region 'US-CA' is not in CN; expected CN-...",
        "row 6: published 'yesterday'; expected YYYY-MM-DD or YYYY-MM",
        "row 6: id 'correction-2' stands in row 3 already; expected a new one",
    )


def test_the_id_of_another_labelled_text_is_refused(data_folder: Path, tmp_path: Path) -> None:
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    rows = [row(1, NEW, "other", "IE", id="zj-apps-zh-0")]
    given = read_corrections(write(tmp_path / "c.csv", rows), taxonomy)
    with pytest.raises(LabelsError, match="id 'zj-apps-zh-0' is that of another text, in row 2"):
        join(read_labels(data_folder / "labels.csv", taxonomy), given)


CONFLICT = "爱尔兰一公司的数据被公开"


def conflicting(tmp_path: Path) -> Path:
    """One new text, one with two answers, and a labelled one with two answers."""
    rows = [
        row(1, NEW, "overseas_settlement", "IE"),
        row(2, CONFLICT, "other", "IE"),
        row(2, CONFLICT, "overseas_settlement", "IE", reference="corrected by Wang"),
        row(3, LABELLED, "other", "IE"),
        row(3, LABELLED, "standards", "IE", reference="corrected by Wang"),
    ]
    return write(tmp_path / "c.csv", rows)


def test_a_text_with_two_answers_is_left_out_or_keeps_its_label(
    data_folder: Path, tmp_path: Path
) -> None:
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    labels = read_labels(data_folder / "labels.csv", taxonomy)
    joined, notes = join(labels, read_corrections(conflicting(tmp_path), taxonomy))
    assert joined.items[: len(labels.items)] == labels.items
    assert [item.text for item in joined.items[len(labels.items) :]] == [NEW]
    assert (notes["rows"], notes["added"], notes["replaced"]) == (5, 1, [])
    assert notes["conflicts"][0] == {
        "id": "correction-2",
        "answers": [
            {"row": 3, "to": ["other", "IE", ""], "by": "corrected by Li, model 30f90cdf5257"},
            {"row": 4, "to": ["overseas_settlement", "IE", ""], "by": "corrected by Wang"},
        ],
    }
    assert [one["id"] for one in notes["conflicts"]] == ["correction-2", "correction-3"]


def test_conflicts_are_listed_and_stated_and_the_rest_is_used(
    data_folder: Path, tmp_path: Path
) -> None:
    path = conflicting(tmp_path)
    given = ("--with-corrections", str(path), "--json")
    result = retrain(data_folder, tmp_path / "models", *given)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == (
        f"regwire: {path}: left out, conflict, one text with different labels: row 3 other IE "
        "(corrected by Li, model 30f90cdf5257); row 4 overseas_settlement IE (corrected by Wang); "
        "settle it and run again"
    )
    told = json.loads(result.stdout)
    assert (told["promoted"], len(told["corrections"]["conflicts"])) == (True, 2)
    folder = VersionStore(tmp_path / "models").path(told["version"])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["notes"]["corrections"] == told["corrections"]
    card = (folder / "model_card.md").read_text(encoding="utf-8")
    assert "added, 0 labels replaced, 0 confirmed; 2 left out, as people disagree." in card
    assert "overseas_settlement IE (corrected by Wang)" in (folder / "report.html").read_text(
        encoding="utf-8"
    )


def test_the_export_of_all_corrections_is_told_from_that_for_labels(
    data_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(write_csv(FIELDS, []))
    (fault,) = faults_of(data_folder, path)
    assert fault.startswith("row 1: this is the export of all corrections; expected the one for")


def test_evaluate_measures_with_corrections(data_folder: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", [row(1, NEW, "overseas_settlement", "IE")])
    command = ["evaluate", "--labels", str(data_folder / "labels.csv"), "--folds", "3", "--json"]
    result = CliRunner().invoke(app, [*command, "--with-corrections", str(path)])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["items"], told["corrections"]["added"]) == (63, 1)


def test_a_missing_file_ends_the_run_with_2(data_folder: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "none.csv")
    result = retrain(data_folder, tmp_path / "models", "--with-corrections", path)
    assert (result.exit_code, "none.csv: no such" in result.stderr) == (2, True)


def test_the_manifest_states_the_corrections(data_folder: Path, tmp_path: Path) -> None:
    rows = [
        row(1, NEW, "overseas_settlement", "IE"),
        row(2, LABELLED, "sector_data_security", "IE"),
    ]
    path = write(tmp_path / "c.csv", rows)
    given = ("--with-corrections", str(path), "--json")
    result = retrain(data_folder, tmp_path / "models", *given)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    folder = VersionStore(tmp_path / "models").path(told["version"])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    notes = manifest["notes"]["corrections"]
    assert (notes["added"], len(notes["replaced"]), manifest["scores"]["items"]) == (1, 1, 63)
    assert notes == told["corrections"]
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert f"({notes['sha256'][:12]})" in report
