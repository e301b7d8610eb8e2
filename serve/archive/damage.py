"""Files that their libraries stumble over."""

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["telling_of_damage"]

# Of what a library says, in characters; some repeat a part of the file.
_MAX_TOLD = 200


@contextmanager
def telling_of_damage(kind: str) -> Iterator[None]:
    """Say of a file that it cannot be read, whatever its library raises.

    Parsers raise almost anything for a damaged file: `KeyError`, `AttributeError`, a
    `SyntaxError` of their own. One such file must not end a run over thousands.

    Parameters
    ----------
    kind : the file's suffix, with the dot

    Raises
    ------
    ValueError : it is damaged, nested too deeply or too large for the memory
    """
    try:
        yield
    except (OSError, ValueError):
        raise
    except RecursionError as error:
        raise ValueError("it is nested too deeply to be read") from error
    except MemoryError as error:
        raise ValueError("reading it takes more memory than there is") from error
    except Exception as error:
        told = " ".join(str(error).split())[:_MAX_TOLD]
        raise ValueError(
            f"damaged, or no {kind} file: {type(error).__name__}: {told}; open it in its program "
            "and save it anew"
        ) from error
