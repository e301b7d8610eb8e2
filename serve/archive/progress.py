"""How far a run has come: a bar on a terminal, elsewhere a line a minute."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from serve.archive.work import Tagged

__all__ = ["Follower", "following"]

# Seconds between two lines where there is no terminal.
_PAUSE_S = 60.0
_SHOWN_TOPICS = 5


class Follower:
    """Count portions, and say how many there are.

    Parameters
    ----------
    console : where to say it
    bar : the bar that shows it; None says a line a minute
    clock : seconds since some moment
    """

    def __init__(
        self, console: Console, bar: Progress | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.console = console
        self.bar = bar
        self.clock = clock
        self.topics: Counter[str] = Counter()
        self.share = 0.0
        self._task = bar.add_task("", total=1.0) if bar else None
        self._began = self._said = clock()

    def tell(self, message: str) -> None:
        """Print a message as it is; a bar moves out of its way."""
        self.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def add(self, tagged: Tagged) -> None:
        """Count a portion."""
        self.topics.update(row["topic"] for row in tagged.rows)
        self.share = max(self.share, tagged.share)
        if self.bar is not None and self._task is not None:
            self.bar.update(self._task, completed=self.share, description=self._counts())
        elif self.clock() - self._said >= _PAUSE_S:
            self._said = self.clock()
            self.tell(f"{self.share:.0%}  {self._left()}{self._counts()}")

    def _left(self) -> str:
        """Say how long it will take if it goes on as it has."""
        if not self.share:
            return ""
        left_s = round((self.clock() - self._began) * (1 - self.share) / self.share)
        return f"{timedelta(seconds=left_s)} left, "

    def _counts(self) -> str:
        n_items = self.topics.total()
        rate = n_items / max(self.clock() - self._began, 1e-3)
        often = self.topics.most_common(_SHOWN_TOPICS)
        by_topic = ", ".join(f"{topic} {n:,}" for topic, n in often)
        return f"{n_items:,} items, {rate:,.0f} a second: {by_topic}"


@contextmanager
def following(console: Console) -> Iterator[Follower]:
    """Lend a follower; its bar goes at the end."""
    if not console.is_terminal:
        yield Follower(console, None)
        return
    columns = (BarColumn(20), TaskProgressColumn(), TimeRemainingColumn())
    about = TextColumn("{task.description}", markup=False)
    with Progress(*columns, about, console=console, transient=True) as bar:
        yield Follower(console, bar)
