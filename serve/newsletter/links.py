"""How a report ends: a link, `(More)`, `查看更多`, a source, a rule."""

import re
from functools import lru_cache

from serve.newsletter.script import simplified

# Patterns are matched against simplified characters and single spaces.
_URL = r"<?(?:https?://|www\.)[^\s<>\u2e80-\u9fff\uff00-\uffef]+>?"
_READ_ON = (
    r"(?:(?:click |tap )?(?:here )?(?:(?:to|for) )?(?:read|view|see|learn|find out) ?(?:the )?"
    r"(?:more|full (?:text|story|article|report)|originals?(?: text)?|details|here)?(?: here)?"
    r"|(?:for )?more(?: here| details| information)?|(?:full )?details|click here"
    r"|full (?:text|story|article)"
    r"|(?:(?:official|original|source|web|related) )?(?:links?|sources?)"
    r"|(?:点击 ?)?(?:此处)?(?:查看|阅读|了解|浏览)"
    r"(?:更多|全文|原文|详情|详细)?(?:内容|信息|资讯|链接|连结)?"
    r"|更多(?:内容|信息)?|详情|(?:原文|全文|新闻|官方|相关)?(?:链接|连结)|来源|出处)"
)
_ON = r" ?(?:>{1,3}|»|→|…|\.{3}|[.。:：])?"
_LABEL = r"[^ :：\[][^:：\[]{0,40}[:：] ?"
_CREDIT = r"(?:信息|资料|文章|新闻)?(?:来源|出处|sources?|links?|via) ?[:：]"
_LINKED = rf"\[ ?(?:{_READ_ON}{_ON}|{_URL}) ?\] ?\([^() ]*\)"

_IN_BRACKETS = re.compile(
    rf"[(（\[【〔] ?(?:{_LINKED}|\[?(?:{_READ_ON}{_ON}|(?:{_LABEL})?{_URL}) ?\]?)"
    r" ?[)）\]】〕]"
    rf"|[(（] ?{_CREDIT}[^()（）]{{1,80}}[)）]|{_LINKED}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_READ_ON} ?(?:>{{1,3}}|»|→|…|\.{{3}})", re.IGNORECASE)
_STANDING = re.compile(
    rf"[*_>•–— -]{{0,8}}(?:(?:{_LABEL})?{_URL}(?: {_URL})*|{_READ_ON}{_ON}"
    rf"|(?:{_LABEL})?\[[^\[\]]{{1,200}}\] ?\({_URL}\)|{_CREDIT}.{{0,80}}|{_IN_BRACKETS.pattern})"
    r"[*_ ]{0,8}[.。;；]?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\[([^\[\]]+)\] ?\([^()]*\)")
_FIND_URL = re.compile(r"https?://[^\s<>()（）\]]+")
_RULE = re.compile(r"[-–—_=*~·.•◆■●☆★※#|:+\s]+")
_OPENERS = "(（[【〔"
_SENTENCE_ENDS = "。.!?！？"
# An end mark with its link is short, and one of words alone shorter; anything more is text.
_MAX_CHARS = 600
_MAX_BARE_CHARS = 60
# `([More](#))` opens three brackets.
_MAX_NESTED = 4


def is_end_mark(text: str) -> bool:
    """Tell whether a line is nothing but a link, a source, `(More)` or a rule."""
    return 0 < len(text) <= _MAX_CHARS and _is_end_mark(text)


def is_rule(text: str) -> bool:
    """Tell whether a line only separates: dashes, stars, dots."""
    return len(text) >= 2 and not text[0].isalnum() and _RULE.fullmatch(text) is not None


def split_end_mark(text: str) -> tuple[str, bool]:
    """Return `text` without the end mark at its end, and whether there was one."""
    bare = text.rstrip(" .。*_")
    tail = bare[-_MAX_CHARS:]
    for at in reversed(_openings(tail)):
        if _IN_BRACKETS.fullmatch(_folded(tail[at:])):
            return bare[: len(bare) - len(tail) + at].rstrip(), True
    return _split_bare(text)


def urls(text: str) -> list[str]:
    """Return the links that stand in `text`."""
    return _FIND_URL.findall(text) if "http" in text else []


@lru_cache(maxsize=4096)
def _is_end_mark(text: str) -> bool:
    spaced = _folded(text)
    linked = _LABELLED.fullmatch(spaced)
    return is_rule(text) or _STANDING.fullmatch(linked[1] if linked else spaced) is not None


def _folded(text: str) -> str:
    return " ".join(simplified(text).split())


def _openings(tail: str) -> list[int]:
    """Return where the last brackets open, from the end backwards.

    The address of a link, as in `[text](address)`, is no bracket of its own.
    """
    found: list[int] = []
    if not tail or tail[-1] not in ")）]】〕":
        return found
    at = len(tail)
    while len(found) < _MAX_NESTED and (at := max(tail.rfind(c, 0, at) for c in _OPENERS)) > 0:
        found.append(at)
    return [at for at in found if tail[at] != "(" or tail[at - 1] != "]"]


def _split_bare(text: str) -> tuple[str, bool]:
    start = max(len(text) - _MAX_BARE_CHARS, 0)
    end = max(text.rfind(c, start) for c in _SENTENCE_ENDS)
    while end > 0 and text[end + 1 :].strip(_SENTENCE_ENDS + " ") == "":
        end = max(text.rfind(c, start, end) for c in _SENTENCE_ENDS)
    if end > 0 and _BARE.fullmatch(_folded(text[end + 1 :])):
        return text[: end + 1], True
    return text, False
