"""`kill -9` of the trainer, whenever it comes, leaves a version that serves."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from model.versions import VersionStore
from serve.command import app
from tests.training.trainer_to_kill import KILLS

_ROOT = Path(__file__).parents[2]


def test_a_version_serves_after_every_kill(short_data_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(short_data_folder, tmp_path / "data")
    ran = subprocess.run(
        [sys.executable, "-m", "tests.training.trainer_to_kill", str(tmp_path), "20"],
        cwd=_ROOT,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    undisturbed, *found = map(json.loads, ran.stdout.splitlines())
    assert undisturbed["operations"] > 10
    assert len(found) == KILLS
    for one in found:
        assert one["loaded"] == one["serving"], one
        assert one["whole"] == one["versions"], one
        assert one["serving"] in one["versions"], one
    store = VersionStore(tmp_path / "models")
    listed = CliRunner().invoke(app, ["models", "list", "--models", str(store.folder), "--json"])
    assert [row["version"] for row in json.loads(listed.stdout)] == store.versions()
    with store.drafting():
        pass
    assert not any(name.startswith(".") for name in os.listdir(store.folder / "versions"))
    assert store.rollback().version in store.versions()
