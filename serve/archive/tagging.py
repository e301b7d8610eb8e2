"""From an item to its tagged row."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model import Router
from serve.archive.checks import check_cells, check_item
from serve.archive.columns import GIVEN, TAG_FIELDS, Row
from serve.archive.verdict import combine
from serve.newsletter import Report

__all__ = ["CONFIDENCE", "Tagger", "TextColumns", "check_columns", "check_header"]

# Decimals of a probability; more would differ between machines and say nothing.
_DECIMALS = 4
_LANGUAGES = ("zh", "en")
# The probability of topic and jurisdiction together, in rows where it was asked for.
CONFIDENCE = "confidence"
# What a version decides; confidences change with every fit.
_DECIDED = ("topic", "jurisdiction", "region")
# A title, which may be empty, and a text.
_Words = tuple[str, str]
_VERSION_COLUMNS = ("title_zh", "title_en", "text_zh", "text_en")


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Where a table keeps its items' words.

    Parameters
    ----------
    text, title : names of columns; a table need not have the title's
    text_is_named : whether somebody has asked for the text's by its name; a table without it is
        then no table of titles, but one whose column is called otherwise
    """

    text: str = "text"
    title: str = "title"
    text_is_named: bool = False

    @classmethod
    def asked(cls, text: str | None, title: str) -> "TextColumns":
        """Return what a command was asked for; None where it named no column of texts."""
        return cls(title=title) if text is None else cls(text, title, text_is_named=True)


def check_columns(row: Mapping[str, Any], columns: TextColumns) -> None:
    """Refuse a row that has none of the columns that words are looked for in.

    Raises
    ------
    ValueError : says which columns there are
    """
    wanted = [columns.text, columns.title, *_VERSION_COLUMNS]
    if not any(name in row for name in wanted):
        raise ValueError(
            f"no column {columns.text!r} or {columns.title!r}; the columns are "
            f"{', '.join(map(repr, row))}; name yours with --text-column and --title-column"
        )


def check_header(row: Mapping[str, Any], columns: TextColumns) -> None:
    """Refuse a table, all of whose rows have the same columns, by any one of them.

    Raises
    ------
    ValueError : it lacks the column of texts that was asked for, or has no words at all; says
        which columns there are
    """
    if columns.text_is_named and columns.text not in row:
        raise ValueError(
            f"no column {columns.text!r}, which --text-column asks for; the columns are "
            f"{', '.join(map(repr, row))}; name the one of the texts, or leave the option out"
        )
    check_columns(row, columns)


class Tagger:
    """Tag items with one version of the model.

    Parameters
    ----------
    router : a loaded version
    before : an earlier version, whose tags stay wherever `router` decides as it did
    with_confidence : whether rows say too how likely topic and jurisdiction are both right
    """

    def __init__(
        self, router: Router, before: Router | None = None, *, with_confidence: bool = False
    ) -> None:
        self.router = router
        self.before = before
        self.with_confidence = with_confidence

    def tag_report(self, report: Report, source: str, item: int) -> Row:
        """Return the row of a report that was cut from a document.

        Parameters
        ----------
        report : in one language or two
        source : the document's name
        item : its place in the document, from 1

        Raises
        ------
        ValueError : the report says nothing
        """
        fields: Row = {"source": source, "item": item, "lang": report.lang}
        for name in _VERSION_COLUMNS:
            fields[name] = getattr(report, name)
        return fields | self._tags(_versions(fields))

    def tag_row(
        self, row: Mapping[str, Any], columns: TextColumns, taken: Container[str] = TAG_FIELDS
    ) -> Row:
        """Return a table's row with its tags.

        A column of its own that has the name of a tag is kept as `given_...`.

        Parameters
        ----------
        row : one item; a row without the text column may have `text_zh` and `text_en` instead
        columns : where its words are
        taken : names of columns that rows gain

        Raises
        ------
        ValueError : the row says nothing or cannot be written again
        """
        check_cells(row)
        check_columns(row, columns)
        if columns.text in row or columns.title in row:
            versions = [(_as_text(row.get(columns.title)), _as_text(row.get(columns.text)))]
        else:
            versions = _versions(row)
        kept: Row = {}
        for name, value in row.items():
            if name in taken or (self.with_confidence and name == CONFIDENCE):
                kept.setdefault(f"{GIVEN}{name}", value)
            else:
                kept[name] = value
        return kept | self._tags(versions)

    def _tags(self, versions: Sequence[_Words]) -> Row:
        for title, text in versions:
            check_item(f"{title}\n{text}" if title else text)
        tags = _decide(self.router, versions)
        if self.before is not None:
            earlier = _decide(self.before, versions)
            if all(earlier[name] == tags[name] for name in _DECIDED):
                tags = earlier
        if not self.with_confidence:
            del tags[CONFIDENCE]
        return tags


def _decide(router: Router, versions: Sequence[_Words]) -> Row:
    answers = [router.classify(text, title or None, evidence=0) for title, text in versions]
    combined = combine(answers, router.manifest.calibration.threshold)
    return {
        "topic": combined.topic,
        "topic_confidence": round(combined.topic_confidence, _DECIMALS),
        "jurisdiction": combined.jurisdiction,
        "jurisdiction_confidence": round(combined.jurisdiction_confidence, _DECIMALS),
        CONFIDENCE: round(combined.confidence, _DECIMALS),
        "region": combined.region,
        "review": combined.review,
        "model": router.manifest.version,
    }


def _versions(fields: Mapping[str, Any]) -> list[_Words]:
    """Return title and text of each language version that says something."""
    pairs = [
        (_as_text(fields.get(f"title_{one}")), _as_text(fields.get(f"text_{one}")))
        for one in _LANGUAGES
    ]
    return [pair for pair in pairs if any(map(str.strip, pair))] or pairs[:1]


def _as_text(value: object) -> str:
    """Return a cell as text; a number in a text column is read as it is written."""
    return "" if value is None else str(value)
