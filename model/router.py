"""What everyone calls: a loaded version that answers for items."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from model.answer import Answer, Evidence, Ranked, Verdict
from model.artifact import Manifest, load_version
from model.collector import collector_at_rest
from model.reading import language, read
from model.routing import RoutingModel, describe
from model.runtime import Judged, Runtime, Seen, explain_plainly, judge_plainly

__all__ = ["Router"]

# Pieces of evidence in an answer, where no number is asked for.
_EVIDENCE = 12
# Items that are scored at once; more are no faster, and their tables leave the processor's cache.
_CHUNK = 64
_EMPTY = "the item is empty; expected a letter or a digit in its title or text"
# Both scripts, so that everything an item can need is looked up once.
_FIRST_ITEM = "Ready 預備"


class Router:
    """Route items with one version of the model.

    Parameters
    ----------
    model : a fitted model
    manifest : what is known of it
    for_many : see `load`
    """

    def __init__(self, model: RoutingModel, manifest: Manifest, *, for_many: bool = True) -> None:
        self.model = model
        self.manifest = manifest
        self.for_many = for_many

    @classmethod
    def load(cls, folder: str | Path, *, for_many: bool = True) -> "Router":
        """Load a version.

        Parameters
        ----------
        folder : a folder that `regwire retrain` wrote, such as `models/current`
        for_many : whether what pays for itself over many items is built now; without it the
            first answer comes sooner, and each later one takes ten times as long

        Raises
        ------
        FileNotFoundError : there is no such folder
        ModelFormatError : it holds no version that this release can read
        """
        with collector_at_rest():
            router = cls(*load_version(Path(folder)), for_many=for_many)
            # Whatever is built at the first item is built now: loaded means ready.
            if for_many:
                router.model.reader.gazetteer.prepare()
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
        if not self.for_many:
            return self._answer_plainly(text, title, evidence)
        seen = self._runtime.see([(text, title)])
        if seen[0].is_empty:
            raise ValueError(_EMPTY)
        return self._answers(seen, evidence)[0]

    def classify_many(
        self, items: Iterable[Mapping[str, str | None]], *, evidence: int = 0
    ) -> Iterator[Answer]:
        """Answer for many items, one answer for each, in order.

        Parameters
        ----------
        items : mappings with `text` and, if the item has one, `title`; up to 64 are read ahead
        evidence : how many pieces of evidence to give for each at most

        Raises
        ------
        KeyError : an item has no `text`
        TypeError, ValueError : as `classify`, with the position of the item from 0
        """
        for first, chunk in _chunks(items):
            seen = self._runtime.see(chunk)
            good = next((at for at, one in enumerate(seen) if one.is_empty), len(seen))
            yield from self._answers(seen[:good], evidence)
            if good < len(seen):
                raise ValueError(f"item {first + good}: {_EMPTY}")

    def _answers(self, items: Sequence[Seen], evidence: int) -> list[Answer]:
        runtime = self._runtime
        answers = []
        for item, judged in zip(items, runtime.judge(items), strict=True):
            chosen = judged.topics[0].label, judged.jurisdictions[0].label
            pieces = runtime.evidence(item, *chosen, evidence) if evidence > 0 else []
            answers.append(self._answer(judged, item.language, pieces))
        return answers

    def _answer_plainly(self, text: str, title: str | None, evidence: int) -> Answer:
        reading = read(self.model.reader, text, title)
        if not any(map(str.isalnum, reading.text)):
            raise ValueError(_EMPTY)
        item = describe(reading)
        judged = judge_plainly(self.model, item)
        chosen = judged.topics[0].label, judged.jurisdictions[0].label
        pieces = explain_plainly(self.model, item, *chosen, evidence) if evidence > 0 else []
        return self._answer(judged, language(reading.text), pieces)

    def _answer(self, judged: Judged, tongue: str, evidence: list[Evidence]) -> Answer:
        return Answer(
            topic=_verdict(judged.topics),
            jurisdiction=_verdict(judged.jurisdictions),
            confidence=judged.confidence,
            region=judged.region or None,
            lang=tongue,
            review=judged.confidence < self.model.calibration_.threshold,
            evidence=evidence,
            model=self.manifest.version,
        )

    @cached_property
    def _runtime(self) -> Runtime:
        return Runtime(self.model)


def _chunks(
    items: Iterable[Mapping[str, str | None]],
) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
    """Take items in chunks, each with the position of its first; a faulty item ends the last."""
    first, chunk = 0, []
    try:
        for position, item in enumerate(items):
            text, title = item["text"] or "", item.get("title")
            try:
                _check(text, title)
            except TypeError as error:
                raise TypeError(f"item {position}: {error}") from error
            chunk.append((text, title))
            if len(chunk) == _CHUNK:
                yield first, chunk
                first, chunk = position + 1, []
    except Exception:
        yield first, chunk
        raise
    yield first, chunk


def _check(text: object, title: object) -> None:
    for name, value in (("text", text), ("title", title)):
        if not isinstance(value, str) and not (name == "title" and value is None):
            raise TypeError(f"{name} is {type(value).__name__}; expected a string")


def _verdict(ranking: list[Ranked]) -> Verdict:
    return Verdict(ranking[0].label, ranking[0].confidence, ranking)
