"""Titles that may head a report, with what speaks for each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from serve.newsletter.contents import Contents, Span
from serve.newsletter.lines import Kind, Line
from serve.newsletter.markup import LEVELS, Look, ordinal
from serve.newsletter.openings import has_date_first, is_act, is_dated, is_newsy
from serve.newsletter.runs import Choice, announces_list, find_runs, title_text, titles_of_run
from serve.newsletter.script import Lang
from serve.newsletter.shape import is_headline

# So many headings of one level are how a document marks its titles.
_MIN_LEVELLED = 3
# What a list of related articles puts under a title is shorter than a report, in characters.
_MIN_REPORT_CHARS = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for all titles that stand together over one text.

    Parameters
    ----------
    run : the lines that stand together
    opens : no text stands before them
    marked : a link, `(More)`, a rule or a section head ends what stands before them
    dated, newsy : the text after them begins as news does
    trailing : they stand among contacts, disclaimers or related articles
    """

    run: Span
    opens: bool
    marked: bool
    dated: bool
    newsy: bool
    trailing: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that heads a report if enough speaks for it.

    Parameters
    ----------
    span : its lines
    look : how it looks; what looks alike is judged together
    number : the one it starts with
    listed : the table of contents names it
    turns : the text before is in another language, the text after in that of the title
    """

    span: Span
    title: str
    lang: Lang
    look: Look
    number: int | None
    listed: bool
    turns: bool
    evidence: Evidence

    @property
    def is_dated(self) -> bool:
        """Whether it, or the text after it, begins with a date."""
        return self.evidence.dated or has_date_first(self.title)

    @property
    def is_act(self) -> bool:
        """Whether it says that somebody does something."""
        return is_act(self.title)

    @property
    def is_headline(self) -> bool:
        """Whether it is long enough to say who did what."""
        return is_headline(self.title, self.lang)


def find_candidates(
    lines: Sequence[Line], contents: Contents, *, alone: bool = False
) -> list[Candidate]:
    """Return the candidates of `lines` after the table of contents, in their order.

    Parameters
    ----------
    alone : the document is one report, so its headline comes before any subtitle; in a newsletter
        a report's title comes last, after the newsletter's
    """
    found: list[Candidate] = []
    levels = _levels(lines)
    for evidence in _gather(lines, contents):
        choice = _choice(lines, evidence, alone)
        for span in titles_of_run(lines, contents, evidence.run, choice, levels):
            found.append(_candidate(lines, contents, span, evidence))
    return found


def _levels(lines: Sequence[Line]) -> list[Look]:
    """Return the marks of headings that stand over text several times."""
    over = Counter(
        line.look for line, below in pairwise(lines) if line.kind is Kind.TITLE and below.gap
    )
    return [look for look in LEVELS if over[look] >= _MIN_LEVELLED]


def _choice(lines: Sequence[Line], evidence: Evidence, alone: bool) -> Choice:
    if announces_list(lines, evidence.run):
        return "last"
    if evidence.opens:
        return "first headline" if alone else "last"
    return "first long"


def _candidate(
    lines: Sequence[Line], contents: Contents, span: Span, evidence: Evidence
) -> Candidate:
    first = lines[span[0]]
    return Candidate(
        span=span,
        title=title_text(lines, span),
        lang=first.lang,
        look=first.look,
        number=ordinal(first.raw) if first.look == "numbered" else None,
        listed=span[0] in contents.headings,
        turns=_turns(lines, evidence.run, first.lang),
        evidence=evidence,
    )


def _gather(lines: Sequence[Line], contents: Contents) -> Iterator[Evidence]:
    n_rests = list(accumulate((line.kind is Kind.REST for line in lines), initial=0))
    body = range(contents.stop, len(lines))
    first_text = next((at for at in body if _is_prose(lines[at])), len(lines))
    n_over = n_rests[contents.stop]
    for run in find_runs(lines, contents):
        is_report = _is_surely_report(lines, contents, run)
        if is_report:
            n_over = n_rests[run[0]]
        text = _text_at(lines, run[1])
        yield Evidence(
            run=run,
            opens=run[0] <= first_text,
            marked=_is_marked(lines, contents, run),
            dated=is_dated(text) or _follows(lines, run[0], Kind.DATE),
            newsy=is_newsy(text),
            trailing=n_rests[run[0]] > n_over
            or (_follows(lines, run[0], Kind.BLOCK) and not is_report),
        )


def _is_surely_report(lines: Sequence[Line], contents: Contents, run: Span) -> bool:
    text = _text_at(lines, run[1])
    named = any(at in contents.headings for at in range(*run))
    return named or (len(text) >= _MIN_REPORT_CHARS and is_dated(text))


def _follows(lines: Sequence[Line], at: int, kind: Kind) -> bool:
    return at > 0 and lines[at - 1].kind is kind


def _is_prose(line: Line) -> bool:
    return line.is_text and line.kind is not Kind.DATE


def _is_marked(lines: Sequence[Line], contents: Contents, run: Span) -> bool:
    if any(lines[at].kind is Kind.SECTION for at in range(*run)):
        return True
    before = run[0] - 1
    before -= lines[before].kind is Kind.DATE
    return before >= contents.stop and lines[before].ends


def _turns(lines: Sequence[Line], run: Span, lang: Lang) -> bool:
    before = next((line for line in lines[run[0] - 1 : run[0]] if line.is_text or line.ends), None)
    after = lines[run[1]]
    return before is not None and before.lang != lang == after.lang and after.is_text


def _text_at(lines: Sequence[Line], at: int) -> str:
    """Return the first text from line `at`, after a label if there is one."""
    after_label = lines[at].kind is Kind.ENTRY and at + 1 < len(lines)
    line = lines[at + 1] if after_label else lines[at]
    return line.text if line.is_text else ""
