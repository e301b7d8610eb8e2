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
    r"\b(?:accus|adopt|agre|allow|amend|announc|annul|appeal|appoint|approv|ask|back|ban|bar|begin"
    r"|block|call|charg|clarif|clear|clos|confirm|consult|crack|curb|cut|delay|demand|den|detect"
    r"|dismiss|drop|enact|end|expos|extend|fac|fil|finali[sz]|find|fin|get|grant|grill|halt|hear|hit"
    r"|hold|impos|introduc|investigat|invit|issu|join|launch|lift|limit|los|mak|mov|nam|offer|open"
    r"|order|overturn|pass|pa|permit|plan|prob|propos|publish|pull|punish|quash|rais|reach|recommend"
    r"|reject|releas|remov|reprimand|requir|restrict|review|revis|rul|say|seek|set|settl|shut|sign"
    r"|solicit|start|stop|su|summon|suspend|tak|target|tell|tighten|unveil|updat|uphold|urg|vot|warn"
    r"|win|withdraw|send|wait|put|giv|bring|add|writ|widen|weigh|sell|want|connect|protect|defend"
    r"|expand|fail|oblig|pledg|prepar|promis|push|remind|replac|respond|reveal|scrap|strengthen"
    r"|threaten|vow)(?:e?s|ies|ys)\b"
    r"|\b(?:fined|named|ordered|banned|approved|published|launched|released|adopted|signed|settled)\b"
    r"|\b(?:in|into) (?:force|effect)\b"
    r"|发布|印发|通报|罚|征求|约谈|下架|启动|召开|通过|出台|修订|施行|生效|宣布|公布|和解|起诉"
    r"|裁定|判决|警告|禁止|批准|签署|举行|上线|同意|支付|达成|责令|成立|获批|立项|审议|指控|关停|叫停",
    re.IGNORECASE,
)
_WILL_ACT = re.compile(r"\b(?!How|What|Where|When|Need)[A-Z]\w* to (?!the |a |an )[a-z]{3,}")
_STARTS = re.compile(
    rf"on\s(?:{_MONTH}\s\d|\d{{1,2}}\s(?:of\s)?{_MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|recently,|(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日[,，]|(?:近日|日前|近期|[今昨]日)[,，]",
    re.IGNORECASE,
)
_DATE_FIRST = re.compile(rf"[\[【(（]?(?:{_DATE_EN}|{_DATE_ZH})\s?[\]】)）|:：]", re.IGNORECASE)
_DATE_ONLY = re.compile(
    rf"[(（\[]?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:{_DATE_EN}|{_DATE_ZH})"
    r"(?:,?\s*\d{4})?日?(?:\s*(?:星期|周)[一二三四五六日天])?[)）\]]?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*[|·]?",
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


def has_date_first(title: str) -> bool:
    """Tell whether a date in brackets, or with a bar or a colon after it, opens `title`."""
    return _DATE_FIRST.match(title) is not None


def is_newsy(text: str) -> bool:
    """Tell whether `text` opens with a day or with a thing that somebody has done."""
    return is_dated(text) or _DONE.search(simplified(text[:_MAX_DONE_CHARS])) is not None


def is_act(title: str) -> bool:
    """Tell whether `title` says that somebody does something, as headlines do."""
    return bool(_ACTS.search(simplified(title)) or _WILL_ACT.search(title))


def is_date(text: str) -> bool:
    """Tell whether `text` is nothing but a date."""
    return len(text) <= _MAX_DATE_LINE_CHARS and _DATE_ONLY.fullmatch(text) is not None
