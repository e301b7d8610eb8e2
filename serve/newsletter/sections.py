"""Heads over several reports (`国内要闻 Domestic News`) and the names of newsletters."""

import re

from serve.newsletter.openings import is_act
from serve.newsletter.script import HAN, simplified

_WORDS_ZH = (
    "国内 国外 海外 境外 境内 域外 国际 全球 中国 本期 本周 本月 重点 热点 要闻 "
    "新闻 动态 资讯 快讯 速递 立法 执法 司法 监管 政策 法规 法律 行业 产业 企业 "
    "案例 典型 标准 数据 网络 信息 个人 隐私 安全 合规 保护 观察 聚焦 前沿 趋势 "
    "解读 目录 导读 摘要 内容 概览 速览 其他 处罚 与 和 及 欧盟 美国 欧洲 亚太 "
    "亚洲 英国 香港 日本 韩国 新加坡 澳大利亚 澳洲 加拿大 印度 越南 泰国 马来西亚 "
    "印度尼西亚 印尼 菲律宾 新西兰 巴西 墨西哥 德国 法国 意大利 西班牙 荷兰 爱尔兰 "
    "瑞士 瑞典 挪威 丹麦 芬兰 波兰 土耳其 俄罗斯 以色列 沙特 阿联酋 南非 尼日利亚 "
    "肯尼亚 埃及 非洲 拉美 中东 东盟 澳门 台湾 大湾区 内地 本地 本港 地方 中央 "
    "部门 最新 实务 部分 板块 篇 类 、"
)
_WORDS_EN = (
    "domestic overseas international global world foreign national local regional news updates "
    "update developments development legislation legislative enforcement regulatory regulation "
    "regulations regulators policy policies industry highlights headlines trends cases case "
    "litigation judicial contents content table of and the in this issue week month other others "
    "europe european union eu uk us usa united states kingdom asia pacific apac china chinese "
    "americas america africa middle east latin north hong kong singapore japan korea india "
    "australia canada vietnam thailand malaysia indonesia philippines new zealand brazil mexico "
    "germany france italy spain netherlands ireland switzerland sweden norway denmark finland "
    "poland turkey russia israel saudi arabia emirates uae nigeria kenya egypt african oceania "
    "asean macau macao taiwan greater bay area mainland data privacy security protection "
    "cybersecurity cyber information personal law laws standards standard sector sectors finance "
    "financial compliance overview summary focus spotlight key recent latest part section top "
    "stories briefs brief short guidance fines penalties technology ai court courts government "
    "authorities"
)
_ZH = re.compile(f"(?:{'|'.join(_WORDS_ZH.split())})+")
_EN = frozenset(_WORDS_EN.split())
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
_ISSUE_ZH = r"总?第\s?[\d一二三四五六七八九十]{1,4}\s?[期号]"
_PERIODICAL_ZH = re.compile(
    r".{0,24}(?:[日周月季][报刊]|简报|快讯|通讯|速递|资讯|观察|内参)"
    rf"(?:\W{{0,3}}(?:{_ISSUE_ZH}.{{0,20}}|\d{{4}}.{{0,20}}))?|{_ISSUE_ZH}.{{0,20}}"
    r"|\d{4}\s?[.年/-]\s?\d{1,2}\s?月?(?:刊|号)?"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[刊号]|[一二三四五六七八九十]{1,3}日)?"
)
# What ends in the date or the number of an issue, set off from it, is the name of a newsletter.
_DATED_NAME = re.compile(
    r"[^.。:：,，;；]{2,60}?(?:\s[-–—|·]\s?|\s{2,}|(?<=[^\x00-\x7f])\s)"
    r"(?:(?:\d{1,2}\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"(?:\s\d{1,2})?,?\s\d{4}|\d{4}\s?[年./-]\s?\d{1,2}(?:\s?[月./-](?:\s?\d{1,2}\s?日?)?)?)",
    re.IGNORECASE,
)
# Heads are short, in characters.
_MAX_CHARS = 60
_MAX_TITLE_CHARS = 120


def is_section(text: str) -> bool:
    """Tell whether a line is made of nothing but the words that head several reports."""
    if len(text) > _MAX_CHARS or text[0].islower():
        return False
    letters = _NOT_LETTERS.sub(" ", simplified(text))
    words = _HAN_RUN.sub(" ", letters).lower().split()
    runs = _HAN_RUN.findall(letters)
    if not (words or runs):
        return False
    return all(word in _EN for word in words) and all(map(_ZH.fullmatch, runs))


def is_masthead(text: str) -> bool:
    """Tell whether a line names a newsletter or its issue."""
    if len(text) > _MAX_TITLE_CHARS:
        return False
    if _PERIODICAL_EN.fullmatch(text) or _PERIODICAL_ZH.fullmatch(simplified(text)):
        return True
    return _DATED_NAME.fullmatch(text) is not None and not is_act(text)
