"""Which language a line is in, and how long it is for a reader."""

import re
from typing import Literal

Lang = Literal["zh", "en"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{0,200}[)）\]】]")

# A line's language shows in its first characters; a longer look costs time and changes nothing.
_ENOUGH_CHARS = 600
# A Chinese character says about as much as three Latin letters.
_LETTERS_PER_HAN = 3


def n_han(text: str) -> int:
    """Count the Chinese characters of `text`."""
    return 0 if text.isascii() else len(_HAN.findall(text))


def n_words(text: str) -> int:
    """Count the words of `text`, as separated by spaces."""
    return len(text.split())


def language(text: str) -> Lang:
    """Tell Chinese from everything else; what stands in brackets counts only if all does."""
    head = text[:_ENOUGH_CHARS]
    if head.isascii() or not _HAN.search(head):
        return "en"
    outside = _BRACKETED.sub("", head)
    if not _LETTER.search(outside):
        outside = head
    han = n_han(outside)
    letters = len(_LETTER.findall(outside)) - han
    return "zh" if han * _LETTERS_PER_HAN >= max(letters, 1) else "en"


def size(text: str, lang: Lang) -> int:
    """Measure `text` in the unit of its language: characters for Chinese, words for English."""
    return len("".join(text.split())) if lang == "zh" else n_words(text)
