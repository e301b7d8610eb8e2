"""Kept items are forgotten when their time is over, for as long as a server runs."""

import logging
import threading

from serve.corrections import Database, DatabaseError

__all__ = ["Retention"]

_logger = logging.getLogger(__name__)
# Seconds between two looks. Items stay this much longer than they were promised to, at most.
_EVERY_S = 3600.0


class Retention:
    """Remove kept items that are too old, at the start and every hour.

    Parameters
    ----------
    database : where they are kept
    days : how long
    every_s : seconds between two looks
    """

    def __init__(self, database: Database, days: int, every_s: float = _EVERY_S) -> None:
        self._database, self._days, self._every_s = database, days, every_s
        self._stopped = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="retention", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._watcher.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stopped.set()
        self._watcher.join()

    def _watch(self) -> None:
        while True:
            self._forget()
            if self._stopped.wait(self._every_s):
                return

    def _forget(self) -> None:
        try:
            count = self._database.forget(self._days)
        except DatabaseError as error:
            _logger.error("old items not forgotten", extra={"reason": str(error)})
            return
        if count:
            _logger.info("old items forgotten", extra={"items": count})
