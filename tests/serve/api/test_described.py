"""The running server against its own description, by requests that schemathesis makes up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.desk.server import running_server

pytest.importorskip("schemathesis", reason="schemathesis is not installed")
ROOT = Path(__file__).parents[3]
_CLI = "from schemathesis.cli import schemathesis; schemathesis()"
# What the description promises, and that nothing makes the server fail. Left out is that every
# request of the right shape is accepted: an item without a letter has the right shape.
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "unsupported_method",
    "every_error_is_a_problem",
)

# A body that breaks a rule and is also too large, too slow or packed is refused for that.
_CONFIG = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 408, 413, 415, 422, 429]
"""


def test_no_answer_is_a_failure_or_outside_its_description(
    models_folder: Path, tmp_path: Path
) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "SCHEMATHESIS_HOOKS": "tests.serve.api.described",
        "PYTHONWARNINGS": "default",
    }
    with running_server(tmp_path, models_folder, keep_items="true") as address:
        config = tmp_path / "schemathesis.toml"
        config.write_text(_CONFIG)
        options = ["--seed", "1", "--max-examples", "20", "--no-color", "--workers", "2"]
        command = [
            sys.executable,
            "-c",
            _CLI,
            "--config-file",
            str(config),
            "run",
            f"{address}/openapi.json",
            *options,
        ]
        done = subprocess.run(
            [*command, "--checks", ",".join(_CHECKS)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
