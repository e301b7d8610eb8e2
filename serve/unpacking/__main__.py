"""The process that reads a file: `python -m serve.unpacking KIND FILE TARGET`."""

import json
import resource
import sys
from pathlib import Path
from zipfile import BadZipFile

from serve.archive.documents import read_document
from serve.archive.kinds import TABLES
from serve.archive.tables import read_table
from serve.unpacking.packed import check_unpacked_size
from serve.unpacking.plain import MAX_SECONDS, REFUSED

# Bytes of address space: the libraries' own need, and 500 MB or so for the document.
_MAX_MEMORY = 3 << 30
_MAX_OUTPUT = 100_000_000


def _main(kind: str, path: Path, target: Path) -> int:
    """Do the work, in the process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_OUTPUT, _MAX_OUTPUT))
    try:
        _write(kind, path, target)
    except MemoryError:
        sys.stderr.write("reading it takes too much memory")
        return REFUSED
    except RecursionError:
        sys.stderr.write("it is nested too deeply")
        return REFUSED
    except (OSError, ValueError, BadZipFile) as error:
        sys.stderr.write(str(error).replace(str(path), "it")[:500])
        return REFUSED
    return 0


def _write(kind: str, path: Path, target: Path) -> None:
    check_unpacked_size(path, kind)
    with path.open("rb") as file, target.open("w", encoding="utf-8", errors="replace") as plain:
        if kind not in TABLES:
            plain.write(read_document(file, kind)[0])
            return
        for entry in read_table(file, kind)[1]:
            # A row that could not be read keeps its place, and is refused there.
            plain.write(json.dumps(entry.row, ensure_ascii=True, default=str) + "\n")


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
