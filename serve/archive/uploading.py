"""Outputs that go to a store: made here, then copied there."""

from collections.abc import Sequence
from pathlib import Path

from serve.archive.outputs.shards import is_of
from serve.archive.remote import remove_beside, upload

__all__ = ["beside", "move_up"]


def beside(url: str, name: str) -> str:
    """Return the address of a file in the folder of another."""
    return f"{url.rsplit('/', 1)[0]}/{name}"


def move_up(output: Path, files: Sequence[Path], copied: Sequence[Path], url: str) -> None:
    """Copy the files of an output to a store; they are gone here when all are there.

    Parameters
    ----------
    output : the output as it was asked for, on this machine
    files : what it is made of
    copied : files that go there too and stay here
    url : where `output` goes; the others stand beside it

    Raises
    ------
    OSError : the store cannot be written to; nothing is gone here
    """
    for path in (*files, *copied):
        upload(path, beside(url, path.name))
    names = {path.name for path in files}
    remove_beside(url, lambda name: is_of(output.name, name) and name not in names)
    for path in files:
        path.unlink()
