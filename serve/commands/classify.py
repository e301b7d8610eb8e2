"""`regwire classify`: one item."""

import json
import sys
from io import BytesIO
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
    """Say the topic, the jurisdiction and the region of one item, and why.

    What is printed under "because" is what each piece adds to the score of a label: a word or two
    (0 stands for any number), ^ in the title, @ a kind of body, % a concept, # the language.
    """
    with reporting_errors():
        answer = current_router(models, for_many=False).classify(_read(text), title)
    typer.echo(json.dumps(answer.as_dict(), ensure_ascii=False) if as_json else _told(answer))


def _read(text: str) -> str:
    if text != "-":
        return text
    read = sys.stdin.buffer.read()
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        from serve.archive.encodings import decode  # late: most is UTF-8, and a start is short

        return decode(BytesIO(read))[0]


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
