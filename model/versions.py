"""The folder of model versions: which there are, which one serves, and how that changes.

    models/
      versions/<version>/     a version, never changed once written
      current                 symbolic link to the version that serves
      promotions.jsonl        one line for each change of `current`, oldest first

A version is written under a temporary name and renamed; `current` is replaced by renaming a
link over it. Whenever the machine stops, `current` names a whole version.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["ENVIRONMENT", "Promotion", "VersionStore"]

# The environment variable that names the folder, for every command and the server.
ENVIRONMENT = "REGWIRE_MODELS"


@dataclass(frozen=True, slots=True)
class Promotion:
    """A change of the serving version.

    Attributes
    ----------
    at : UTC, ISO 8601
    version, previous : what serves from then on, and what served before (None at first)
    why : a word or a sentence: promoted, forced, rolled back
    """

    at: str
    version: str
    previous: str | None
    why: str


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
        """Lend a path for a new version; it is removed again unless `add` took it."""
        root = self.folder / "versions"
        root.mkdir(parents=True, exist_ok=True)
        lent = Path(tempfile.mkdtemp(prefix=".draft-", dir=root))
        try:
            yield lent / "version"
        finally:
            shutil.rmtree(lent, ignore_errors=True)

    def add(self, draft: Path, version: str) -> Path:
        """Take a whole version in; one that is there already is the same and stays."""
        target = self.folder / "versions" / version
        if not target.exists():
            os.replace(draft, target)
        return target

    def promote(self, version: str, why: str = "promoted") -> Promotion:
        """Let a version serve, in one atomic step.

        Raises
        ------
        FileNotFoundError : there is no such version
        """
        target = self.path(version)
        promotion = Promotion(
            datetime.now(UTC).isoformat(timespec="seconds"), version, self.current_version(), why
        )
        link = self.folder / f".current-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("versions") / target.name)
        os.replace(link, self.current)
        self._record(promotion)
        return promotion

    def rollback(self) -> Promotion:
        """Let the version serve again that served before the current one.

        Raises
        ------
        LookupError : none served before, or it is gone
        """
        current = self.current_version()
        before = self._before(current)
        if before is None or before not in self.versions():
            raise LookupError(f"{self.folder}: no earlier version to go back to from {current}")
        return self.promote(before, "rolled back")

    def history(self) -> list[Promotion]:
        """Return all promotions, oldest first; a line cut short by a crash is passed over."""
        path = self.folder / "promotions.jsonl"
        if not path.is_file():
            return []
        parsed = (_parse(line) for line in path.read_text(encoding="utf-8").splitlines())
        return [promotion for promotion in parsed if promotion]

    def _before(self, current: str | None) -> str | None:
        """Walk back: a rollback undoes the promotion that it went back over."""
        stack: list[str] = []
        for promotion in self.history():
            if promotion.why == "rolled back" and len(stack) > 1:
                stack.pop()
            elif not stack or stack[-1] != promotion.version:
                stack.append(promotion.version)
        return stack[-2] if len(stack) > 1 and stack[-1] == current else None

    def _record(self, promotion: Promotion) -> None:
        fields = {name: getattr(promotion, name) for name in Promotion.__slots__}
        with (self.folder / "promotions.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(fields) + "\n")
            log.flush()
            os.fsync(log.fileno())


def _is_version(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _parse(line: str) -> Promotion | None:
    try:
        fields: dict[str, Any] = json.loads(line)
        return Promotion(**fields)
    except (ValueError, TypeError):
        return None
