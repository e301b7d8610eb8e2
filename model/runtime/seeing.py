"""One item read for the runtime: its words, and the rows of what it names and shows."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, combinations, repeat
from typing import TYPE_CHECKING

from model.candidates import Candidate, Sighting, jurisdiction_candidates, sightings
from model.gazetteer import Mention, Name, lower
from model.normalise import Normalised, normalise
from model.reading import MAX_CHARS, Reader, language_of, lead_end, raw_span, stops_at
from model.runtime.index import Index
from model.terms import acts_here, name_terms
from model.tokens import HAN_RUN, cut, term, tokenise

if TYPE_CHECKING:
    from model.runtime.scoring import Weighed

__all__ = ["Seeing", "Seen"]

Runs = list[list[str]]
# The rows of what one name says are remembered for as many names: more than a corpus has.
_REMEMBERED = 1 << 14
_ZEROS = repeat(0)


class Seen:
    """What is kept of one item between reading, scoring and evidence.

    Attributes
    ----------
    text, lowered : title and text normalised, joined by a newline; the same in lower case
    fields, split, lead_end : see `model.reading.Reading`
    words : rows of its words, 0 for an unknown one, the end of a sentence, and at the end; then
        those of the item as a whole
    n_lead : how many of them stand in the title
    runs : the words of each run of Han characters
    concepts : names and spans, in no certain order
    rows : of names and concepts, as often as they count
    weighed, pairs : all its terms, and the rows of its pairs of words, kept for the evidence where
        the item was scored alone; else None
    """

    __slots__ = (
        "candidates",
        "concepts",
        "fields",
        "language",
        "lead_end",
        "lowered",
        "mentions",
        "n_lead",
        "pairs",
        "rows",
        "runs",
        "sightings",
        "split",
        "text",
        "weighed",
        "words",
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
    weighed: "Weighed | None"
    pairs: list[int] | None
    words: list[int]
    n_lead: int
    runs: Runs
    concepts: list[tuple[str, int, int]]
    rows: list[int]

    @property
    def is_empty(self) -> bool:
        """Whether it has neither a letter nor a digit."""
        return not any(map(str.isalnum, self.text))

    def raw_span(self, start: int, end: int) -> tuple[str, int, int]:
        """Map a span of `text` to a field and a span of it as it was given."""
        return raw_span(self.fields, self.split, start, end)


class Seeing:
    """Reads items.

    Parameters
    ----------
    reader : the names and concepts to look for
    index : the rows of terms
    """

    def __init__(self, reader: Reader, index: Index) -> None:
        self._gazetteer, self._concepts = reader.gazetteer, reader.concepts
        self._rows = index.rows
        self._words = index.words.get
        self._row_of_piece = lru_cache(_REMEMBERED)(lambda piece: index.words.get(term(piece), 0))
        self._name_rows = lru_cache(_REMEMBERED)(self._rows_of_name)
        names = {pattern.concept for pattern in self._concepts.patterns}
        # By whether the item acts abroad.
        self._concept_rows = [
            {name: self._rows_of(f"%{name}", f"%{name}:{where}") for name in names}
            for where in ("here", "abroad")
        ]
        self._title_rows = [
            {name: self._rows_of(f"%^{name}", f"%^{name}:{where}") for name in names}
            for where in ("here", "abroad")
        ]
        self._title_pairs = {
            (one, other): index.rows[term]
            for term in index.others
            if term.startswith("%^") and "+" in term
            for one, _, other in (term[2:].partition("+"),)
        }

    def see(self, items: Iterable[tuple[str, str | None]]) -> list[Seen]:
        """Read items, each a text and perhaps a title.

        They go from step to step together, so that what a step needs in memory is near at hand.
        """
        seen = [_normalised(text, title) for text, title in items]
        for step in (self._cut_up, self._find_names, self._look_around, self._find_rows):
            for one in seen:
                step(one)
        return seen

    def _cut_up(self, seen: Seen) -> None:
        head, body = seen.fields
        if head:
            seen.words, runs = self._cut(head.text)
            seen.n_lead = len(seen.words)
            rest, more = self._cut(body.text)
            seen.words.append(0)
            seen.words += rest
            runs += more
        else:
            seen.words, runs, seen.n_lead = self._cut_after_lead(seen.text, seen.lead_end)
        seen.runs = runs
        seen.language = language_of(seen.text, sum(map(len, map("".join, runs))) if runs else 0)
        seen.words += 0, self._rows.get(f"#{seen.language}", 0), 0
        if body.folded or (head and head.folded):
            seen.words += self._rows.get("#traditional", 0), 0

    def _find_names(self, seen: Seen) -> None:
        touch = _Bounds(seen.text, seen.runs).touch
        seen.mentions = self._gazetteer.find_in(seen.text, seen.lowered, touch)

    def _look_around(self, seen: Seen) -> None:
        seen.concepts, cues = self._concepts.spans_and_cues(seen.lowered)
        seen.sightings = sightings(seen, seen.lowered, cues)
        seen.candidates = jurisdiction_candidates(seen.sightings)

    def _find_rows(self, seen: Seen) -> None:
        seen.rows = []
        for _, end, names in seen.mentions:
            seen.rows += self._name_rows(names, end <= seen.lead_end)
        if seen.concepts:
            seen.rows += self._rows_of_concepts(seen)

    def _cut(self, text: str) -> tuple[list[int], Runs]:
        return cut(text, self._row_of_piece, self._rows_of_words)

    def _rows_of_words(self, words: list[str]) -> Iterable[int]:
        return map(self._words, words, _ZEROS)

    def _cut_after_lead(self, text: str, end: int) -> tuple[list[int], Runs, int]:
        """Cut a text into words, and count those up to the end of the lead."""
        if end == len(text) or stops_at(text, end):
            begin, in_middle = end, 0
        else:
            # The lead was cut off at its greatest length, perhaps within a word. No word has a
            # space in it, so what stands between the spaces around that place is looked at alone.
            begin, until = text.rfind(" ", 0, end) + 1, text.find(" ", end)
            middle = tokenise(text[begin : until if until >= 0 else None])
            in_middle = sum(token.end <= end - begin for token in middle)
        found, runs = self._cut(text[:begin])
        n_lead = len(found) + in_middle
        rest, more = self._cut(text[begin:])
        return found + rest, runs + more, n_lead

    def _rows_of_concepts(self, seen: Seen) -> list[int]:
        abroad = not acts_here(seen.mentions, seen.language)
        of_concept, of_title = self._concept_rows[abroad], self._title_rows[abroad]
        end_of_lead = seen.lead_end
        in_title = sorted({name for name, _, end in seen.concepts if end <= end_of_lead})
        rows: list[int] = []
        for name in {name for name, _, _ in seen.concepts}:
            rows += of_concept[name]
        for name in in_title:
            rows += of_title[name]
        rows += filter(None, map(self._title_pairs.get, combinations(in_title, 2)))
        return rows

    def _rows_of(self, *terms: str) -> tuple[int, ...]:
        return tuple(row for term in terms if (row := self._rows.get(term)))

    def _rows_of_name(self, names: tuple[Name, ...], in_title: bool) -> tuple[int, ...]:
        return self._rows_of(*name_terms(Mention(0, 0, names), 0 if in_title else -1))


def _normalised(text: str, title: str | None) -> Seen:
    seen = Seen()
    body = normalise(text[:MAX_CHARS])
    head = normalise(title[:MAX_CHARS]) if title and title.strip() else None
    seen.fields = head, body
    seen.weighed = seen.pairs = None
    if head:
        seen.text, seen.lead_end = f"{head.text}\n{body.text}", len(head.text)
        seen.split = seen.lead_end + 1
    else:
        seen.text, seen.lead_end, seen.split = body.text, lead_end(body.text), 0
    seen.lowered = lower(seen.text)
    return seen


class _Bounds:
    """Where the words of a text begin and end, looked up where it is asked for.

    Parameters
    ----------
    text : normalised text
    runs : the words of each of its runs of Han characters
    """

    __slots__ = ("_begins", "_marks", "_runs", "_text")

    def __init__(self, text: str, runs: Runs) -> None:
        self._text, self._runs = text, runs
        self._begins: list[int] = []
        self._marks: dict[int, set[int]] = {}

    def touch(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, or one ends at `end`."""
        if not HAN_RUN.match(self._text, end - 1):
            return any(one.start == start or one.end == end for one in tokenise(self._text))
        if not self._begins:
            self._begins = [run.start() for run in HAN_RUN.finditer(self._text)]
        run = bisect_right(self._begins, start) - 1
        # Between words of a run nothing stands: where one ends, the next begins.
        marks = self._marks.get(run)
        if marks is None:
            ends = accumulate(map(len, self._runs[run]), initial=self._begins[run])
            marks = self._marks[run] = set(ends)
        return start in marks or end in marks
