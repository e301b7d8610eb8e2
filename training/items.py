"""Files of labelled items to measure a model on: JSON lines, one item each."""

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.reading import language
from model.router import Router
from model.taxonomy import Taxonomy
from training.jurisdictions import known_jurisdictions
from training.metrics import Outcome

__all__ = ["GoldItem", "answer_items", "read_items"]

_EXPECTED = "expected an object with id, text, topic and jurisdiction on each line"
# Characters of a line that is no JSON that are told.
_SHOWN = 40
_JSON_NAMES = {
    list: "array",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class GoldItem:
    """An item whose right labels are known."""

    id: str
    lang: str
    title: str | None
    text: str
    truth: tuple[str, str, str]


def read_items(path: Path, taxonomy: Taxonomy) -> list[GoldItem]:
    """Read items with the fields id, text, title?, topic, jurisdiction, region?, lang?.

    Parameters
    ----------
    path : JSON lines in UTF-8
    taxonomy : the labels that are allowed; of jurisdictions also every country

    Raises
    ------
    FileNotFoundError : there is no such file
    ValueError : lines are faulty; names every one
    """
    if not path.is_file():
        raise FileNotFoundError(f"{path}: no such file; expected JSON lines with labelled items")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: not UTF-8 ({error}); expected JSON lines") from error
    known = known_jurisdictions(taxonomy)
    items, faults = [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = _parse(_load(line))
            _refuse_unknown(item, taxonomy.topic_codes, known)
            items.append(item)
        except ValueError as error:
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


def _load(line: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        found = line if len(line) <= _SHOWN else line[:_SHOWN] + "..."
        where = f"{error.msg} at character {error.colno}"
        raise ValueError(f"{found!r} is no JSON ({where}); {_EXPECTED}") from error
    except RecursionError as error:
        raise ValueError(f"JSON nested too deeply found; {_EXPECTED}") from error


def _parse(fields: Any) -> GoldItem:  # noqa: ANN401
    if not isinstance(fields, dict):
        raise ValueError(f"a JSON {_JSON_NAMES[type(fields)]} found; {_EXPECTED}")
    for name in ("id", "text", "topic", "jurisdiction"):
        _refuse_unless_string(fields, name)
        if name != "text" and not fields[name]:
            raise ValueError(f"{name} is empty; expected a value")
    for name in ("title", "region", "lang"):
        if fields.get(name) is not None:
            _refuse_unless_string(fields, name)
    title, text = fields.get("title") or None, fields["text"]
    return GoldItem(
        fields["id"],
        fields.get("lang") or language(f"{title or ''} {text}"),
        title,
        text,
        (fields["topic"], fields["jurisdiction"], fields.get("region") or ""),
    )


def _refuse_unless_string(fields: dict[str, Any], name: str) -> None:
    if name not in fields:
        raise ValueError(f"{name} is missing; expected a string")
    if not isinstance(fields[name], str):
        raise ValueError(f"{name} is {fields[name]!r}; expected a string")


def _refuse_unknown(item: GoldItem, topics: tuple[str, ...], jurisdictions: Set[str]) -> None:
    """Refuse labels that no answer can equal: they would be counted as errors of the model."""
    topic, jurisdiction, _ = item.truth
    if topic not in topics:
        raise ValueError(f"topic {topic!r} is unknown; expected one of {', '.join(topics)}")
    if jurisdiction not in jurisdictions:
        raise ValueError(
            f"jurisdiction {jurisdiction!r} is unknown; expected a code of the model's taxonomy or "
            "of a country (ISO 3166-1, two letters)"
        )
