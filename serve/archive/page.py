"""The page of a run: counts by topic, jurisdiction and month, and the items for review."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from serve.archive.columns import Row
from serve.archive.outputs import replacing
from serve.archive.summary import Summary

__all__ = ["PAGE", "month_of", "write_page"]

PAGE = "index.html"
# Items for review that the page lists; the output has all.
_MAX_LISTED = 500
_TITLE_CHARS = 160
# Where a table says when an item was published.
_DATES = ("published", "date", "日期")
_YEAR_AND_MONTH = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s?[-/.年_]?\s?(0[1-9]|1[0-2]|[1-9](?!\d))(?!\d)"
)
_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tagged archive</title><style>
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:0 0 2rem}
th,td{text-align:left;padding:.15rem 1rem .15rem 0;border-bottom:1px solid #ddd}
td.n,th.n{text-align:right}
</style></head><body>
"""


def write_page(folder: Path, summary: Summary, rows: Iterable[Row]) -> Path:
    """Write `index.html` into a folder; it needs no network and shows text as text.

    Parameters
    ----------
    folder : made where it is not there
    summary : the run's counts
    rows : the run's rows, read once

    Returns
    -------
    the page
    """
    months: Counter[str] = Counter()
    listed: list[Row] = []
    for row in rows:
        months[month_of(row)] += 1
        if row["review"] and len(listed) < _MAX_LISTED:
            listed.append(row)
    page = folder / PAGE
    with replacing(page) as draft:
        draft.write_text("\n".join(_parts(summary, months, listed)), encoding="utf-8")
    return page


def month_of(row: Mapping[str, Any]) -> str:
    """Return when an item was published as `2021-03`, or `unknown`.

    A table's column of dates says it, else the name of the file, else nothing does.
    """
    for name in (*_DATES, "source"):
        value = row.get(name)
        if isinstance(value, date | datetime):
            return f"{value:%Y-%m}"
        if isinstance(value, str) and (found := _YEAR_AND_MONTH.search(value)):
            return f"{found[1]}-{int(found[2]):02}"
    return "unknown"


def _parts(summary: Summary, months: Counter[str], listed: list[Row]) -> Iterator[str]:
    yield _HEAD
    yield (
        f"<h1>{summary.items:,} items of {summary.files:,} files</h1>"
        f"<p>Model {escape(summary.model)}. {summary.review:,} items for review, "
        f"{summary.refused:,} files or items refused.</p>"
    )
    yield from _counts("topic", summary.topics.most_common())
    yield from _counts("jurisdiction", summary.jurisdictions.most_common())
    yield from _counts("month", sorted(months.items()))
    yield f"<h2>For review: {len(listed):,} of {summary.review:,}</h2>"
    names = ("title", "topic", "jurisdiction", "region", "source", "item")
    yield f"<table><tr>{''.join(f'<th>{name}</th>' for name in names)}</tr>"
    for row in listed:
        cells = (_title(row), _sure(row, "topic"), _sure(row, "jurisdiction"), row["region"])
        said = (*cells, row.get("source", ""), row.get("item", ""))
        yield f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in said)}</tr>"
    yield "</table></body></html>\n"


def _counts(head: str, counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield f'<h2>By {head}</h2><table><tr><th>{head}</th><th class="n">items</th></tr>'
    for label, n_items in counts:
        yield f'<tr><td>{escape(label)}</td><td class="n">{n_items:,}</td></tr>'
    yield "</table>"


def _sure(row: Row, name: str) -> str:
    return f"{row[name]} {row[f'{name}_confidence']:.0%}"


def _title(row: Row) -> str:
    names = ("title", "title_zh", "title_en", "text", "text_zh", "text_en")
    title = next((str(row[name]) for name in names if row.get(name)), "")
    return " ".join(title[:_TITLE_CHARS].split())
