"""Chinese and English printed side by side, on one line or in two columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from serve.newsletter.rows import Row, join
from serve.newsletter.script import HAN, language, n_han, n_words

_CELLS = re.compile(r"\t+|\s*[|｜]\s*|\s+/{1,2}\s+")
_SPACES = re.compile(r"\s{3,}")
_GAP = re.compile(r"\s{2,}")
_LAST_HAN = re.compile(f"[{HAN}][^{HAN}]*$")
_AFTER_HAN = re.compile(r"[A-Za-z]{0,12}[。！？”」』》）)!?.\d]*\s+(?=[A-Z\"“‘'\d])")
_RULED = re.compile(r"[|:\s-]+")
# A block has two columns if at least so many and this share of its rows have; the longer column
# goes on alone.
_MIN_SPLIT = 2
_MIN_SPLIT_SHARE = 0.5
# A row with more whole cells than this is a report: two may be a title in two languages.
_MIN_CELLS = 2
# What parts three cells.
_MIN_BARS = 4
# What stands beside its translation has at least this many characters or words.
_MIN_HAN = 4
_MIN_WORDS = 2
# Without a separator only this many English words after Chinese ones are a translation.
_MIN_RUN_ON_WORDS = 5
_MIN_RUN_ON_HAN = 6


def split_columns(rows: Sequence[Row]) -> list[Row]:
    """Return `rows` with the two languages of a row on rows of their own.

    In a block of rows that has two columns, each column becomes one row. The names of a table's
    columns are left out.
    """
    return list(chain.from_iterable(map(_split_block, _blocks(_without_names(rows)))))


def _without_names(rows: Sequence[Row]) -> list[Row]:
    after = [*rows[1:], Row("", True)]
    return [row for row, rule in zip(rows, after, strict=False) if not _are_names(row, rule)]


def _are_names(row: Row, rule: Row) -> bool:
    if not (row.text[0] == "|" and rule.text[:1] == "|" and _RULED.fullmatch(rule.text)):
        return False
    return not any(_is_whole(cell) for cell in _CELLS.split(row.text))


def _blocks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    block: list[Row] = []
    for row in rows:
        if row.gap and block:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _split_block(block: list[Row]) -> list[Row]:
    n_split = sum(_two_columns(row.text) is not None for row in block)
    if n_split >= _MIN_SPLIT and n_split >= _MIN_SPLIT_SHARE * len(block):
        return _unwoven([row.text for row in block])
    return [part for row in block for part in _split_row(row)]


def _unwoven(texts: Sequence[str]) -> list[Row]:
    """Return the two columns of a block, each as one row."""
    first = next(pair for pair in map(_two_columns, texts) if pair)
    columns: tuple[list[str], list[str]] = ([], [])
    for text in texts:
        parts = _GAP.split(text, maxsplit=1)
        if len(parts) > 1:
            columns[0].append(parts[0])
            columns[1].append(parts[1])
        else:
            columns[language(text) != language(first[0])].append(text)
    return [Row(join(columns[0]), True), Row(join(columns[1]), False)]


def _two_columns(text: str) -> tuple[str, str] | None:
    parts = _SPACES.split(text, maxsplit=1)
    if len(parts) < 2 or language(parts[0]) == language(parts[1]):
        return None
    return parts[0], parts[1]


def _split_row(row: Row) -> list[Row]:
    if cells := _table_cells(row.text):
        apart = [Row(cell, False, row.level) for cell in cells[1:]]
        return [row._replace(text=cells[0], gap=True), *apart]
    if row.text.isascii():
        return [row]
    parts = _two_cells(row.text) or _two_columns(row.text)
    if parts and not (_is_whole(parts[0]) and _is_whole(parts[1])):
        parts = None
    parts = parts or _run_on(row.text)
    return [row._replace(text=parts[0]), Row(parts[1], False, row.level)] if parts else [row]


def _table_cells(text: str) -> list[str]:
    """Return the cells of a table's row that has a report in it: titles, texts, perhaps a date."""
    if text[0] != "|" or text.count("|") < _MIN_BARS:
        return []
    cells = [cell for cell in map(str.strip, text.split("|")) if cell and not cell.isdecimal()]
    n_whole = sum(map(_is_whole, cells))
    return cells if len(cells) > _MIN_CELLS and n_whole > _MIN_CELLS else []


def _two_cells(text: str) -> tuple[str, str] | None:
    cells = [cell for cell in _CELLS.split(text) if cell and not _RULED.fullmatch(cell)]
    if len(cells) != 2 or language(cells[0]) == language(cells[1]):
        return None
    return cells[0], cells[1]


def _is_whole(text: str) -> bool:
    return (n_han(text) >= _MIN_HAN) if language(text) == "zh" else (n_words(text) >= _MIN_WORDS)


def _run_on(text: str) -> tuple[str, str] | None:
    """Split Chinese from the English that follows it after no more than a space."""
    last = _LAST_HAN.search(text)
    space = _AFTER_HAN.match(text, last.start() + 1) if last else None
    if not space:
        return None
    chinese, english = text[: space.end()].rstrip(), text[space.end() :]
    long_enough = n_han(chinese) >= _MIN_RUN_ON_HAN and n_words(english) >= _MIN_RUN_ON_WORDS
    return (chinese, english) if long_enough else None
