"""Heads over several reports (`国内要闻 Domestic News`) and the names of newsletters."""

import re

from serve.newsletter.script import HAN

_ZH = re.compile(
    "(?:国内|國內|国外|國外|海外|境外|境内|域外|国际|國際|全球|中国|中國|本期|本周|本月|重点|重點|热点|熱點"
    "|要闻|要聞|新闻|新聞|动态|動態|资讯|資訊|快讯|快訊|速递|速遞|立法|执法|執法|司法|监管|監管|政策|法规|法規|法律"
    "|行业|行業|产业|產業|企业|企業|案例|典型|标准|標準|数据|數據|网络|網絡|信息|个人|個人|隐私|隱私|安全|合规|合規|保护|保護"
    "|观察|觀察|聚焦|前沿|趋势|趨勢|解读|解讀|目录|目錄|导读|導讀|摘要|内容|內容|概览|概覽|速览|速覽|其他|处罚|處罰|与|與|和|及"
    "|欧盟|歐盟|美国|美國|欧洲|歐洲|亚太|亞太|亚洲|英国|英國|香港|日本|韩国|新加坡|地方|中央|部门|部門|最新|发布|實務|实务|部分|板块|篇|类|、)+"
)
_EN = frozenset(
    "domestic overseas international global world foreign national local regional news updates update developments"
    " development legislation legislative enforcement regulatory regulation regulations regulators policy policies"
    " industry highlights headlines trends cases case litigation judicial contents content table of and the in this"
    " issue week month other others europe european union eu uk us usa united states kingdom asia pacific apac china"
    " chinese americas america africa middle east latin north hong kong singapore japan korea india australia data"
    " privacy security protection cybersecurity cyber information personal law laws standards standard sector sectors"
    " finance financial compliance overview summary focus spotlight key recent latest part section top stories briefs"
    " brief short guidance fines penalties technology ai court courts government authorities".split()
)
_NOT_LETTERS = re.compile(rf"[^{HAN}A-Za-z、]+")
_HAN_RUN = re.compile(f"[{HAN}、]+")
_NUMBERED = r"(?:no|issue|vol(?:ume)?|edition|number)\W{0,3}\d{1,4}\b"
_WHEN = (
    r"(?:\d{1,2}\W{0,3})?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\W.{0,24}"
    r"|\d{4}\b.{0,16}"
)
_PERIODICAL_EN = re.compile(
    r"(?:.{0,60}\b)?(?:newsletter|bulletin|weekly|fortnightly|monthly|quarterly|digest|briefing"
    r"|round-?up|gazette)(?: (?:newsletter|bulletin|review|update|digest|briefing|report|news))?"
    rf"(?:\W{{1,6}}(?:{_NUMBERED}.{{0,30}}|{_WHEN}))?\W*"
    r"|.{0,60}\b(?:review|update|alert|watch|monitor|report|news|insights?|brief|legal)"
    rf"\W{{1,6}}(?:{_NUMBERED}.{{0,30}}|{_WHEN})|{_NUMBERED}.{{0,40}}",
    re.IGNORECASE,
)
_ISSUE_ZH = r"(?:总|總)?第\s?[\d一二三四五六七八九十]{1,4}\s?[期号號]"
_PERIODICAL_ZH = re.compile(
    r".{0,24}(?:周[报刊]|週[報刊]|月[报報刊]|季[报刊]|[简簡][报報]|快[讯訊]|通[讯訊]|速[递遞]|[资資][讯訊]|[观觀]察|[内內][参參])"
    rf"(?:\W{{0,3}}(?:{_ISSUE_ZH}.{{0,20}}|\d{{4}}.{{0,20}}))?|{_ISSUE_ZH}.{{0,20}}"
    r"|\d{4}\s?[.年/-]\s?\d{1,2}\s?月?"
)
# Heads are short, in characters.
_MAX_CHARS = 60
_MAX_TITLE_CHARS = 120


def is_section(text: str) -> bool:
    """Tell whether a line is made of nothing but the words that head several reports."""
    if len(text) > _MAX_CHARS:
        return False
    letters = _NOT_LETTERS.sub(" ", text)
    words = _HAN_RUN.sub(" ", letters).lower().split()
    runs = _HAN_RUN.findall(letters)
    if not (words or runs):
        return False
    return all(word in _EN for word in words) and all(map(_ZH.fullmatch, runs))


def is_masthead(text: str) -> bool:
    """Tell whether a line names a newsletter or its issue."""
    if len(text) > _MAX_TITLE_CHARS:
        return False
    return bool(_PERIODICAL_EN.fullmatch(text) or _PERIODICAL_ZH.fullmatch(text))
