"""`kill -9` at ten random moments."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("datasketch", reason="needs regwire[archive]")
KILLER = Path(__file__).with_name("killer.py")
N_ROWS = 2000


def test_ten_times_killed_ends_with_the_same_bytes(
    models_folder: Path, table: Path, newsletter: Path, tmp_path: Path
) -> None:
    texts = ("" if n % 99 == 0 else f"FTC fines company {n}" for n in range(N_ROWS))
    table.write_text("id,title,text\n" + "".join(f"{n},,{text}\n" for n, text in enumerate(texts)))
    ran = subprocess.run(
        [
            sys.executable,
            str(KILLER),
            str(table.parent),
            str(tmp_path),
            str(models_folder / "current"),
        ],
        env=os.environ | {"PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.stdout.split()[0] == "10"
