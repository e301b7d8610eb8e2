"""Read a file of a risky kind in a process of its own, which has little to lose.

Parsers of PDF, Word and the like are large, and their files come from anywhere. So they run
apart from the server, with limits on memory, time and output: what goes wrong ends that process
and gives the client a reason.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from serve.archive.documents import read_document
from serve.archive.kinds import TABLES
from serve.archive.tables import read_table

__all__ = ["PLAIN", "UnpackError", "to_plain"]

# Kinds that the server reads itself: text, split at line ends and commas.
PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".jsonl", ".ndjson"})
_MAX_SECONDS = 30
# Bytes of address space: the libraries' own need, and 500 MB or so for the document.
_MAX_MEMORY = 3 << 30
_MAX_OUTPUT = 100_000_000
_REFUSED = 3


class UnpackError(ValueError):
    """The file cannot be read, or not within the limits."""


def to_plain(path: Path, kind: str) -> tuple[Path, str]:
    """Return a file as text or as rows, beside itself, and its new kind.

    Parameters
    ----------
    path : the file, in a folder of its own
    kind : its suffix, with the dot

    Raises
    ------
    UnpackError : says why
    """
    if kind in PLAIN:
        return path, kind
    plain_kind = ".jsonl" if kind in TABLES else ".md"
    target = path.with_name(f"plain{plain_kind}")
    command = [sys.executable, "-m", "serve.api.unpack", kind, str(path), str(target)]
    # Nothing of the server's environment: it may hold the database's password.
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=_MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnpackError(f"reading it takes longer than {_MAX_SECONDS} s") from error
    if done.returncode == _REFUSED:
        raise UnpackError(done.stderr.decode("utf-8", "replace").strip() or "it cannot be read")
    if done.returncode != 0:
        raise UnpackError("reading it takes too much memory or time, or it is damaged")
    return target, plain_kind


def _main(kind: str, path: Path, target: Path) -> int:
    """Do the work, in the process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_SECONDS, _MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_OUTPUT, _MAX_OUTPUT))
    try:
        _write(kind, path, target)
    except MemoryError:
        sys.stderr.write("reading it takes too much memory")
        return _REFUSED
    except (OSError, ValueError, RecursionError) as error:
        sys.stderr.write(str(error).replace(str(path), "it")[:500])
        return _REFUSED
    return 0


def _write(kind: str, path: Path, target: Path) -> None:
    with path.open("rb") as file, target.open("w", encoding="utf-8", errors="replace") as plain:
        if kind not in TABLES:
            plain.write(read_document(file, kind)[0])
            return
        for entry in read_table(file, kind)[1]:
            # A row that could not be read keeps its place, and is refused there.
            plain.write(json.dumps(entry.row, ensure_ascii=True, default=str) + "\n")


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
