"""A linear ranking over candidates: the conditional logit.

    P(c | item) = exp(s_c) / sum of exp(s_d) over the item's candidates d
    s_c = w . f(item, c) + u_c . x(item) + b_c

`f` are features that mean the same for every candidate and `w` their shared weights; `x` are
the item's terms; `u_c` and `b_c` belong to a label that has rows of its own. All others have
no `u_c`, and one bias together.

McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from model.candidates import Candidate
from model.minimise import minimise

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["CandidateRanker"]

Floats = NDArray[np.float64]


class CandidateRanker:
    """Rank candidates by shared features, and labels with enough rows by their terms too.

    Parameters
    ----------
    shared_penalty : weight of the squared shared weights in the loss
    own_penalty : weight of the squared weights of the labels' own terms
    unseen : share of the loss, in [0, 1], in which the true label is scored as if it had no
        weights of its own; what teaches the shared weights to stand alone
    min_rows : a label needs as many rows to have weights of its own, or as many as the most
        frequent label where all have fewer; None gives no label any
    max_iter, tolerance : see `minimise`

    Attributes
    ----------
    classes_ : labels with weights of their own, sorted
    features_ : names of the shared features, sorted
    shared_ : shape (n_features,)
    own_ : shape (n_terms, n_classes)
    bias_ : shape (n_classes,)
    other_bias_ : the bias of every other candidate
    """

    def __init__(
        self,
        *,
        shared_penalty: float = 1.0,
        own_penalty: float = 1.0,
        unseen: float = 0.3,
        min_rows: int | None = 20,
        max_iter: int = 60,
        tolerance: float = 1e-5,
    ) -> None:
        self.shared_penalty = shared_penalty
        self.own_penalty = own_penalty
        self.unseen = unseen
        self.min_rows = min_rows
        self.max_iter = max_iter
        self.tolerance = tolerance

    def fit(
        self,
        terms: sparse.csr_array,
        candidates: Sequence[dict[str, Candidate]],
        labels: Sequence[str],
    ) -> CandidateRanker:
        """Learn the weights.

        Parameters
        ----------
        terms : shape (n_items, n_terms)
        candidates : for each item what it names, by code
        labels : the right code of each item

        Raises
        ------
        ValueError : the three differ in length
        """
        if not terms.shape[0] == len(candidates) == len(labels):
            raise ValueError(
                f"terms, candidates and labels describe {terms.shape[0]}, {len(candidates)} and "
                f"{len(labels)} items; expected the same number of each"
            )
        names, counts = np.unique(np.asarray(labels), return_counts=True)
        needed = counts.max() + 1 if self.min_rows is None else min(self.min_rows, counts.max())
        self.classes_ = [str(name) for name in names[counts >= needed]]
        self.features_ = sorted(
            {name for item in candidates for one in item.values() for name in one.features}
        )
        problem = _Problem(self, terms, candidates, labels)
        found = minimise(
            problem.loss,
            problem.start(),
            max_iter=self.max_iter,
            tolerance=self.tolerance,
        )
        self.shared_, self.own_, self.bias_, self.other_bias_, _ = problem.unpack(found)
        return self

    def scores(self, own: Floats, candidates: dict[str, Candidate]) -> dict[str, float]:
        """Score the labels and the item's other candidates.

        Parameters
        ----------
        own : `x @ own_ + bias_` of the item, shape (n_classes,)
        candidates : what the item names, by code

        Returns
        -------
        code -> score, a logit; every code of `classes_` first
        """
        scores = dict(zip(self.classes_, own.tolist(), strict=True))
        for code, candidate in candidates.items():
            scores[code] = scores.get(code, self.other_bias_) + self.shared_score(candidate)
        return scores

    def shared_score(self, candidate: Candidate) -> float:
        """Sum the shared weights of what speaks of a candidate."""
        weights, score = self.weight_of_feature, 0.0
        for name in candidate.features:
            score += weights.get(name, 0.0)
        return score

    @cached_property
    def weight_of_feature(self) -> dict[str, float]:
        """The shared weights by feature name."""
        return dict(zip(self.features_, self.shared_.tolist(), strict=True))


class _Problem:
    """The loss of a ranker on given items, and its gradient, as functions of a flat vector.

    Scores of labels with own weights stand in a dense table, those of the few other candidates
    of an item in a list of cells, so the work grows with what is named and not with all codes.
    """

    def __init__(
        self,
        ranker: CandidateRanker,
        terms: sparse.csr_array,
        candidates: Sequence[dict[str, Candidate]],
        labels: Sequence[str],
    ) -> None:
        self.ranker = ranker
        self.terms = terms
        self.transposed = terms.T.tocsr()
        self.n_items = len(labels)
        self.n_classes = len(ranker.classes_)
        column = {code: at for at, code in enumerate(ranker.classes_)}
        cells = [
            (row, column.get(code, -1), code == label)
            for row, (item, label) in enumerate(zip(candidates, labels, strict=True))
            for code in item
        ]
        features = _pair_features(candidates, ranker.features_)
        unnamed = [
            (row, -1, True)
            for row, (item, label) in enumerate(zip(candidates, labels, strict=True))
            if label not in item and label not in column
        ]
        rows, columns, gold = np.array([*cells, *unnamed], dtype=np.int64).reshape(-1, 3).T
        features.resize(len(rows), features.shape[1])
        # Cells of labels with own weights first, then those of the others.
        order = np.argsort(columns < 0, kind="stable")
        self.features = features[order]
        self.features_transposed = self.features.T.tocsr()
        n_inside = int((columns >= 0).sum())
        self.inside = rows[order][:n_inside], columns[order][:n_inside]
        self.outside = rows[order][n_inside:]
        self.outside_gold = np.flatnonzero(gold[order][n_inside:])
        own_label = np.array([column.get(label, -1) for label in labels])
        self.gold_rows = np.flatnonzero(own_label >= 0)
        self.gold = self.gold_rows, own_label[self.gold_rows]

    def start(self) -> Floats:
        n_own = (self.terms.shape[1] + 1) * self.n_classes
        return np.zeros(len(self.ranker.features_) + n_own + 2)

    def unpack(self, flat: Floats) -> tuple[Floats, Floats, Floats, float, float]:
        """Part the vector: shared, own, bias, bias of the others, bias of labels in disguise.

        The last is no part of the model. It lets the copy of the loss in which true labels are
        in disguise keep from raising the bias of the candidates that really have no rows.
        """
        n_shared = len(self.ranker.features_)
        shared, rest = flat[:n_shared], flat[n_shared:-2]
        own = rest[self.n_classes :].reshape(self.terms.shape[1], self.n_classes)
        return shared, own, rest[: self.n_classes], float(flat[-2]), float(flat[-1])

    def loss(self, flat: Floats) -> tuple[float, Floats]:
        """Return the penalised negative log-likelihood and its gradient."""
        shared, own, bias, other_bias, disguise = self.unpack(flat)
        ranker = self.ranker
        scores = self.terms @ own + bias
        own_of_gold = scores[self.gold]
        from_features = self.features @ shared
        n_inside = len(self.inside[0])
        scores[self.inside] += from_features[:n_inside]
        outside = from_features[n_inside:] + other_bias
        disguised = scores[self.gold] - own_of_gold + disguise
        loss, parts = self._likelihood(scores, outside, disguised)
        residual, residual_own, residual_outside, residual_disguise = parts
        loss += 0.5 * (
            ranker.shared_penalty * float(shared @ shared)
            + ranker.own_penalty * float(np.vdot(own, own))
        )
        of_features = np.concatenate([residual[self.inside], residual_outside])
        return loss, np.concatenate(
            [
                self.features_transposed @ of_features + ranker.shared_penalty * shared,
                residual_own.sum(axis=0),
                (self.transposed @ residual_own + ranker.own_penalty * own).ravel(),
                [residual_outside.sum(), residual_disguise],
            ]
        )

    def _likelihood(
        self, scores: Floats, outside: Floats, disguised: Floats
    ) -> tuple[float, tuple[Floats, Floats, Floats, float]]:
        """Return the loss of both copies, mixed, and its gradient.

        Parameters
        ----------
        scores : of the labels with own weights, shape (n_items, n_classes); overwritten
        outside : of the other candidates, in the order of `self.outside`
        disguised : of the true labels with own weights as if they had none

        Returns
        -------
        the loss, and its gradients by `scores` (as a way to shared features), by what own
        weights add to them, by `outside`, and the sum of those by `disguised`
        """
        unseen, gold, rows = self.ranker.unseen, self.gold, self.gold_rows
        top = scores.max(axis=1, initial=-np.inf)
        np.maximum.at(top, self.outside, outside)
        top[rows] = np.maximum(top[rows], disguised)
        loss = top.sum() - (1 - unseen) * scores[gold].sum() - unseen * disguised.sum()
        loss -= outside[self.outside_gold].sum()
        weights = np.exp(np.subtract(scores, top[:, None], out=scores), out=scores)
        weights_outside = np.exp(outside - top[self.outside])
        weights_gold = weights[gold]
        weights_disguised = np.exp(disguised - top[rows])
        weights[gold] = 0
        rest = weights.sum(axis=1)
        rest += np.bincount(self.outside, weights_outside, minlength=self.n_items)
        plain, hidden = rest.copy(), rest
        plain[rows] += weights_gold
        hidden[rows] += weights_disguised
        loss += (1 - unseen) * np.log(plain).sum() + unseen * np.log(hidden).sum()
        mixed = (1 - unseen) / plain + unseen / hidden
        weights *= mixed[:, None]
        residual_own = weights
        residual_gold = (1 - unseen) * (weights_gold / plain[rows] - 1)
        residual_hidden = unseen * (weights_disguised / hidden[rows] - 1)
        residual_own[gold] = residual_gold
        residual = residual_own.copy()
        residual[gold] += residual_hidden
        residual_outside = weights_outside * mixed[self.outside]
        residual_outside[self.outside_gold] -= 1
        parts = residual, residual_own, residual_outside, float(residual_hidden.sum())
        return float(loss), parts


def _pair_features(
    candidates: Sequence[dict[str, Candidate]], names: Sequence[str]
) -> sparse.csr_array:
    from scipy import sparse  # late: see `fit_temperature`

    index = {name: at for at, name in enumerate(names)}
    columns = [
        [index[name] for name in one.features] for item in candidates for one in item.values()
    ]
    pointers = np.cumsum([0, *map(len, columns)])
    flat = np.array([at for row in columns for at in row], dtype=np.int64)
    return sparse.csr_array((np.ones(len(flat)), flat, pointers), shape=(len(columns), len(names)))
