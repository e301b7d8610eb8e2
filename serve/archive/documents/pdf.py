"""PDF files as text."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from serve.archive.extras import extra

__all__ = ["Printed", "mark_headings", "read_pdf"]

# Text with more than this share of characters without meaning was written with fonts that do not
# say what their shapes stand for.
_MAX_UNMAPPED = 0.05
# A heading is printed larger than the body by this factor, and headings are the smaller part.
_LARGER = 1.1
_MAX_HEADING_SHARE = 0.3
_MAX_LEVEL = 6
# PDFium's sign for a word that is broken at the end of a line.
_BROKEN_WORD = "\ufffe"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line.

    Parameters
    ----------
    text : without the space around it; may be empty
    size : of its first character, in points, rounded to a half
    """

    text: str
    size: float


def read_pdf(file: BinaryIO) -> tuple[str, str]:
    """Return the text layer of a PDF, page after page; lines in larger type are headings.

    Raises
    ------
    ValueError : it is damaged, locked, has no text (a scan), or text that cannot be read
    """
    pdfium = extra("pypdfium2")
    try:
        document = pdfium.PdfDocument(file.read())
    except pdfium.PdfiumError as error:
        raise ValueError(f"not a PDF that can be opened: {error}") from error
    try:
        pages = [list(_lines(page)) for page in document]
    finally:
        document.close()
    lines = [line for page in pages for line in (*page, Printed("", 0.0))]
    _check("".join(line.text for line in lines), len(pages))
    return mark_headings(lines), "pdf"


def mark_headings(lines: Sequence[Printed]) -> str:
    """Return the lines of a document as Markdown, headings on one line each.

    The body's type is the one of most characters. Where a large part of the text is printed
    larger, sizes mean something else, and nothing is marked.
    """
    n_chars: Counter[float] = Counter()
    for line in lines:
        n_chars[line.size] += len(line.text)
    body = n_chars.most_common(1)[0][0]
    sizes = sorted((size for size in n_chars if size > _LARGER * body), reverse=True)
    if sum(n_chars[size] for size in sizes) > _MAX_HEADING_SHARE * n_chars.total():
        sizes = []
    levels = {size: min(level, _MAX_LEVEL) for level, size in enumerate(sizes, start=1)}
    return "\n".join(_marked(lines, levels))


def _marked(lines: Sequence[Printed], levels: dict[float, int]) -> Iterator[str]:
    heading = Printed("", 0.0)
    for line in (*lines, Printed("", 0.0)):
        if heading.text and line.text and line.size == heading.size:
            heading = Printed(_joined(heading.text, line.text), line.size)
            continue
        if heading.text:
            yield from ("", f"{'#' * levels[heading.size]} {heading.text}", "")
        is_heading = bool(line.text) and line.size in levels
        heading = line if is_heading else Printed("", 0.0)
        if not is_heading:
            yield line.text


def _joined(one: str, other: str) -> str:
    """Join two lines of a heading, with a space where the language writes one."""
    return f"{one} {other}" if one[-1:].isascii() and other[:1].isascii() else one + other


def _lines(page: Any) -> Iterator[Printed]:  # noqa: ANN401  (pypdfium2 has no types)
    words = page.get_textpage()
    try:
        codes = extra("pypdfium2.raw")
        line: list[str] = []
        size = 0.0
        for at in range(words.count_chars()):
            character = chr(codes.FPDFText_GetUnicode(words.raw, at))
            if character == "\n":
                yield Printed("".join(line).strip(), size)
                line, size = [], 0.0
            elif character == _BROKEN_WORD:
                line.append("-")
            else:
                line.append(character)
                size = size or (_size(codes, words, at) if not character.isspace() else 0.0)
        yield Printed("".join(line).strip(), size)
    finally:
        words.close()
        page.close()


def _size(codes: Any, words: Any, at: int) -> float:  # noqa: ANN401
    """Return the size in which a character is printed: its font's, scaled as the page scales it."""
    matrix = codes.FS_MATRIX()
    scale = 1.0
    if codes.FPDFText_GetMatrix(words.raw, at, matrix):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    points: float = codes.FPDFText_GetFontSize(words.raw, at)
    return round(2 * scale * points) / 2


def _check(text: str, n_pages: int) -> None:
    written = "".join(text.split())
    if not written:
        raise ValueError(f"no text on {n_pages} pages; a scan must go through OCR first")
    unmapped = sum(map(_is_unmapped, written))
    if unmapped > _MAX_UNMAPPED * len(written):
        raise ValueError(
            f"{unmapped:,} of {len(written):,} characters have no meaning: the PDF's fonts do not "
            "say what they stand for; it must go through OCR first"
        )


def _is_unmapped(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < " "
