"""A linear ranking over candidates: the conditional logit.

    P(c | item) = exp(s_c) / sum of exp(s_d) over the item's candidates d
    s_c = w . f(item, c) + u_c . x(item) + b_c

`f` are features that mean the same for every candidate and `w` their shared weights; `x` are
the item's terms; `u_c` and `b_c` belong to a label that has rows of its own. All others have
no `u_c`, and one bias together.

McFadden, "Conditional logit analysis of qualitative choice behavior" (1974).
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from model.candidates import Candidate

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
    max_iter : iterations of L-BFGS

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
        max_iter: int = 150,
    ) -> None:
        self.shared_penalty = shared_penalty
        self.own_penalty = own_penalty
        self.unseen = unseen
        self.min_rows = min_rows
        self.max_iter = max_iter

    def fit(
        self,
        terms: sparse.csr_array,
        candidates: Sequence[dict[str, Candidate]],
        labels: Sequence[str],
    ) -> "CandidateRanker":
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
        found = minimize(
            problem.loss,
            problem.start(),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": self.max_iter},
        )
        self.shared_, self.own_, self.bias_, self.other_bias_, _ = problem.unpack(found.x)
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
        weights = self.weight_of_feature
        scores = dict(zip(self.classes_, own.tolist(), strict=True))
        for code, candidate in candidates.items():
            shared = sum(weights.get(name, 0.0) for name in candidate.features)
            scores[code] = scores.get(code, self.other_bias_) + shared
        return scores

    @cached_property
    def weight_of_feature(self) -> dict[str, float]:
        """The shared weights by feature name."""
        return dict(zip(self.features_, self.shared_.tolist(), strict=True))


class _Problem:
    """The loss of a ranker on given items, and its gradient, as functions of a flat vector.

    The scores stand in two places: the labels with weights of their own in a table of shape
    (n_items, n_classes), and all other candidates, few for each item, in a list of pairs.
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
        self.terms_by_column = sparse.csr_array(terms.T)
        self.n_items = len(labels)
        self.n_classes = len(ranker.classes_)
        column = {code: at for at, code in enumerate(ranker.classes_)}
        named = [
            _with_label(item, label, column) for item, label in zip(candidates, labels, strict=True)
        ]
        features = _pair_features(named, ranker.features_)
        rows = np.array([row for row, item in enumerate(named) for _ in item], dtype=np.int64)
        codes = [code for item in named for code in item]
        columns = np.array([column.get(code, -1) for code in codes], dtype=np.int64)
        listed = columns >= 0
        self.class_rows, self.class_columns = rows[listed], columns[listed]
        self.class_features, self.other_features = features[listed], features[~listed]
        self.other_rows = rows[~listed]
        gold = np.array([column.get(label, -1) for label in labels], dtype=np.int64)
        self.with_own = np.flatnonzero(gold >= 0)
        self.gold = gold[self.with_own]
        is_gold = np.array([code == labels[row] for row, code in zip(rows, codes, strict=True)])
        self.other_gold = np.flatnonzero(is_gold[~listed])

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
        shared, own, bias, other_bias, disguise = self.unpack(flat)
        own_scores = self.terms @ own + bias
        scores = own_scores.copy()
        scores[self.class_rows, self.class_columns] += self.class_features @ shared
        others = self.other_features @ shared + other_bias
        ranker, at = self.ranker, (self.with_own, self.gold)
        loss, table, pairs = self._cross_entropy(scores, others)
        own_table = table
        disguise_gradient = 0.0
        if ranker.unseen:
            scores[at] += disguise - own_scores[at]
            hidden_loss, hidden_table, hidden_pairs = self._cross_entropy(scores, others)
            share = ranker.unseen
            loss = (1 - share) * loss + share * hidden_loss
            table = (1 - share) * table + share * hidden_table
            pairs = (1 - share) * pairs + share * hidden_pairs
            own_table = table.copy()
            own_table[at] -= share * hidden_table[at]
            disguise_gradient = share * float(hidden_table[at].sum())
        loss += 0.5 * (
            ranker.shared_penalty * shared @ shared + ranker.own_penalty * (own * own).sum()
        )
        by_class = table[self.class_rows, self.class_columns]
        gradient = [
            self.class_features.T @ by_class
            + self.other_features.T @ pairs
            + ranker.shared_penalty * shared,
            own_table.sum(axis=0),
            (self.terms_by_column @ own_table + ranker.own_penalty * own).ravel(),
            [pairs.sum(), disguise_gradient],
        ]
        return float(loss), np.concatenate(gradient)

    def _cross_entropy(self, scores: Floats, others: Floats) -> tuple[float, Floats, Floats]:
        """Return the summed negative log-likelihood, and its gradient by score in both places."""
        highest = scores.max(axis=1, initial=-np.inf)
        np.maximum.at(highest, self.other_rows, others)
        table = np.exp(scores - highest[:, None])
        pairs = np.exp(others - highest[self.other_rows])
        totals = table.sum(axis=1) + np.bincount(
            self.other_rows, weights=pairs, minlength=self.n_items
        )
        gold = np.empty(self.n_items)
        gold[self.with_own] = scores[self.with_own, self.gold]
        gold[self.other_rows[self.other_gold]] = others[self.other_gold]
        loss = float((np.log(totals) + highest - gold).sum())
        table /= totals[:, None]
        pairs /= totals[self.other_rows]
        table[self.with_own, self.gold] -= 1
        pairs[self.other_gold] -= 1
        return loss, table, pairs


def _with_label(
    named: dict[str, Candidate], label: str, column: dict[str, int]
) -> dict[str, Candidate]:
    """Add the right label, where it neither is named nor has weights of its own."""
    return named if label in named or label in column else {**named, label: Candidate(label)}


def _pair_features(
    candidates: Sequence[dict[str, Candidate]], names: Sequence[str]
) -> sparse.csr_array:
    index = {name: at for at, name in enumerate(names)}
    columns = [
        [index[name] for name in one.features] for item in candidates for one in item.values()
    ]
    pointers = np.cumsum([0, *map(len, columns)])
    flat = np.array([at for row in columns for at in row], dtype=np.int64)
    return sparse.csr_array((np.ones(len(flat)), flat, pointers), shape=(len(columns), len(names)))
