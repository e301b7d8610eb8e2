"""Tag an archive: portions go to workers, their rows to parts, the parts to the output."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from model import Router
from serve.archive.batches import make_batches
from serve.archive.columns import written_columns
from serve.archive.groups import group_rows
from serve.archive.journal import Journal, terms_of
from serve.archive.log import Log
from serve.archive.outputs import check_output, replacing, write_rows
from serve.archive.outputs.lines import as_line
from serve.archive.page import write_page
from serve.archive.parts import Parts
from serve.archive.refusal import Refusal
from serve.archive.sources import Source, find_sources
from serve.archive.summary import Summary
from serve.archive.tagging import TextColumns
from serve.archive.work import Options, Tagged
from serve.archive.workers import Workers

__all__ = ["Run", "tag_archive"]

_ERRORS = "errors.jsonl"
_OnPart = Callable[[Tagged], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be tagged, where to, and how.

    Parameters
    ----------
    paths : files, folders and patterns
    output : its suffix says what is written
    version : folder of the model version
    columns : where tables keep their words
    since : folder of an earlier version, whose tags stay where `version` decides as it did
    group : whether rows gain the number of the event that they tell of
    jobs, scheduler : see `Workers`
    resume : go on where the last run with this output was stopped
    report : folder of the page about the run; None for none
    strict : stop at the first file or item that cannot be tagged
    """

    paths: tuple[Path, ...]
    output: Path
    version: Path
    columns: TextColumns = TextColumns()
    since: Path | None = None
    group: bool = False
    jobs: int = 1
    scheduler: str = ""
    resume: bool = False
    report: Path | None = None
    strict: bool = False

    @property
    def errors(self) -> Path:
        """Where refusals are written: beside the output."""
        return self.output.with_name(_ERRORS)

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
    sources, unknown = _find(run)
    model = Router.load(run.version).manifest.version
    options = Options(run.columns, with_source=not _is_one_table(sources), group=run.group)
    summary = Summary(model, files=len(sources) + len(unknown))
    log = Log(Journal(run.journal), Parts(run.parts))
    done = log.begin(terms_of(model, asdict(options) | _since(run), sources), resume=run.resume)
    if finished := log.finished(run.output):
        return Summary.from_dict(finished)
    try:
        for tagged in _outcomes(run, sources, unknown, options, done):
            log.add(tagged)
            summary.add(tagged)
            on_part(tagged)
            if run.strict and tagged.refusals:
                raise ValueError(f"{tagged.refusals[0]} (stopped there: --strict)")
        _write(run, log.parts, summary)
        log.finish(run.output, summary.as_dict())
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            raise OSError(
                f"{run.output}: no space left on the disk; free some and go on with --resume"
            ) from error
        raise
    return summary


def _find(run: Run) -> tuple[list[Source], list[Refusal]]:
    written = (run.output, run.errors, run.parts, run.journal)
    sources, unknown = find_sources(run.paths, written)
    if not sources and not unknown:
        raise FileNotFoundError(f"no files to tag in {', '.join(map(str, run.paths))}")
    return sources, unknown


def _since(run: Run) -> dict[str, str]:
    return {"since": Router.load(run.since).manifest.version} if run.since else {}


def _is_one_table(sources: Sequence[Source]) -> bool:
    return len(sources) == 1 and sources[0].is_table


def _outcomes(
    run: Run,
    sources: Sequence[Source],
    unknown: Sequence[Refusal],
    options: Options,
    done: Iterable[Tagged],
) -> Iterator[Tagged]:
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
    # A promotion while the run lasts must not change the model.
    before = run.since.resolve() if run.since else None
    workers = Workers(run.version.resolve(), before, run.jobs, run.scheduler)
    yield from workers.tag(rest, options)


def _write(run: Run, parts: Parts, summary: Summary) -> None:
    columns = written_columns(summary.columns, grouped=run.group)
    rows = parts.rows()
    if run.group:
        rows = group_rows(rows, (run.columns.title, run.columns.text), run.output.parent)
    write_rows(run.output, rows, columns)
    if run.report:
        write_page(run.report, summary, parts.rows())
    if not summary.refused:
        run.errors.unlink(missing_ok=True)
        return
    with replacing(run.errors) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(as_line(refusal.as_dict()) for refusal in parts.refusals())
