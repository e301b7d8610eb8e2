"""Tagged rows and counts as a person reads them."""

from collections.abc import Iterable

from rich.table import Table

from serve.archive.columns import Row
from serve.archive.summary import Summary
from serve.archive.tagging import TextColumns

__all__ = ["ShownRows", "summary_table"]

# Rows of the table on the terminal; all are in the output.
_MAX_ROWS = 200
_TITLE_CHARS = 60


class ShownRows:
    """The first rows of a run, for the terminal.

    Parameters
    ----------
    columns : where a table's row keeps its words
    """

    def __init__(self, columns: TextColumns) -> None:
        self.columns = columns
        self.shown: list[tuple[str, ...]] = []
        self.n_rows = 0

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows; those over the limit are only counted."""
        for row in rows:
            self.n_rows += 1
            if self.n_rows <= _MAX_ROWS:
                self.shown.append(self._cells(row))

    def table(self) -> Table:
        """Return the table."""
        left_out = self.n_rows - len(self.shown)
        caption = f"and {left_out:,} more in the output" if left_out else None
        table = Table(box=None, pad_edge=False, caption=caption)
        table.add_column("item", overflow="ellipsis", ratio=1)
        for name in ("topic", "jurisdiction", "region", "review"):
            table.add_column(name, no_wrap=True)
        for cells in self.shown:
            table.add_row(*cells)
        return table

    def _cells(self, row: Row) -> tuple[str, ...]:
        names = (self.columns.title, "title_zh", "title_en", self.columns.text)
        title = next(
            (str(row[name]) for name in (*names, "text_zh", "text_en") if row.get(name)), ""
        )
        return (
            _short(title),
            f"{row['topic']} {row['topic_confidence']:.0%}",
            f"{row['jurisdiction']} {row['jurisdiction_confidence']:.0%}",
            row["region"],
            "review" if row["review"] else "",
        )


def summary_table(summary: Summary) -> Table:
    """Return the counts by topic, with the share of each."""
    table = Table(box=None, pad_edge=False)
    table.add_column("topic")
    for name in ("items", "share"):
        table.add_column(name, justify="right")
    for topic, n_items in summary.topics.most_common():
        table.add_row(topic, f"{n_items:,}", f"{n_items / summary.items:.0%}")
    return table


def _short(title: str) -> str:
    line = " ".join(title[: 2 * _TITLE_CHARS].split())
    return line if len(line) <= _TITLE_CHARS else f"{line[: _TITLE_CHARS - 1]}…"
