"""Files that are not on this machine: addresses such as `s3://bucket/folder`, by fsspec."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from serve.archive.extras import extra

__all__ = ["Remote", "find_remote", "is_remote", "is_there", "remove_beside", "upload"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_PATTERN = re.compile(r"[*?\[]")
# Names under which stores tell that a file's content is the same as before.
_MARKS = ("ETag", "etag", "md5Hash", "content_md5")


@dataclass(frozen=True, slots=True)
class Remote:
    """A file in a store.

    Parameters
    ----------
    url : its address
    n_bytes : its size
    mark : what the store calls its content, so that a change is noticed; empty where it does not
    """

    url: str
    n_bytes: int
    mark: str = ""

    @property
    def name(self) -> str:
        """The last part of the address."""
        return PurePosixPath(self.url).name

    def open(self) -> BinaryIO:
        """Open the file's bytes; they are fetched as they are asked for.

        Raises
        ------
        OSError : it cannot be fetched
        """
        with _telling(self.url):
            store, path = _store(self.url)
            return cast(BinaryIO, store.open(path, "rb"))


def is_remote(path: str | Path) -> bool:
    """Tell an address from a path."""
    return isinstance(path, str) and _ADDRESS.match(path) is not None


def find_remote(url: str) -> list[tuple[Remote, bool]]:
    """Return the files at an address, in a folder there, or that a pattern matches.

    Returns
    -------
    each file, and whether it was named itself; none where there is nothing

    Raises
    ------
    OSError : the store cannot be asked
    ValueError : no library is installed for this kind of address
    """
    with _telling(url):
        store, path = _store(url)
        store.invalidate_cache()
        if _PATTERN.search(path) and not store.exists(path):
            matched = [one for one in sorted(store.glob(path)) if not _is_hidden(one, path)]
        else:
            matched = [path] if store.exists(path) else []
        return [pair for one in matched for pair in _files(store, one)]


def _is_hidden(path: str, pattern: str) -> bool:
    """Tell whether a pattern matched a hidden file or folder that it does not name."""
    named = pattern.split("/")
    return any(part.startswith(".") and part not in named for part in path.split("/"))


def _files(store: Any, path: str) -> Iterator[tuple[Remote, bool]]:  # noqa: ANN401  (no types)
    info = store.info(path)
    if info["type"] == "file":
        yield _remote(store, path, info), True
        return
    folder = path.rstrip("/") + "/"
    for name, about in sorted(store.find(path, detail=True).items()):
        parts = name.removeprefix(folder).split("/")
        # An empty name is the folder's own, which some programs make.
        if all(part and not part.startswith(".") for part in parts):
            yield _remote(store, name, about), False


def _remote(store: Any, path: str, about: dict[str, Any]) -> Remote:  # noqa: ANN401
    mark = next((str(about[name]).strip('"') for name in _MARKS if about.get(name)), "")
    return Remote(store.unstrip_protocol(path), about.get("size") or 0, mark)


def upload(local: Path, url: str) -> None:
    """Copy a file to an address; it is there whole or not at all.

    Raises
    ------
    OSError : it cannot be written there
    """
    with _telling(url):
        store, path = _store(url)
        store.put_file(str(local), path)


def remove_beside(url: str, is_stale: Callable[[str], bool]) -> None:
    """Remove files from the folder of an address.

    Parameters
    ----------
    url : of a file in the folder
    is_stale : whether the file of a name is to go
    """
    with _telling(url):
        store, path = _store(url)
        store.invalidate_cache()
        for one in store.ls(path.rsplit("/", 1)[0], detail=False):
            if is_stale(PurePosixPath(one).name):
                store.rm_file(one)


def is_there(url: str) -> bool:
    """Tell whether there is a file at an address."""
    with _telling(url):
        store, path = _store(url)
        store.invalidate_cache()
        return bool(store.isfile(path))


def _store(url: str) -> tuple[Any, str]:
    fsspec = extra("fsspec.core", "s3")
    store, path = fsspec.url_to_fs(url)
    return store, path


@contextmanager
def _telling(url: str) -> Iterator[None]:
    """Say which address failed; stores raise exceptions of many kinds."""
    try:
        yield
    except ImportError as error:
        kind = url.split("://")[0]
        hint = "pip install 'regwire[s3]'" if kind == "s3" else "install it beside regwire"
        raise ValueError(
            f"{url}: needs a library that is not installed ({error}); {hint}"
        ) from error
    except FileNotFoundError as error:
        raise FileNotFoundError(f"no such file or folder: {url}") from error
    except ValueError as error:
        raise ValueError(f"{url}: {error}") from error
    except Exception as error:
        said = str(error) or type(error).__name__
        raise OSError(f"{url}: cannot be reached: {said}") from error
