"""Timing of things that are to be compared: in turn, several rounds, medians.

A machine shared with others is slow at one moment and fast at the next. What runs in turn
meets the same moments, so ratios hold where seconds do not. Time is that of the process
(user and system), which other processes touch least.
"""

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TypeVar

__all__ = ["Latency", "latencies", "seconds"]


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Latency:
    """Microseconds that single calls took: the median, and the 99th percentile."""

    median_us: float
    p99_us: float


def seconds(tasks: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Run each task once in every round, in turn, and give the median of its rounds."""
    taken: dict[str, list[float]] = {name: [] for name in tasks}
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            begin = process_time()
            task()
            taken[name].append(process_time() - begin)
    return {name: median(times) for name, times in taken.items()}


def latencies(
    calls: Mapping[str, Callable[[_T], object]], items: Sequence[_T], rounds: int
) -> dict[str, Latency]:
    """Call each function on one item after another, in turn item by item."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for item in items:
            for name, call in calls.items():
                begin = process_time()
                call(item)
                taken[name].append(process_time() - begin)
    return {name: _latency(times) for name, times in taken.items()}


def _latency(times: list[float]) -> Latency:
    ordered = sorted(times)
    return Latency(median(ordered) * 1e6, ordered[int(len(ordered) * 0.99)] * 1e6)
