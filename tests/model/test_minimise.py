import numpy as np
import pytest
from numpy.typing import NDArray

from model.minimise import minimise

Floats = NDArray[np.float64]
BENDS = np.geomspace(0.03, 30, 50)


@pytest.mark.parametrize("curvature", [None, BENDS], ids=["unknown", "known"])
def test_the_minimum_is_found_where_curvatures_differ_a_thousand_times(
    curvature: Floats | None,
) -> None:
    def loss(at: Floats) -> tuple[float, Floats]:
        return float(0.5 * BENDS @ (at - 1) ** 2), BENDS * (at - 1)

    found = minimise(loss, np.zeros(50), max_iter=2000, tolerance=0.0, curvature=curvature)
    np.testing.assert_allclose(found, 1, atol=1e-4)


def test_a_known_curvature_saves_steps() -> None:
    asked = {"unknown": 0, "known": 0}
    for name, curvature in (("unknown", None), ("known", BENDS)):

        def loss(at: Floats, name: str = name) -> tuple[float, Floats]:
            asked[name] += 1
            return float(0.5 * BENDS @ (at - 1) ** 2 + 1), BENDS * (at - 1)

        minimise(loss, np.zeros(50), max_iter=2000, tolerance=1e-9, curvature=curvature)
    assert asked["known"] * 3 < asked["unknown"]
