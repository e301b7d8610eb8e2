"""The folder of model versions: which there are, which one serves, and how that changes.

    models/
      versions/<version>/     a version, never changed once written
      current                 symbolic link to the version that serves
      promotions.jsonl        one line for each change of `current`, oldest first

A version is written under a temporary name, brought to disk, and renamed; `current` is replaced
by renaming a link over it. Whenever the machine stops, `current` names a whole version, and what
was being written has a name that begins with a point, which the next one who writes removes.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from model.locking import is_held, locked
from model.promotions import (
    ROLLED_BACK,
    Promotion,
    read_promotions,
    served_before,
    write_promotion,
)

__all__ = ["ENVIRONMENT", "Promotion", "VersionStore"]

# The environment variable that names the folder, for every command and the server.
ENVIRONMENT = "REGWIRE_MODELS"
_DRAFT = ".draft-"
_LINK = ".current"


class VersionStore:
    """Versions in one folder.

    Parameters
    ----------
    folder : made when the first version is added
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    @property
    def current(self) -> Path:
        """The path to load; a link, there or not."""
        return self.folder / "current"

    def current_version(self) -> str | None:
        """Return the name of the serving version, None where none serves."""
        try:
            return Path(os.readlink(self.current)).name
        except OSError:
            return None

    def versions(self) -> list[str]:
        """Return the names of all versions, sorted."""
        root = self.folder / "versions"
        return (
            sorted(path.name for path in root.iterdir() if _is_version(path))
            if root.is_dir()
            else []
        )

    def path(self, version: str) -> Path:
        """Return the folder of a version.

        Raises
        ------
        FileNotFoundError : there is no such version; lists those there are
        """
        if version not in self.versions():
            known = ", ".join(self.versions()) or "none"
            raise FileNotFoundError(f"{self.folder}: no version {version!r}; there are: {known}")
        return self.folder / "versions" / version

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """Lend a path for a new version; it is removed again unless `add` took it.

        What a process that was killed had left behind is removed too.
        """
        root = self.folder / "versions"
        root.mkdir(parents=True, exist_ok=True)
        with ExitStack() as held:
            with locked(root):
                _remove_abandoned(root)
                lent = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=root))
                # While it is held, nobody takes it for abandoned.
                held.enter_context(locked(lent))
            try:
                yield lent / "version"
            finally:
                shutil.rmtree(lent, ignore_errors=True)

    def add(self, draft: Path, version: str) -> Path:
        """Take a whole version in; one that is there already is the same and stays."""
        target = self.folder / "versions" / version
        if not target.exists():
            _bring_to_disk(draft)
            os.replace(draft, target)
            _sync(target.parent)
        return target

    def promote(self, version: str, why: str = "promoted") -> Promotion:
        """Let a version serve, in one atomic step.

        Raises
        ------
        FileNotFoundError : there is no such version
        """
        target = self.path(version)
        with locked(self.folder):
            now = datetime.now(UTC).isoformat(timespec="seconds")
            promotion = Promotion(now, version, self.current_version(), why)
            write_promotion(self._record, promotion)
            self._point_to(target)
        return promotion

    def rollback(self) -> Promotion:
        """Let the version serve again that served before the current one.

        Raises
        ------
        LookupError : none served before, or it is gone
        """
        before = self.before()
        if before is None:
            current = self.current_version()
            if current is None:
                raise LookupError(
                    f"{self.folder}: no version serves; make one with 'regwire retrain'"
                )
            raise LookupError(f"{self.folder}: no earlier version to go back to from {current}")
        return self.promote(before, ROLLED_BACK)

    def before(self) -> str | None:
        """Return the version that `rollback` goes back to; None where there is none."""
        before = served_before(self.history())
        return before if before in self.versions() else None

    def history(self) -> list[Promotion]:
        """Return all promotions, oldest first."""
        return read_promotions(self._record, self.current_version())

    @property
    def _record(self) -> Path:
        return self.folder / "promotions.jsonl"

    def _point_to(self, target: Path) -> None:
        """Replace the link; the caller holds the folder, so no one else makes one meanwhile."""
        for left in self.folder.glob(f"{_LINK}*"):
            left.unlink(missing_ok=True)
        link = self.folder / _LINK
        link.symlink_to(Path("versions") / target.name)
        os.replace(link, self.current)
        _sync(self.folder)


def _is_version(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _remove_abandoned(root: Path) -> None:
    for draft in root.glob(f"{_DRAFT}*"):
        with suppress(FileNotFoundError):  # its owner has removed it meanwhile
            if not is_held(draft):
                shutil.rmtree(draft, ignore_errors=True)


def _bring_to_disk(folder: Path) -> None:
    """Wait until the files of a folder would outlive the power."""
    for path in folder.iterdir():
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
