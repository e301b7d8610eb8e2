"""Cells of CSV files that a spreadsheet opens, and saves again, without changing them.

A spreadsheet guesses what a cell is: it runs formulas, and writes numbers, dates and truth values
in its own way when it saves. A quote before the text keeps it from guessing, and stays where it
is, so it can be taken off again.
"""

import re

__all__ = ["guarded", "unguarded"]

_GUARD = "'"
# What starts a formula; the wide signs do in Chinese and Japanese editions.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MONTHS = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
).replace(" ", "|")
# Digits, and what may stand between them in a number, an amount, a share, a date or a time,
# Chinese or English; an id of digits alone is a number to a spreadsheet. Or a truth value.
_VALUE = re.compile(
    rf"(?=\D*\d)(?:[\d\s.,:/%()$€£¥￥年月日号时分秒+-]|e(?=[\d+-])|[ap]m|{_MONTHS})+|true|false",
    re.IGNORECASE,
)


def guarded(value: object) -> str:
    """Return a value as the text of a cell; text is guarded, numbers stay what they are."""
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return _GUARD + value if _needs_guard(value) else value


def unguarded(cell: str) -> str:
    """Return what was guarded; another cell, whatever it begins with, stays as it is."""
    return cell[1:] if cell.startswith(_GUARD) and _needs_guard(cell[1:]) else cell


def _needs_guard(text: str) -> bool:
    """Whether a spreadsheet would guess. A quote is guarded too, so that one can be told."""
    return text.startswith((*_STARTS_FORMULA, _GUARD)) or bool(_VALUE.fullmatch(text.strip()))
