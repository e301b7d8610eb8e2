"""What the Chinese and the English version of a report share: numbers, days, names."""

import re
import unicodedata
from collections.abc import Iterator

from serve.newsletter.names import NAMES

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = "|".join(_MONTHS)
_DAY_ZH = re.compile(r"(\d{1,2}) ?月 ?(\d{1,2}) ?日")
_MONTH_DAY = re.compile(rf"\b({_MONTH})[a-z]{{0,6}}\.? (\d{{1,2}})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_MONTH})[a-z]{{0,6}}\b")
_NUMBER = re.compile(
    r"(\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,6})?) ?(百|千|万|萬|亿|億|thousand|million|billion)?"
)
_UNITS = {
    "": 1, "百": 100, "千": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8,
    "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十])|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b"
)
_ORDINALS = {
    name: n
    for names in (
        "一二三四五六七八九十",
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
    )
    for n, name in enumerate(names, start=1)
}
_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]{0,29}")
# A report says who, what and when in its first lines, in characters.
_MAX_CHARS = 3000


def anchors(text: str) -> frozenset[str]:
    """Return what a translation of `text` would share with it.

    Words are among them, all of those in Latin letters: a Chinese report has few, and they are
    what its translation must have.
    """
    folded = unicodedata.normalize("NFKC", text[:_MAX_CHARS]).casefold()
    return frozenset((*_days(folded), *_numbers(folded), *_words(folded), *_names(folded)))


def is_sure(anchor: str) -> bool:
    """Tell whether any translation must share `anchor`: a day or a number, not a name."""
    return anchor.startswith(("day ", "number "))


def _days(text: str) -> Iterator[str]:
    for month, day in _DAY_ZH.findall(text):
        yield f"day {int(month)}-{int(day)}"
    for name, day in _MONTH_DAY.findall(text):
        yield f"day {_MONTHS.index(name) + 1}-{int(day)}"
    for day, name in _DAY_MONTH.findall(text):
        yield f"day {_MONTHS.index(name) + 1}-{int(day)}"


def _numbers(text: str) -> Iterator[str]:
    for digits, unit in _NUMBER.findall(text):
        yield f"number {float(digits.replace(',', '')) * _UNITS[unit]:.6g}"
    for chinese, english in _ORDINAL.findall(text):
        yield f"number {_ORDINALS[chinese or english]}"


def _words(text: str) -> Iterator[str]:
    return (f"word {word}" for word in _WORD.findall(text))


def _names(text: str) -> Iterator[str]:
    for form in _CHINESE_NAME.findall(text):
        yield f"name {_NAME_OF[form]}"
    for word in set(_WORD.findall(text)) & _NAME_OF.keys():
        yield f"name {_NAME_OF[word]}"
    for phrase in _PHRASES:
        if phrase in text:
            yield f"name {_NAME_OF[phrase]}"


_NAME_OF = {form: zh for zh, en in NAMES for form in (*zh.split("|"), *en.split("|"))}
_PHRASES = [form for form in _NAME_OF if form.isascii() and not _WORD.fullmatch(form)]
_CHINESE_NAME = re.compile(
    "|".join(sorted((form for form in _NAME_OF if not form.isascii()), key=len, reverse=True))
)
