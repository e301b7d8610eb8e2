"""The process that reads a file: `python -m serve.unpacking KIND FILE TARGET MAX_ITEMS`."""

import resource
import sys
from errno import EFBIG
from pathlib import Path
from zipfile import BadZipFile

from serve.unpacking.apart import MAX_SECONDS, REFUSED, TOO_LARGE
from serve.unpacking.faults import TooLargeError
from serve.unpacking.items import INSTEAD, items_of
from serve.unpacking.lines import write_lines

# Bytes of address space: the libraries' own need, and 500 MB or so for the document.
_MAX_MEMORY = 3 << 30
# Bytes of all items. An upload has 20 MiB; Office files are packed, and a table's names of columns
# come again with each row.
_MAX_OUTPUT = 64_000_000


def _main(kind: str, path: Path, target: Path, max_items: int | None) -> int:
    """Do the work, in the process of its own."""
    resource.setrlimit(resource.RLIMIT_AS, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MAX_OUTPUT, _MAX_OUTPUT))
    try:
        write_lines(items_of(path, kind, max_items), target)
    except TooLargeError as error:
        return _refuse(str(error), TOO_LARGE)
    except MemoryError:
        return _refuse("reading it takes too much memory")
    except RecursionError:
        return _refuse("it is nested too deeply")
    except (OSError, ValueError, BadZipFile) as error:
        if isinstance(error, OSError) and error.errno == EFBIG:
            return _refuse(f"its items take more than {_MAX_OUTPUT:,} bytes; {INSTEAD}", TOO_LARGE)
        return _refuse(str(error).replace(str(path), "it")[:500])
    return 0


def _refuse(reason: str, status: int = REFUSED) -> int:
    sys.stdout.buffer.write(reason.encode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    _kind, _path, _target, _max_items = sys.argv[1:]
    sys.exit(_main(_kind, Path(_path), Path(_target), int(_max_items) if _max_items else None))
