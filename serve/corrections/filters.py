"""Which kept items a person wants to see."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_

from serve.corrections.tables import items

__all__ = ["Filters"]

# After every time of a day, as times are written.
_END_OF_DAY = "T99"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an item must have; what is empty asks for nothing.

    Attributes
    ----------
    topic, jurisdiction, lang : exactly these
    search : this in a title or a text, of either language
    since, until : the first and the last day (UTC, YYYY-MM-DD) on which it was kept
    review : whether the model sent it to a person; None for both
    """

    topic: str = ""
    jurisdiction: str = ""
    lang: str = ""
    search: str = ""
    since: str = ""
    until: str = ""
    review: bool | None = None

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """Return a query of kept items with these conditions."""
        for column in (items.c.topic, items.c.jurisdiction, items.c.lang):
            wanted = getattr(self, column.name)
            if wanted:
                query = query.where(column == wanted)
        if self.search:
            places = (items.c.title, items.c.text, items.c.other_title, items.c.other_text)
            query = query.where(
                or_(*(one.contains(self.search, autoescape=True) for one in places))
            )
        if self.since:
            query = query.where(items.c.at >= self.since)
        if self.until:
            query = query.where(items.c.at <= self.until + _END_OF_DAY)
        if self.review is not None:
            query = query.where(items.c.review == self.review)
        return query
