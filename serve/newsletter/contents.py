"""The table of contents: titles that come again, in the same words, over their reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice, product

from serve.newsletter.keys import key, similarity
from serve.newsletter.lines import Kind, Line
from serve.newsletter.openings import is_dated
from serve.newsletter.shape import is_closed

_ENTRY_KINDS = frozenset({Kind.TITLE, Kind.SENTENCE, Kind.ENTRY})
# A title may be broken over this many lines.
_MAX_SPAN = 3
# A contents has at least two entries; so does anything called a list.
_MIN_ENTRIES = 2
# A table further down has so many, one right after the other.
_MIN_LATER_ENTRIES = 3
# Two printings of one title are this alike in spite of slips; different titles rarely are.
_MIN_SIMILARITY = 0.82
# A longer paragraph, in characters, ends a table of contents; no title is longer than an entry.
_MAX_ASIDE_CHARS = 60
_MAX_ENTRY_CHARS = 320
# Comparing every entry with every title grows as their product, so it stops somewhere.
_MAX_COMPARISONS = 40_000
# A line that comes more often is no title.
_MAX_PLACES = 8
# Between a title and its text stand no more lines of another language.
_MAX_TRANSLATIONS = 3

# First line, and line after the last.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the table of contents ends, and which lines it calls headings.

    Parameters
    ----------
    stop : index after its last line; 0 where there is none
    headings : first line -> line after the last, of each heading that it names, or that another
        table further down names, such as that of the other language
    later : the lines of such tables
    """

    stop: int = 0
    headings: Mapping[int, int] = field(default_factory=dict)
    later: frozenset[int] = frozenset()


def find_contents(lines: Sequence[Line]) -> Contents:
    """Return the first table of contents of `lines`, an empty one if there is none."""
    keys = [key(line.text) if _can_be_listed(line) else "" for line in lines]
    ends = _title_ends(lines, keys)
    places = _places(lines, keys, ends)
    stretches = [*_stretches(lines)]
    for n_before, stretch in enumerate(stretches):
        found = _exact(keys, ends, places, stretch)
        if len(found) >= _MIN_ENTRIES or n_before == 0:
            found |= _alike(keys, places, stretch, found)
        if len(found) >= _MIN_ENTRIES and not _are_labels(lines, found):
            later = [_exact(keys, ends, places, other) for other in stretches[n_before + 1 :]]
            return _contents(found, [other for other in later if _is_table(lines, other)])
    return Contents()


def leads_to_text(lines: Sequence[Line], at: int, lang: str) -> bool:
    """Tell whether text begins at `at`, or after a translation of the title before it."""
    for line in lines[at : at + _MAX_TRANSLATIONS]:
        if line.kind is not Kind.TITLE or line.lang == lang:
            return line.is_text or line.kind is Kind.END
    return False


def _can_be_listed(line: Line) -> bool:
    """Tell whether a line may be an entry: also a title that lost its capital to a scanner."""
    if line.kind is Kind.BODY:
        return not line.ends and len(line.text) <= _MAX_ENTRY_CHARS and not is_closed(line.text)
    return line.kind in _ENTRY_KINDS


def _is_aside(line: Line) -> bool:
    return _can_be_listed(line) or (len(line.text) <= _MAX_ASIDE_CHARS and not is_dated(line.text))


def _stretches(lines: Sequence[Line]) -> Iterator[Span]:
    """Yield where lines that could be listed follow each other with no paragraph between."""
    start = 0
    for at, line in enumerate(lines):
        if line.kind is Kind.BODY and not _is_aside(line):
            if at - start > _MIN_ENTRIES:
                yield start, at
            start = at + 1
    if len(lines) - start > _MIN_ENTRIES:
        yield start, len(lines)


def _title_ends(lines: Sequence[Line], keys: Sequence[str]) -> list[int]:
    """Return for each line where a title that begins there ends at the latest."""
    ends = list(range(1, len(lines) + 1))
    for at in reversed(range(len(lines) - 1)):
        if keys[at + 1] and lines[at + 1].look not in ("numbered", "bullet"):
            ends[at] = min(ends[at + 1], at + _MAX_SPAN)
    return ends


def _spans(keys: Sequence[str], ends: Sequence[int], start: int) -> Iterator[tuple[str, Span]]:
    """Yield the keys of one, two and three lines from `start`, each with its place."""
    for stop in range(start + 1, ends[start] + 1) if keys[start] else ():
        yield "".join(keys[start:stop]), (start, stop)


