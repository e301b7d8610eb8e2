"""Tag an archive: portions go to workers, their rows to parts, the parts to the output."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from model import Router
from serve.archive.batches import make_batches
from serve.archive.columns import written_columns
from serve.archive.outputs import check_output, replacing, write_rows
from serve.archive.outputs.lines import as_line
from serve.archive.parts import Parts
from serve.archive.refusal import Refusal
from serve.archive.sources import Source, find_sources
from serve.archive.summary import Summary
from serve.archive.tagging import Tagger, TextColumns
from serve.archive.work import Options, Tagged, tag_batch

__all__ = ["Run", "tag_archive"]

_ERRORS = "errors.jsonl"


@dataclass(frozen=True, slots=True)
class Run:
    """What is to be tagged, and where to.

    Parameters
    ----------
    paths : files and folders
    output : `.jsonl` or `.csv`
    version : folder of the model version
    columns : where tables keep their words
    """

    paths: tuple[Path, ...]
    output: Path
    version: Path
    columns: TextColumns = TextColumns()

    @property
    def errors(self) -> Path:
        """Where refusals are written: beside the output."""
        return self.output.with_name(_ERRORS)

    @property
    def parts(self) -> Path:
        """Where parts are kept while the run lasts."""
        return self.output.with_name(f"{self.output.name}.parts")


def tag_archive(
    run: Run,
    on_part: Callable[[Tagged], None] = lambda tagged: None,
) -> Summary:
    """Tag files and folders.

    Parameters
    ----------
    run : what and where to
    on_part : called with each portion's outcome, in order

    Returns
    -------
    counts; what was left out is in `run.errors`, which is there only if anything was

    Raises
    ------
    FileNotFoundError, ValueError : nothing can be run
    OSError : the output cannot be written
    """
    check_output(run.output)
    sources, unknown = find_sources(run.paths, (run.output, run.errors))
    if not sources and not unknown:
        raise FileNotFoundError(f"no files to tag in {', '.join(map(str, run.paths))}")
    router = Router.load(run.version.resolve())
    summary = Summary(router.manifest.version, files=len(sources) + len(unknown))
    parts = Parts(run.parts)
    parts.clear()
    for tagged in _outcomes(sources, unknown, Tagger(router), run):
        parts.add(tagged)
        summary.add(tagged)
        on_part(tagged)
    numbers = range(tagged.number + 1)
    write_rows(run.output, parts.rows(numbers), written_columns(list(summary.columns)))
    _write_errors(run.errors, parts.refusals(numbers), summary.refused)
    parts.clear()
    return summary


def _outcomes(
    sources: Sequence[Source], unknown: Sequence[Refusal], tagger: Tagger, run: Run
) -> Iterable[Tagged]:
    """Yield the outcomes of all portions; the files that no one reads are the first."""
    alone = len(sources) == 1 and sources[0].is_table
    options = Options(run.columns, with_source=not alone)
    yield Tagged(0, refusals=list(unknown))
    for batch in make_batches(sources, run.columns):
        yield tag_batch(tagger, batch, options)


def _write_errors(path: Path, refusals: Iterable[Refusal], n_refusals: int) -> None:
    if not n_refusals:
        path.unlink(missing_ok=True)
        return
    with replacing(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(as_line(refusal.as_dict()) for refusal in refusals)
