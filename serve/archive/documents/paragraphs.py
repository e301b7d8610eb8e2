"""From the printed lines of a PDF to its paragraphs, by where the lines stand."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from serve.archive.documents.printed import Printed
from serve.newsletter.keys import without_page
from serve.newsletter.markup import opens_entry

__all__ = ["GAP", "TURN", "join_lines", "paragraphs"]

# What stands between paragraphs that are set apart, and between pages.
GAP = Printed("", 0.0)
TURN = Printed("\f", 0.0)

# A first line is indented, and those after a bullet, by no more than this, in sizes of the type.
_INDENT = 3.5
# Lines this much farther apart than the usual ones have space between them, as paragraphs do.
_SPACED_OUT = 1.25
_USUAL_LEADING = 1.3
_MAX_LEADING = 3.0
# Ink ends before the place that its character takes, and no punctuation begins a line, so a full
# line may fall short of the edge: in sizes of the type, of Chinese and of other lines.
_SHORT_HAN = 2.2
_SHORT_LATIN = 0.5
# So many lines that end within two sizes of each other show where a column ends.
_MIN_AT_EDGE = 3
_AT_EDGE = 2.0
# Lines whose edge is looked for together begin on the same one of stripes this wide, in points.
_STRIPE = 6.0


def paragraphs(pages: Sequence[Sequence[Printed]]) -> list[Printed]:
    """Return the paragraphs of a document, a line each; `GAP` parts some, `TURN` the pages.

    A line goes on in the next if the next one's first word would not have fitted on it.
    """
    leading = _leading(pages)
    edges = _edges(pages)
    found: list[Printed] = []
    for page in pages:
        found += [*_page(page, leading, edges), TURN]
    return found


def join_lines(one: str, other: str) -> str:
    """Join two lines of a sentence, with a space where the language writes one."""
    spaced = one[-1:].isascii() and other[:1].isascii() and not one.endswith("-")
    return f"{one} {other}" if spaced else one + other


def _page(
    page: Sequence[Printed], leading: float, edges: dict[tuple[float, int], float]
) -> Iterator[Printed]:
    said = [line for line in page if line.text]
    texts = [line.text for line in said[:1]]
    for line, after in pairwise(said):
        near = _is_below(line, after, leading)
        if near and _goes_on(line, after, edges):
            texts.append(after.text)
            continue
        yield _paragraph(line, texts)
        texts = [after.text]
        if not near:
            yield GAP
    if said:
        yield _paragraph(said[-1], texts)


def _paragraph(line: Printed, texts: Sequence[str]) -> Printed:
    text = texts[0]
    for other in texts[1:]:
        text = join_lines(text, other)
    return Printed(text, line.size, line.left, line.right, line.base, is_bold=line.is_bold)


def _is_below(line: Printed, after: Printed, leading: float) -> bool:
    """Tell whether a line stands right below another, in the same column."""
    size = max(line.size, after.size, 1.0)
    down = (line.base - after.base) / size
    apart = after.left >= line.right or after.right <= line.left
    return 0 <= down <= _SPACED_OUT * leading and not apart


def _goes_on(line: Printed, after: Printed, edges: dict[tuple[float, int], float]) -> bool:
    if line.size != after.size or line.is_bold != after.is_bold:
        return False
    if line.is_parted or after.is_parted or opens_entry(after.text):
        return False
    if without_page(line.text) != line.text:
        return False
    if abs(line.left - after.left) > _INDENT * line.size or line.base == after.base:
        return False
    edge = edges.get(_stripe(line), line.right)
    short = _SHORT_LATIN if line.text[-1].isascii() and after.text[0].isascii() else _SHORT_HAN
    return line.right + after.first_word + short * line.size > edge


def _leading(pages: Sequence[Sequence[Printed]]) -> float:
    """Return how far lines of one paragraph stand from each other, in sizes of the type."""
    steps = [
        (line.base - after.base) / line.size
        for page in pages
        for line, after in pairwise(line for line in page if line.text)
        if line.size and line.size == after.size
    ]
    usual = [step for step in steps if 0 < step < _MAX_LEADING]
    return median(usual) if usual else _USUAL_LEADING


def _stripe(line: Printed) -> tuple[float, int]:
    return line.size, int(line.left // _STRIPE)


def _edges(pages: Sequence[Sequence[Printed]]) -> dict[tuple[float, int], float]:
    """Return where the columns end, for each size of type and each stripe where lines begin."""
    rights: dict[tuple[float, int], list[float]] = {}
    for page in pages:
        for line in page:
            if line.text and not line.is_parted:
                rights.setdefault(_stripe(line), []).append(line.right)
    return {stripe: _edge(_near(stripe, rights), stripe[0]) for stripe in rights}


def _near(stripe: tuple[float, int], rights: dict[tuple[float, int], list[float]]) -> list[float]:
    """Return where the lines end that begin on a stripe, or indented from it by a little."""
    size, at = stripe
    reach = int(_INDENT * size // _STRIPE) + 1
    near = (rights.get((size, other), ()) for other in range(at - reach, at + reach + 1))
    return sorted((right for some in near for right in some), reverse=True)


def _edge(rights: Sequence[float], size: float) -> float:
    """Return the farthest end that several lines share: a masthead may stick out."""
    for first, last in zip(rights, rights[_MIN_AT_EDGE - 1 :], strict=False):
        if first - last <= _AT_EDGE * size:
            return first
    return rights[0]
