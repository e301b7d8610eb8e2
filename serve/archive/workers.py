"""Who tags the portions: this process, others on this machine, or those of a cluster."""

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from multiprocessing import TimeoutError as PortionTimeoutError
from pathlib import Path

from joblib import Parallel, delayed, effective_n_jobs

from model import Router
from serve.archive.batches import Batch
from serve.archive.extras import extra
from serve.archive.orphans import end_with
from serve.archive.tagging import Tagger
from serve.archive.windows import in_windows
from serve.archive.work import Options, Tagged, tag_batch

__all__ = ["Workers", "load_tagger"]

# Portions on their way for each worker: enough to keep all busy, few enough to bound the memory.
_WAITING = 4
# On a cluster workers may join late, so there is work waiting for more of them.
_MIN_WAITING_ON_CLUSTER = 64
# Portions begun whose outcomes no one has taken, for each that may be on its way.
_UNTAKEN = 4
# How long a cluster may have no worker at the start, and how long a portion may take to come back
# when it is the next one: it never does when it has killed each worker that had it (dask/joblib).
_NO_WORKER_S = 60
_PORTION_S = 900.0

_LOADING = threading.Lock()


class Workers:
    """Tag portions in parallel; outcomes come in order, whoever is first.

    Parameters
    ----------
    version : folder of the model version; each worker loads it once, from the same path
    before : folder of an earlier version, see `Tagger`
    jobs : processes on this machine; 1 works in this one, -1 takes all cores
    scheduler : address of a Dask scheduler, such as `tcp://10.0.0.1:8786`; empty for none
    """

    def __init__(
        self, version: Path, before: Path | None = None, jobs: int = 1, scheduler: str = ""
    ) -> None:
        self.versions = (version, before)
        self.jobs = jobs
        self.scheduler = scheduler

    def tag(self, batches: Iterable[Batch], options: Options) -> Iterator[Tagged]:
        """Yield the outcome of each portion, in order.

        Raises
        ------
        OSError : the scheduler cannot be reached, or workers were lost
        """
        if self.jobs == 1 and not self.scheduler:
            for batch in batches:
                yield _tag(self.versions, batch, options)
            return
        # On Dask, joblib would keep an argument that can be weakly referenced on one worker alone,
        # and it would be lost with it: portions and options have slots and are sent along.
        work = _tag if self.scheduler else partial(_tag_as_child, os.getpid())
        tasks = (delayed(work)(self.versions, batch, options) for batch in batches)
        with ExitStack() as stack:
            stack.enter_context(_quiet_when_interrupted())
            waiting = stack.enter_context(self._cluster()) if self.scheduler else self._processes()
            parallel = Parallel(
                n_jobs=-1 if self.scheduler else self.jobs,
                return_as="generator",
                batch_size=1,
                pre_dispatch=waiting,
                timeout=_PORTION_S if self.scheduler else None,
            )
            try:
                yield from in_windows(parallel, tasks, _UNTAKEN * waiting)
            except BrokenExecutor as error:
                raise ChildProcessError(
                    "a worker process died, perhaps for want of memory; go on with --resume, with "
                    "fewer --jobs"
                ) from error
            except PortionTimeoutError as error:
                raise TimeoutError(
                    f"{self.scheduler}: its workers gave no answer for {_PORTION_S:,.0f} s; see "
                    "whether they run, and go on with --resume"
                ) from error

    def _processes(self) -> int:
        """Return how many portions may be on their way."""
        return _WAITING * int(effective_n_jobs(self.jobs))

    @contextmanager
    def _cluster(self) -> Iterator[int]:
        """Have joblib use the cluster; yields how many portions may be on their way."""
        cluster = extra("serve.archive.cluster", "cluster")
        with cluster.joined(self.scheduler, _NO_WORKER_S) as n_threads:
            yield max(_WAITING * n_threads, _MIN_WAITING_ON_CLUSTER)


@contextmanager
def _quiet_when_interrupted() -> Iterator[None]:
    """Keep loky's thread from printing a traceback when its workers are killed after Ctrl-C."""
    before = threading.excepthook

    def hook(told: threading.ExceptHookArgs) -> None:
        if told.thread is None or told.thread.name != "ExecutorManagerThread":
            before(told)

    threading.excepthook = hook
    try:
        yield
    except KeyboardInterrupt:
        raise  # the thread may yet stumble, and this process is about to end
    except BaseException:
        threading.excepthook = before
        raise
    threading.excepthook = before


def _tag(versions: tuple[Path, Path | None], batch: Batch, options: Options) -> Tagged:
    return tag_batch(load_tagger(*versions), batch, options)


def _tag_as_child(
    parent: int, versions: tuple[Path, Path | None], batch: Batch, options: Options
) -> Tagged:
    end_with(parent)
    return _tag(versions, batch, options)


def load_tagger(version: Path, before: Path | None = None) -> Tagger:
    """Load a version once for this process, however many portions and threads ask for it."""
    with _LOADING:
        return _loaded(version, before)


# Workers of a cluster outlive a run, and the next one may have another version.
@lru_cache(maxsize=1)
def _loaded(version: Path, before: Path | None) -> Tagger:
    return Tagger(Router.load(version), Router.load(before) if before else None)
