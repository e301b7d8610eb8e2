"""How the first sentence of a piece of news begins: with a date, or with what was done."""

import re

from serve.newsletter.script import simplified

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE_EN = (
    rf"\b{_MONTH}\s\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:\W|$)"
    rf"|\b(?:in|since|on)\s(?:early\s|mid-|late\s)?{_MONTH}\s\d{{4}}|\b\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\b"
)
_DATE_ZH = r"\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}\s?年\s?\d{1,2}\s?月|\d{1,2}日[，,]"
_DATE = re.compile(f"{_DATE_EN}|{_DATE_ZH}", re.IGNORECASE)
_LATELY = re.compile(
    r"\brecently\b|\b(?:last|this)\s(?:week|month)\b|\b(?:today|yesterday)\b"
    r"|\bon\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|近日|日前|近期|本周|上周|本月|上月|当地时间|[今昨]日|据\S{2,12}(?:报道|消息|悉)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:announced?|issued?|released?|published|launched|fined|imposed|ordered|proposed|adopted"
    r"|approved|settled|unveiled|reached|agreed|opened|named|signed)\b"
    r"|发布|印发|通报|宣布|公布|开展|召开|处罚|罚款|征求|通过|出台|起草",
    re.IGNORECASE,
)
_DATE_ONLY = re.compile(
    rf"[(（\[]?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:{_DATE_EN}|{_DATE_ZH})"
    r"(?:,?\s*\d{4})?日?[)）\]]?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[|·]?",
    re.IGNORECASE,
)
# The date of a piece of news stands this early, in characters; what was done, a little later.
_MAX_DATE_CHARS = 120
_MAX_DONE_CHARS = 240
_MAX_DATE_LINE_CHARS = 40


def is_dated(text: str) -> bool:
    """Tell whether `text` opens with the day of an event, or with "recently" or the like."""
    head = simplified(text[:_MAX_DATE_CHARS])
    return bool(_DATE.search(head) or _LATELY.search(head))


def is_newsy(text: str) -> bool:
    """Tell whether `text` opens with a day or with a thing that somebody has done."""
    return is_dated(text) or _DONE.search(simplified(text[:_MAX_DONE_CHARS])) is not None


def is_date(text: str) -> bool:
    """Tell whether `text` is nothing but a date."""
    return len(text) <= _MAX_DATE_LINE_CHARS and _DATE_ONLY.fullmatch(text) is not None
