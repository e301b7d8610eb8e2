"""What an item must be before it is worth a tag."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["check_cells", "check_depth", "check_item"]

_SURROGATE = re.compile("[\ud800-\udfff]")
# A text longer than this (characters) that is written with fewer different characters than
# `_MIN_ALPHABET` is filler: no language gets by with so few.
_FILLER_CHARS = 1000
_MIN_ALPHABET = 8
# Lists in lists, or objects in objects. Real ones have a handful; at some 300 what writes JSON, or
# hands a row to another process, begins to fail.
_MAX_DEPTH = 100


def check_item(text: str) -> None:
    """Refuse an item that says nothing.

    Parameters
    ----------
    text : title and text of the item together

    Raises
    ------
    ValueError : it has no letter or digit, is filler, or is not valid Unicode
    """
    _check_unicode(text, "the item")
    if not any(character.isalnum() for character in text):
        raise ValueError("the item is empty; expected a letter or a digit in its title or text")
    if len(text) > _FILLER_CHARS and len(set(text)) < _MIN_ALPHABET:
        raise ValueError(
            f"the item's {len(text):,} characters are {len(set(text))} different ones repeated; "
            "expected text"
        )


def check_cells(row: Mapping[str, Any]) -> None:
    """Refuse a table's row that could not be written again.

    Raises
    ------
    ValueError : a cell, what is nested in it or a column's name is not valid Unicode, or it is
        nested too deeply
    """
    for name, value in row.items():
        _check_unicode(name, "a column's name")
        for one in _nested(name, value):
            if isinstance(one, str):
                _check_unicode(one, f"column {name!r}")


def check_depth(row: Mapping[str, Any]) -> None:
    """Refuse a table's row that could not even be handed to a worker.

    Raises
    ------
    ValueError : a cell is nested too deeply
    """
    for name, value in row.items():
        if isinstance(value, dict | list):
            for _ in _nested(name, value):
                pass


def _nested(name: str, value: object) -> Iterator[object]:
    """Yield what is in a cell; does not call itself, so that no depth is too much for it."""
    waiting = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if not isinstance(one, dict | list | tuple):
            yield one
            continue
        if depth == _MAX_DEPTH:
            raise ValueError(
                f"column {name!r} is nested too deeply; expected {_MAX_DEPTH} lists or objects in "
                "one another at most"
            )
        inside = [*one, *one.values()] if isinstance(one, dict) else one
        waiting.extend((part, depth + 1) for part in inside)


def _check_unicode(text: str, where: str) -> None:
    # `isascii` is quick and true of most English cells.
    if not text.isascii() and (found := _SURROGATE.search(text)):
        raise ValueError(
            f"{where} holds half of a surrogate pair (U+{ord(found[0]):04X}) at character "
            f"{found.start() + 1}; expected valid Unicode"
        )
