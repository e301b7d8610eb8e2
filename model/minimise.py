"""Minimising a smooth convex function of very many variables: L-BFGS.

Nocedal and Wright, "Numerical optimization" (2006), algorithms 7.4 and 7.5. SciPy's L-BFGS-B
spends more time on bounds, of which there are none here, than our losses take: three times the
time of this for the same answer.
"""

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

__all__ = ["minimise"]

Floats = NDArray[np.float64]
# Steps that are remembered; each costs four passes over the variables an iteration.
_MEMORY = 6
# The usual constant of sufficient decrease (Armijo), and how often a step is halved at most.
_DECREASE = 1e-4
_HALVINGS = 20


def minimise(
    loss: Callable[[Floats], tuple[float, Floats]],
    start: Floats,
    *,
    max_iter: int,
    tolerance: float,
    curvature: Floats | None = None,
) -> Floats:
    """Find where a convex function is least.

    Parameters
    ----------
    loss : gives the value and the gradient at a point
    start : where to begin, shape (n_variables,)
    max_iter : steps at most
    tolerance : stop when ten steps together lower the value by less than this share of it
    curvature : a guess at the second derivative by each variable, positive, up to a common
        factor; where they differ much, a good guess halves the number of steps
    """
    at = start
    value, gradient = loss(at)
    steps: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    values = [value]
    for _ in range(max_iter):
        direction = _direction(gradient, steps, curvature)
        slope = float(gradient @ direction)
        if slope == 0:
            return at
        # The first step has no scale yet: as long as one, like SciPy's.
        size = 1.0 if steps else min(1.0, 1.0 / float(np.linalg.norm(direction)))
        for _ in range(_HALVINGS):
            step = size * direction
            there = at + step
            new_value, new_gradient = loss(there)
            if new_value <= value + _DECREASE * size * slope:
                break
            size /= 2
        else:
            return at
        change = new_gradient - gradient
        bend = float(step @ change)
        if bend > 0:
            steps.append((step, change, bend))
        at, value, gradient = there, new_value, new_gradient
        values.append(value)
        if len(values) > 10 and values[-11] - value <= tolerance * abs(value):
            break
    return at


def _direction(
    gradient: Floats, steps: deque[tuple[Floats, Floats, float]], curvature: Floats | None
) -> Floats:
    """Multiply the gradient with the negative inverse Hessian, as far as steps have shown it."""
    # Late, see `fit_temperature`. In place: vectors that come and go cost more than the sums.
    from scipy.linalg.blas import daxpy

    direction = -gradient
    shares = []
    for step, change, bend in reversed(steps):
        share = float(step @ direction) / bend
        daxpy(change, direction, a=-share)
        shares.append(share)
    if curvature is not None:
        direction /= curvature
    if steps:
        _, change, bend = steps[-1]
        known = change if curvature is None else change / curvature
        direction *= bend / float(change @ known)
    for (step, change, bend), share in zip(steps, reversed(shares), strict=True):
        daxpy(step, direction, a=share - float(change @ direction) / bend)
    return direction
