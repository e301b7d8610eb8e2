"""Who tags the portions: this process, others on this machine, or those of a cluster."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path

from joblib import Parallel, delayed, parallel_config

from model import Router
from serve.archive.batches import Batch
from serve.archive.extras import extra
from serve.archive.tagging import Tagger
from serve.archive.work import Options, Tagged, tag_batch

__all__ = ["Workers"]

# Portions on their way for each worker: enough to keep all busy, few enough to bound the memory.
_WAITING = 4
# On a cluster workers may join late, so there is work waiting for more of them.
_WAITING_ON_CLUSTER = 64


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
        OSError : the scheduler cannot be reached
        """
        if self.jobs == 1 and not self.scheduler:
            for batch in batches:
                yield _tag(self.versions, batch, options)
            return
        with ExitStack() as stack:
            waiting: int | str = f"{_WAITING}*n_jobs"
            if self.scheduler:
                client = extra("distributed", "cluster").Client(self.scheduler)
                stack.enter_context(client)
                stack.enter_context(parallel_config(backend="dask", wait_for_workers_timeout=60))
                waiting = _WAITING_ON_CLUSTER
            parallel = Parallel(
                n_jobs=-1 if self.scheduler else self.jobs,
                return_as="generator",
                batch_size=1,
                pre_dispatch=waiting,
            )
            yield from parallel(delayed(_tag)(self.versions, batch, options) for batch in batches)


def _tag(versions: tuple[Path, Path | None], batch: Batch, options: Options) -> Tagged:
    return tag_batch(_tagger(*versions), batch, options)


@lru_cache(maxsize=1)
def _tagger(version: Path, before: Path | None) -> Tagger:
    return Tagger(Router.load(version), Router.load(before) if before else None)
