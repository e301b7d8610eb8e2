"""From a document to its reports."""

from collections.abc import Mapping, Sequence

from serve.newsletter.contents import find_contents
from serve.newsletter.drafts import Draft, make_drafts
from serve.newsletter.headings import find_headings
from serve.newsletter.issues import split_issues
from serve.newsletter.labels import know_labels
from serve.newsletter.lines import Line, read_lines
from serve.newsletter.neighbours import correct
from serve.newsletter.pairing import pair_drafts
from serve.newsletter.report import Report
from serve.newsletter.script import Lang
from serve.newsletter.sides import texts_by_language


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
    return [report for issue in split_issues(document) for report in _cut_issue(issue)]


def _cut_issue(issue: str) -> list[Report]:
    lines = correct(read_lines(issue))
    contents = find_contents(lines)
    lines = know_labels(lines, contents)
    drafts = make_drafts(lines, contents, find_headings(lines, contents))
    return [_report(versions) for versions in pair_drafts(drafts)]


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
