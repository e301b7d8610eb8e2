"""The way of items at speed: texts to answers' numbers without an object for each token and term.

What is computed here is what `describe(read(...))`, `RoutingModel.score` and `decide` compute;
`tests/model/test_runtime.py` holds it to them. The differences are of form alone:

- a term is a row number from the start (`index.py`). Words are looked up in one dictionary,
  pairs of words by one number for both, a term of the title by the number of the same term;
- rows of words come first, so the weights that only words have are a small table of their own;
- what needs Python is done item by item (`seeing.py`), step after step for 64 items; all
  arithmetic is done for these at once (`scoring.py`), or in plain Python for one (`single.py`);
- spans are not kept; evidence looks for those of the few terms that it shows (`showing.py`).
"""

from collections.abc import Sequence

from model.routing import RoutingModel
from model.runtime.index import Index
from model.runtime.plain import explain_plainly, judge_plainly
from model.runtime.scoring import Judged, Scorer
from model.runtime.seeing import Seeing, Seen
from model.runtime.showing import Showing
from model.runtime.single import judge_one

__all__ = ["Index", "Judged", "Runtime", "Seen", "explain_plainly", "judge_plainly"]


class Runtime:
    """Answers for items with a fitted model.

    Parameters
    ----------
    model : fitted; not changed afterwards, but for its calibration
    """

    def __init__(self, model: RoutingModel) -> None:
        self.model = model
        self.index = Index(model.vectorizer_)
        self._seeing = Seeing(model.reader, self.index)
        self._scorer = Scorer(model, self.index)
        self.see = self._seeing.see
        self.weigh, self.logits = self._scorer.weigh, self._scorer.logits
        self.evidence = Showing(self._scorer, self.index).evidence

    def judge(self, items: Sequence[Seen]) -> list[Judged]:
        """Choose and rank the labels of items."""
        if len(items) == 1:
            return [judge_one(self._scorer, items[0])]
        return self._scorer.judge(items) if items else []
