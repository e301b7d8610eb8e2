from math import log

import numpy as np
import pytest
from scipy import sparse

from model.discrimination import log_count_scale


def test_a_term_that_stands_under_one_label_weighs_more_than_one_that_stands_under_both() -> None:
    weights = sparse.csr_array(np.array([[0.5, 0.1, 0.0], [0.5, 0.0, 0.7], [0.2, 0.0, 0.7]]))
    everywhere, _, telling = log_count_scale(weights, ["a", "b", "b"])
    assert telling > everywhere


def test_the_scale_is_the_log_count_ratio_with_a_floor_and_mean_one() -> None:
    weights = sparse.csr_array(np.array([[1.0, 0.0], [1.0, 1.0]]))
    scale = log_count_scale(weights, ["a", "b"])
    # Label a has the terms 1 and 0 times, the others 1 and 1 times; one is added to each count.
    ratio = np.abs([log((2 / 3) / (2 / 4)), log((1 / 3) / (2 / 4))])
    assert scale == pytest.approx(0.5 + 0.5 * ratio / ratio.mean())
    assert scale.mean() == pytest.approx(1.0)
