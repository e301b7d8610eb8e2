"""Web pages and HTML mail as text."""

import re
from typing import Any, BinaryIO

from serve.archive.encodings import decode_declared
from serve.archive.extras import extra
from serve.newsletter.links import is_end_mark

__all__ = ["html_text", "read_html"]

# What a page has around its text, and what nobody sees.
_FURNITURE = "script,style,noscript,template,svg,nav,aside,form,button,iframe,head,[hidden]"
_BLOCKS = frozenset(
    "address article blockquote body center dd div dl dt fieldset figcaption figure footer header "
    "html main ol p pre section table tbody td th thead tfoot ul".split()
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SPACE = re.compile(r"\s+")
_GAPS = re.compile(r"\n{3,}")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{2,20})", re.IGNORECASE)
# Where a page declares its encoding (HTML standard: within the first 1024 bytes).
_HEAD_BYTES = 1024


def read_html(file: BinaryIO) -> tuple[str, str]:
    """Return a page's text and its encoding: that of its mark, else the declared one if it fits.

    Raises
    ------
    ValueError : it is not text
    """
    declared = _DECLARED.search(file.read(_HEAD_BYTES))
    text, encoding = decode_declared(file, declared[1].decode() if declared else None)
    return html_text(text), encoding


def html_text(page: str) -> str:
    """Return the text of a page, a line for each block, with Markdown's marks.

    Headings get `#`, entries of a list `-`, links `[text](address)`; cells of a table row stand
    on one line with ` | ` between them, unless they hold blocks of their own.
    """
    tree = extra("selectolax.lexbor").LexborHTMLParser(page)
    for node in tree.css(_FURNITURE):
        node.decompose()
    lines = _Lines()
    if tree.body is not None:
        _add(tree.body, lines)
    return lines.text()


class _Lines:
    """Lines in the making."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.line: list[str] = []

    def end(self, mark: str = "") -> None:
        """End the line, if it says anything, with a mark before it."""
        line = _SPACE.sub(" ", "".join(self.line)).strip()
        self.line.clear()
        if line:
            self.done.append(mark + line)

    def gap(self) -> None:
        """End the line and leave one blank."""
        self.end()
        self.done.append("")

    def text(self) -> str:
        """Return all lines."""
        self.end()
        return _GAPS.sub("\n\n", "\n".join(self.done)).strip()


def _add(node: Any, lines: _Lines) -> None:  # noqa: ANN401  (selectolax has no types)
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            lines.line.append(child.text_content or "")
        elif tag == "br":
            lines.end()
        elif tag == "hr":
            lines.gap()
            lines.done += ["---", ""]
        elif tag == "a":
            lines.line.append(_link(child))
        elif tag == "tr":
            _add_cells(child, lines)
        elif tag == "li" or tag in _HEADINGS:
            _add_marked(child, lines, f"{_HEADINGS.get(tag, '-')} ")
        elif tag in _BLOCKS:
            lines.gap()
            _add(child, lines)
            lines.gap()
        else:
            _add(child, lines)


def _add_marked(node: Any, lines: _Lines, mark: str) -> None:  # noqa: ANN401
    """Add a heading or an entry of a list; the first line of it carries the mark."""
    inner = _Lines()
    _add(node, inner)
    text = inner.text()
    if node.tag == "li":
        lines.end()
        lines.done += [f"{mark}{text}"] if text else []
    else:
        lines.gap()
        lines.done += [mark + text.replace("\n", " "), ""] if text else []


def _add_cells(row: Any, lines: _Lines) -> None:  # noqa: ANN401
    """Add a row of a table: on one line if its cells are short, else one cell after another.

    Tables hold columns of text, two languages side by side, and in mail the layout of the page.
    """
    cells = []
    for cell in row.iter():
        inner = _Lines()
        _add(cell, inner)
        cells.append(inner.text())
    said = [cell for cell in cells if cell]
    lines.end()
    if len(said) > 1 and not any("\n" in cell for cell in said):
        lines.done.append(f"| {' | '.join(cells)} |")
    else:
        lines.done += [part for cell in said for part in ("", cell, "")]


def _link(node: Any) -> str:  # noqa: ANN401
    """Return a link's text, with its address where it says no more than to read on."""
    text = _SPACE.sub(" ", node.text(deep=True)).strip()
    address = node.attributes.get("href") or ""
    return f" [{text}]({address}) " if address and is_end_mark(text) else node.text(deep=True)
