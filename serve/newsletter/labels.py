"""Lines that head a part of each report, in the same words every time: `Why it matters`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from serve.newsletter.contents import Contents
from serve.newsletter.keys import key
from serve.newsletter.lines import Kind, Line
from serve.newsletter.script import size

# Labels are short, in characters and words.
_MAX_LABEL = {"zh": 8, "en": 4}


def know_labels(lines: Sequence[Line], contents: Contents) -> list[Line]:
    """Return `lines` with such labels known as parts of a text."""
    maybe = [_may_be_label(lines, at, contents) for at in range(len(lines))]
    keys = [key(line.text) if label else "" for line, label in zip(lines, maybe, strict=True)]
    counts = Counter(keys)
    return [
        replace(line, kind=Kind.ENTRY) if own and counts[own] > 1 else line
        for line, own in zip(lines, keys, strict=True)
    ]


def _may_be_label(lines: Sequence[Line], at: int, contents: Contents) -> bool:
    line = lines[at]
    if line.kind is not Kind.TITLE or at < contents.stop or at in contents.headings:
        return False
    is_over_text = at + 1 < len(lines) and lines[at + 1].is_text
    return is_over_text and size(line.text, line.lang) <= _MAX_LABEL[line.lang]
