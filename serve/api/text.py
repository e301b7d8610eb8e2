"""Strings as they come in: made whole without moving any character."""

import re

from pydantic import BeforeValidator

__all__ = ["CLEANED", "clean"]

# Half a surrogate pair is no character and cannot be written out; databases refuse NUL.
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def clean(text: str) -> str:
    """Replace each broken character by U+FFFD, so that offsets stay what they were."""
    return _BROKEN.sub(_REPLACEMENT, text)


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


# Beside `str` in a request type; further in than limits on length, which then count characters.
CLEANED = BeforeValidator(_clean)
