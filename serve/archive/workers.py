"""Who tags the portions: this process, others on this machine, or those of a cluster."""

import logging
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import TimeoutError as PortionTimeoutError
from pathlib import Path

from joblib import Parallel, delayed, effective_n_jobs

from model import Router
from serve.archive.apart import tag_apart
from serve.archive.batches import Batch
from serve.archive.begun import Begun
from serve.archive.extras import extra
from serve.archive.orphans import as_children
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
# when it is the next one: it never does when there are no workers left.
_NO_WORKER_S = 60
_PORTION_S = 900.0

_LOADING = threading.Lock()
_LOG = logging.getLogger(__name__)
_DIED = (
    "a worker process died, perhaps for want of memory; what it may have died of (portions: %d) is "
    "tried alone, then the run goes on as before"
)
_DIED_IDLE = (
    "a worker process died with nothing to tag, perhaps for want of memory; free some and go on "
    "with --resume"
)


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
        # Portions that are being tagged at once.
        self._at_once = 1

    def tag(
        self, batches: Iterable[Batch], options: Options, *, warily: bool = False
    ) -> Iterator[Tagged]:
        """Yield the outcome of each portion, in order.

        What a process may have died of is tried once more, see `tag_apart`.

        Parameters
        ----------
        batches : read as they are wanted
        options : what the run was asked for
        warily : whether the first portion may be what has ended an earlier run

        Raises
        ------
        OSError : the scheduler cannot be reached, or workers were lost
        """
        begun = Begun(batches)
        apart = partial(_tag, self.versions, options=options)
        with _quiet_when_interrupted():
            if warily:
                yield from tag_apart(apart, islice(begun.hand_out(), 1))
                begun.take_back(1)
            while True:
                try:
                    yield from self._tag_together(begun, options)
                except BrokenExecutor as error:
                    # As many as there are processes are being tagged, and those are mostly the
                    # first whose outcomes are not there. If it was another, it is its turn soon.
                    suspects = begun.take_back(self._at_once)
                    if not suspects:
                        raise ChildProcessError(_DIED_IDLE) from error
                    _LOG.warning(_DIED, len(suspects))
                    yield from tag_apart(apart, suspects)
                else:
                    return

    def _tag_together(self, begun: Begun, options: Options) -> Iterator[Tagged]:
        """Yield outcomes; raises `BrokenExecutor` when a process dies."""
        with closing(self._outcomes(begun.hand_out(), options)) as outcomes:
            for tagged in outcomes:
                begun.taken()
                yield tagged

    def _outcomes(
        self, batches: Iterable[Batch], options: Options
    ) -> Generator[Tagged, None, None]:
        if self.jobs == 1 and not self.scheduler:
            for batch in batches:
                yield _tag(self.versions, batch, options)
            return
        # On Dask, joblib would keep an argument that can be weakly referenced on one worker alone,
        # and it would be lost with it: portions and options have slots and are sent along.
        tasks = (delayed(_tag)(self.versions, batch, options) for batch in batches)
        with ExitStack() as stack:
            waiting = stack.enter_context(self._cluster()) if self.scheduler else self._processes()
            self._at_once = waiting // _WAITING
            parallel = Parallel(
                n_jobs=-1 if self.scheduler else self.jobs,
                return_as="generator",
                batch_size=1,
                pre_dispatch=waiting,
                timeout=_PORTION_S if self.scheduler else None,
                **({} if self.scheduler else as_children()),
            )
            try:
                yield from in_windows(parallel, tasks, _UNTAKEN * waiting)
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


def load_tagger(version: Path, before: Path | None = None) -> Tagger:
    """Load a version once for this process, however many portions and threads ask for it."""
    with _LOADING:
        return _loaded(version, before)


# Workers of a cluster outlive a run, and the next one may have another version.
@lru_cache(maxsize=1)
def _loaded(version: Path, before: Path | None) -> Tagger:
    return Tagger(Router.load(version), Router.load(before) if before else None)
