"""Which files there are to tag, in an order that does not depend on the file system."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from serve.archive.kinds import DOCUMENTS, RAGGED, TABLES, known_kinds, split_suffixes
from serve.archive.refusal import Refusal

__all__ = ["Source", "find_sources"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    Parameters
    ----------
    name : what rows and messages call it, the path as it was given
    path : where it is
    kind : its suffix in lower case, with the dot
    """

    name: str
    path: Path
    kind: str

    @property
    def is_table(self) -> bool:
        """Whether each of its rows is an item."""
        return self.kind in TABLES

    @property
    def is_ragged(self) -> bool:
        """Whether its rows may have different columns."""
        return self.kind in RAGGED

    def open(self) -> BinaryIO:
        """Open the file's bytes.

        Raises
        ------
        OSError : it cannot be opened
        """
        return self.path.open("rb")


def find_sources(
    paths: Sequence[Path], leave_out: Iterable[Path] = ()
) -> tuple[list[Source], list[Refusal]]:
    """Find the files of folders and of single paths.

    A file that was named is read as text where its suffix says nothing. In a folder, hidden
    files are passed over and a file of unknown kind is refused, so that none is lost unseen.

    Parameters
    ----------
    paths : files and folders
    leave_out : files that this run writes

    Returns
    -------
    the files, each once, sorted by path; and what was refused

    Raises
    ------
    FileNotFoundError : a path does not exist; names all that do not
    """
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise FileNotFoundError(f"no such file or folder: {', '.join(missing)}")
    skipped = {path.resolve() for path in leave_out}
    sources: dict[Path, Source] = {}
    refusals: dict[Path, Refusal] = {}
    for path, named in _files(paths):
        whole = path.resolve()
        if whole in skipped:
            continue
        kind, _ = split_suffixes(path.name)
        if kind in DOCUMENTS | TABLES or named:
            known = kind if kind in DOCUMENTS | TABLES else ".txt"
            sources.setdefault(whole, Source(_name(path), path, known))
        else:
            reason = f"files of kind {kind or path.name!r} are not read; expected {known_kinds()}"
            refusals.setdefault(whole, Refusal(_name(path), None, reason))
    return sorted(sources.values(), key=_order), sorted(refusals.values(), key=lambda one: one.file)


def _files(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield each file and whether it was named itself."""
    for path in paths:
        if not path.is_dir():
            yield path, True
            continue
        for found in path.rglob("*"):
            hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
            if found.is_file() and not hidden:
                yield found, False


def _order(source: Source) -> tuple[str, ...]:
    return source.path.parts


def _name(path: Path) -> str:
    """Return a path as valid Unicode; file systems allow names that are not."""
    return os.fsencode(path.as_posix()).decode(errors="replace")
