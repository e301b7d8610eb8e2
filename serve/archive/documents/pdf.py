"""PDF files as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from serve.archive.documents.paragraphs import join_lines, paragraphs
from serve.archive.documents.printed import Printed, printed_lines
from serve.archive.extras import extra

__all__ = ["Printed", "mark_headings", "read_pdf"]

# Text with more than this share of characters without meaning was written with fonts that do not
# say what their shapes stand for.
_MAX_UNMAPPED = 0.05
# A heading is printed larger than the body by this factor, and headings are the smaller part.
_LARGER = 1.1
_MAX_HEADING_SHARE = 0.3
_MAX_LEVEL = 6


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
        pages = [_read(page) for page in document]
    finally:
        document.close()
    _check("".join(line.text for page in pages for line in page), len(pages))
    return mark_headings(paragraphs(pages)), "pdf"


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
            heading = Printed(join_lines(heading.text, line.text), line.size)
            continue
        if heading.text:
            yield from ("", f"{'#' * levels[heading.size]} {heading.text}", "")
        is_heading = bool(line.text) and line.size in levels
        heading = line if is_heading else Printed("", 0.0)
        if not is_heading:
            yield line.text


def _read(page: Any) -> list[Printed]:  # noqa: ANN401  (pypdfium2 has no types)
    try:
        return [*printed_lines(page)]
    finally:
        page.close()


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
