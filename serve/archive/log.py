"""Parts and the journal together: what is done is on disk and known to be."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from serve.archive.journal import Journal, Terms
from serve.archive.parts import Parts
from serve.archive.work import Tagged

__all__ = ["Log", "file_digest"]


class Log:
    """Keep outcomes until the output is written.

    Parameters
    ----------
    journal : which parts are done
    parts : the parts
    """

    def __init__(self, journal: Journal, parts: Parts) -> None:
        self.journal = journal
        self.parts = parts
        self._known: set[int] = set()

    def begin(self, terms: Terms, *, resume: bool) -> Iterator[Tagged]:
        """Start anew or go on.

        Returns
        -------
        the outcomes of the last run up to the first that is missing, read as they are asked for

        Raises
        ------
        ValueError : the last run cannot be resumed; says why
        """
        if resume:
            return self._done(self.journal.resume(terms))
        self.parts.clear()
        self.journal.begin(terms)
        return iter(())

    def finished(
        self, is_still: Callable[[str, str], bool]
    ) -> tuple[list[str], dict[str, Any]] | None:
        """Return the files and the summary of a finished run, if they are as they were written.

        Parameters
        ----------
        is_still : whether the file of a name is there with a digest
        """
        done = self.journal.finished()
        if done is None or not all(is_still(*file) for file in done["files"].items()):
            return None
        # It may have been killed just before it did so.
        self.parts.clear()
        return [*done["files"]], done["summary"]

    def add(self, tagged: Tagged) -> None:
        """Keep an outcome; one that was read from here is kept already."""
        if tagged.number not in self._known:
            self.journal.add_part(tagged.number, self.parts.add(tagged), tagged.encodings)

    def finish(self, digests: Mapping[str, str], summary: dict[str, Any]) -> None:
        """Note that the files of the output are written, and let the parts go.

        Parameters
        ----------
        digests : SHA-256 of each file by its name
        summary : for `finished`
        """
        self.journal.finish({"files": dict(digests), "summary": summary})
        self.parts.clear()

    def _done(self, digests: dict[int, str]) -> Iterator[Tagged]:
        for number in range(len(digests)):
            tagged = self.parts.load(number, digests.get(number, ""))
            if tagged is None:
                return
            self._known.add(number)
            yield tagged


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
