"""What is noted of the items that pass: counts always, the items themselves if so set."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from model import Answer, Router
from model.reading import language
from serve.api.metrics import Metrics
from serve.api.requests import Item
from serve.api.text import clean
from serve.archive import Row
from serve.archive.tagging import CONFIDENCE
from serve.corrections import LANGUAGES, Database, DatabaseError, KeptItem

__all__ = ["Keeper", "KeeperOfItems", "keeper_of"]

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeeperOfItems:
    """Note items and their answers; nothing that goes wrong here costs anybody an answer."""

    metrics: Metrics
    database: Database
    keep_items: bool

    def note(
        self, router: Router, answered: Sequence[tuple[Item, Answer]], source: str = "api"
    ) -> None:
        """Count items, and keep them where the settings say so.

        Parameters
        ----------
        router : what answered
        answered : items and answers
        source : the file or the address that they came by
        """
        self.metrics.observe_answers(answer for _, answer in answered)
        for item, _ in answered:
            self.metrics.sample_words(router, item.text, item.title)
        if self.keep_items:
            self._keep([_kept(item, answer, source) for item, answer in answered])

    def note_rows(self, rows: Sequence[Row]) -> None:
        """Count the rows of a document, and keep them where the settings say so."""
        for row in rows:
            self.metrics.observe_row(row)
        if self.keep_items:
            self._keep([_kept_row(row) for row in rows])

    def _keep(self, items: list[KeptItem]) -> None:
        try:
            self.database.keep(items)
        except DatabaseError as error:
            _logger.error("items not kept", extra={"items": len(items), "reason": str(error)})


def keeper_of(request: Request) -> KeeperOfItems:
    """Give what notes the items of a request.

    The busiest route calls it itself: the framework takes its time for every dependency.
    """
    state = request.app.state
    return KeeperOfItems(state.metrics, state.database, state.settings.keep_items)


async def _keeper(request: Request) -> KeeperOfItems:
    return keeper_of(request)


Keeper = Annotated[KeeperOfItems, Depends(_keeper)]


def _kept(item: Item, answer: Answer, source: str) -> KeptItem:
    return KeptItem(
        title=item.title or "",
        text=item.text,
        lang=answer.lang,
        topic=answer.topic.label,
        topic_confidence=answer.topic.confidence,
        jurisdiction=answer.jurisdiction.label,
        jurisdiction_confidence=answer.jurisdiction.confidence,
        region=answer.region or "",
        confidence=answer.confidence,
        review=answer.review,
        model=answer.model,
        source=source,
    )


def _kept_row(row: Row) -> KeptItem:
    """Keep a row once, with both versions of a report that is printed in two languages."""
    (title, text), *others = _versions(row)
    other_title, other_text = others[0] if others else ("", "")
    told = row.get("lang")
    return KeptItem(
        title=title,
        text=text,
        lang=told if told in LANGUAGES else language(f"{title}\n{text}"),
        topic=row["topic"],
        topic_confidence=row["topic_confidence"],
        jurisdiction=row["jurisdiction"],
        jurisdiction_confidence=row["jurisdiction_confidence"],
        region=row["region"] or "",
        confidence=row[CONFIDENCE],
        review=row["review"],
        model=row["model"],
        source=str(row.get("source") or ""),
        other_title=other_title,
        other_text=other_text,
    )


def _versions(row: Row) -> list[tuple[str, str]]:
    """Return title and text of each language of a report; of a table's row, its own."""
    endings = ("",) if "text" in row or "title" in row else ("_zh", "_en")
    pairs = [(_cell(row, f"title{ending}"), _cell(row, f"text{ending}")) for ending in endings]
    return [pair for pair in pairs if any(pair)] or [("", "")]


def _cell(row: Row, name: str) -> str:
    return clean(str(row.get(name) or ""))
