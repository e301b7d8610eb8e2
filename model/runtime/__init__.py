"""The way of items at speed: texts to answers' numbers without an object for each token and term.

What is computed here is what `describe(read(...))`, `RoutingModel.score` and `decide` compute;
`tests/model/test_runtime.py` holds it to them. The differences are of form alone:

- a term is a row number from the start (`index.py`). Words are looked up in one dictionary,
  pairs of words in a hash table of arrays, a term of the title by the number of the same term;
- rows of words come first, so the weights that only words have are a small table of their own;
- what needs Python is done item by item (`seeing.py`); all arithmetic is done for many items at
  once (`scoring.py`), and for one item as for many items of which there is one;
- spans are not kept; evidence looks for those of the few terms that it shows (`showing.py`).
"""

from model.routing import RoutingModel
from model.runtime.index import Index
from model.runtime.scoring import Judged, Scorer
from model.runtime.seeing import Seeing, Seen
from model.runtime.showing import Showing

__all__ = ["Index", "Judged", "Runtime", "Seen"]


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
        self.judge = self._scorer.judge
        self.evidence = Showing(self._scorer, self.index).evidence
