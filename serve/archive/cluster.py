"""A Dask cluster as joblib is to see it.

Imported only where a cluster is asked for: it needs the extra of that name.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any

from distributed import Client
from distributed.scheduler import KilledWorker
from joblib import parallel_config
from joblib._dask import DaskDistributedBackend

__all__ = ["joined"]


class _Backend(DaskDistributedBackend):  # type: ignore[misc]  # joblib has no types
    """The workers of a scheduler, however many there are just now."""

    def effective_n_jobs(self, n_jobs: int) -> int:
        """Return how many threads the workers have, at least 2.

        For 1, joblib would do all in this process, also when workers join later; for 0 it would
        give up. Here tasks wait for workers.
        """
        n_threads: int = sum(self.client.ncores().values())
        return max(n_threads, 2)

    def submit(self, func: object, callback: Callable[[object], None]) -> "Future[Any]":
        """Send a task; joblib itself would wait without end for one that Dask has given up."""
        future: Future[Any] = super().submit(func, callback)
        future.add_done_callback(partial(_tell, callback))
        return future


def _tell(callback: Callable[[object], None], future: "Future[Any]") -> None:
    error = future.exception()
    if isinstance(error, KilledWorker):
        callback(BrokenExecutor(str(error)))
    elif error is not None:
        callback(error)


@contextmanager
def joined(scheduler: str, patience_s: float) -> Iterator[int]:
    """Have joblib use a cluster; yields the threads of its workers.

    Parameters
    ----------
    scheduler : address, such as `tcp://10.0.0.1:8786`
    patience_s : how long it may have no worker

    Raises
    ------
    OSError : the scheduler cannot be reached, or has no worker
    """
    with Client(scheduler) as client:  # type: ignore[no-untyped-call]
        try:
            client.wait_for_workers(1, timeout=patience_s)
        except TimeoutError as error:
            raise TimeoutError(
                f"{scheduler}: no worker after {patience_s:g} s; start one with "
                f"`dask worker {scheduler} --nthreads 1`"
            ) from error
        with parallel_config(backend=_Backend(client=client)):
            yield sum(client.nthreads().values())
