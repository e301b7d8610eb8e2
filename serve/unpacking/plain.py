"""Read a file of a risky kind in a process of its own, which has little to lose.

Parsers of PDF, Word and the like are large, and their files come from anywhere. So they run
apart from the server, with limits on memory, time and output: what goes wrong ends that process
and gives the client a reason.
"""

import os
import subprocess
import sys
from pathlib import Path

from serve.archive.kinds import TABLES

__all__ = ["MAX_SECONDS", "PLAIN", "REFUSED", "UnpackError", "to_plain"]

# Kinds that the server reads itself: text, split at line ends and commas.
PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ".csv", ".tsv", ".jsonl", ".ndjson"})
MAX_SECONDS = 30
# Exit status where the reason is on stderr.
REFUSED = 3


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
    command = [sys.executable, "-m", "serve.unpacking", kind, str(path), str(target)]
    # Nothing of the server's environment: it may hold the database's password.
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnpackError(f"reading it takes longer than {MAX_SECONDS} s") from error
    if done.returncode == REFUSED:
        raise UnpackError(done.stderr.decode("utf-8", "replace").strip() or "it cannot be read")
    if done.returncode != 0:
        raise UnpackError("reading it takes too much memory or time, or it is damaged")
    return target, plain_kind
