"""Tag an archive: portions go to workers, their rows to parts, the parts to the output."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

from model import Router
from serve.archive.batches import make_batches
from serve.archive.columns import written_columns
from serve.archive.full import telling_of_full_disks
from serve.archive.groups import group_rows
from serve.archive.headers import check_headers
from serve.archive.journal import Journal, terms_of
from serve.archive.log import Log, file_digest
from serve.archive.outputs import (
    check_output,
    check_shards,
    discard_drafts,
    earlier_shards,
    replacing,
    shard_paths,
    write_rows,
)
from serve.archive.outputs.lines import as_line
from serve.archive.own_types import own_types
from serve.archive.page import PAGE, write_page
from serve.archive.parts import Parts
from serve.archive.refusal import Refusal
from serve.archive.remote import is_there
from serve.archive.sources import Source, find_sources
from serve.archive.stdin import STDIN, Received, check_format, received
from serve.archive.summary import Summary
from serve.archive.tagging import TextColumns
from serve.archive.uploading import beside, move_up
from serve.archive.work import Options, Tagged
from serve.archive.workers import Workers, load_tagger

__all__ = ["Run", "tag_archive"]

_ERRORS = "errors.jsonl"
_LEFT_OUT = "left_out.jsonl"
_OnPart = Callable[[Tagged], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be tagged, where to, and how.

    Parameters
    ----------
    paths : files, folders and patterns, addresses such as `s3://bucket/folder`, and `-` for
        standard input
    output : its suffix says what is written
    version : folder of the model version
    columns : where tables keep their words
    since : folder of an earlier version, whose tags stay where `version` decides as it did
    group : whether rows gain the number of the event that they tell of
    jobs, scheduler : see `Workers`
    resume : go on where the last run with this output was stopped
    report : folder of the page about the run; None for none
    left_out : whether the lines of documents that are in no report are written
    strict : stop at the first file or item that cannot be tagged
    shard_rows : rows of one file of the output at most, 0 for one file whatever its size, None
        for what is usual
    stdin_format : the kind of standard input, such as `csv`; guessed where it is empty
    upload : address that the files of the output are copied to when they are whole, and are then
        gone from `output`; empty for none
    """

    paths: tuple[Path | str, ...]
    output: Path
    version: Path
    columns: TextColumns = TextColumns()
    since: Path | None = None
    group: bool = False
    jobs: int = 1
    scheduler: str = ""
    resume: bool = False
    report: Path | None = None
    left_out: bool = False
    strict: bool = False
    shard_rows: int | None = None
    stdin_format: str = ""
    upload: str = ""

    @property
    def errors(self) -> Path:
        """Where refusals are written: beside the output."""
        return self.output.with_name(_ERRORS)

    @property
    def left_out_lines(self) -> Path:
        """Where lines that are in no report are written, if they are: beside the output."""
        return self.output.with_name(_LEFT_OUT)

    @property
    def page(self) -> Path | None:
        """The page about the run, where one was asked for."""
        return self.report / PAGE if self.report else None

    @property
    def parts(self) -> Path:
        """Where parts are kept while the run lasts."""
        return self.output.with_name(f"{self.output.name}.parts")

    @property
    def journal(self) -> Path:
        """Where it is noted what is done."""
        return self.output.with_name(f"{self.output.name}.journal.jsonl")


def tag_archive(run: Run, on_part: _OnPart = lambda tagged: None) -> Summary:
    """Tag files and folders.

    The output's bytes depend on the inputs, the model and the options alone: not on the number of
    workers, nor on how often the run was stopped and resumed.

    Parameters
    ----------
    run : what and where to
    on_part : called with each portion's outcome, in order

    Returns
    -------
    counts; what was left out is in `run.errors`, which is there only if anything was

    Raises
    ------
    FileNotFoundError, ValueError : nothing can be run, or `run.strict` and something was refused
    OSError : the output cannot be written
    """
    check_output(run.output)
    shard_rows = check_shards(run.output, run.shard_rows)
    suffix = check_format(run.stdin_format)
    with ExitStack() as stack:
        stack.enter_context(telling_of_full_disks(run.output))
        stdin = None
        if STDIN in map(str, run.paths):
            stdin = stack.enter_context(received(run.output.parent, suffix, run.columns))
        sources, unknown = _find(run, stdin)
        check_headers(sources, run.columns)
        log = Log(Journal(run.journal), Parts(run.parts))
        stack.enter_context(log.journal.held())
        return _tag(run, sources, unknown, shard_rows, log, on_part)


