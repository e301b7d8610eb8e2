"""The lines that are printed on a page of a PDF, and where."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from serve.archive.extras import extra
from serve.newsletter.script import HAN

__all__ = ["Printed", "printed_lines"]

# PDFium's signs for a word that is broken at the end of a line.
_BROKEN_WORD = ("\ufffe", "\x02")
# Space wider than this, in sizes of the type, parts columns; text set flush has no such space.
_COLUMN_GAP = 2.0
# How wide space is given on, so that the parts of a line are told from its words.
_WIDE_SPACE = "    "
_BOLD = re.compile(rb"bold|black|heavy|semib|demi", re.IGNORECASE)
_MAX_FONT_NAME_BYTES = 128
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line. Lengths are in points, from the lower left corner of the page.

    Parameters
    ----------
    text : without the space around it; may be empty
    size : of its first character, rounded to a half
    left, right : where it begins and ends
    base : the height of its baseline
    first_word : how wide its first word is; a Chinese character is a word
    is_bold : whether its first and its last character are
    """

    text: str
    size: float
    left: float = 0.0
    right: float = 0.0
    base: float = 0.0
    first_word: float = 0.0
    is_bold: bool = False

    @property
    def is_parted(self) -> bool:
        """Whether it has columns."""
        return _WIDE_SPACE in self.text


def printed_lines(page: Any) -> Iterator[Printed]:  # noqa: ANN401  (pypdfium2 has no types)
    """Yield the lines of a page in the order in which they are to be read."""
    words = page.get_textpage()
    try:
        yield from _Reader(words).lines()
    finally:
        words.close()


class _Reader:
    """Reads the characters of one page."""

    def __init__(self, words: Any) -> None:  # noqa: ANN401
        self._codes = extra("pypdfium2.raw")
        self._words = words.raw
        n_chars = words.count_chars()
        self._text = "".join(
            chr(self._codes.FPDFText_GetUnicode(words.raw, at)) for at in range(n_chars)
        )

    def lines(self) -> Iterator[Printed]:
        start = 0
        for line in self._text.split("\n"):
            stop = start + len(line)
            yield self._line(start, stop)
            start = stop + 1

    def _line(self, start: int, stop: int) -> Printed:
        while stop > start and self._text[stop - 1].isspace():
            stop -= 1
        while start < stop and self._text[start].isspace():
            start += 1
        if start == stop:
            return Printed("", 0.0)
        left, base = self._origin(start)
        size = self._size(start)
        return Printed(
            text=self._spaced(start, stop, size),
            size=size,
            left=left,
            right=self._right(stop - 1),
            base=base,
            first_word=self._right(self._end_of_word(start, stop) - 1) - left,
            is_bold=self._is_bold(start) and self._is_bold(stop - 1),
        )

    def _spaced(self, start: int, stop: int, size: float) -> str:
        """Return the characters of a line, with wide space where columns are parted."""
        parts: list[str] = []
        for at in range(start, stop):
            char = self._text[at]
            if char in _BROKEN_WORD:
                parts.append("-")
            elif char == " " and self._parts_columns(at, size):
                parts.append(_WIDE_SPACE)
            else:
                parts.append(char)
        return "".join(parts)

    def _parts_columns(self, at: int, size: float) -> bool:
        """Tell whether the space between two words is as wide as that between columns."""
        if self._text[at - 1].isspace() or self._text[at + 1].isspace():
            return False
        return self._origin(at + 1)[0] - self._right(at - 1) > _COLUMN_GAP * size

    def _end_of_word(self, start: int, stop: int) -> int:
        if _HAN.match(self._text[start]):
            return start + 1
        at = start
        while at < stop and not self._text[at].isspace() and not _HAN.match(self._text[at]):
            at += 1
        return max(at, start + 1)

    def _origin(self, at: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        self._codes.FPDFText_GetCharOrigin(self._words, at, x, y)
        return x.value, y.value

    def _right(self, at: int) -> float:
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        self._codes.FPDFText_GetCharBox(self._words, at, left, right, bottom, top)
        return right.value

    def _size(self, at: int) -> float:
        """Return the size a character is printed in: its font's, scaled as the page scales it."""
        matrix = self._codes.FS_MATRIX()
        scale = 1.0
        if self._codes.FPDFText_GetMatrix(self._words, at, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        points: float = self._codes.FPDFText_GetFontSize(self._words, at)
        return round(2 * scale * points) / 2

    def _is_bold(self, at: int) -> bool:
        """Tell from the font's name, the only thing that most writers of PDFs say of it."""
        name, flags = ctypes.create_string_buffer(_MAX_FONT_NAME_BYTES), ctypes.c_int()
        self._codes.FPDFText_GetFontInfo(self._words, at, name, _MAX_FONT_NAME_BYTES, flags)
        return _BOLD.search(name.value) is not None
