"""What lies in the working folder is no module of ours."""

from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.interpreter import running
from serve.unpacking import unpack


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work where files are named as modules are; returns what is written when one is run."""
    folder = tmp_path / "work"
    for name in ("csv.py", "model/__init__.py", "serve/__init__.py"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()\n")
    monkeypatch.chdir(folder)
    return tmp_path / "run"


def test_a_run_that_goes_on_runs_nothing_of_the_working_folder(
    run: Run, told: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    summary = tag_archive(replace(run, resume=True))
    assert (summary.refused, told.exists(), capfd.readouterr().err) == (0, False, "")


def test_a_long_upload_runs_nothing_of_the_working_folder(told: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + "FTC fines Acme\n" * 1000)
    assert (len(list(unpack(path, ".csv"))), told.exists()) == (1000, False)


def test_the_working_folder_is_not_looked_in_for_an_empty_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.path", ["", "/one", "/two"])
    monkeypatch.setattr("sys.executable", "/python")
    command, needed = running("serve.unpacking", ".csv")
    assert command == ["/python", "-P", "-m", "serve.unpacking", ".csv"]
    assert needed == {"PYTHONPATH": "/one:/two"}
