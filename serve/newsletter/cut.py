"""From a document to its reports."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from serve.newsletter.candidates import Candidate
from serve.newsletter.contents import find_contents, know_later_tables
from serve.newsletter.drafts import Draft, make_drafts
from serve.newsletter.headings import find_headings
from serve.newsletter.issues import split_issues
from serve.newsletter.labels import know_labels
from serve.newsletter.lines import Kind, Line, read_lines
from serve.newsletter.neighbours import correct
from serve.newsletter.pairing import pair_drafts
from serve.newsletter.report import Report
from serve.newsletter.script import Lang
from serve.newsletter.sides import texts_by_language


@dataclass(frozen=True, slots=True)
class Cutting:
    """A document that has been cut.

    Parameters
    ----------
    reports : in the order of the document
    left_out : the lines that are in no report, in their order: the table of contents, heads over
        several reports, greetings, what stands before the first report, disclaimers, contacts.
        Links, rules, page numbers and running heads are not among them
    """

    reports: list[Report]
    left_out: list[str]


def cut(document: str) -> list[Report]:
    """Cut a newsletter, or any document, into its reports.

    Headings, links, page numbers, running heads, disclaimers and contacts are not part of any
    text. An article without reports in it comes back as one.

    Parameters
    ----------
    document : plain text or Markdown; Chinese, English or both

    Returns
    -------
    the reports in the order of the document; a report that stands there in both languages is one,
    at the place of its first version; empty for a document that says nothing
    """
    return cut_and_tell(document).reports


def cut_and_tell(document: str) -> Cutting:
    """Cut a document as `cut` does, and say which of its lines are in no report."""
    issues = [_cut_issue(issue) for issue in split_issues(document)]
    return Cutting(
        [report for issue in issues for report in issue.reports],
        [line for issue in issues for line in issue.left_out],
    )


def _cut_issue(issue: str) -> Cutting:
    lines = correct(read_lines(issue))
    contents = find_contents(lines)
    lines = know_labels(know_later_tables(lines, contents), contents)
    headings = find_headings(lines, contents)
    drafts = make_drafts(lines, contents, headings)
    return Cutting(
        [_report(versions) for versions in pair_drafts(drafts)],
        _left_out(lines, headings, drafts),
    )


def _left_out(
    lines: Sequence[Line], headings: Sequence[Candidate], drafts: Sequence[Draft]
) -> list[str]:
    """Return what no draft says; a line that is printed several times may be left out at any."""
    said = Counter(line.raw for draft in drafts for line in draft.lines)
    said.update(lines[at].raw for heading in headings for at in range(*heading.span))
    if not headings:
        titles = {title for draft in drafts for title in draft.titles.values()}
        said.update(line.raw for line in lines if line.text in titles)
    left: list[str] = []
    for line in lines:
        if said[line.raw]:
            said[line.raw] -= 1
        elif line.kind is not Kind.END:
            left.append(line.raw)
    return left


def _report(versions: Sequence[Draft]) -> Report:
    titles = {lang: title for draft in versions for lang, title in draft.titles.items()}
    if len(versions) == 1:
        texts = texts_by_language(versions[0].lines, versions[0].lang, versions[0].titles)
    else:
        texts = {draft.lang: list(draft.lines) for draft in versions}
    return Report(
        titles.get("zh", ""), titles.get("en", ""), _text(texts, "zh"), _text(texts, "en")
    )


def _text(texts: Mapping[Lang, Sequence[Line]], lang: Lang) -> str:
    return "\n".join(line.raw for line in texts.get(lang, ()))
