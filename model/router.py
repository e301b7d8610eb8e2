"""What everyone calls: a loaded version that answers for items."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.answer import Answer, Ranked, Verdict
from model.artifact import Manifest, load_version
from model.routing import RoutingModel
from model.runtime import Runtime

__all__ = ["Router"]

# Labels shown in a ranking, and pieces of evidence in an answer, where no number is asked for.
_RANKED = 5
_EVIDENCE = 12
# Both scripts, so that everything an item can need is looked up once.
_FIRST_ITEM = "Ready 預備"


class Router:
    """Route items with one version of the model.

    Parameters
    ----------
    model : a fitted model
    manifest : what is known of it
    """

    def __init__(self, model: RoutingModel, manifest: Manifest) -> None:
        self.model = model
        self.manifest = manifest

    @classmethod
    def load(cls, folder: str | Path) -> "Router":
        """Load a version.

        Parameters
        ----------
        folder : a folder that `regwire retrain` wrote, such as `models/current`

        Raises
        ------
        FileNotFoundError : there is no such folder
        ModelFormatError : it holds no version that this release can read
        """
        with _collector_at_rest():
            router = cls(*load_version(Path(folder)))
            # Whatever is built at the first item is built now: loaded means ready.
            router.classify(_FIRST_ITEM, evidence=0)
        return router

    def classify(self, text: str, title: str | None = None, *, evidence: int = _EVIDENCE) -> Answer:
        """Answer for one item.

        Parameters
        ----------
        text : raw text, Chinese or English
        title : raw title, where the item has one apart from its text
        evidence : how many pieces of evidence to give at most; 0 saves the work

        Raises
        ------
        TypeError : text or title is not a string
        ValueError : the item has no letter in text or title
        """
        _check(text, title)
        runtime = self._runtime
        seen = runtime.see(text, title)
        if not any(character.isalnum() for character in seen.text):
            raise ValueError("the item is empty; expected a letter or a digit in its title or text")
        scores = runtime.score(seen)
        decision = runtime.decide(scores)
        topic = self.model.topics_[decision.topic]
        jurisdiction = scores.codes[decision.jurisdiction]
        return Answer(
            topic=_verdict(self.model.topics_, decision.topics, decision.topic),
            jurisdiction=_verdict(scores.codes, decision.jurisdictions, decision.jurisdiction),
            confidence=decision.confidence,
            region=runtime.region(seen, jurisdiction) or None,
            lang=seen.language,
            review=decision.confidence < self.model.calibration_.threshold,
            evidence=runtime.evidence(seen, topic, jurisdiction, evidence) if evidence else [],
            model=self.manifest.version,
        )

    def classify_many(
        self, items: Iterable[Mapping[str, str | None]], *, evidence: int = 0
    ) -> Iterator[Answer]:
        """Answer for many items, one answer for each, in order.

        Parameters
        ----------
        items : mappings with `text` and, if the item has one, `title`
        evidence : how many pieces of evidence to give for each at most

        Raises
        ------
        KeyError : an item has no `text`
        TypeError, ValueError : as `classify`, with the position of the item from 0
        """
        for position, item in enumerate(items):
            try:
                yield self.classify(item["text"] or "", item.get("title"), evidence=evidence)
            except (TypeError, ValueError) as error:
                raise type(error)(f"item {position}: {error}") from error

    @cached_property
    def _runtime(self) -> Runtime:
        return Runtime(self.model)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking a model again and again while it is built.

    Tens of thousands of names and terms are made and none is dropped: a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _check(text: object, title: object) -> None:
    for name, value in (("text", text), ("title", title)):
        if not isinstance(value, str) and not (name == "title" and value is None):
            raise TypeError(f"{name} is {type(value).__name__}; expected a string")


def _verdict(codes: Sequence[str], probabilities: NDArray[np.float64], chosen: int) -> Verdict:
    order = np.argsort(-probabilities, kind="stable")[:_RANKED].tolist()
    # The chosen label leads even where its pair won and not it alone.
    best = [chosen, *(at for at in order if at != chosen)][:_RANKED]
    ranked = [Ranked(codes[at], float(probabilities[at])) for at in best]
    return Verdict(ranked[0].label, ranked[0].confidence, ranked)
