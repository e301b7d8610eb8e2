"""Comparing lines that differ only in spacing, width, case, punctuation or a scanner's slips."""

import re
import unicodedata
from difflib import SequenceMatcher

_NOT_TEXT = re.compile(r"[\W_]+")
# Dots or a wide space, then the page: how a table of contents points to a report.
_PAGE = re.compile(r"(?:\s*(?:[.·‥_]{3,}|…+)\s*|\t\s*|\s{3,})(?:p\.?\s*)?\d{1,3}$", re.IGNORECASE)
# Longer lines are no titles; comparing them would only take time.
_MAX_CHARS = 400


def without_page(text: str) -> str:
    """Drop the dots and the page number at the end of an entry of a table of contents."""
    return _PAGE.sub("", text) if text[-1:].isdigit() and len(text) <= _MAX_CHARS else text


def key(text: str) -> str:
    """Reduce `text` to what two printings of one title share: letters and digits, in order.

    The key of two lines read as one is the sum of their keys.
    """
    folded = unicodedata.normalize("NFKC", text[:_MAX_CHARS]).casefold()
    return _NOT_TEXT.sub("", folded)


def similarity(one: str, other: str) -> float:
    """Say how alike two keys are, from 0 to 1; keys of very different length give 0."""
    shorter, longer = sorted((len(one), len(other)))
    if shorter * 4 < longer * 3:
        return 0.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= 0.7 else 0.0
