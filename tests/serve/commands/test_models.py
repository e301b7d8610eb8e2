import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model.versions import VersionStore
from serve.command import app

SCORES = {"items": 62, "topic": {"macro_f1": 0.5}, "jurisdiction": {"accuracy": 0.75}}


@pytest.fixture
def store(models_folder: Path, tmp_path: Path) -> VersionStore:
    """Two versions, of which the first serves and the second says how good it is."""
    store = VersionStore(tmp_path / "models")
    shutil.copytree(models_folder, store.folder, symlinks=True)
    other = store.folder / "versions" / "zzz"
    shutil.copytree(store.current, other)
    manifest = json.loads((other / "manifest.json").read_text(encoding="utf-8"))
    (other / "manifest.json").write_text(json.dumps(manifest | {"scores": SCORES}))
    return store


def _run(store: VersionStore, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["models", *arguments, "--models", str(store.folder)])


@pytest.mark.parametrize("command", [[], ["list"]], ids=["bare", "list"])
def test_versions_are_listed_with_their_scores(store: VersionStore, command: list[str]) -> None:
    first = store.current_version()
    assert _run(store, *command).stdout.splitlines() == [
        f"* {first}",
        "  zzz      62 items  topic macro-F1 0.500  jurisdiction accuracy 0.750",
    ]
    assert json.loads(_run(store, *command, "--json").stdout) == [
        {"version": first, "serving": True, "scores": {}},
        {"version": "zzz", "serving": False, "scores": SCORES},
    ]


def test_promote_and_rollback_say_what_serves(store: VersionStore) -> None:
    first = str(store.current_version())
    told = json.loads(_run(store, "promote", "zzz", "--json").stdout)
    assert (told["version"], told["previous"], told["why"]) == ("zzz", first, "promoted")
    assert _run(store, "rollback").stdout == f"{first} serves now (before: zzz)\n"
    assert store.current_version() == first


def test_a_version_that_cannot_be_loaded_is_not_promoted(store: VersionStore) -> None:
    first = store.current_version()
    (store.folder / "versions" / "zzz" / "terms.json").write_bytes(b"[]")
    result = _run(store, "promote", "zzz")
    assert result.exit_code == 2
    assert "terms.json: its SHA-256 is not the one in manifest.json" in result.stderr
    assert store.current_version() == first


def test_nothing_to_go_back_to_is_said(store: VersionStore) -> None:
    result = _run(store, "rollback")
    assert result.exit_code == 2
    assert "no earlier version to go back to" in result.stderr


def test_an_option_before_the_subcommand_is_refused_not_passed_over(store: VersionStore) -> None:
    arguments = ["models", "--models", str(store.folder), "promote", "zzz"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "give --models after the subcommand: regwire models promote --models" in result.stderr
    assert store.current_version() != "zzz"


def test_a_folder_without_versions_says_what_makes_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["models", "rollback", "--models", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stderr == (
        f"regwire: {tmp_path}: no version serves; make one with 'regwire retrain'\n"
    )
