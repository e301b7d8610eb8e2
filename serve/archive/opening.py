"""Opening files for reading, whatever they are packed in."""

import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from serve.archive.extras import extra
from serve.archive.kinds import split_suffixes
from serve.archive.remote import Remote

__all__ = ["Packed", "members", "opened"]

# What is unpacked stays in memory up to this many bytes, then goes to a temporary file.
_IN_MEMORY_BYTES = 1 << 26
_UTF8_NAME = 0x800  # the flag of a zip entry whose name is UTF-8 (APPNOTE 4.4.4, bit 11)


class Packed(ValueError):
    """A packed file cannot be unpacked."""


@contextmanager
def opened(
    path: Path | Remote, compression: str, member: str = "", *, rewinds: bool = False
) -> Iterator[BinaryIO]:
    """Open a file so that it can be read and rewound.

    Parameters
    ----------
    path : the file
    compression : `.gz`, `.zst`, `.zip` or empty
    member : which file of a `.zip`
    rewinds : whether what is read of a file in a store may be fetched as it is asked for; else it
        is fetched once, and whole

    Raises
    ------
    OSError : it cannot be opened
    Packed : it is not what its name says, or is damaged
    """
    if not compression and (rewinds or isinstance(path, Path)):
        with _bytes(path) as file:
            yield file
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as plain:
        try:
            with _bytes(path) as file, _unpacking(file, compression, member) as stream:
                shutil.copyfileobj(stream, plain)
        except Exception as error:
            if _is_damage(error):
                raise Packed(f"cannot unpack {compression}: {error}") from error
            raise
        plain.seek(0)
        yield cast(BinaryIO, plain)


def _bytes(path: Path | Remote) -> BinaryIO:
    return path.open("rb") if isinstance(path, Path) else path.open()


def members(path: Path | Remote) -> list[tuple[str, str]]:
    """Return the files in a `.zip`: the name to open each by, and the name to show, sorted.

    Hidden ones are left out, and so is what macOS adds. Programs write names in UTF-8 or, on
    Chinese Windows, in GBK, and many do not say which.

    Raises
    ------
    Packed : it is not a zip file
    """
    try:
        with _bytes(path) as file, zipfile.ZipFile(file) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except zipfile.BadZipFile as error:
        raise Packed(f"cannot unpack .zip: {error}") from error
    named = sorted(((info.filename, _shown(info)) for info in infos), key=lambda pair: pair[1])
    return [(member, shown) for member, shown in named if not _is_hidden(shown)]


def _shown(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return info.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return info.filename


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part != ".." for part in parts)


@contextmanager
def _unpacking(file: BinaryIO, compression: str, member: str) -> Iterator[BinaryIO]:
    """Lend the plain bytes of a packed file; one in a `.zip` may be packed itself."""
    if compression == ".gz":
        with gzip.open(file) as stream:
            yield cast(BinaryIO, stream)
    elif compression == ".zst":
        decompressor = extra("zstandard").ZstdDecompressor()
        with decompressor.stream_reader(file, read_across_frames=True, closefd=False) as stream:
            yield stream
    elif compression == ".zip":
        with (
            zipfile.ZipFile(file) as archive,
            archive.open(member) as packed,
            _unpacking(cast(BinaryIO, packed), split_suffixes(member)[1], "") as stream,
        ):
            yield stream
    else:
        yield file


def _is_damage(error: Exception) -> bool:
    """Tell what unpackers raise for a damaged file; a disk's own faults are not among it."""
    # zstandard's error is known by its name, so that it need not be installed.
    known = (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
    return isinstance(error, known) or type(error).__name__ == "ZstdError"
