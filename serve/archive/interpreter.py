"""How another Python is started that imports what this one does, and nothing else.

`python -m` looks for modules in the working folder first: a `csv.py` in somebody's archive would be
run, and a folder `model` would hide ours.
"""

import os
import sys

__all__ = ["running"]


def running(module: str, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return the command that runs a module, and what its environment must have.

    Parameters
    ----------
    module : its dotted name
    arguments : what it is given
    """
    # An empty entry would be the working folder again.
    path = os.pathsep.join(filter(None, sys.path))
    return [sys.executable, "-P", "-m", module, *arguments], {"PYTHONPATH": path}
