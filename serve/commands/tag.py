"""`regwire tag`: archives in, tagged rows out."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from model.versions import VersionStore
from serve.archive import Run, Summary, TextColumns, tag_archive
from serve.archive.progress import following
from serve.archive.remote import is_remote
from serve.archive.shown import ShownRows, summary_table
from serve.archive.uploading import beside
from serve.archive.work import Tagged
from serve.running import (
    COULD_NOT_RUN,
    INTERRUPTED,
    SOME_REFUSED,
    JsonOption,
    ModelsOption,
    reporting_errors,
)

__all__ = ["tag"]

# Columns of the printed table where no terminal says how many it has.
_WIDTH = 140

_Paths = Annotated[
    list[str],
    typer.Argument(
        help="Documents, tables, folders of them, patterns, s3:// addresses, and - for standard "
        "input."
    ),
]
_Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        help="Where to write: .jsonl, .csv, .parquet, .xlsx or .sqlite; a path or an s3:// "
        "address.",
    ),
]
_StdinFormat = Annotated[
    str,
    typer.Option(help="What standard input is, such as txt, csv or jsonl.gz; guessed if empty."),
]
_TextColumn = Annotated[
    str | None,
    typer.Option(
        help="A table's column of texts; a table that lacks the one that you name is refused.",
        show_default="text",
    ),
]
_TitleColumn = Annotated[str, typer.Option(help="A table's column of titles, if it has one.")]
_Jobs = Annotated[int, typer.Option(help="Processes on this machine; -1 takes all cores.")]
_Scheduler = Annotated[
    str, typer.Option(help="Address of a Dask scheduler whose workers tag: tcp://HOST:8786.")
]
_Resume = Annotated[
    bool, typer.Option("--resume", help="Go on where the last run with this output stopped.")
]
_Strict = Annotated[
    bool, typer.Option("--strict", help="Stop at the first file or item that is refused.")
]
_Group = Annotated[
    bool, typer.Option("--group", help="Give near-duplicate reports the same number in `group`.")
]
_Since = Annotated[
    str,
    typer.Option(
        help="An earlier model version: its tags stay where the current one decides as it did."
    ),
]
_Report = Annotated[
    Path | None, typer.Option(help="Folder for a page of counts and of the items for review.")
]
_LeftOut = Annotated[
    bool,
    typer.Option(
        "--left-out",
        help="Write the lines of documents that are in no report to left_out.jsonl beside the "
        "output.",
    ),
]
_ShardRows = Annotated[
    int | None,
    typer.Option(
        min=0,
        help="Rows of one output file, 10,000,000 unless told otherwise; more go to files "
        "NAME-00001-of-00002 and so on. 0 for one file.",
    ),
]
_Table = Annotated[bool, typer.Option("--table", help="Print the first items as a table.")]


def tag(
    paths: _Paths,
    output: _Output,
    text_column: _TextColumn = None,
    title_column: _TitleColumn = "title",
    stdin_format: _StdinFormat = "",
    since: _Since = "",
    group: _Group = False,
    jobs: _Jobs = 1,
    scheduler: _Scheduler = "",
    resume: _Resume = False,
    strict: _Strict = False,
    shard_rows: _ShardRows = None,
    report: _Report = None,
    left_out: _LeftOut = False,
    table: _Table = False,
    models: ModelsOption = Path("models"),
    as_json: JsonOption = False,
) -> None:
    """Tag documents and tables; what cannot be read goes to errors.jsonl beside the output."""
    columns = TextColumns.asked(text_column, title_column)
    shown = ShownRows(columns)

    with reporting_errors(), following(Console(stderr=True)) as progress:

        def on_part(tagged: Tagged) -> None:
            # With --strict the first ends the run, and is told then.
            for refusal in () if strict else tagged.refusals:
                progress.tell(f"regwire: {refusal}")
            shown.add(tagged.rows)
            progress.add(tagged)

        store = VersionStore(models)
        if since and store.path(since).resolve() == store.current.resolve():
            raise ValueError(f"--since {since}: this version serves; name an earlier one")
        run = Run(
            tuple(paths),
            # An output that goes to a store is made in the folder that the command runs in.
            Path(output.rsplit("/", 1)[-1] if is_remote(output) else output),
            store.current,
            columns,
            since=store.path(since) if since else None,
            group=group,
            jobs=jobs,
            scheduler=scheduler,
            resume=resume,
            report=report,
            left_out=left_out,
            strict=strict,
            shard_rows=shard_rows,
            stdin_format=stdin_format,
            upload=output if is_remote(output) else "",
        )
        try:
            summary = tag_archive(run, on_part)
        except KeyboardInterrupt as error:
            progress.tell("regwire: stopped; the same command with --resume goes on")
            raise typer.Exit(INTERRUPTED) from error
    if as_json:
        typer.echo(json.dumps(_told(summary, run), ensure_ascii=False))
    else:
        _print(summary, run, shown if table else None)
    _exit(summary)


def _told(summary: Summary, run: Run) -> dict[str, object]:
    errors = str(run.errors) if summary.refused else None
    outputs = [_address(run, name) for name in summary.outputs]
    output = run.upload or str(run.output)
    return {"output": output, "outputs": outputs, "errors": errors, **summary.as_dict()}


def _address(run: Run, name: str) -> str:
    """Return where a file of the output is."""
    return beside(run.upload, name) if run.upload else str(run.output.with_name(name))


def _print(summary: Summary, run: Run, shown: ShownRows | None) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    if shown:
        console.print(shown.table())
    messages = Console(stderr=True)
    messages.print(summary_table(summary))
    messages.print(
        f"{summary.items:,} items of {summary.files:,} files in {_written(summary, run)}, "
        f"{summary.review:,} of them for review; model {summary.model}",
        highlight=False,
        soft_wrap=True,
    )
    if run.since:
        changed = summary.models[summary.model]
        messages.print(
            f"{changed:,} decided otherwise since {run.since.name}", highlight=False, soft_wrap=True
        )
    if summary.refused:
        messages.print(
            f"{summary.refused:,} refused: {run.errors}", highlight=False, soft_wrap=True
        )
    if summary.left_out is not None:
        messages.print(
            f"{summary.left_out:,} lines in no report: {run.left_out_lines}",
            highlight=False,
            soft_wrap=True,
        )


def _written(summary: Summary, run: Run) -> str:
    first, *others = summary.outputs
    return _address(run, first) + (f" to {others[-1]}" if others else "")


def _exit(summary: Summary) -> None:
    if summary.refused:
        raise typer.Exit(SOME_REFUSED if summary.items else COULD_NOT_RUN)
