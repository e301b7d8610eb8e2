"""Word documents as text."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from serve.archive.extras import extra

__all__ = ["read_word"]

_MAX_HEADING = 6


def read_word(file: BinaryIO) -> tuple[str, str]:
    """Return a document's paragraphs and tables, with Markdown's marks.

    Raises
    ------
    ValueError : it is damaged or no Word document
    """
    docx = extra("docx")
    try:
        document = docx.Document(file)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValueError(f"not a Word document that can be opened: {error}") from error
    return "\n".join(_lines(document)), "docx"


def _lines(container: Any) -> Iterator[str]:  # noqa: ANN401  (of a document or of a cell)
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            yield ""
            for row in block.rows:
                yield from _row_lines(row)
            yield ""
        else:
            yield from _paragraph_lines(block)


def _paragraph_lines(paragraph: Any) -> Iterator[str]:  # noqa: ANN401
    text = paragraph.text.strip()
    level = _heading_level(paragraph)
    if not text:
        yield ""
    elif level:
        yield from ("", f"{'#' * level} {' '.join(text.split())}", "")
    else:
        yield f"- {text}" if _is_entry(paragraph) else text


def _heading_level(paragraph: Any) -> int:  # noqa: ANN401
    """Return 1 to 6, or 0 for a paragraph that is none; in any language of Word."""
    identifier = paragraph.style.style_id if paragraph.style is not None else ""
    name = paragraph.style.name or "" if paragraph.style is not None else ""
    if name == "Title":
        return 1
    level = name.lower().removeprefix("heading ")
    if not level.isdigit():
        level = identifier.lower().removeprefix("heading")
    return min(int(level), _MAX_HEADING) if level.isdigit() and "heading" in name.lower() else 0


def _is_entry(paragraph: Any) -> bool:  # noqa: ANN401
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _row_lines(row: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield a row as one line if its cells have one line each, else one cell after another."""
    cells = ["\n".join(_lines(cell)).strip() for cell in _once(row.cells)]
    said = [cell for cell in cells if cell]
    if len(said) > 1 and not any("\n" in cell for cell in said):
        yield f"| {' | '.join(cells)} |"
        return
    for cell in said:
        yield from ("", cell, "")


def _once(cells: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield each cell once; a merged one comes once for each that it spans."""
    last = None
    for cell in cells:
        if cell._tc is not last:
            yield cell
        last = cell._tc
