"""Parallel work whose outcomes never pile up."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from threading import Semaphore
from typing import TypeVar

__all__ = ["in_windows"]

_Task = TypeVar("_Task")
_Outcome = TypeVar("_Outcome")


def in_windows(
    run: Callable[[Iterator[_Task]], Iterable[_Outcome]], tasks: Iterable[_Task], limit: int
) -> Generator[_Outcome, None, None]:
    """Yield the outcomes of tasks, of which at most `limit` are begun and not yet taken.

    joblib hands out a task whenever another is done, also where no one takes the outcomes: one
    slow portion at the head, or more workers than this process can serve, would fill the memory.
    It cannot be made to wait, as the thread that would wait is the one that receives outcomes. But
    it can be told that there are no more tasks. What is left is then run anew, after the outcomes
    have been taken.

    Who stops taking and closes this iterator waits for the tasks that are begun: joblib would warn
    of them, and stumble over its own workers where it has to kill them.

    Parameters
    ----------
    run : runs tasks and yields their outcomes in order; may take tasks in another thread
    tasks : read as they are wanted
    limit : at least 1
    """
    left = iter(tasks)
    room = Semaphore(limit)
    stopped = False

    def window(first: _Task) -> Iterator[_Task]:
        room.acquire()
        yield first
        while not stopped and room.acquire(blocking=False):
            try:
                task = next(left)
            except StopIteration:
                room.release()
                return
            yield task

    for first in left:
        outcomes = iter(run(window(first)))
        try:
            for outcome in outcomes:
                room.release()
                yield outcome
        except GeneratorExit:
            stopped = True
            with suppress(Exception):  # who closes no longer asks for errors
                deque(outcomes, maxlen=0)
            raise
