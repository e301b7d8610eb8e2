"""The way of one item at speed: text to scores without an object for each token and term.

What is computed here is what `describe(read(...))` and `RoutingModel.score` compute, to the last
digits; `tests/model/test_runtime.py` holds it to them. The differences are of form alone:

- a term is a row number from the start. Words are looked up in one dictionary, pairs of words
  by the numbers of both, and a term of the title by the number of the same term elsewhere;
- rows of words come first, so the weights that only words have are a small table of their own;
- spans are not kept; evidence looks for those of the few terms that it shows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.answer import Evidence
from model.candidates import (
    NATIONAL,
    Candidate,
    Sighting,
    has_region,
    jurisdiction_candidates,
    region_candidates,
    sightings,
)
from model.decision import Decision, Scores, decide_likeliest
from model.evidence import name_evidence, place, strongest
from model.gazetteer import Mention, lower
from model.normalise import Normalised, normalise
from model.ranker import CandidateRanker
from model.reading import MAX_CHARS, language, lead_end, raw_span, stops_at
from model.routing import RoutingModel
from model.segment import segmenter
from model.terms import acts_here, name_terms
from model.tokens import HAN_RUN, tokenise, words

__all__ = ["Runtime", "Seen"]

Floats = NDArray[np.float64]
Span = tuple[int, int]


class Seen:
    """What is kept of one item between scoring, region and evidence."""

    __slots__ = (
        "candidates",
        "columns",
        "counts",
        "fields",
        "language",
        "lead_end",
        "lowered",
        "mentions",
        "n_words",
        "own",
        "sightings",
        "split",
        "text",
        "values",
    )

    text: str
    lowered: str
    language: str
    lead_end: int
    split: int
    fields: tuple[Normalised | None, Normalised]
    mentions: list[Mention]
    sightings: list[Sighting]
    candidates: dict[str, Candidate]
    columns: NDArray[np.int64]
    counts: Floats
    values: Floats
    n_words: int
    own: Floats

    def raw_span(self, start: int, end: int) -> tuple[str, int, int]:
        """Map a span of `text` to a field and a span of it as it was given."""
        return raw_span(self.fields, self.split, start, end)


class _Concept(NamedTuple):
    """Rows of the terms that a concept leads to, in mainland China and abroad."""

    here: tuple[int, ...]
    abroad: tuple[int, ...]


class Runtime:
    """Scores items with a fitted model.

    Parameters
    ----------
    model : fitted; not changed afterwards, but for its calibration
    """

    def __init__(self, model: RoutingModel) -> None:
        self.model = model
        self.gazetteer, self.concepts = model.reader.gazetteer, model.reader.concepts
        vocabulary = model.vectorizer_.vocabulary_
        is_word = [_is_word(term) for term in vocabulary]
        # Row 0 stands for no term, so that "unknown" and "row 0" are both false.
        order = np.argsort(~np.array(is_word, dtype=bool), kind="stable")
        names = list(vocabulary)
        self.terms = ["", *(names[at] for at in order.tolist())]
        self.rows = {term: row for row, term in enumerate(self.terms) if row}
        self.n_words = sum(is_word)
        self._number_terms()
        self._lay_out_weights(order)
        self._number_concepts()

    def _number_terms(self) -> None:
        rows, terms = self.rows, self.terms
        self.word = dict(zip(terms[1 : self.n_words + 1], range(1, self.n_words + 1), strict=True))
        self.pair: dict[tuple[int, int], int] = {}
        self.lead: dict[int, int] = {}
        for row in range(self.n_words + 1, len(terms)):
            term = terms[row]
            if term[0] == "^":
                self.lead[rows[term[1:]]] = row
            elif " " in term and term[0] != "@":
                first, _, second = term.partition(" ")
                if first in self.word and second in self.word:
                    self.pair[self.word[first], self.word[second]] = row

    def _lay_out_weights(self, order: NDArray[np.int64]) -> None:
        model = self.model
        idf = model.vectorizer_.idf_[order]
        self.idf = np.concatenate([[0.0], idf])
        flat = np.where(idf == 0, model.vectorizer_.concept_weight, 0.0)
        self.flat = np.concatenate([[0.0], flat])
        none = np.zeros((1, len(model.topics_)))
        self.topic_coef = np.concatenate([none, model.topic_coef_[order]])
        rankers = (model.jurisdiction_, model.region_)
        self.own_bias = np.concatenate([ranker.bias_ for ranker in rankers])
        self.own = np.zeros((self.n_words + 1, len(self.own_bias)))
        row_of = np.empty(len(order), dtype=np.int64)
        row_of[order] = np.arange(1, len(order) + 1)
        self.own[row_of[model.words_]] = np.hstack([ranker.own_ for ranker in rankers])
        self.n_jurisdictions = len(model.jurisdiction_.classes_)
        self.class_at = {code: at for at, code in enumerate(model.jurisdiction_.classes_)}
        self.classes = tuple(model.jurisdiction_.classes_)
        self.forbidden = [
            (model.topics_.index(topic), code)
            for topic, code in sorted(model.taxonomy.forbidden)
            if topic in model.topics_
        ]

    def _number_concepts(self) -> None:
        names = {pattern.concept for pattern in self.concepts.patterns}
        self.concept = {name: self._rows_of_concept(f"%{name}") for name in names}
        self.lead_concept = {name: self._rows_of_concept(f"%^{name}") for name in names}

    def _rows_of_concept(self, term: str) -> _Concept:
        rows = self.rows
        here = [rows.get(term, 0), rows.get(f"{term}:here", 0)]
        abroad = [rows.get(term, 0), rows.get(f"{term}:abroad", 0)]
        return _Concept(tuple(filter(None, here)), tuple(filter(None, abroad)))

    def see(self, text: str, title: str | None) -> Seen:
        """Read one item, and weigh its terms."""
        seen = Seen()
        body = normalise(text[:MAX_CHARS])
        head = normalise(title[:MAX_CHARS]) if title and title.strip() else None
        seen.fields = head, body
        if head:
            seen.text, seen.lead_end = f"{head.text}\n{body.text}", len(head.text)
            seen.split = seen.lead_end + 1
            found, rest = words(head.text), words(body.text)
            n_lead = len(found)
            found += ("", *rest)
        else:
            seen.text, seen.lead_end, seen.split = body.text, lead_end(body.text), 0
            found, n_lead = _words_and_lead(seen.text, seen.lead_end)
        seen.lowered = lower(seen.text)
        seen.language = language(seen.text)
        seen.mentions = self.gazetteer.find_in(seen.text, seen.lowered, _Bounds(seen.text).touch)
        traditional = body.folded or (head is not None and head.folded)
        self._weigh(seen, found, n_lead, traditional=traditional)
        return seen

    def _weigh(self, seen: Seen, found: list[str], n_lead: int, *, traditional: bool) -> None:
        ids = list(map(self.word.get, found))
        pairs = list(map(self.pair.get, zip(ids, ids[1:], strict=False)))  # type: ignore[arg-type]
        lead = map(self.lead.get, (*ids[:n_lead], *pairs[: max(n_lead - 1, 0)]))  # type: ignore[arg-type]
        of_item = self._item_rows(seen.language, traditional=traditional)
        in_words = Counter(filter(None, (*ids, *of_item)))
        of_names, of_concepts = self._name_rows(seen), self._concept_rows(seen)
        elsewhere = Counter(filter(None, (*pairs, *lead, *of_names, *of_concepts)))
        seen.n_words = len(in_words)
        seen.columns = np.array([*in_words, *elsewhere], dtype=np.int64)
        seen.counts = np.array([*in_words.values(), *elsewhere.values()], dtype=np.float64)
        weights = (1 + np.log(seen.counts)) * self.idf[seen.columns]
        norm = float(weights @ weights) ** 0.5
        seen.values = weights / (norm or 1.0) + self.flat[seen.columns]

    def _item_rows(self, tongue: str, *, traditional: bool) -> Iterator[int | None]:
        """Give the rows of the terms of an item as a whole, which count as words."""
        terms = (f"#{tongue}", "#traditional") if traditional else (f"#{tongue}",)
        return map(self.rows.get, terms)

    def _name_rows(self, seen: Seen) -> Iterator[int | None]:
        terms = [term for one in seen.mentions for term in name_terms(one, seen.lead_end)]
        return map(self.rows.get, terms)

    def _concept_rows(self, seen: Seen) -> list[int]:
        """Give the rows of the concepts of an item, each once."""
        abroad = not acts_here(seen.mentions, seen.language)
        spans = self.concepts.spans(seen.lowered)
        # Dictionaries, not sets: sums are taken in their order, and a set of strings has a new
        # one in each process.
        in_title = dict.fromkeys(name for name, _, end in spans if end <= seen.lead_end)
        rows: list[int] = []
        for name in dict.fromkeys(name for name, _, _ in spans):
            rows += self.concept[name][abroad]
        for name in in_title:
            rows += self.lead_concept[name][abroad]
        for one, other in combinations(sorted(in_title), 2):
            if row := self.rows.get(f"%^{one}+{other}"):
                rows.append(row)
        return rows

    def score(self, seen: Seen) -> Scores:
        """Score the topics and the jurisdictions of an item."""
        model = self.model
        topics = seen.values @ self.topic_coef.take(seen.columns, axis=0) + model.topic_intercept_
        n_words = seen.n_words
        seen.own = (
            seen.values[:n_words] @ self.own.take(seen.columns[:n_words], axis=0) + self.own_bias
        )
        seen.sightings = sightings(seen, seen.lowered)
        seen.candidates = jurisdiction_candidates(seen.sightings)
        scores = seen.own[: self.n_jurisdictions].tolist()
        codes = self.classes
        ranker = model.jurisdiction_
        for code, candidate in seen.candidates.items():
            shared = _shared_score(ranker, candidate)
            at = self.class_at.get(code)
            if at is None:
                codes = (*codes, code)
                scores.append(ranker.other_bias_ + shared)
            else:
                scores[at] += shared
        return Scores(topics, codes, np.array(scores))

    def decide(self, scores: Scores) -> Decision:
        """Choose a pair from calibrated scores."""
        calibration = self.model.calibration_
        ruled_out = [
            (topic, scores.codes.index(code))
            for topic, code in self.forbidden
            if code in scores.codes
        ]
        return decide_likeliest(
            scores,
            calibration.topic_temperature,
            calibration.jurisdiction_temperature,
            ruled_out,
        )

    def region(self, seen: Seen, jurisdiction: str) -> str:
        """Choose the region of the acting body within a jurisdiction; empty for none."""
        if not has_region(seen.mentions, jurisdiction):
            return NATIONAL
        named = region_candidates(seen.sightings, jurisdiction)
        scores = self.model.region_.scores(seen.own[self.n_jurisdictions :], named)
        return max(scores, key=lambda code: (scores[code], code))

    def evidence(self, seen: Seen, topic: str, jurisdiction: str, limit: int) -> list[Evidence]:
        """List the pieces that add most to the scores of two labels, for or against."""
        model = self.model
        at = model.topics_.index(topic)
        added = {topic: seen.values * self.topic_coef[seen.columns, at]}
        if jurisdiction in self.class_at:
            columns = seen.columns[: seen.n_words]
            own = self.own[columns, self.class_at[jurisdiction]]
            added[jurisdiction] = seen.values[: seen.n_words] * own
        shown = {label: self._largest(seen, parts, limit) for label, parts in added.items()}
        spans = self._spans(seen, {row for rows in shown.values() for row in rows})
        pieces = [
            place(seen, self.terms[row], label, weight, span)
            for label, rows in shown.items()
            for row, weight in rows.items()
            for span in spans[row]
        ]
        candidate = seen.candidates.get(jurisdiction)
        if candidate:
            pieces += name_evidence(model, seen, candidate)
        return strongest(pieces, limit)

    @staticmethod
    def _largest(seen: Seen, added: Floats, limit: int) -> dict[int, float]:
        """Give the rows that can be among the largest pieces, and what a piece of each adds."""
        pieces = added / seen.counts[: len(added)]
        size = np.abs(pieces)
        least = np.sort(size)[-limit] if limit < len(size) else 0.0
        chosen = np.flatnonzero(size >= least)
        rows = seen.columns[chosen].tolist()
        return dict(zip(rows, pieces[chosen].tolist(), strict=True))

    def _spans(self, seen: Seen, wanted: set[int]) -> dict[int, list[Span]]:
        """Find where the wanted terms stand in the read text."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for row, start, end in (*self._ngram_spans(seen), *self._other_spans(seen)):
            if row in wanted:
                spans[row].append((start, end))
        return spans

    def _ngram_spans(self, seen: Seen) -> Iterator[tuple[int, int, int]]:
        word, pair, lead = self.word.get, self.pair.get, self.lead.get
        before, begin = 0, 0
        for term, start, end in tokenise(seen.text):
            row = word(term, 0)
            both = pair((before, row), 0)
            yield row, start, end
            yield both, begin, end
            if end <= seen.lead_end:
                yield lead(row, 0), start, end
                yield lead(both, 0), begin, end
            before, begin = row, start

    def _other_spans(self, seen: Seen) -> Iterator[tuple[int, int, int]]:
        known = self.rows.get
        for mention in seen.mentions:
            for term in name_terms(mention, seen.lead_end):
                yield known(term, 0), mention.start, mention.end
        where = not acts_here(seen.mentions, seen.language)
        first: dict[str, Span] = {}
        in_title: dict[str, Span] = {}
        for name, start, end in self.concepts.find(seen.lowered):
            first.setdefault(name, (start, end))
            if end <= seen.lead_end:
                in_title.setdefault(name, (start, end))
        for concepts, rows in ((first, self.concept), (in_title, self.lead_concept)):
            for name, span in concepts.items():
                yield from ((row, *span) for row in rows[name][where])
        for one, other in combinations(sorted(in_title), 2):
            yield known(f"%^{one}+{other}", 0), *in_title[one]
        yield known(f"#{seen.language}", 0), 0, 0
        yield known("#traditional", 0), 0, 0


