"""A trainer that is killed twenty times: at moments of the clock, and between file operations.

Run apart from the tests, as it forks: `python -m tests.training.trainer_to_kill FOLDER SEED`,
where FOLDER holds `data/labels.csv` with its tables. Prints one JSON line for each kill, with what
was found afterwards.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer

from model import Router
from model.artifact import load_version
from model.versions import VersionStore
from training.retrain import retrain

KILLS = 20
# Between the turns of trainers that take the place of one that was done too soon.
_APART = 20
_OPERATIONS = frozenset({"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"})


@dataclass(frozen=True)
class Found:
    """What was there after a kill: how far the trainer came, what serves, all versions."""

    moment: str
    serving: str
    loaded: str
    versions: list[str]
    whole: list[str]


class _Operations:
    """Count operations on files of a folder; kill this process before one of them."""

    def __init__(self, folder: Path, deadly: int | None = None) -> None:
        self.folder, self.deadly, self.count = str(folder), deadly, 0

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Hear of an operation, as an audit hook does before it happens."""
        if event in _OPERATIONS and any(str(arg).startswith(self.folder) for arg in args[:2]):
            if self.count == self.deadly:
                os.kill(os.getpid(), signal.SIGKILL)
            self.count += 1


def _train(folder: Path, turn: int) -> None:
    """Retrain on labels that have one row more at each turn, so that each makes a new version."""
    text = (folder / "data" / "labels.csv").read_text(encoding="utf-8")
    own = folder / "data" / f"labels-{turn}.csv"
    own.write_text(text + "".join(map(_row, range(turn))), encoding="utf-8")
    try:
        retrain(labels=own, models=folder / "models", folds=2, force=True, as_json=True)
    except typer.Exit as stopped:
        sys.stderr.flush()
        os._exit(stopped.exit_code)
    os._exit(0)


def _row(number: int) -> str:
    draw = random.Random(number)
    words = " ".join("".join(draw.choices("abcdefghijklmnop", k=7)) for _ in range(6))
    return f"more-{number},more-{number},en,,{words},other,US,,2023-05-04,written for tests\n"


def _fork(child: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            child()
        except BaseException:  # it must not come back as a second parent
            traceback.print_exc()
        os._exit(70)
    return pid


def _wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _killed_at_time(folder: Path, turn: int, delay_s: float) -> str:
    """Kill after a delay; if the trainer was done by then, kill the next one earlier."""
    pid = _fork(lambda: _train(folder, turn))
    time.sleep(delay_s)
    os.kill(pid, signal.SIGKILL)
    if _wait(pid) != -signal.SIGKILL:
        return _killed_at_time(folder, turn + _APART, delay_s * 0.8)
    return f"after {delay_s:.2f} s"


def _killed_at_operation(folder: Path, turn: int, deadly: int) -> str:
    def child() -> None:
        sys.addaudithook(_Operations(folder / "models", deadly))
        _train(folder, turn)

    if _wait(_fork(child)) != -signal.SIGKILL:
        raise RuntimeError(f"the trainer never came to operation {deadly}")
    return f"before operation {deadly}"


def _undisturbed(folder: Path, turn: int) -> tuple[int, float]:
    """Train, and return how many operations on the models that took, and how many seconds."""
    read, write = os.pipe()
    start = time.monotonic()

    def child() -> None:
        counting = _Operations(folder / "models")
        sys.addaudithook(counting)
        leave = os._exit

        def telling(status: int) -> None:
            os.write(write, str(counting.count).encode())
            leave(status)

        os._exit = telling  # type: ignore[assignment]
        _train(folder, turn)

    status = _wait(_fork(child))
    if status != 0:
        raise RuntimeError(f"the trainer failed undisturbed: status {status}")
    return int(os.read(read, 20)), time.monotonic() - start


def _look(folder: Path, moment: str, seen: set[str]) -> Found:
    """Load what serves, and each version that is new; `seen` gains those that are whole."""
    store = VersionStore(folder / "models")
    versions = store.versions()
    seen.update(load_version(store.path(name))[1].version for name in versions if name not in seen)
    loaded = Router.load(store.current).manifest.version
    return Found(moment, str(store.current_version()), loaded, versions, sorted(seen))


def _tell(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def main(folder: Path, seed: int) -> None:
    """Train, then train and kill, looking after each."""
    draw = random.Random(seed)
    _undisturbed(folder, 0)  # the first makes the folders; all others find them
    operations, whole_s = _undisturbed(folder, 1)
    _tell({"operations": operations, "whole_s": whole_s})
    seen: set[str] = set()
    for turn in range(KILLS):
        if turn % 2:
            moment = _killed_at_operation(folder, turn + 2, draw.randrange(operations))
        else:
            moment = _killed_at_time(folder, turn + 2, draw.uniform(0, whole_s))
        _tell(asdict(_look(folder, moment, seen)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
