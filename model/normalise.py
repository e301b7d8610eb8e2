"""Raw text to the text that the model reads, with the way back to raw offsets.

Three steps. Only the second changes lengths, so it alone keeps a map:

1. one character for one: Unicode NFKC where it maps a character to a single one;
2. edits: markup, URLs, pinyin glosses, newsletter furniture, other NFKC forms, white space;
3. Traditional to Simplified Chinese (OpenCC `t2s`), held to one character for one.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from opencc import OpenCC

__all__ = ["Normalised", "normalise", "simplify"]

_BLOCK_TAG = r"(?:p|div|br|li|ul|ol|h[1-6]|tr|td|table|details|summary|section|article|blockquote)"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

# What an edit can begin with. Looked at first, so that plain prose costs one test a character.
_FIRST = (
    r"[<&\]*_~`#(\[\t\f\v\r\n\x00-\x08\x0e-\x1f\x7f-\x9f查阅閱点點"
    r"\u00a8-\u00be\u0132-\u01f3\u200b-\u2188\u222c-\u2230\u2474-\u24b5\u3200-\u33ff"
    r"\ud800-\udfff\ufb00-\ufeff\ufffd]"
)
_FIRSTS = re.compile(_FIRST)
_BEGINNING = rf"(?={_FIRST}|  |http|www\.|[Cc]ontinue r)"

# Where NFKC changes single characters: not among Han characters and Hangul syllables, two
# thirds of the plane, which would take most of the time that it takes to look.
_FOLDABLE_BLOCKS = range(0x80, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000)

# In the order of precedence: at one place of the text the first that matches is applied.
# Every repetition is bounded, so no input makes the search slower than linear.
_EDITS = re.compile(
    _BEGINNING
    + "(?:"
    + "|".join(
        (
            r"(?P<newline>(?:\r\n?|\n)\s{0,200})",
            rf"(?P<block>(?i:</?{_BLOCK_TAG}\b[^<>]{{0,600}}>))",
            r"(?P<gap>(?i:<(?:script|style)\b[^<]{0,2000}</(?:script|style)>)|<!--[^>]{0,600}-->"
            r"|</?[A-Za-z][^<>]{0,600}>"
            r"|(?:https?://|www\.)[!-;=?-~]{1,600}"
            r"|[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd]"
            r"|[ \t\f\v]{2,200}|[\t\f\v])",
            r"(?P<entity>&(?:[A-Za-z]{2,8}|#[0-9]{1,6}|#x[0-9A-Fa-f]{1,5});)",
            r"(?P<drop>\]\([^()\s]{1,600}\)|\*{1,3}|_{2,}|~~|`+|(?:(?<=\n)|^)#{1,6}\s"
            r"|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
            rf"|(?<=[\u3400-\u9fff])\((?=[a-zü]{{0,5}}[{_TONED}])[a-zü{_TONED}]{{1,7}}\)"
            r"|(?i:[(\[](?:查看更多|查看全文|阅读更多|阅读全文|查看原文|more|read more)[)\]])"
            r"|(?:查看更多|阅读全文|閱讀全文|阅读原文|查看原文|點擊查看|点击查看更多)(?=\s|$)"
            r"|(?i:continue reading)(?:\.{3}|…|→)?)",
            r"(?P<compat>[\u00a8\u00af\u00b4\u00b8\u00bc-\u00be\u0132\u0133\u01c4-\u01cc"
            r"\u01f1-\u01f3\u2025\u2026\u2030-\u2057\u20a8\u2100-\u2188\u222c-\u2230"
            r"\u2474-\u24b5\u3200-\u33ff\ufb00-\ufb4f\ufdf0-\ufdfc])",
        )
    )
    + ")"
)


@dataclass(slots=True)
class Normalised:
    """The text that the model reads, and where each part of it stood in the raw text.

    Attributes
    ----------
    text : the normalised text
    folded : whether Traditional characters were folded to Simplified
    _starts : where each piece begins in `text`, ascending, the first at 0
    _raw : for each piece its raw start, raw end and whether it stands as it was
    """

    text: str
    folded: bool
    _starts: tuple[int, ...]
    _raw: tuple[tuple[int, int, bool], ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a non-empty span of `text` to the smallest raw span that it came from."""
        if len(self._raw) == 1 and self._raw[0][2]:
            return start, end  # plain text, as most is
        return self._raw_bounds(start)[0], self._raw_bounds(end - 1)[1]

    def _raw_bounds(self, position: int) -> tuple[int, int]:
        piece = bisect_right(self._starts, position) - 1
        start, end, kept = self._raw[piece]
        if not kept:
            return start, end
        at = start + position - self._starts[piece]
        return at, at + 1


