"""Which files there are to tag, in an order that does not depend on the file system."""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from serve.archive.kinds import DOCUMENTS, RAGGED, TABLES, known_kinds, split_suffixes
from serve.archive.opening import Packed, members, opened
from serve.archive.refusal import Refusal
from serve.archive.remote import Remote, find_remote, is_remote
from serve.archive.stdin import STDIN, Received

__all__ = ["Source", "find_sources"]

_KNOWN = DOCUMENTS | TABLES


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    Parameters
    ----------
    name : what rows and messages call it, the path as it was given
    path : where it is, on this machine or in a store
    kind : its suffix in lower case, with the dot; that of the file inside, where it is packed
    compression : `.gz`, `.zst`, `.zip` or empty
    member : which file of a `.zip`
    """

    name: str
    path: Path | Remote
    kind: str
    compression: str = ""
    member: str = ""

    @property
    def is_table(self) -> bool:
        """Whether each of its rows is an item."""
        return self.kind in TABLES

    @property
    def is_ragged(self) -> bool:
        """Whether its rows may have different columns."""
        return self.kind in RAGGED

    @property
    def n_bytes(self) -> int:
        """How large the file is, packed as it is; 0 where that cannot be told."""
        if isinstance(self.path, Remote):
            return self.path.n_bytes
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open the file's bytes, unpacked and seekable.

        Raises
        ------
        OSError : it cannot be opened
        ValueError : it cannot be unpacked
        """
        return opened(self.path, self.compression, self.member, rewinds=self.kind == ".parquet")


def find_sources(
    paths: Sequence[Path | str],
    leave_out: Iterable[Path] = (),
    stdin: Received | None = None,
) -> tuple[list[Source], list[Refusal]]:
    """Find the files of folders, of patterns, of single paths and of addresses.

    A file that was named is read as text where its suffix says nothing. In a folder, hidden
    files are passed over and a file of unknown kind is refused, so that none is lost unseen.

    Parameters
    ----------
    paths : files, folders, patterns such as `2021*/**/*.docx`, and addresses such as
        `s3://bucket/2021*/`, each of these a text
    leave_out : files that this run writes, and folders of such
    stdin : what came in there, read beside the paths

    Returns
    -------
    the files, each once, and what was refused; both sorted by path

    Raises
    ------
    FileNotFoundError : a path does not exist; names all that do not
    OSError, ValueError : an address cannot be reached
    """
    addresses = [path for path in paths if isinstance(path, str) and is_remote(path)]
    local = [Path(path) for path in paths if path not in addresses]
    skipped = {path.resolve() for path in leave_out}
    found: dict[Path | str, list[Source | Refusal]] = {}
    if stdin:
        found[STDIN] = _contents(stdin.path, True, STDIN, f"stdin{stdin.suffix}")
    for path, is_named in _files(_matching(local)):
        whole = path.resolve()
        if skipped.isdisjoint((whole, *whole.parents)):
            found.setdefault(whole, _contents(path, is_named, _shown(path), path.name))
    for remote, is_named in _remote_files(addresses):
        found.setdefault(remote.url, _contents(remote, is_named, remote.url, remote.name))
    outcomes = [outcome for group in found.values() for outcome in group]
    sources = [outcome for outcome in outcomes if isinstance(outcome, Source)]
    refusals = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    sources.sort(key=lambda source: source.name.split("/"))
    return sources, sorted(refusals, key=lambda refusal: refusal.file.split("/"))


def _remote_files(addresses: Sequence[str]) -> Iterator[tuple[Remote, bool]]:
    matches = {address: find_remote(address) for address in addresses}
    missing = [address for address, matched in matches.items() if not matched]
    if missing:
        raise FileNotFoundError(f"no such file or folder: {', '.join(missing)}")
    for matched in matches.values():
        yield from matched


def _matching(paths: Sequence[Path]) -> list[Path]:
    matches = {path: [path] if path.exists() else _glob(path) for path in paths}
    missing = [str(path) for path, matched in matches.items() if not matched]
    if missing:
        raise FileNotFoundError(f"no such file or folder: {', '.join(missing)}")
    return [one for matched in matches.values() for one in matched]


def _glob(path: Path) -> list[Path]:
    return [Path(name) for name in glob.glob(str(path), recursive=True)]


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


def _contents(
    path: Path | Remote, is_named: bool, name: str, file_name: str
) -> list[Source | Refusal]:
    """Return what is in a file: itself, or the files packed in it."""
    kind, compression = split_suffixes(file_name)
    if compression != ".zip":
        return [_known(Source(name, path, kind, compression), is_named)]
    try:
        return [
            _member(Source(f"{name}/{shown}", path, *split_suffixes(shown)), member)
            for member, shown in members(path)
        ]
    except (OSError, Packed) as error:
        return [Refusal(name, None, str(error))]


def _member(source: Source, member: str) -> Source | Refusal:
    if source.compression == ".zip":
        return Refusal(source.name, None, "a .zip in a .zip is not read; unpack the outer one")
    return _known(replace(source, compression=".zip", member=member), False)


def _known(source: Source, is_named: bool) -> Source | Refusal:
    if source.kind in _KNOWN:
        return source
    if is_named:
        return replace(source, kind=".txt")
    kind = source.kind or source.name.rsplit("/", 1)[-1]
    reason = f"files of kind {kind!r} are not read; expected {known_kinds()}"
    return Refusal(source.name, None, reason)


def _shown(path: Path) -> str:
    """Return a path as valid Unicode; file systems allow names that are not."""
    return os.fsencode(path.as_posix()).decode(errors="replace")
