"""How a piece of news begins: a title that says who does what, a text that opens with a date."""

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
_ACTS = re.compile(
    r"\b(?:fin|issu|releas|publish|launch|propos|adopt|approv|pass|warn|settl|order|ban|open|seek|invit|unveil|agre"
    r"|pay|su|sign|reject|uphold|announc|plan|urg|reprimand|investigat|prob|set|nam|hit|reach|clos|begin|updat|revis"
    r"|amend|extend|drop|fac|say|find|consult|ask|demand|suspend|block|remov|requir|impos|appoint|solicit|rul"
    r"|detect|expos|summon|clear|delay|enact|finali[sz]|introduc|target|tighten|crack|join|call|win|los|get|mak"
    r"|tak|mov|vot|dismiss|withdraw|review|charg|accus|halt|recommend|clarif)(?:e?s|ies)\b"
    r"|\b(?:fined|named|ordered|banned|approved|published|launched|released|adopted|signed|settled)\b"
    r"|\b(?:in|into) (?:force|effect)\b"
    r"|发布|印发|通报|罚|征求|约谈|下架|启动|召开|通过|出台|修订|施行|生效|宣布|公布|和解|起诉|裁定|判决|警告|禁止"
    r"|批准|签署|举行|上线|同意|支付|达成|责令|成立|获批|立项|审议|指控|关停|叫停",
    re.IGNORECASE,
)
_WILL_ACT = re.compile(r"\b(?!How|What|Where|When|Need)[A-Z]\w* to (?!the |a |an )[a-z]{3,}")
_STARTS = re.compile(
    rf"on\s(?:{_MONTH}\s\d|\d{{1,2}}\s(?:of\s)?{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|recently,|(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日[,，]|(?:近日|日前|近期|[今昨]日)[,，]",
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


def starts_with_date(text: str) -> bool:
    """Tell whether the first words of `text` are a day, as in a sentence and never in a title."""
    return _STARTS.match(text) is not None


def is_newsy(text: str) -> bool:
    """Tell whether `text` opens with a day or with a thing that somebody has done."""
    return is_dated(text) or _DONE.search(simplified(text[:_MAX_DONE_CHARS])) is not None


def is_act(title: str) -> bool:
    """Tell whether `title` says that somebody does something, as headlines do."""
    return bool(_ACTS.search(simplified(title)) or _WILL_ACT.search(title))


def is_date(text: str) -> bool:
    """Tell whether `text` is nothing but a date."""
    return len(text) <= _MAX_DATE_LINE_CHARS and _DATE_ONLY.fullmatch(text) is not None