def _is_word(term: str) -> bool:
    """Whether a term is one token; a percent sign is one, and begins concepts too."""
    return " " not in term and (term[0] not in "^@%" or term == "%")


def _words_and_lead(text: str, end_of_lead: int) -> tuple[list[str], int]:
    """Cut a text into words, and count those up to the end of the lead."""
    if end_of_lead == len(text) or stops_at(text, end_of_lead):
        found = words(text[:end_of_lead])
        return found + words(text[end_of_lead:]), len(found)
    # The lead was cut off at its greatest length, perhaps within a word.
    tokens = tokenise(text)
    n_lead = sum(token.end <= end_of_lead for token in tokens)
    return [token.term for token in tokens], n_lead


class _Bounds:
    """Where the words of a text begin and end; nothing is looked up before it is asked for."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: set[int] = set()
        self.ends: set[int] = set()

    def touch(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, or one ends at `end`."""
        if not HAN_RUN.match(self.text, end - 1):
            return any(one.start == start or one.end == end for one in tokenise(self.text))
        if not self.starts:
            self._look_up()
        return start in self.starts or end in self.ends

    def _look_up(self) -> None:
        cut = segmenter()
        for run in HAN_RUN.finditer(self.text):
            at = run.start()
            for word in cut(run.group()):
                self.starts.add(at)
                at += len(word)
                self.ends.add(at)


def _shared_score(ranker: CandidateRanker, candidate: Candidate) -> float:
    weights = ranker.weight_of_feature
    return sum(weights.get(name, 0.0) for name in candidate.features)
