"""One measured figure and the target that it is held against."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured.

    Attributes
    ----------
    number : as in docs/speed.md: 1a, 1b, ...
    name : what it is about
    value : a ratio, seconds, MB or a score, as `unit` says
    target : what it has to reach, None where the figure only informs
    better : whether a reached target is the least or the most that is allowed
    detail : the numbers that the value was made of
    """

    number: str
    name: str
    value: float
    unit: str
    target: float | None = None
    better: Literal["higher", "lower"] = "higher"
    detail: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.better == "higher" else self.value <= self.target
