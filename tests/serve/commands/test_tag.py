"""The command as people call it."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from serve.command import app

LEAD = "浙江省通信管理局通报21款未完成整改的App"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{LEAD}\n{LEAD}，要求6月3日前整改。\n", encoding="utf-8")
    return folder


def tag(models: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["tag", *map(str, arguments), "--models", str(models)])


def test_all_done_is_0(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    result = tag(models_folder, folder, "-o", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["topic"], row["jurisdiction"], row["region"]) == ("app_enforcement", "CN", "CN-ZJ")


def test_some_refused_is_1_and_each_is_named(
    models_folder: Path, folder: Path, tmp_path: Path
) -> None:
    (folder / "b.txt").write_bytes(b"\x89PNG\0")
    result = tag(models_folder, folder, "-o", tmp_path / "out.jsonl")
    assert result.exit_code == 1
    assert f"regwire: {folder}/b.txt: not text: a NUL byte at offset 4" in result.stderr
    assert json.loads((tmp_path / "errors.jsonl").read_text()) == {
        "file": f"{folder}/b.txt",
        "item": None,
        "reason": "not text: a NUL byte at offset 4",
    }


def test_all_refused_is_2(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("")
    assert tag(models_folder, folder, "-o", tmp_path / "out.jsonl").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["none", "-o", "out.csv"], "no such file or folder: none", id="input"),
        pytest.param([".", "-o", "out.doc"], "out.doc: cannot write '.doc'", id="output"),
    ],
)
def test_what_cannot_run_is_2(models_folder: Path, arguments: list[str], message: str) -> None:
    result = tag(models_folder, *arguments)
    assert (result.exit_code, result.stderr.startswith(f"regwire: {message}")) == (2, True)


def test_no_model_is_2(tmp_path: Path, folder: Path) -> None:
    result = tag(tmp_path / "none", folder, "-o", tmp_path / "out.csv")
    assert (result.exit_code, "make one with 'regwire retrain'" in result.stderr) == (2, True)


def test_json_is_one_document(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    result = tag(models_folder, folder, "-o", tmp_path / "out.jsonl", "--json")
    told = json.loads(result.stdout)
    assert (told["items"], told["topics"], told["encodings"]) == (
        1,
        {"app_enforcement": 1},
        {"utf-8": 1},
    )


def test_the_table_shows_each_item(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    result = tag(models_folder, folder, "-o", tmp_path / "out.jsonl", "--table")
    assert LEAD in result.stdout
    assert "CN-ZJ" in result.stdout


def test_own_names_of_columns(models_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(f"内容\n{LEAD}\n", encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = tag(models_folder, tmp_path / "in.csv", "-o", out, "--text-column", "内容")
    assert (result.exit_code, json.loads(out.read_text())["内容"]) == (0, LEAD)


def test_since_the_version_that_serves_is_refused(
    models_folder: Path, folder: Path, tmp_path: Path
) -> None:
    version = (models_folder / "current").resolve().name
    result = tag(models_folder, folder, "-o", tmp_path / "out.csv", "--since", version)
    assert (result.exit_code, result.stderr) == (
        2,
        f"regwire: --since {version}: this version serves; name an earlier one\n",
    )


def test_strict_names_the_refusal_once(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("")
    result = tag(models_folder, folder, "-o", tmp_path / "out.jsonl", "--strict")
    assert (result.exit_code, result.stderr.count("a.txt: the document says nothing")) == (2, 1)


def test_standard_input_gives_rows(models_folder: Path, folder: Path, tmp_path: Path) -> None:
    arguments = ["tag", "-", "-o", str(tmp_path / "out.jsonl"), "--models", str(models_folder)]
    result = CliRunner().invoke(app, arguments, input=(folder / "a.txt").read_bytes())
    assert result.exit_code == 0
    assert json.loads((tmp_path / "out.jsonl").read_text())["source"] == "-"


def test_a_stopped_run_says_how_to_go_on(
    models_folder: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(tagger: object, batch: object, options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("serve.archive.workers.tag_batch", stop)
        result = tag(models_folder, folder, "-o", tmp_path / "out.csv")
    assert result.exit_code == 130
    assert result.stderr == "regwire: stopped; the same command with --resume goes on\n"
    assert tag(models_folder, folder, "-o", tmp_path / "out.csv", "--resume").exit_code == 0
