"""`regwire classify`: one item."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from model.answer import Answer
from serve.running import JsonOption, ModelsOption, current_router, reporting_errors

__all__ = ["classify"]

# Pieces of evidence shown to a person.
_SHOWN = 6


def classify(
    text: Annotated[str, typer.Argument(help="The item's text; - reads it from stdin.")] = "-",
    title: Annotated[
        str | None, typer.Option(help="The item's title, if it stands apart from the text.")
    ] = None,
    models: ModelsOption = Path("models"),
    as_json: JsonOption = False,
) -> None:
    """Say the topic, the jurisdiction and the region of one item, and why."""
    with reporting_errors():
        answer = current_router(models, for_many=False).classify(_read(text), title)
    typer.echo(json.dumps(answer.as_dict(), ensure_ascii=False) if as_json else _told(answer))


def _read(text: str) -> str:
    if text != "-":
        return text
    return sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def _told(answer: Answer) -> str:
    lines = [
        f"topic         {answer.topic.label}  {answer.topic.confidence:.0%}",
        f"jurisdiction  {answer.jurisdiction.label}  {answer.jurisdiction.confidence:.0%}",
        f"region        {answer.region or '-'}",
        f"review        {'yes: a person should look' if answer.review else 'no'}",
        "because",
    ]
    for piece in answer.evidence[:_SHOWN]:
        lines.append(f"  {piece.weight:+.2f}  {piece.label}: {piece.term}")
    return "\n".join(lines)
