"""`regwire models diff`: what another version would change."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from model import Router
from model.versions import VersionStore
from serve.archive import TextColumns
from serve.archive.outputs.atomic import replacing
from serve.archive.refusal import Refusal
from serve.diff import Change, Group, compare, count_flips, grouped
from serve.running import (
    COULD_NOT_RUN,
    SOME_REFUSED,
    JsonOption,
    ModelsOption,
    reporting_errors,
)

__all__ = ["diff"]

# Characters of an item's text that are printed.
_SHOWN_CHARS = 60

_Before = Annotated[str, typer.Argument(metavar="A", help="A version, or 'current'.")]
_After = Annotated[str, typer.Argument(metavar="B", help="The version to compare with it.")]
_Archive = Annotated[
    Path, typer.Option(help="Items or tagged rows: .jsonl, .csv or another table.")
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write the items that flip as JSON lines.")
]
_TextColumn = Annotated[str, typer.Option(help="The archive's column of texts.")]
_TitleColumn = Annotated[str, typer.Option(help="The archive's column of titles.")]


@dataclass(slots=True)
class _Found:
    """What was found: the versions' names, the number of items read, and what is of note."""

    before: str
    after: str
    items: int = 0
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def diff(
    before: _Before,
    after: _After,
    archive: _Archive,
    output: _Output = None,
    text_column: _TextColumn = "text",
    title_column: _TitleColumn = "title",
    models: ModelsOption = Path("models"),
    as_json: JsonOption = False,
) -> None:
    """List the items of an archive whose topic, jurisdiction or review flag flips from A to B."""
    with reporting_errors():
        _refuse_same(archive, output)
        store = VersionStore(models)
        routers = Router.load(_path(store, before)), Router.load(_path(store, after))
        found = _compare(routers, archive, TextColumns(text_column, title_column))
        if output:
            _write(output, found.changes)
    groups = grouped(found.changes)
    if as_json:
        typer.echo(json.dumps(_told(found, groups, archive, output), ensure_ascii=False))
    else:
        typer.echo("\n".join(_lines(found, groups, archive, output)))
    if found.refusals:
        raise typer.Exit(SOME_REFUSED if found.items else COULD_NOT_RUN)


def _refuse_same(archive: Path, output: Path | None) -> None:
    if output and output.resolve() == archive.resolve():
        raise ValueError(f"{output}: is the archive itself; expected another file to write")


def _path(store: VersionStore, version: str) -> Path:
    return store.current if version == "current" else store.path(version)


def _compare(routers: tuple[Router, Router], archive: Path, columns: TextColumns) -> _Found:
    found = _Found(routers[0].manifest.version, routers[1].manifest.version)
    for outcome in compare(*routers, archive, columns):
        if isinstance(outcome, Refusal):
            typer.echo(f"regwire: {outcome}", err=True)
            found.refusals.append(outcome)
            continue
        found.items += 1
        if outcome:
            found.changes.append(outcome)
    return found


def _write(output: Path, changes: Sequence[Change]) -> None:
    with replacing(output) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for change in changes:
            file.write(json.dumps(change.as_dict(), ensure_ascii=False) + "\n")


def _told(
    found: _Found, groups: Sequence[Group], archive: Path, output: Path | None
) -> dict[str, Any]:
    """Return the JSON document; the items are in the output, if there is one, else in it."""
    return {
        "before": found.before,
        "after": found.after,
        "archive": str(archive),
        "output": str(output) if output else None,
        "items": found.items,
        "changed": len(found.changes),
        "flips": count_flips(found.changes),
        "refused": len(found.refusals),
        "groups": [_group(group, with_items=output is None) for group in groups],
    }


def _group(group: Group, *, with_items: bool) -> dict[str, Any]:
    flip = group.flip
    told: dict[str, Any] = {"field": flip.field, "from": flip.before, "to": flip.after}
    told |= {"lang": flip.lang, "count": len(group.changes)}
    if with_items:
        told["items"] = [change.as_dict() for change in group.changes]
    return told


def _lines(
    found: _Found, groups: Sequence[Group], archive: Path, output: Path | None
) -> Iterator[str]:
    flips = ", ".join(f"{name} {count:,}" for name, count in count_flips(found.changes).items())
    yield (
        f"{found.before} -> {found.after}: {len(found.changes):,} of {found.items:,} items of "
        f"{archive} change ({flips})"
    )
    for group in groups:
        flip = group.flip
        count = f"{len(group.changes):,} item{'s' if len(group.changes) > 1 else ''}"
        yield f"{flip.field}: {flip.before} -> {flip.after}, {flip.lang}, {count}"
        if output is None:
            yield from (f"  {_shown(change, archive)}" for change in group.changes)
    if output:
        yield f"the items are in {output}"


def _shown(change: Change, archive: Path) -> str:
    before, after = change.before, change.after
    source = "" if change.source == str(archive) else f"{change.source} "
    text = " ".join(change.text.split())
    return (
        f"{source}item {change.item}  "
        f"topic {before.topic_confidence:.0%} -> {after.topic_confidence:.0%}  "
        f"jurisdiction {before.jurisdiction_confidence:.0%} -> "
        f"{after.jurisdiction_confidence:.0%}  "
        f"{text[:_SHOWN_CHARS]}{'...' if len(text) > _SHOWN_CHARS else ''}"
    )
