"""How a line looks: heading marks, bold, brackets, numbers, bullets."""

import re
from typing import Literal

Look = Literal[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "linked",
    "bracket",
    "bold",
    "numbered",
    "marked",
    "bullet",
    "plain",
]
LEVELS: tuple[Look, ...] = ("h1", "h2", "h3", "h4", "h5", "h6")

_HEADING = re.compile(r"(#{1,6})(?:(?<=##)|\s)\s*(.*)")
_NUMBER = re.compile(
    r"(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3}|[ivx]{1,4}|[a-zA-Z])[)）]"
    r"|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）、．]|\.(?!\d))"
    r"|[IVX]{1,4}[.、](?=\s)|[A-Za-z](?:[)）]|\.(?=\s))|[①-⑳㈠-㈩]|0\d(?=\s)"
    r"|第[一二三四五六七八九十]{1,3}[、：:])\s*",
)
_DIGITS = "一二三四五六七八九"
_ORDINAL = re.compile(r"[（(第]?(\d{1,3}|[一二三四五六七八九十]{1,3})[)）、．.：: ]")
_BULLET = re.compile(r"(?:[•●○◦▪■□◆◇►▶➢➤✓·‣∙⚫◎○❖]|[*+–—-](?=\s))\s*")
_LINKED = re.compile(r"\[([^\[\]]+)\]\s?\([^()]*\)")
_EMPHASIS = ("**", "__", "*", "_")
# No title is longer, in characters; longer lines keep their marks.
_MAX_CHARS = 400


def read_markup(text: str) -> tuple[Look, str]:
    """Return how `text` looks and what it says without heading marks, emphasis and number."""
    if len(text) > _MAX_CHARS:
        return _long_look(text), text
    if heading := _HEADING.match(text):
        level = len(heading[1])
        return LEVELS[level - 1], _plain(heading[2].rstrip("# "))
    return _look(text), _plain(text)


def opens_entry(text: str) -> bool:
    """Tell whether `text` starts with a bullet or a number, as an entry of a list does."""
    return bool(_BULLET.match(text) or _NUMBER.match(text))


def bullet(text: str) -> str:
    """Return the bullet that `text` starts with, without space; empty if there is none."""
    found = _BULLET.match(text)
    return found[0].strip() if found else ""


def ordinal(text: str) -> int | None:
    """Return the number that `text` starts with, as an entry of a list does, up to 999."""
    found = _ORDINAL.match(text)
    if not found or found[1].isascii():
        return int(found[1]) if found else None
    tens, ten, ones = found[1].rpartition("十")
    n_tens = (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0
    return 10 * n_tens + (_DIGITS.find(ones) + 1 if ones else 0)


def _long_look(text: str) -> Look:
    if _BULLET.match(text):
        return "bullet"
    return "numbered" if _NUMBER.match(text) else "plain"


def _look(text: str) -> Look:
    bare = _unlinked(text)
    inner = _unemphasised(bare)
    if bare != text:
        return "linked"
    if inner != bare:
        return "bold"
    if inner[:1] == "【" and inner.find("】") == len(inner) - 1:
        return "bracket"
    return _long_look(inner)


def _plain(text: str) -> str:
    """Strip emphasis, link, bullet, number and brackets, whatever is inside of what."""
    before = ""
    while before != text:
        before = text
        text = _unemphasised(_unlinked(text))
        bullet = _BULLET.match(text) or _NUMBER.match(text)
        text = text[bullet.end() :] if bullet and bullet.end() < len(text) else text
    if text[:1] == "【" and text.find("】") == len(text) - 1:
        text = text[1:-1]
    return text.strip()


def _unlinked(text: str) -> str:
    linked = _LINKED.fullmatch(text) if text[:1] == "[" else None
    return linked[1].strip() if linked else text


def _unemphasised(text: str) -> str:
    for mark in _EMPHASIS:
        inner = text[len(mark) : -len(mark)]
        wrapped = text.startswith(mark) and text.endswith(mark) and mark not in inner
        if wrapped and inner.strip("*_ "):
            return inner.strip()
    return _half_open(text)


def _half_open(text: str) -> str:
    """Drop a pair of stars that lost its partner, as scrapers leave it: `Title**`."""
    if text.count("**") == 1 and len(text) > 2:
        return text.removeprefix("**").removesuffix("**").strip()
    return text
