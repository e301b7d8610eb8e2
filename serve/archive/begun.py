"""Portions that are on their way."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from threading import Lock

from serve.archive.batches import Batch

__all__ = ["Begun"]


class Begun:
    """Hand out portions, and know those whose outcomes no one has taken.

    joblib reads portions in a thread of its own, perhaps still while the outcomes before have
    already failed. What it would read then is not handed out.

    Parameters
    ----------
    batches : read as they are handed out
    """

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._left = iter(batches)
        self._begun: deque[Batch] = deque()
        self._lock = Lock()
        self._attempt = 0

    def hand_out(self) -> Iterator[Batch]:
        """Yield the portions that no one has begun, until some are taken back."""
        attempt = self._attempt
        while True:
            with self._lock:
                batch = next(self._left, None) if attempt == self._attempt else None
                if batch is None:
                    return
                self._begun.append(batch)
            yield batch

    def taken(self) -> None:
        """Note that the outcome of the first one is there."""
        self._begun.popleft()

    def take_back(self, limit: int) -> list[Batch]:
        """Return the first of those that are begun, at most `limit`; the rest counts as not begun.

        Those that are returned are not handed out again.
        """
        with self._lock:
            self._attempt += 1
            first = [*islice(self._begun, limit)]
            self._left = chain([*islice(self._begun, limit, None)], self._left)
            self._begun.clear()
            return first