def _places(
    lines: Sequence[Line], keys: Sequence[str], ends: Sequence[int]
) -> dict[str, list[Span]]:
    """Return where each title stands over text, in the order of the document."""
    places: dict[str, list[Span]] = {}
    for start, line in enumerate(lines):
        for joined, span in _spans(keys, ends, start):
            if leads_to_text(lines, span[1], line.lang):
                places.setdefault(joined, []).append(span)
    return {joined: spans for joined, spans in places.items() if len(spans) <= _MAX_PLACES}


def _exact(
    keys: Sequence[str], ends: Sequence[int], places: Mapping[str, list[Span]], stretch: Span
) -> dict[Span, Span]:
    """Return entry -> heading, for the entries of `stretch` whose title comes again."""
    found: dict[Span, Span] = {}
    headings: set[Span] = set()
    at = stretch[0]
    while at < stretch[1]:
        entry, later = _come_again(keys, ends, places, at)
        if later and entry not in headings:
            found[entry] = later[0]
            headings.update(later)
        at = entry[1]
    return _beyond(found)


def _come_again(
    keys: Sequence[str], ends: Sequence[int], places: Mapping[str, list[Span]], at: int
) -> tuple[Span, list[Span]]:
    for joined, span in _spans(keys, ends, at):
        later = [place for place in places.get(joined, ()) if place[0] >= span[1]]
        if later:
            return span, later
    return (at, at + 1), []


def _alike(
    keys: Sequence[str],
    places: Mapping[str, list[Span]],
    stretch: Span,
    found: Mapping[Span, Span],
) -> dict[Span, Span]:
    """Return entry -> heading for entries whose title comes again in slightly other words."""
    taken = {at for span in (*found, *found.values()) for at in range(*span)}
    over_text = {start for start, stop in chain(*places.values()) if stop == start + 1}
    no_entries = taken | {at for at in over_text if not keys[at + 1]}
    free = [
        (joined, span)
        for joined, spans in places.items()
        for span in spans
        if taken.isdisjoint(range(*span)) and span[0] > stretch[0]
    ]
    entries = [at for at in range(*stretch) if keys[at] and at not in no_entries]
    best: dict[int, tuple[float, Span]] = {}
    for at, (joined, span) in islice(product(entries, free), _MAX_COMPARISONS):
        alike = similarity(keys[at], joined) if span[0] > at else 0.0
        if alike >= _MIN_SIMILARITY:
            best[at] = max(best.get(at, (0.0, span)), (alike, span))
    return _beyond({(at, at + 1): span for at, (_, span) in best.items()})


def _beyond(found: Mapping[Span, Span]) -> dict[Span, Span]:
    """Keep what points beyond the table: an entry never stands for another entry."""
    stop = max((entry[1] for entry in found), default=0)
    return {entry: heading for entry, heading in found.items() if heading[0] >= stop}


def _are_labels(lines: Sequence[Line], found: Mapping[Span, Span]) -> bool:
    """Tell whether lines that come again stand over text, as `Why it matters` in each report."""
    starts = {entry[0] for entry in found}
    n_over = sum(stop not in starts and _is_prose(lines[stop]) for _, stop in found)
    return 2 * n_over > len(found)


def _is_prose(line: Line) -> bool:
    return line.kind in (Kind.BODY, Kind.SENTENCE) and is_closed(line.text)


def _is_table(lines: Sequence[Line], found: Mapping[Span, Span]) -> bool:
    """Tell whether entries stand one right after the other and are no labels: a second table."""
    if len(found) < _MIN_LATER_ENTRIES or _are_labels(lines, found):
        return False
    return max(entry[1] for entry in found) - min(found)[0] == sum(b - a for a, b in found)


def _contents(found: Mapping[Span, Span], later: Sequence[Mapping[Span, Span]]) -> Contents:
    stop = max(entry[1] for entry in found)
    headings = [*found.values(), *(heading for other in later for heading in other.values())]
    entries = {at for other in later for entry in other for at in range(*entry)}
    return Contents(stop, dict(sorted(headings)), frozenset(entries))


def know_later_tables(lines: Sequence[Line], contents: Contents) -> list[Line]:
    """Return `lines` with the entries of later tables known as heads, which are in no report."""
    return [
        replace(line, kind=Kind.SECTION) if at in contents.later else line
        for at, line in enumerate(lines)
    ]
