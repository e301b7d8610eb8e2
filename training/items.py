"""Files of labelled items to measure a model on: JSON lines, one item each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.reading import language
from model.router import Router
from training.metrics import Outcome

__all__ = ["GoldItem", "answer_items", "read_items"]


@dataclass(frozen=True, slots=True)
class GoldItem:
    """An item whose right labels are known."""

    id: str
    lang: str
    title: str | None
    text: str
    truth: tuple[str, str, str]


def read_items(path: Path) -> list[GoldItem]:
    """Read items with the fields id, text, title?, topic, jurisdiction, region?, lang?.

    Raises
    ------
    FileNotFoundError : there is no such file
    ValueError : lines are faulty; names every one
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; expected JSON lines with labelled items")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error}); expected JSON lines") from error
    items, faults = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            items.append(_parse(json.loads(line)))
        except (ValueError, TypeError) as error:
            faults.append(f"  line {number}: {error}")
    if faults or not items:
        told = f"{len(faults)} faulty line(s)\n" + "\n".join(faults) if faults else "no item in it"
        raise ValueError(f"{path}: {told}")
    return items


def answer_items(router: Router, items: list[GoldItem]) -> Iterator[Outcome]:
    """Let a model answer for items, and set its answers beside the right ones."""
    for item in items:
        answer = router.classify(item.text, item.title, evidence=0)
        yield Outcome(
            id=item.id,
            lang=item.lang,
            truth=item.truth,
            answer=(answer.topic.label, answer.jurisdiction.label, answer.region or ""),
            confidences=(answer.topic.confidence, answer.jurisdiction.confidence),
            pair_confidence=answer.confidence,
            review=answer.review,
        )


def _parse(fields: Any) -> GoldItem:  # noqa: ANN401
    if not isinstance(fields, dict):
        raise ValueError(f"{type(fields).__name__} found; expected an object")
    for name in ("id", "text", "topic", "jurisdiction"):
        if not isinstance(fields.get(name), str) or (name != "text" and not fields[name]):
            raise ValueError(f"{name} is {fields.get(name)!r}; expected a string")
    title, text = fields.get("title") or None, fields["text"]
    return GoldItem(
        fields["id"],
        fields.get("lang") or language(f"{title or ''} {text}"),
        title,
        text,
        (fields["topic"], fields["jurisdiction"], fields.get("region") or ""),
    )
