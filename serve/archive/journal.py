"""What a run has done so far, so that it can go on after it was stopped at any moment.

A line is added when a part is whole on disk. The last line may be cut short, and after a power cut
be anything; it then does not count, and the part is made again.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from serve.archive.opening import opened
from serve.archive.outputs.lines import as_line
from serve.archive.remote import Remote
from serve.archive.sources import Source

__all__ = ["Journal", "Terms", "terms_of"]

# Raised when parts or journal are no longer written as before.
_FORMAT = 3
# Changed inputs that a message names; the rest are counted.
_MAX_NAMED = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What must not change between a run and the one that continues it.

    Parameters
    ----------
    model : version
    options : all options that change rows
    inputs : SHA-256 of each file, by its name
    """

    model: str
    options: dict[str, Any]
    inputs: dict[str, str]

    def differences(self, before: "Terms") -> list[str]:
        """Say what has changed since `before`; empty where nothing has."""
        told = []
        if self.model != before.model:
            told.append(f"the model was {before.model} and is {self.model}")
        for name in sorted({*self.options, *before.options}):
            was, now = before.options.get(name), self.options.get(name)
            if was != now:
                told.append(f"{name} was {was!r} and is {now!r}")
        return [*told, *self._changed_inputs(before)]

    def _changed_inputs(self, before: "Terms") -> Iterator[str]:
        names = sorted({*self.inputs, *before.inputs})
        changed = [name for name in names if self.inputs.get(name) != before.inputs.get(name)]
        for name in changed[:_MAX_NAMED]:
            what = "is new" if name not in before.inputs else "has changed"
            yield f"{name} {what if name in self.inputs else 'is gone'}"
        if len(changed) > _MAX_NAMED:
            yield f"and {len(changed) - _MAX_NAMED:,} more files"


def terms_of(model: str, options: dict[str, Any], sources: Sequence[Source]) -> Terms:
    """Read all inputs once for their digests; a packed file counts as one.

    A store that has a name for each content is taken at its word.
    """
    digests: dict[Path | Remote, str] = {}
    inputs = {}
    for source in sources:
        if source.path not in digests:
            digests[source.path] = _digest(source.path)
        inputs[source.name] = digests[source.path]
    return Terms(model, json.loads(json.dumps(options)), inputs)


class Journal:
    """The file that knows what is done.

    Parameters
    ----------
    path : beside the output
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs from the same output; a process that dies lets go.

        Raises
        ------
        BlockingIOError : another run has it
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BlockingIOError(
                    f"{self.path}: another run is writing this output; wait for its end or stop it"
                ) from error
            yield

    def begin(self, terms: Terms) -> None:
        """Start anew."""
        self.path.write_bytes(b"")
        self._add({"format": _FORMAT, "model": terms.model, "options": terms.options})
        for name, digest in terms.inputs.items():
            self._add({"input": name, "sha256": digest}, sync=False)
        self._add({"begun": len(terms.inputs)})

    def resume(self, terms: Terms) -> dict[int, str]:
        """Go on where the last run stopped; start anew where it had not begun.

        Returns
        -------
        SHA-256 of each part that is done, by its number

        Raises
        ------
        ValueError : model, options or inputs are not those of the last run; says which
        """
        lines = list(self._whole_lines())
        if not any("begun" in line for line in lines):
            self.begin(terms)
            return {}
        if (found := lines[0]["format"]) != _FORMAT:
            raise ValueError(
                f"{self.path}: cannot resume: its format is {found}, this release's is {_FORMAT}; "
                "without --resume all is done anew"
            )
        told = terms.differences(_terms(lines))
        if told:
            raise ValueError(
                f"{self.path}: cannot resume: {'; '.join(told)}; without --resume all is done anew"
            )
        return {line["part"]: line["sha256"] for line in lines if "part" in line}

    def finished(self) -> dict[str, Any] | None:
        """Return what `finish` was told, None where the run is not finished."""
        return next((line["done"] for line in self._whole_lines() if "done" in line), None)

    def add_part(self, number: int, digest: str, encodings: dict[str, str]) -> None:
        """Note a part that is whole on disk, and how its files are encoded."""
        self._add({"part": number, "sha256": digest, "encodings": encodings})

    def finish(self, told: dict[str, Any]) -> None:
        """Note that the output is in place."""
        self._add({"done": told})

    def _add(self, fields: dict[str, Any], *, sync: bool = True) -> None:
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(as_line(fields))
            if sync:
                file.flush()
                os.fsync(file.fileno())

    def _whole_lines(self) -> Iterator[dict[str, Any]]:
        """Yield the lines that are whole, and cut off what is behind them."""
        if not self.path.is_file():
            return
        whole = 0
        with self.path.open("rb") as file:
            for line in file:
                fields = _fields(line)
                if fields is None:
                    break
                whole += len(line)
                yield fields
        if whole < self.path.stat().st_size:
            os.truncate(self.path, whole)


def _fields(line: bytes) -> dict[str, Any] | None:
    """Return what a line says, None where it was not written to its end."""
    if not line.endswith(b"\n"):
        return None
    try:
        fields = json.loads(line)
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def _terms(lines: Sequence[dict[str, Any]]) -> Terms:
    inputs = {line["input"]: line["sha256"] for line in lines if "input" in line}
    return Terms(lines[0]["model"], lines[0]["options"], inputs)


def _digest(path: Path | Remote) -> str:
    if isinstance(path, Remote) and path.mark:
        return f"mark:{path.mark}"
    with opened(path, "", rewinds=True) as file:
        return hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()
