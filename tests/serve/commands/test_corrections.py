import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from serve.command import app
from serve.corrections import Correction, Database

GIVEN = Correction(
    "", "ICO fines spam texter", "en", "overseas_settlement", "GB", who="ann", model="m",
    at="2024-02-01T08:00:00+00:00",
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with three corrections, two of which are in conflict; the settings name it."""
    path = tmp_path / "regwire.db"
    monkeypatch.setenv("REGWIRE_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("REGWIRE_CONFIG", raising=False)
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    other = replace(GIVEN, text="Regulator names apps", topic="app_enforcement", jurisdiction="IN")
    database.correct([GIVEN, replace(GIVEN, who="bob", topic="other"), other])
    database.close()
    return path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["corrections", *arguments])


def test_export_writes_every_correction_and_names_conflicts(kept: Path, tmp_path: Path) -> None:
    output = tmp_path / "c.csv"
    result = _run("export", "-o", str(output))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines()[0] == "3 corrections"
    assert result.stderr.splitlines()[1].endswith(": overseas_settlement GB (ann); other GB (bob)")
    lines = output.read_bytes().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("id,title,text,lang,topic,jurisdiction,region,was_topic")
    assert len(lines) == 4


def test_export_to_stdout_is_the_csv_alone(kept: Path) -> None:
    result = _run("export", "--labels")
    assert result.stdout_bytes.startswith(b"\xef\xbb\xbfid,event,lang,title,text,topic")
    assert len(result.stdout.splitlines()) == 4


def test_json_has_the_corrections_where_no_file_is_named(kept: Path, tmp_path: Path) -> None:
    told = json.loads(_run("export", "--json").stdout)
    assert [row["who"] for row in told["rows"]] == ["ann", "bob", "ann"]
    assert [[one["who"] for one in answers] for answers in told["conflicts"]] == [["ann", "bob"]]
    told = json.loads(_run("export", "--json", "-o", str(tmp_path / "c.csv")).stdout)
    assert (told["corrections"], "rows" in told) == (3, False)


def test_what_was_exported_and_edited_comes_back(
    kept: Path, tmp_path: Path, models_folder: Path
) -> None:
    output = tmp_path / "c.csv"
    _run("export", "-o", str(output))
    given = ("--models", str(models_folder), "--json")
    assert json.loads(_run("import", str(output), *given).stdout) == {"rows": 3, "imported": 0}
    output.write_bytes(output.read_bytes().replace(b"app_enforcement", b"standards"))
    assert json.loads(_run("import", str(output), *given).stdout) == {"rows": 3, "imported": 1}
    last = json.loads(_run("export", "--json").stdout)["rows"][-1]
    assert (last["topic"], last["who"], last["text"]) == (
        "standards",
        "ann",
        "Regulator names apps",
    )


def test_a_file_with_faults_changes_nothing(
    kept: Path, tmp_path: Path, models_folder: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text("text,title,topic,jurisdiction\nfine,,other,US\na,,apps,US\nb,,other,XX\n")
    result = _run("import", str(path), "--who", "cyn", "--models", str(models_folder))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"regwire: {path}: nothing was imported",
        "  row 3: topic 'apps' is unknown; expected one of those at /labels",
        "  row 4: jurisdiction 'XX' is unknown; expected one of those at /labels",
    ]
    assert len(json.loads(_run("export", "--json").stdout)["rows"]) == 3


def test_a_database_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGWIRE_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    result = _run("export")
    assert result.exit_code == 2
    assert f"{tmp_path / 'none.db'}: no such database; run this where" in result.stderr
    assert not (tmp_path / "none.db").exists()
