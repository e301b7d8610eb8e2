"""Titles, their translations, heads and subtitles that stand together over one text."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from serve.newsletter.contents import Contents, Span
from serve.newsletter.lines import Kind, Line
from serve.newsletter.markup import Look
from serve.newsletter.rows import join
from serve.newsletter.script import Lang, size
from serve.newsletter.shape import is_headline

# Which of several lines over a text is its title.
Choice = Literal["last", "first long", "first headline"]

# A line that heads several reports is at most this long, in characters and words.
_MAX_SECTION = {"zh": 16, "en": 6}
# The first line of a title that is broken over two is longer than most heads over reports.
_MIN_PART = {"zh": 7, "en": 4}


def find_runs(lines: Sequence[Line], contents: Contents) -> Iterator[Span]:
    """Yield where titles and heads stand together over one text, after the contents."""
    start = contents.stop
    while start < len(lines):
        stop = start
        while stop < len(lines) and (lines[stop].is_over_text or stop in contents.headings):
            stop = contents.headings.get(stop, stop + 1)
        if start < stop < len(lines) and (lines[stop].is_text or lines[stop].kind is Kind.END):
            yield start, stop
        start = max(stop, start + 1)


def titles_of_run(
    lines: Sequence[Line],
    contents: Contents,
    run: Span,
    choice: Choice,
    levels: Collection[Look] = (),
) -> list[Span]:
    """Return the title of each language in a run.

    Parameters
    ----------
    choice : which of several lines it is: the last, as after the name of a newsletter; the first
        that is too long for a section head; or the first headline, as in an article
    levels : the looks of headings that the document gives its titles; a line that has one is the
        title whatever it says, and plain lines below it are text that reads like a title
    """
    found = [
        _listed(part, contents) or _levelled(lines, part, levels) or _unlisted(lines, part, choice)
        for part in _last_two(_by_language(lines, run))
    ]
    spans = [span for span in found if span]
    if len(spans) > 1 and not _is_translation(lines, *spans):
        return spans[-1:]
    return spans


def announces_list(lines: Sequence[Line], run: Span) -> bool:
    """Tell whether the text before a run announces a list, whose entries begin the run."""
    return run[0] > 0 and lines[run[0] - 1].text.endswith((":", "："))


def heads_start(lines: Sequence[Line], run: Span, title: int) -> int:
    """Return the first line of the heads that stand right above line `title` of a run."""
    if announces_list(lines, run):
        return title
    while title > run[0] and is_head(lines[title - 1]):
        title -= 1
    return title


def is_head(line: Line) -> bool:
    """Tell whether a line over a title heads several reports, or a part of the newsletter."""
    return line.kind is Kind.SECTION or _is_short(line.text, line.lang)


def title_text(lines: Sequence[Line], span: Span) -> str:
    """Return the title that stands on the lines of `span`."""
    return join(line.text for line in lines[slice(*span)])


def _by_language(lines: Sequence[Line], run: Span) -> list[Span]:
    """Return the parts of `run` that are in one language and are not only heads."""
    turns = [b for a, b in pairwise(range(*run)) if lines[a].lang != lines[b].lang]
    parts = pairwise([run[0], *turns, run[1]])
    return [part for part in parts if not _has_only_heads(lines[slice(*part)])]


def _has_only_heads(lines: Sequence[Line]) -> bool:
    return all(line.kind is Kind.SECTION for line in lines)


def _last_two(parts: Sequence[Span]) -> Sequence[Span]:
    """Return the last part, and the one before if nothing stands between them."""
    return parts[-2:] if len(parts) > 1 and parts[-2][1] == parts[-1][0] else parts[-1:]


def _listed(part: Span, contents: Contents) -> Span | None:
    starts = [at for at in range(*part) if at in contents.headings]
    return (starts[-1], contents.headings[starts[-1]]) if starts else None


def _levelled(lines: Sequence[Line], part: Span, levels: Collection[Look]) -> Span | None:
    """Return the last line of `part` that is marked as a heading."""
    marked = [at for at in range(*part) if lines[at].look in levels]
    is_title = marked and lines[marked[-1]].kind is Kind.TITLE
    return (marked[-1], marked[-1] + 1) if is_title else None


def _unlisted(lines: Sequence[Line], part: Span, choice: Choice) -> Span | None:
    titles = [span for span in _joined(lines, part) if lines[span[0]].kind is Kind.TITLE]
    if not titles:
        return None
    fits = {"last": _is_none, "first long": _is_long, "first headline": _is_headline}[choice]
    return next((span for span in titles if fits(lines, span)), titles[-1])


def _joined(lines: Sequence[Line], part: Span) -> list[Span]:
    """Return the lines of `part`, those of a title that is broken over several as one."""
    spans: list[Span] = []
    for at in range(*part):
        if spans and _goes_on(lines[at - 1], lines[at]):
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _goes_on(line: Line, following: Line) -> bool:
    both_titles = line.kind is Kind.TITLE is following.kind
    alike = both_titles and line.look == following.look == "plain"
    return alike and not following.gap and size(line.text, line.lang) >= _MIN_PART[line.lang]


def _is_translation(lines: Sequence[Line], span: Span, title: Span) -> bool:
    """Tell whether what stands over a title is the same in another language, not a masthead."""
    return span[1] == title[0] and _is_headline(lines, span)


def _is_headline(lines: Sequence[Line], span: Span) -> bool:
    return is_headline(title_text(lines, span), lines[span[0]].lang)


def _is_long(lines: Sequence[Line], span: Span) -> bool:
    return not _is_short(title_text(lines, span), lines[span[0]].lang)


def _is_none(lines: Sequence[Line], span: Span) -> bool:
    return False


def _is_short(text: str, lang: Lang) -> bool:
    return size(text, lang) <= _MAX_SECTION[lang]
