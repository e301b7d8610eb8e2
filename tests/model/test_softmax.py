import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from model.softmax import fit_softmax

LABELS = [str(label) for label in np.random.default_rng(0).choice(list("ABC"), 200)]


@pytest.fixture
def rows() -> sparse.csr_array:
    """Rows of terms that occur a hundred times as often as others, and lean to one label."""
    random = np.random.default_rng(1)
    table = random.random((200, 40)) * (random.random((200, 40)) < np.geomspace(0.9, 0.009, 40))
    table[:, 3] += [label == "B" for label in LABELS]
    return sparse.csr_array(table)


@pytest.mark.parametrize("c", [0.1, 10.0])
def test_the_weights_are_those_of_scikit_learn(rows: sparse.csr_array, c: float) -> None:
    peer = LogisticRegression(C=c, tol=1e-10, max_iter=10_000).fit(rows, LABELS)
    fitted = fit_softmax(rows, LABELS, c=c, max_iter=1000, tolerance=1e-14)
    assert fitted.classes == ("A", "B", "C")
    np.testing.assert_allclose(fitted.coef, peer.coef_.T, atol=1e-5)
    scores = rows @ fitted.coef + fitted.intercept
    expected = rows @ peer.coef_.T + peer.intercept_
    # An intercept has no penalty: only its differences are determined.
    np.testing.assert_allclose(
        scores - scores.mean(axis=1, keepdims=True),
        expected - expected.mean(axis=1, keepdims=True),
        atol=1e-5,
    )


def test_the_usual_tolerance_is_near_the_minimum(rows: sparse.csr_array) -> None:
    usual, exact = (
        fit_softmax(rows, LABELS, c=10.0, **more)
        for more in ({}, {"max_iter": 1000, "tolerance": 1e-14})
    )
    np.testing.assert_allclose(usual.coef, exact.coef, atol=0.02)
