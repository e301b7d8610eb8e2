import os
import subprocess
import sys

_COUNTING = """
from serve.api.state import shared_state
with shared_state(workers={workers}):
    from serve.api.metrics import Metrics
    metrics = Metrics()
    metrics.serves("one")
    print("regwire_model_info" in metrics.render().decode())
"""


def test_counts_of_a_single_worker_are_told() -> None:
    """They were empty: the library was loaded before it was told of the shared folder."""
    environment = {k: v for k, v in os.environ.items() if k != "PROMETHEUS_MULTIPROC_DIR"}
    command = [sys.executable, "-c", _COUNTING.format(workers=1)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert run.stdout == "True\n"
