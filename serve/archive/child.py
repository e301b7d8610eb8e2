"""The process that `tag_apart` gives portions to: `python -m serve.archive.child FD`."""

import pickle
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

__all__: list[str] = []


def _main(handle: int) -> None:
    """Do what comes in until the other end is closed or its process is gone."""
    # Ctrl-C reaches this process too, and the other one sees to it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Connection(handle) as other, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            work, batch = other.recv()
            try:
                outcome = work(batch)
            except Exception as error:
                outcome = _as_sent(error)
            other.send(outcome)


def _as_sent(error: Exception) -> Exception:
    """Return an error that gets through: itself, or what it says."""
    try:
        pickle.dumps(error)
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    _main(int(sys.argv[1]))
