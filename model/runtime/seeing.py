"""One item read for the runtime: its words, and the rows of what it names and shows."""

from bisect import bisect_right
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from model.candidates import Candidate, Sighting, jurisdiction_candidates, sightings
from model.gazetteer import Mention, Name, lower
from model.normalise import Normalised, normalise
from model.reading import MAX_CHARS, Reader, language_of, lead_end, raw_span, stops_at
from model.runtime.index import Index
from model.terms import acts_here, name_terms
from model.tokens import HAN_RUN, tokenise, words_and_runs

if TYPE_CHECKING:
    from model.runtime.scoring import Weighed

__all__ = ["Seeing", "Seen"]

Runs = list[list[str]]
# The rows of what one name says are remembered for as many names: more than a corpus has.
_REMEMBERED = 1 << 14


class Seen:
    """What is kept of one item between reading, scoring and evidence.

    Attributes
    ----------
    text, lowered : title and text normalised, joined by a newline; the same in lower case
    fields, split, lead_end : see `model.reading.Reading`
    words : its words, with an empty one for each end of a sentence and at the end
    n_lead : how many of them stand in the title
    rows : of names, concepts and the item as a whole, as often as they count
    weighed : all its terms, kept for the evidence where the item was scored alone
    """

    __slots__ = (
        "candidates",
        "fields",
        "language",
        "lead_end",
        "lowered",
        "mentions",
        "n_lead",
        "rows",
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
    words: list[str]
    n_lead: int
    rows: list[int]

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

    def see(self, text: str, title: str | None) -> Seen:
        """Read one item."""
        seen = Seen()
        seen.weighed = None
        body = normalise(text[:MAX_CHARS])
        head = normalise(title[:MAX_CHARS]) if title and title.strip() else None
        seen.fields = head, body
        if head:
            seen.text, seen.lead_end = f"{head.text}\n{body.text}", len(head.text)
            seen.split = seen.lead_end + 1
            found, runs = words_and_runs(head.text)
            seen.n_lead = len(found)
            rest, more = words_and_runs(body.text)
            seen.words, runs = [*found, "", *rest, ""], runs + more
        else:
            seen.text, seen.lead_end, seen.split = body.text, lead_end(body.text), 0
            found, runs, seen.n_lead = _cut_after_lead(seen.text, seen.lead_end)
            seen.words = [*found, ""]
        seen.lowered = lower(seen.text)
        seen.language = language_of(seen.text, sum(map(len, map("".join, runs))) if runs else 0)
        bounds = _Bounds(seen.text, runs)
        seen.mentions = self._gazetteer.find_in(seen.text, seen.lowered, bounds.touch)
        seen.sightings = sightings(seen, seen.lowered)
        seen.candidates = jurisdiction_candidates(seen.sightings)
        seen.rows = self._other_rows(seen)
        return seen

    def _other_rows(self, seen: Seen) -> list[int]:
        """Give the rows of all terms that are no words, pairs of words, or these in a title."""
        known, end_of_lead = self._rows.get, seen.lead_end
        rows = [known(f"#{seen.language}", 0)]
        head, body = seen.fields
        if body.folded or (head and head.folded):
            rows.append(known("#traditional", 0))
        for _, end, names in seen.mentions:
            rows += self._name_rows(names, end <= end_of_lead)
        spans = self._concepts.spans(seen.lowered)
        if spans:
            abroad = not acts_here(seen.mentions, seen.language)
            of_concept, of_title = self._concept_rows[abroad], self._title_rows[abroad]
            for name in {name for name, _, _ in spans}:
                rows += of_concept[name]
            in_title = sorted({name for name, _, end in spans if end <= end_of_lead})
            for name in in_title:
                rows += of_title[name]
            rows += filter(None, map(self._title_pairs.get, combinations(in_title, 2)))
        return rows

    def _rows_of(self, *terms: str) -> tuple[int, ...]:
        return tuple(row for term in terms if (row := self._rows.get(term)))

    def _rows_of_name(self, names: tuple[Name, ...], in_title: bool) -> tuple[int, ...]:
        return self._rows_of(*name_terms(Mention(0, 0, names), 0 if in_title else -1))


def _cut_after_lead(text: str, end: int) -> tuple[list[str], Runs, int]:
    """Cut a text into words, and count those up to the end of the lead."""
    if end == len(text) or stops_at(text, end):
        found, runs = words_and_runs(text[:end])
        rest, more = words_and_runs(text[end:])
        return found + rest, runs + more, len(found)
    # The lead was cut off at its greatest length, perhaps within a word. No word has a space in
    # it, so what stands between the spaces around that place is looked at alone.
    begin, until = text.rfind(" ", 0, end) + 1, text.find(" ", end)
    middle = text[begin : until if until >= 0 else None]
    found, runs = words_and_runs(text[:begin])
    n_lead = len(found) + sum(token.end <= end - begin for token in tokenise(middle))
    rest, more = words_and_runs(text[begin:])
    return found + rest, runs + more, n_lead


class _Bounds:
    """Where the words of a text begin and end, looked up where it is asked for.

    Parameters
    ----------
    text : normalised text
    runs : the words of each of its runs of Han characters
    """

    __slots__ = ("_begins", "_runs", "_text")

    def __init__(self, text: str, runs: Runs) -> None:
        self._text, self._runs = text, runs
        self._begins: list[int] = []

    def touch(self, start: int, end: int) -> bool:
        """Whether a token begins at `start`, or one ends at `end`."""
        if not HAN_RUN.match(self._text, end - 1):
            return any(one.start == start or one.end == end for one in tokenise(self._text))
        if not self._begins:
            self._begins = [run.start() for run in HAN_RUN.finditer(self._text)]
        run = bisect_right(self._begins, start) - 1
        at = self._begins[run]
        for word in self._runs[run]:
            if at == start:
                return True
            at += len(word)
            if at >= end:
                return at == end
        return False
