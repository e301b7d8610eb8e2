"""Documents and rows that kill the process that tags them.

They stand for what does so by want of memory or by a fault in a library. As a script, `python
deadly.py INPUTS OUTPUT VERSION`, this tags in its own process, and goes on where it was killed.
"""

import os
import signal
import sys
from pathlib import Path

from serve.archive import Run, tag_archive, workers
from serve.archive.batches import Batch
from serve.archive.work import Options, Tagged

_Versions = tuple[Path, Path | None]
SIGN = "deadly"
_tag = workers._tag


def tag_or_die(versions: _Versions, batch: Batch, options: Options) -> Tagged:
    """Tag as usual, or die."""
    names = [source.name for source in batch.sources if not source.is_table]
    if any(SIGN in said for said in (*names, *(str(entry.row) for entry in batch.entries))):
        os.kill(os.getpid(), signal.SIGKILL)
    return _tag(versions, batch, options)


def die_at_once(versions: _Versions, batch: Batch, options: Options) -> Tagged:
    """Die, whatever there is to tag."""
    os.kill(os.getpid(), signal.SIGKILL)
    return Tagged(0)


if __name__ == "__main__":
    from tests.serve.archive import deadly  # other processes know it by this name

    workers._tag = deadly.tag_or_die
    summary = tag_archive(Run((sys.argv[1],), Path(sys.argv[2]), Path(sys.argv[3]), resume=True))
    sys.stdout.write(f"{summary.items} {summary.refused}\n")