def _tag(
    run: Run,
    sources: Sequence[Source],
    unknown: Sequence[Refusal],
    shard_rows: int,
    log: Log,
    on_part: _OnPart,
) -> Summary:
    # A promotion while the run lasts must not change the model.
    version, before = run.version.resolve(), run.since.resolve() if run.since else None
    model = load_tagger(version, before).router.manifest.version
    options = Options(
        run.columns,
        with_source=not _is_one_table(sources),
        group=run.group,
        left_out=run.left_out,
    )
    n_files = len(sources) + len(unknown)
    summary = Summary(model, files=n_files, left_out=0 if run.left_out else None)
    asked = _asked(run, options) | {"shard_rows": shard_rows}
    done = log.begin(terms_of(model, asked, sources), resume=run.resume)
    discard_drafts(run.output)
    finished = log.finished(lambda name, digest: _is_still(run, name, digest))
    if finished and _is_all_there(run, finished[1]):
        return replace(Summary.from_dict(finished[1]), outputs=finished[0])
    workers = Workers(version, before, run.jobs, run.scheduler)
    with closing(_outcomes(run, sources, unknown, options, done, workers)) as outcomes:
        for tagged in outcomes:
            log.add(tagged)
            summary.add(tagged)
            on_part(tagged)
            if run.strict and tagged.refusals:
                raise ValueError(f"{tagged.refusals[0]} (stopped there: --strict)")
    files = _write(run, options, sources, log.parts, summary, shard_rows)
    summary.outputs = [path.name for path in files]
    digests = {path.name: file_digest(path) for path in files}
    if run.upload:
        move_up(run.output, files, _beside(run, summary.refused), run.upload)
    log.finish(digests, summary.as_dict())
    return summary


def _is_still(run: Run, name: str, digest: str) -> bool:
    """Tell whether a file of the output is there as it was written."""
    if run.upload:
        return is_there(beside(run.upload, name))
    path = run.output.with_name(name)
    return path.is_file() and file_digest(path) == digest


def _find(run: Run, stdin: Received | None) -> tuple[list[Source], list[Refusal]]:
    own = (run.errors, run.left_out_lines, run.parts, run.journal)
    written = (*earlier_shards(run.output), *own)
    paths = [path for path in run.paths if str(path) != STDIN]
    sources, unknown = find_sources(paths, written, stdin)
    if not sources and not unknown:
        raise FileNotFoundError(f"no files to tag in {', '.join(map(str, run.paths))}")
    return sources, unknown


def _asked(run: Run, options: Options) -> dict[str, Any]:
    """Return all that rows depend on, beside the model and the inputs."""
    asked = asdict(options) | {"release": library_version("regwire")}
    if run.upload:
        asked["upload"] = run.upload
    return asked | ({"since": Router.load(run.since).manifest.version} if run.since else {})


def _is_all_there(run: Run, finished: dict[str, Any]) -> bool:
    """Tell whether what a finished run leaves beside its output is still there."""
    has_page = run.page is None or run.page.is_file()
    return has_page and all(path.is_file() for path in _beside(run, finished["refused"]))


def _beside(run: Run, n_refused: int) -> list[Path]:
    """Return the files that stand beside the output."""
    errors = [run.errors] if n_refused else []
    return [*errors, run.left_out_lines] if run.left_out else errors


def _is_one_table(sources: Sequence[Source]) -> bool:
    return len(sources) == 1 and sources[0].is_table


def _outcomes(
    run: Run,
    sources: Sequence[Source],
    unknown: Sequence[Refusal],
    options: Options,
    done: Iterable[Tagged],
    workers: Workers,
) -> Generator[Tagged, None, None]:
    """Yield the outcomes of all portions: those done before, then the rest.

    The files that no one reads are the first portion.
    """
    number = -1
    for tagged in done:
        number = tagged.number
        yield tagged
    if number < 0:
        number = 0
        yield Tagged(0, refusals=list(unknown))
    batches = make_batches(sources, run.columns)
    rest = (batch for batch in batches if batch.number > number)
    yield from workers.tag(rest, options, warily=run.resume)


def _write(
    run: Run,
    options: Options,
    sources: Sequence[Source],
    parts: Parts,
    summary: Summary,
    shard_rows: int,
) -> list[Path]:
    """Write the output, the page and the refusals; return the files of the output."""
    columns = written_columns(summary.columns, grouped=run.group)
    words = (run.columns.title, run.columns.text)
    # Closed at once when writing fails: what it keeps on disk is in the way then.
    with closing(group_rows(parts.rows, words, run.parts) if run.group else parts.rows()) as rows:
        files = write_rows(
            run.output,
            rows,
            columns,
            own=own_types(sources, options.gained)
            if run.output.suffix.lower() == ".parquet"
            else {},
            paths=shard_paths(run.output, summary.items, shard_rows),
            shard_rows=shard_rows,
        )
    if run.report:
        write_page(run.report, summary, parts.rows())
    if summary.refused:
        _write_lines(run.errors, (refusal.as_dict() for refusal in parts.refusals()))
    else:
        run.errors.unlink(missing_ok=True)
    if run.left_out:
        told = ({"file": file, "text": line} for file, line in parts.left_out())
        _write_lines(run.left_out_lines, told)
    return files


def _write_lines(path: Path, told: Iterable[dict[str, Any]]) -> None:
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(as_line, told))
