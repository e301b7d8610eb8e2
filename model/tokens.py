"""A normalised text as tokens: Chinese words, lower-cased words of other scripts, marks.

What a number is worth does not route an item, so every number is the token `0` and every
year the token `year`; figures inside a word (`k12`, `sm4`) stay. Hyphens and slashes part
words; `at&t`, `u.s` and `o'brien` are one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from model.segment import segmenter

__all__ = ["HAN", "HAN_RUN", "Token", "cut", "term", "token_spans", "tokenise", "words"]

_T = TypeVar("_T")

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u0590-\u06ff"
    "\u0900-\u0dff\u0e00-\u0e7f\u1e00-\u1eff\u3040-\u30ff\uac00-\ud7af"
)
# A run of Han characters; all of it goes to the segmenter at once.
HAN_RUN = re.compile(f"[{HAN}]+")
_PIECE = re.compile(
    rf"(?P<han>[{HAN}]+)"
    rf"|(?P<word>[{_LETTER}](?:[{_LETTER}0-9]++|[.&'’](?=[{_LETTER}]))*+|[0-9]+[{_LETTER}][{_LETTER}0-9]*)"
    r"|(?P<number>[0-9](?:[0-9]++|[.,](?=[0-9]))*+)"
    r"|(?P<mark>[$€£¥₩₹%])"
    r"|(?P<stop>[\n。!?;]|\.(?=\s|$))"
)
# The same without groups: what `findall` gives are the pieces alone, at half the price.
_PIECES = re.compile(re.sub(r"\?P<\w+>", "?:", _PIECE.pattern))
# A piece is a run of Han characters or begins with none, and Hangul stands amid the blocks of Han:
# two comparisons tell them apart, where a search would take as long as cutting.
_HAN_FIRST, _HANGUL_FIRST, _HAN_AGAIN = "\u3400", "\uac00", "\uf900"
_FIGURES = re.compile(r"[0-9.,]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_STOPS = frozenset("\n。!?;.")
_MARKS = frozenset("$€£¥₩₹%")
_POSSESSIVE = re.compile(r"['’]s$")


class Token(NamedTuple):
    """A term and the span of the normalised text that it stands for.

    A sentence end is a token with an empty term: no n-gram crosses it.
    """

    term: str
    start: int
    end: int


def tokenise(text: str) -> list[Token]:
    """Cut a normalised text into tokens, in the order of the text."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    for match in _PIECE.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "han":
            for word in segmenter()(match.group()):
                yield Token(word, start, start := start + len(word))
        elif kind == "word":
            yield Token(_POSSESSIVE.sub("", match.group().lower()), start, end)
        elif kind == "number":
            yield Token("year" if _YEAR.fullmatch(match.group()) else "0", start, end)
        else:
            yield Token(match.group() if kind == "mark" else "", start, end)


def words(text: str) -> list[str]:
    """Cut a normalised text into the terms of its tokens, without their spans.

    Returns
    -------
    the same as `[token.term for token in tokenise(text)]`, in half the time
    """
    return cut(text, term, _as_they_are)[0]


def cut(
    text: str, of_piece: Callable[[str], _T], of_words: Callable[[list[str]], Iterable[_T]]
) -> tuple[list[_T], list[list[str]]]:
    """Cut a normalised text into tokens, and make something of each.

    Parameters
    ----------
    of_piece : called with what is no run of Han characters, as it is written; see `term`
    of_words : called with the words of each run of Han characters

    Returns
    -------
    what they give, in the order of the text; and the words of each run of Han characters
    """
    pieces = _PIECES.findall(text)
    if text.isascii():
        return list(map(of_piece, pieces)), []
    found: list[_T] = []
    runs: list[list[str]] = []
    for piece in pieces:
        if piece < _HAN_FIRST or _HANGUL_FIRST <= piece < _HAN_AGAIN:
            found.append(of_piece(piece))
        else:
            # Asked for here, as it loads a dictionary that no other text needs.
            run = segmenter()(piece)
            runs.append(run)
            found += of_words(run)
    return found, runs


def token_spans(text: str, runs: Iterable[Sequence[str]]) -> tuple[list[int], list[int]]:
    """Find where the tokens of a text that has been cut begin and end.

    Parameters
    ----------
    runs : the words of each of its runs of Han characters, as `cut` gives them

    Returns
    -------
    the starts and the ends, of as many tokens as `tokenise` gives; nothing is cut again
    """
    starts: list[int] = []
    ends: list[int] = []
    following = iter(runs)
    for match in _PIECES.finditer(text):
        start, end = match.span()
        if text[start] < _HAN_FIRST or _HANGUL_FIRST <= text[start] < _HAN_AGAIN:
            starts.append(start)
            ends.append(end)
            continue
        for word in next(following):
            starts.append(start)
            start += len(word)
            ends.append(start)
    return starts, ends


def _as_they_are(words: list[str]) -> list[str]:
    return words


@lru_cache(maxsize=1 << 14)
def term(piece: str) -> str:
    """Return the term of a piece that is no run of Han characters."""
    if piece in _STOPS:
        return ""
    if piece in _MARKS:
        return piece
    if _FIGURES.fullmatch(piece):
        return "year" if _YEAR.fullmatch(piece) else "0"
    return _POSSESSIVE.sub("", piece.lower())
