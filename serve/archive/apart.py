"""Portions whose process has died are tried again, each with a process to itself.

What kills a process, want of memory or a fault in a library, leaves nothing to catch, and would
stop a run at the same place each time.
"""

import os
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from multiprocessing import Pipe
from signal import Signals

from serve.archive.batches import Batch
from serve.archive.interpreter import running
from serve.archive.refusal import Refusal
from serve.archive.work import Tagged, joined

__all__ = ["tag_apart"]

_Work = Callable[[Batch], Tagged]


class _DiedError(Exception):
    """The process has died of a portion; says how."""


def tag_apart(work: _Work, batches: Iterable[Batch]) -> Iterator[Tagged]:
    """Tag portions one by one in a process that may die.

    A portion that kills it is halved until the document or the row is found that does so by
    itself. That one is refused, and no other.

    Parameters
    ----------
    work : tags a portion, in that process; a function of a module, or a partial one
    batches : read as they are asked for

    Raises
    ------
    OSError : the process dies with nothing to tag
    """
    with closing(_Process(work)) as process:
        for batch in batches:
            yield _tag(process, batch)


def _tag(process: "_Process", batch: Batch) -> Tagged:
    try:
        return process.tag(batch)
    except _DiedError as error:
        halves = batch.halves()
        if halves:
            return joined([_tag(process, half) for half in halves])
        return _refused(batch, error)


def _refused(batch: Batch, error: _DiedError) -> Tagged:
    reason = (
        f"the process that tags it dies ({error}), also when it has nothing else to do; see "
        "whether there is memory enough for it, or save it in another form"
    )
    source = batch.sources[0]
    item = batch.entries[0].item if batch.entries else None
    refusals = [Refusal(source.name, item, reason), *([batch.refusal] if batch.refusal else [])]
    encodings = {source.name: batch.encoding} if batch.encoding else {}
    return Tagged(batch.number, refusals=refusals, encodings=encodings, share=batch.share)


class _Process:
    """A process that tags; when it has died, another takes its place.

    Parameters
    ----------
    work : see `tag_apart`
    """

    def __init__(self, work: _Work) -> None:
        self.work = work
        self._child: _Child | None = None

    def tag(self, batch: Batch) -> Tagged:
        """Tag a portion.

        Raises
        ------
        _DiedError : the process has died of it
        ChildProcessError : it has died before it had anything to tag
        """
        if self._child is None:
            self._child = _Child()
            self._load_model(self._child)
        try:
            return self._child.do(self.work, batch)
        except _DiedError:
            self._child = None
            raise

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.end()

    def _load_model(self, child: "_Child") -> None:
        """Tag nothing, for which the model is loaded: if that fails, no document is to blame."""
        try:
            child.do(self.work, Batch(()))
        except _DiedError as error:
            raise ChildProcessError(
                f"a worker process dies ({error}) with nothing to tag, perhaps for want of memory "
                "for the model; free some and go on with --resume"
            ) from error


class _Child:
    """One process, from its start to its end."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            command, needed = running("serve.archive.child", str(theirs.fileno()))
            self._process = subprocess.Popen(
                command,
                env=os.environ | needed,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )

    def do(self, work: _Work, batch: Batch) -> Tagged:
        """Have a portion tagged; raises what that raises there.

        Raises
        ------
        _DiedError : the process has died
        """
        try:
            self._connection.send((work, batch))
            outcome = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self._connection.close()
            raise _DiedError(_death(self._process.wait())) from error
        if isinstance(outcome, Exception):
            raise outcome
        tagged: Tagged = outcome
        return tagged

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        self._connection.close()


def _death(status: int) -> str:
    if status >= 0:
        return f"exit status {status}"
    try:
        return Signals(-status).name
    except ValueError:  # one of those for real time, most of which have no name
        return f"signal {-status}"
