"""Corrections that people made, joined to the labels of one version.

They come as the API exports them: CSV with the columns of labels.csv, where `reference` says
who corrected. labels.csv itself stays as it is. Where two people gave one text two answers, nothing
is guessed: the text is left out, or keeps the label that it has, and the conflict is told.

Rows are not compared for templates as those of labels.csv are: corrected items are news as it
came in, and news is copied. Near-copies share a fold all the same, so none leaks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.taxonomy import Taxonomy
from training.labels import LabelledItem, Labels, LabelsError, read_rows, row_of

__all__ = ["Corrections", "conflict_told", "join", "read_corrections"]

# The export puts it before a cell that a spreadsheet would change, and before such a quote.
_GUARD = "'"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrected items, one for each text.

    Attributes
    ----------
    path : the file
    digest : its SHA-256
    rows : its rows; more than items where several say the same
    items : those on which all agree
    conflicts : for each other text its rows
    """

    path: Path
    digest: str
    rows: int
    items: tuple[LabelledItem, ...]
    conflicts: tuple[tuple[LabelledItem, ...], ...] = ()


def read_corrections(path: Path, taxonomy: Taxonomy) -> Corrections:
    """Read and check corrections; a file without a row below its header is good too.

    Raises
    ------
    FileNotFoundError : there is no such file
    LabelsError : rows have faults; names them all
    """
    _refuse_full_export(path)
    faults, rows, digest = read_rows(path, taxonomy, _plain)
    by_text: dict[str, list[LabelledItem]] = {}
    for row in rows:
        by_text.setdefault(row.folded, []).append(row)
    items = tuple(said[-1] for said in by_text.values())
    faults += _same_id(items, {})
    if faults:
        raise LabelsError(path, sorted(faults, key=row_of))
    agreed = tuple(said[-1] for said in by_text.values() if not _differ(said))
    conflicts = tuple(tuple(said) for said in by_text.values() if _differ(said))
    return Corrections(path, digest, len(rows), agreed, conflicts)


def join(labels: Labels, corrections: Corrections) -> tuple[Labels, dict[str, Any]]:
    """Add corrections to labels; one of a labelled text takes the place of its labels.

    Returns
    -------
    the labels, with the digest of labels.csv alone, and what was done, for the manifest:
    `file`, `sha256`, `rows`, `added`, `confirmed` (the label says the same), `replaced` (for
    each its `id`, the labels `from` and `to`, and by whom) and `conflicts` (for each its `id`
    and all `answers`: the row, its labels and by whom)

    Raises
    ------
    ValueError : corrections of other texts have the ids of labelled rows; names them all
    """
    corrected = {item.folded: item for item in corrections.items}
    joined, replaced, confirmed = [], [], 0
    for item in labels.items:
        correction = corrected.pop(item.folded, None)
        if correction is None:
            joined.append(item)
            continue
        joined.append(_relabelled(item, correction))
        if _labels(item) == _labels(correction):
            confirmed += 1
        else:
            replaced.append(_told(item, correction))
    added = list(corrected.values())
    faults = list(_same_id(added, {item.id: item.row for item in labels.items}))
    if faults:
        raise LabelsError(corrections.path, faults)
    notes = {
        "file": corrections.path.name,
        "sha256": corrections.digest,
        "rows": corrections.rows,
        "added": len(added),
        "confirmed": confirmed,
        "replaced": replaced,
        "conflicts": [_conflict(said) for said in corrections.conflicts],
    }
    return Labels((*joined, *added), labels.digest), notes


def _plain(cell: str) -> str:
    return cell.removeprefix(_GUARD).strip()


def _labels(item: LabelledItem) -> tuple[str, str, str]:
    return item.topic, item.jurisdiction, item.region


def _differ(said: Sequence[LabelledItem]) -> bool:
    return len({_labels(item) for item in said}) > 1


def _conflict(said: Sequence[LabelledItem]) -> dict[str, Any]:
    answers = [{"row": item.row, "to": list(_labels(item)), "by": item.reference} for item in said]
    return {"id": said[0].id, "answers": answers}


def conflict_told(conflict: dict[str, Any]) -> str:
    """Say in one sentence what a conflict in the notes of `join` is."""
    told = "; ".join(
        f"row {answer['row']} {' '.join(filter(None, answer['to']))} ({answer['by']})"
        for answer in conflict["answers"]
    )
    return f"conflict, one text with different labels: {told}; settle it and run again"


def _refuse_full_export(path: Path) -> None:
    """Tell the other export, which has every answer that anybody ever gave, from this one."""
    if not path.is_file():
        return
    with path.open("rb") as file:
        header = file.readline()
    if b"was_topic" in header:
        fault = (
            "row 1: this is the export of all corrections; expected the one for labels, which "
            "'regwire corrections export --labels' writes"
        )
        raise LabelsError(path, [fault])


def _same_id(items: Iterable[LabelledItem], labelled: dict[str, int]) -> Iterator[str]:
    """Find ids that other texts have, in the labels or in the corrections."""
    rows: dict[str, int] = {}
    for item in items:
        if item.id in labelled:
            yield (
                f"row {item.row}: id {item.id!r} is that of another text, in row "
                f"{labelled[item.id]} of the labels; expected a new one"
            )
        elif item.id and rows.setdefault(item.id, item.row) != item.row:
            yield (
                f"row {item.row}: id {item.id!r} stands in row {rows[item.id]} already; "
                "expected a new one"
            )


def _relabelled(item: LabelledItem, correction: LabelledItem) -> LabelledItem:
    topic, jurisdiction, region = _labels(correction)
    return replace(item, topic=topic, jurisdiction=jurisdiction, region=region)


def _told(item: LabelledItem, correction: LabelledItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "from": list(_labels(item)),
        "to": list(_labels(correction)),
        "by": correction.reference,
    }
