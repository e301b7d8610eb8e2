import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import check_grad

from model.candidates import Candidate
from model.ranker import CandidateRanker, _Problem

Candidates = list[dict[str, Candidate]]


@pytest.fixture
def problem() -> tuple[sparse.csr_array, Candidates, list[str]]:
    random = np.random.default_rng(0)
    candidates = [
        {
            code: Candidate(code, {f"f{at}": (0, 0) for at in random.integers(0, 4, 2)})
            for code in random.choice(list("ABCDE"), 2, replace=False)
        }
        for _ in range(60)
    ]
    labels = [str(label) for label in random.choice(list("AABBBCD"), 60)]
    return sparse.csr_array(random.random((60, 6))), candidates, labels


def test_the_gradient_is_that_of_the_loss(
    problem: tuple[sparse.csr_array, Candidates, list[str]],
) -> None:
    ranker = CandidateRanker(min_rows=8).fit(*problem)
    stated = _Problem(ranker, *problem)
    at = np.random.default_rng(1).normal(size=len(stated.start()))
    assert check_grad(lambda x: stated.loss(x)[0], lambda x: stated.loss(x)[1], at) < 1e-4


def test_only_labels_with_enough_rows_have_weights_of_their_own(
    problem: tuple[sparse.csr_array, Candidates, list[str]],
) -> None:
    ranker = CandidateRanker(min_rows=8).fit(*problem)
    counts = {label: problem[2].count(label) for label in "ABCD"}
    assert ranker.classes_ == [label for label, count in counts.items() if count >= 8]


def test_a_label_never_seen_is_ranked_by_what_it_shares() -> None:
    """Rows of A and B teach that the one who acts is right; C was never a label."""
    acts, merely_named = {"acts": (0, 0)}, {"named": (0, 0)}
    candidates = [
        {code: Candidate(code, dict(acts if code == label else merely_named)) for code in "AB"}
        for label in "AB" * 30
    ]
    ranker = CandidateRanker(min_rows=10).fit(
        sparse.csr_array((60, 0)), candidates, list("AB" * 30)
    )
    named = {"A": Candidate("A", dict(merely_named)), "C": Candidate("C", dict(acts))}
    scores = ranker.scores(ranker.bias_, named)
    assert max(scores, key=lambda code: scores[code]) == "C"


def test_inputs_of_different_length_are_refused(
    problem: tuple[sparse.csr_array, Candidates, list[str]],
) -> None:
    terms, candidates, labels = problem
    with pytest.raises(ValueError, match="60, 60 and 59 items"):
        CandidateRanker().fit(terms, candidates, labels[:-1])