def normalise(raw: str) -> Normalised:
    """Fold a raw text into the form that tokens and names are looked for in.

    Parameters
    ----------
    raw : any string, lone surrogates included

    Returns
    -------
    the text in NFKC and Simplified Chinese, without markup and furniture, with its offset map
    """
    same_length = _fold(raw)
    if not _can_change(same_length):
        simplified = simplify(same_length)
        whole = (0, len(raw), True)
        return Normalised(simplified, simplified != same_length, (0,), (whole,))
    parts: list[str] = []
    starts: list[int] = []
    spans: list[tuple[int, int, bool]] = []
    length = done = 0
    for match in _edits(same_length):
        begin, end = match.span()
        if begin > done:
            parts.append(same_length[done:begin])
            starts.append(length)
            spans.append((done, begin, True))
            length += begin - done
        if piece := _replacement(match):
            parts.append(piece)
            starts.append(length)
            spans.append((begin, end, False))
            length += len(piece)
        done = end
    if done < len(same_length) or not parts:
        parts.append(same_length[done:])
        starts.append(length)
        spans.append((done, len(same_length), True))
    edited = "".join(parts)
    simplified = simplify(edited)
    return Normalised(simplified, simplified != edited, tuple(starts), tuple(spans))


def _can_change(text: str) -> bool:
    """Whether any edit can begin in a text; most titles have none."""
    return _FIRSTS.search(text) is not None or _has_first_word(text)


def _has_first_word(text: str) -> bool:
    # Written out: a loop over four words would cost more than looking for them.
    return "  " in text or "http" in text or "www." in text or "ontinue r" in text


def _fold(raw: str) -> str:
    """Apply step 1."""
    if raw.isascii():
        return raw
    foldable, table = _one_to_one()
    return foldable.sub(lambda match: table[match.group()], raw)


def _edits(text: str) -> Iterator[re.Match[str]]:
    """Find the edits of step 2, in the order of the text.

    A text without the words that some begin with has edits only where a character of `_FIRST`
    stands, and those are found by one set of characters, which is several times faster.
    """
    if _has_first_word(text):
        yield from _EDITS.finditer(text)
        return
    done = 0
    for first in _FIRSTS.finditer(text):
        at = first.start()
        if at >= done and (match := _EDITS.match(text, at)):
            done = match.end()
            yield match


def simplify(text: str) -> str:
    """Convert Traditional Chinese to Simplified, one character for one.

    Parameters
    ----------
    text : well-formed Unicode (no lone surrogates)

    Returns
    -------
    a text of the same length
    """
    if text.isascii():
        return text
    converted: str = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_simplify_character(character) for character in text)


def _replacement(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in ("newline", "block"):
        return "\n"
    if kind == "gap":
        return " "
    if kind == "drop":
        return ""
    if kind == "entity":
        return _unescape(match.group())
    return unicodedata.normalize("NFKC", match.group())


def _unescape(entity: str) -> str:
    """Decode an HTML entity; what decodes to markup or to no character becomes a space."""
    decoded = html.unescape(entity)
    printable = decoded.isprintable() and decoded not in ("<", ">")
    return unicodedata.normalize("NFKC", decoded) if printable else " "


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplify_character(character: str) -> str:
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


@cache
def _one_to_one() -> tuple[re.Pattern[str], dict[str, str]]:
    """Map each character of the Basic Multilingual Plane that NFKC turns into one other.

    Returns
    -------
    the set of those characters as a pattern, and what each turns into
    """
    table = {}
    for code in chain(*_FOLDABLE_BLOCKS):
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        if folded != character and len(folded) == 1:
            table[character] = folded
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table
