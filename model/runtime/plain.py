"""One item by the plain way: slower for each, and nothing is built before the first.

`Runtime` numbers all terms before it answers, a third of a second that one item does not earn.
Here an item is scored and explained as `model.routing` and `model.evidence` have it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.answer import Evidence, Ranked
from model.evidence import jurisdiction_evidence, strongest, topic_evidence
from model.routing import Described, RoutingModel
from model.runtime.scoring import RANKED, Judged

__all__ = ["explain_plainly", "judge_plainly"]


def judge_plainly(model: RoutingModel, item: Described) -> Judged:
    """Choose and rank the labels of one item."""
    scores = model.score(item)
    chosen = model.decide(scores)
    return Judged(
        _ranked(model.topics_, chosen.topics, chosen.topic),
        _ranked(scores.codes, chosen.jurisdictions, chosen.jurisdiction),
        chosen.confidence,
        model.region(item, scores.codes[chosen.jurisdiction]),
    )


def explain_plainly(
    model: RoutingModel, item: Described, topic: str, jurisdiction: str, limit: int
) -> list[Evidence]:
    """List the pieces that add most to the scores of two labels, for or against."""
    pieces = topic_evidence(model, item, topic) + jurisdiction_evidence(model, item, jurisdiction)
    return strongest(pieces, limit)


def _ranked(labels: Sequence[str], shares: NDArray[np.float64], chosen: int) -> list[Ranked]:
    """Rank labels; the chosen one leads even where its pair won and not it."""
    order = sorted(range(len(labels)), key=lambda at: (at != chosen, -shares[at]))[:RANKED]
    return [Ranked(labels[at], float(shares[at])) for at in order]
