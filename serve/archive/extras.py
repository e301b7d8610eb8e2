"""Libraries that not everyone needs."""

from importlib import import_module
from typing import Any

__all__ = ["extra"]


def extra(module: str, name: str = "archive") -> Any:  # noqa: ANN401  (a module of any shape)
    """Import a module that one of the extras brings.

    Parameters
    ----------
    module : its full name
    name : the extra

    Raises
    ------
    ValueError : it is not installed; says how to
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise ValueError(
            f"needs {error.name}, which is not installed; pip install 'regwire[{name}]'"
        ) from error
