"""Outcomes of parallel work wait in a bounded number."""

from collections.abc import Iterator
from itertools import count
from time import sleep

from joblib import Parallel, delayed

from serve.archive.windows import in_windows


class Counting:
    """Tasks that know how many of them have been taken."""

    def __init__(self, n_tasks: int) -> None:
        self.taken = 0
        self.n_tasks = n_tasks

    def __iter__(self) -> Iterator[int]:
        for number in range(self.n_tasks):
            self.taken += 1
            yield number


def eager(tasks: Iterator[int]) -> Iterator[int]:
    """Run as joblib may: all tasks are taken before an outcome is."""
    yield from list(tasks)


def test_no_more_than_the_limit_are_begun_and_not_taken() -> None:
    tasks = Counting(100)
    waiting = []
    for n_taken, _ in enumerate(in_windows(eager, tasks, 8), start=1):
        waiting.append(tasks.taken - n_taken)
    assert (max(waiting), len(waiting)) == (7, 100)


def test_outcomes_are_in_order_and_none_is_lost() -> None:
    for n_tasks in (0, 1, 7, 8, 9, 16, 50):
        assert list(in_windows(eager, range(n_tasks), 8)) == list(range(n_tasks))


def test_while_outcomes_are_taken_the_first_window_goes_on() -> None:
    windows = count()

    def lazy(tasks: Iterator[int]) -> Iterator[int]:
        next(windows)
        yield from tasks

    assert list(in_windows(lazy, range(50), 3)) == list(range(50))
    assert next(windows) == 1


def test_closing_begins_no_more_and_waits_for_those_begun() -> None:
    tasks, done = Counting(50), []

    def lazy(numbers: Iterator[int]) -> Iterator[int]:
        for number in numbers:
            yield number
            done.append(number)

    outcomes = in_windows(lazy, tasks, 3)
    assert [next(outcomes), next(outcomes)] == [0, 1]
    outcomes.close()
    assert (tasks.taken, done) == (2, [0, 1])


def test_joblib_does_not_run_away_from_a_slow_reader() -> None:
    tasks = Counting(60)
    parallel = Parallel(n_jobs=2, return_as="generator", batch_size=1, pre_dispatch=4)
    outcomes = in_windows(parallel, (delayed(abs)(-task) for task in tasks), 8)
    waiting = []
    for n_taken, outcome in enumerate(outcomes, start=1):
        sleep(0.005)
        waiting.append(tasks.taken - n_taken)
        assert outcome == n_taken - 1
    assert max(waiting) <= 8
    assert len(waiting) == 60
