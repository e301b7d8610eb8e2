"""PDF files as text."""

from typing import Any, BinaryIO

from serve.archive.extras import extra

__all__ = ["read_pdf"]

# Text with more than this share of characters without meaning was written with fonts that do not
# say what their shapes stand for.
_MAX_UNMAPPED = 0.05


def read_pdf(file: BinaryIO) -> tuple[str, str]:
    """Return the text layer of a PDF, page after page.

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
        pages = [_page_text(page) for page in document]
    finally:
        document.close()
    text = "\n\n".join(pages)
    _check(text, len(pages))
    return text, "pdf"


def _page_text(page: Any) -> str:  # noqa: ANN401  (pypdfium2 has no types)
    words = page.get_textpage()
    try:
        # PDFium marks a word that is broken at the end of a line with U+FFFE.
        text: str = words.get_text_bounded().replace("\ufffe\r\n", "").replace("\ufffe", "-")
        return text.replace("\r\n", "\n")
    finally:
        words.close()
        page.close()


def _check(text: str, n_pages: int) -> None:
    written = [character for character in text if not character.isspace()]
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
