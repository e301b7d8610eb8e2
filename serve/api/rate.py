"""A limit on requests a minute that all workers of one machine share."""

import fcntl
import hashlib
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

__all__ = ["RateLimit"]

# One time for each caller, found by the digest of its name. Two callers that share a place
# share a limit, which is rare with so many places.
_PLACES = 1 << 14
_TIME = struct.Struct("d")
_MINUTE_S = 60.0


class RateLimit:
    """Let each caller make so many requests a minute, in a burst or spread out (GCRA).

    Parameters
    ----------
    path : a file that all workers open; holds no names
    per_minute : requests a minute; 0 for no limit
    clock : seconds, the same for all processes of the machine
    """

    def __init__(
        self, path: Path, per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.path = path
        self.per_minute = per_minute
        self._clock = clock

    def wait_s(self, caller: str) -> float:
        """Count a request; return 0 if it may pass, else the seconds until one may."""
        if not self.per_minute:
            return 0.0
        interval = _MINUTE_S / self.per_minute
        with self._opened(_place(caller)) as file:
            now = self._clock()
            due = max(_read(file), now)
            wait = due + interval - now - _MINUTE_S
            if wait > 1e-9:
                return wait
            file.seek(_place(caller))
            file.write(_TIME.pack(due + interval))
            return 0.0

    @contextmanager
    def _opened(self, place: int) -> Iterator[BinaryIO]:
        self.path.touch()
        with self.path.open("r+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(place)
            yield file


def _place(caller: str) -> int:
    digest = hashlib.sha256(caller.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % _PLACES * _TIME.size


def _read(file: BinaryIO) -> float:
    content = file.read(_TIME.size)
    # Beyond the end of the file nobody has asked yet.
    return float(_TIME.unpack(content)[0]) if len(content) == _TIME.size else 0.0
