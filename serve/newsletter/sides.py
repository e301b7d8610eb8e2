"""A text in two languages under one title, sorted into the two."""

from collections.abc import Collection, Mapping, Sequence

from serve.newsletter.lines import Kind, Line
from serve.newsletter.script import Lang, size

# Shorter lines of another language are names or quotations, in characters and words.
_MIN_VERSION = {"zh": 20, "en": 12}

_PARAGRAPHS = frozenset({Kind.BODY, Kind.SENTENCE})


def texts_by_language(
    lines: Sequence[Line], lang: Lang, titles: Collection[Lang]
) -> Mapping[Lang, list[Line]]:
    """Return the lines of each language.

    Lines of the other language are a version of their own only if the report has a title in it,
    or if they are paragraphs that stand together, before or after all others.
    """
    sides = _sides(lines)
    n_turns = sum(a != b for a, b in zip(sides, sides[1:], strict=False))
    if len(titles) < 2 and n_turns != 1:
        return {lang: list(lines)}
    texts: dict[Lang, list[Line]] = {"zh": [], "en": []}
    for line, side in zip(lines, sides, strict=True):
        texts[side].append(line)
    return texts


def _sides(lines: Sequence[Line]) -> list[Lang]:
    """Return each line's language; lines too short to tell go with the line before them."""
    sides: list[Lang] = []
    for line in lines:
        sure = line.kind in _PARAGRAPHS and size(line.text, line.lang) >= _MIN_VERSION[line.lang]
        sides.append(line.lang if sure or not sides else sides[-1])
    return sides
