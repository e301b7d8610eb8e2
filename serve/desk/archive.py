"""The pages of kept items: those that wait for a person, and all of them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse

from serve.api.deps import Corrections, ServingRouter, ServingSettings, needs
from serve.api.text import CLEANED
from serve.corrections import LANGUAGES, Filters
from serve.desk.pages import page_of_rows

__all__ = ["archive"]

archive = APIRouter(include_in_schema=False, dependencies=[needs("read")])
# Rows that one page shows.
_SHOWN = 1000
# Columns of the table of counts; the rarer labels are added up.
_COUNTED = 12
_REVIEW = {"yes": True, "no": False}
_Text = Annotated[str, CLEANED]
_Day = Annotated[str, Field(pattern=r"^(\d{4}-\d{2}-\d{2})?$")]


class _Asked(BaseModel):
    """What the form asks for; empty fields ask for nothing."""

    model_config = ConfigDict(extra="ignore")

    topic: _Text = Field(default="", max_length=64)
    jurisdiction: _Text = Field(default="", max_length=16)
    lang: Literal["", "zh", "en", "zh+en"] = ""
    review: Literal["", "yes", "no"] = ""
    since: _Day = ""
    until: _Day = ""
    search: _Text = Field(default="", max_length=200)
    count: Literal["topic", "jurisdiction"] = "topic"

    def filters(self) -> Filters:
        """Return the conditions."""
        named = self.model_dump(exclude={"review", "count"})
        return Filters(**named, review=_REVIEW.get(self.review))


@archive.get("/desk/queue")
def queue(
    request: Request,
    router: ServingRouter,
    database: Corrections,
    settings: ServingSettings,
    turns: Annotated[bool, Query()] = False,
) -> HTMLResponse:
    """Show what waits for a person, and on what people disagree."""
    rows = [asdict(item) for item in database.waiting(_SHOWN, diverse=turns)]
    return page_of_rows(
        request,
        router,
        "queue.html",
        rows,
        total=database.count_waiting(),
        kept=settings.keep_items,
        turns=turns,
    )


@archive.get("/desk/archive")
def archived(
    request: Request,
    router: ServingRouter,
    database: Corrections,
    settings: ServingSettings,
    asked: Annotated[_Asked, Query()],
) -> HTMLResponse:
    """Show kept items, and how many there were of each label in each month."""
    filters = asked.filters()
    counts = database.counts_by_month(asked.count, filters)
    taxonomy = router.model.taxonomy
    labels, months = _table_of(counts)
    return page_of_rows(
        request,
        router,
        "archive.html",
        [asdict(item) for item in database.archive(filters, _SHOWN)],
        total=sum(number for *_, number in counts),
        kept=settings.keep_items,
        months=months,
        labels=labels,
        topics=taxonomy.topic_codes,
        jurisdictions=taxonomy.jurisdiction_codes,
        languages=LANGUAGES,
        chosen=asked.model_dump(),
    )


def _table_of(
    counts: Sequence[tuple[str, str, int]],
) -> tuple[list[str], list[tuple[str, list[int]]]]:
    """Lay out counts: labels, the commonest first, and each month's numbers of them.

    Where there are more labels than columns, the last number is that of all others.
    """
    totals: dict[str, int] = {}
    for _, label, number in counts:
        totals[label] = totals.get(label, 0) + number
    labels = sorted(totals, key=lambda label: (-totals[label], label))[:_COUNTED]
    months: dict[str, dict[str, int]] = {}
    for month, label, number in counts:
        months.setdefault(month, {})[label] = number
    rows = []
    for month, found in months.items():
        shown = [found.get(label, 0) for label in labels]
        others = [sum(found.values()) - sum(shown)] if len(totals) > len(labels) else []
        rows.append((month, shown + others))
    return labels, rows
