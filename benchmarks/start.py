"""Figure 5: from nothing to an answer, and the memory of a process that serves."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure
from benchmarks.processes import run

__all__ = ["start"]

_ROUNDS = 7
_TEXT = "浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。"
_COMMAND = ("-c", "from serve.command import main; main()", "classify", _TEXT, "--models")
# A worker that has loaded the model and answered, by all that a request needs of it.
_WORKER = (
    "import sys; from serve.api.app import create_app; from model import Router; create_app(); "
    "router = Router.load(sys.argv[1]); [router.classify(sys.argv[2]) for _ in range(100)]"
)


def start(models: Path, labels: Path) -> Iterator[Figure]:
    """Measure `regwire classify` from a cold process, and a worker's memory."""
    runs, bare = [], []
    for _ in range(_ROUNDS):
        runs.append(run([*_COMMAND, str(models)]))
        bare.append(run(["-c", "pass"]))
    clock, cores = (median(getattr(one, name) for one in runs) for name in ("wall_s", "cpu_s"))
    empty = median(one.cpu_s for one in bare)
    told = f"{clock:.2f} s on the clock, python alone {empty:.2f} s"
    name = "cold `regwire classify`, seconds of the core"
    yield Figure("5a", name, cores, "s", 0.6, "lower", told)
    worker = run(["-c", _WORKER, str(models / "current"), _TEXT])
    yield Figure("5b", "memory of a worker", worker.peak_mb, "MB", 200, "lower")
    yield Figure("5c", "memory of `regwire classify`", runs[0].peak_mb, "MB", None, "lower")
