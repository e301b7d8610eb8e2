"""What the words around a name say of it: who acts, where, on whom, and who only reports.

The verbs of a text are found once (Aho-Corasick) and looked up by their places. What stands
before a name is matched backwards from it, on the text turned round, so that a pattern that
ends at the name fails at its first character and is not tried from every other one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

__all__ = ["BODIES", "CUES", "Cue", "Role", "Surroundings", "find_cues"]

BODIES = frozenset({"authority", "office"})
_TOWNS = frozenset({"capital", "city"})
_LOCAL = frozenset({"capital", "city", "subdivision"})
# How far after a name its verb, and before it its preposition, is looked for, in characters.
_AFTER_CHARS = 48
_BEFORE_CHARS = 16
# How far after a name the word stands that makes it a source, in characters.
_REPORT_CHARS = 8
_CLAUSE_END = re.compile(r"[。;\n]|\.\s")

_HAN_VERBS = (
    "发布 公布 印发 出台 宣布 通报 公告 开出 开罚 罚款 处罚 重罚 处以 罚 裁定 裁决 判决 判 决定 "
    "要求 责令 约谈 下架 禁止 封禁 叫停 启动 开展 批准 通过 表示 起诉 立案 调查 认定 征求 组织 "
    "点名 曝光 检测 指控 和解 警告 提醒 推出 制定 修订 签署 发现 查处 下令 拟 将 发起 敦促"
).split()
# Words; with a star, the beginnings of longer words.
_LATIN_VERBS = (
    "adopted adopts announc* approv* ban banned bans block blocked blocks call called calls "
    "charge charged charges find finds fine fined fines fining found hit hits impos* "
    "investigat* issue issued issues launch launch* named names open opened opens order ordered "
    "orders passed passes penalis* penaliz* plan plans probe probed probes probing propos* "
    "publish publish* reached reaches releas* reprimand reprimand* require required requires "
    "rule ruled rules said sanctioned sanctions say says secure secured secures seek seeks "
    "settl* signed signs slap slapped slaps sought sue sued sues tell tells told unveil unveil* "
    "update updated updates upheld vote voted votes warned warns will"
).split()
_REPORTS = ("报道", "消息", "官微", "讯", "电")
# What is looked for in a text, and what each of them is.
CUES = tuple(word.rstrip("*") for word in (*_HAN_VERBS, *_LATIN_VERBS, *_REPORTS))
_HAN_VERB, _LATIN_VERB, _LATIN_STEM, _REPORT, _SHORT_REPORT = range(5)
_KINDS = (
    *(_HAN_VERB for _ in _HAN_VERBS),
    *(_LATIN_STEM if word.endswith("*") else _LATIN_VERB for word in _LATIN_VERBS),
    *(_SHORT_REPORT if len(word) == 1 else _REPORT for word in _REPORTS),
)
# The number of a cue, and where it begins and ends.
Cue = tuple[int, int, int]
# 讯 and 电 are parts of many words; they end a source where a clause or a comma follows.
_SHORT_REPORT_ENDS = re.compile(r"[,:：]|[。;\n]|\.\s|$")

# A verb that is cut off where the look after a name ends; it counts if what is left is one.
_CUT_OFF = re.compile(rf"\b(?:{'|'.join(_LATIN_VERBS)})\Z".replace("*", r"\w+"))
# Between a name and the verb that follows at once, as in "Florida passes" and 得州起诉.
_LONGEST_GAP = len("'s is to ")
_UP_TO_VERB = re.compile(r"(?:['’]s)?(?: (?:has|have|is to|to|also)(?![a-z]))? ?")
# A place before one of these is the beginning of a name that is no government's.
_INSTITUTIONS = (
    "银行|农商行|农信社|信用社|证券|保险|大学|学院|中学|小学|医院|诊所|协会|学会|商会|联合会|促进会|有限公司|股份|集团"
    "|交易所|自来水|水厂|动物园|野生动物|机场|地铁|联通|移动|电信|大厦|酒店"
    "|universit|hospital|health|medical|bank|school|college|credit union|clinic|water|power"
    "|airport|association|society|chamber"
)
_AFTER = re.compile(
    r"(?P<reporter> ?(?:记者|特派|媒体(?![监管局委])|报纸|报章|通讯社"
    r"|correspondent|bureau|reporter|newspaper|tabloid|magazine|broadcaster|news agency))"
    r"|(?P<newspaper>《[^》]{2,8}》(?:称|说|引述|报道|披露|援引))"
    r"|(?P<home>[- ](?:based|owned|headquartered|linked|backed|listed)\b|的?公司|企业|籍|资)"
    rf"|(?P<part>(?: [a-z]+)?? ?(?:{_INSTITUTIONS}))"
    r"|(?P<quoted>(?:的|['’]s | )?(?:指南|指引|guidelines|guidance))"
)
_AGENCY = r"\((?:Reuters|AP|AFP|Xinhua|Bloomberg|Kyodo|Yonhap|dpa|TASS|PTI)\)"
_DATELINE = re.compile(rf",? ?(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}})?,? ?{_AGENCY}")
_DASH = re.compile(r"(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2})? ?(?:[–—]|--?) ")
_SENTENCE = re.compile(r" +[A-Z][a-z]+ ")


def _turned(words: str) -> str:
    """Turn each word of a list round, as alternatives of a pattern."""
    return "|".join(word[::-1] for word in words.split())


# On the text turned round; `the` and the space before a name stand first there.
_THE = r"\s?(?:eht )?"
_BEFORE = re.compile(
    r"\n?(?:"
    r"(?P<reporting> (?:eht )?morf gnitroper)"
    rf"|(?P<by>[ \w]{{0,4}}(?:eht )?(?:{_turned('by with from')})\b|[被遭由与向获经])"
    rf"|(?P<registered>\s?为(?:地)?册注)"
    rf"|(?P<based>\s?[在于]设?部总|\s?于位部总|\s?[在于]地?册注"
    rf"|{_THE}ni (?:{_turned('based headquartered registered incorporated')}))"
    r"|(?P<according>据(?![依根])| ?(?:eht )?ot gnidrocca)"
    rf"|(?P<in>{_THE}(?:{_turned('in at near across outside')})\b|\s?[在于驻])"
    rf"|(?P<against>{_THE}(?:{_turned('against over on fine fines fined sue sues ban bans')})\b"
    rf"|\s?(?:对|就|指|{_turned('禁止 起诉')}))"
    r")"
)
_RELATION = {"by": "by", "reporting": "by", "in": "in", "based": "in", "against": "against"}


# What only says who reports, and what else is said: see `Surroundings.role`.
Role = tuple[str, tuple[str, ...]]


class Surroundings:
    """The words around the names of one text.

    Parameters
    ----------
    text : normalised text
    lowered : the same in lower case
    cues : what `find_cues` finds in it, where that is at hand
    """

    def __init__(self, text: str, lowered: str, cues: Sequence[Cue] | None = None) -> None:
        self._text = text
        self._lowered = lowered
        self._turned = lowered[::-1]
        self._verbs: list[tuple[int, int]] = []
        self._reports: list[int] = []
        self._sort_out(find_cues(lowered) if cues is None else cues)

    def role(self, start: int, end: int, kind: str) -> Role:
        """Tell what is said of the name between two offsets.

        Parameters
        ----------
        kind : type of the name

        Returns
        -------
        `dateline`, `reporter` or `newspaper` where the name only says who reports, else empty;
        and what else is said: `part` (of the name of a bank, a school and the like), `home`,
        `acts at once`, `acts`, `source`, `quoted`, and `by`, `in` or `against`
        """
        if kind == "source":
            return "newspaper", ()
        if self._begins_line(start) and self._is_dateline(start, end, kind):
            return "dateline", ()
        lowered, turned = self._lowered, len(self._lowered) - start
        match = _AFTER.match(lowered, end, end + _AFTER_CHARS)
        after = match.lastgroup if match else None
        match = _BEFORE.match(self._turned, turned, turned + _BEFORE_CHARS)
        before = match.lastgroup if match else None
        if kind not in BODIES and (after == "reporter" or before == "reporting"):
            return "reporter", ()
        reports = self._reports_follow(end)
        if after == "newspaper" or (reports and before == "according"):
            return "newspaper", ()
        return "", (*self._deeds(end, kind, before, after), *_relations(before, after, reports))

    def _deeds(self, end: int, kind: str, before: str | None, after: str | None) -> list[str]:
        """Tell whether a name acts, or is the home or a part of the name of something else."""
        part = ["part"] if after == "part" and kind in _LOCAL else []
        if after == "home" or before == "based" or before == "registered":
            return [*part, "home"]
        acts = self._acts(end)
        return [*part, acts] if acts else part

    def _sort_out(self, cues: Sequence[Cue]) -> None:
        lowered = self._lowered
        for index, start, end in cues:
            kind = _KINDS[index]
            if kind == _HAN_VERB or (
                kind <= _LATIN_STEM and _is_word(lowered, start, end, longer=kind == _LATIN_STEM)
            ):
                self._verbs.append((start, end + (kind == _LATIN_STEM)))
            elif kind == _REPORT or (
                kind == _SHORT_REPORT and _SHORT_REPORT_ENDS.match(lowered, end)
            ):
                self._reports.append(start)
        self._verbs.sort()
        self._reports.sort()

    def _begins_line(self, start: int) -> bool:
        while start and self._lowered[start - 1] == " ":
            start -= 1
        return start == 0 or self._lowered[start - 1] == "\n"

    def _is_dateline(self, start: int, end: int, kind: str) -> bool:
        text, until = self._text, end + _AFTER_CHARS
        if _DATELINE.match(text, end, until):
            return True
        if kind not in _TOWNS:
            return False
        if _DASH.match(text, end, until):
            return True
        # In capitals, before a sentence that is not: "LONDON Google faces a fine".
        return text[start:end].isupper() and _SENTENCE.match(text, end) is not None

    def _reports_follow(self, end: int) -> bool:
        reports = self._reports
        near = reports[bisect_left(reports, end) : bisect_right(reports, end + _REPORT_CHARS)]
        return any(not _CLAUSE_END.search(self._lowered, end, at) for at in near)

    def _acts(self, end: int) -> str:
        """Tell whether a verb follows in the same clause, and whether it does at once."""
        limit, verbs = end + _AFTER_CHARS, self._verbs
        at = bisect_left(verbs, (end,))
        if at == len(verbs) or verbs[at][1] > limit:
            return "acts" if self._is_cut_off(end, limit) else ""
        verb_start, verb_end = verbs[at]
        if _CLAUSE_END.search(self._lowered, end, verb_end):
            return ""
        if verb_start > end + _LONGEST_GAP:
            return "acts"
        gap = _UP_TO_VERB.match(self._lowered, end, limit)
        return "acts at once" if gap and gap.end() == verb_start else "acts"

    def _is_cut_off(self, end: int, limit: int) -> bool:
        if not self._lowered[limit - 1 : limit + 1].isalpha():
            return False
        after = self._lowered[end:limit]
        return bool(_CUT_OFF.search(after)) and not _CLAUSE_END.search(after)


def _relations(before: str | None, after: str | None, reports: bool) -> list[str]:
    """Tell how the clause relates to a name."""
    roles = []
    if reports or before == "according":
        roles.append("source")
    if after == "quoted":
        roles.append("quoted")
    if before in _RELATION:
        roles.append(_RELATION[before])
    return roles


def _is_word(text: str, start: int, end: int, *, longer: bool) -> bool:
    """Whether a word begins at `start` and ends at `end`, or is longer if it has to be."""
    if start and _is_latin(text[start - 1]):
        return False
    return (end < len(text) and _is_latin(text[end])) == longer


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u3000"


def find_cues(lowered: str) -> list[Cue]:
    """Find the cues in a text in lower case, overlapping ones too."""
    return _automaton().find_matches_as_indexes(lowered, overlapping=True)


@cache
def _automaton() -> AhoCorasick:
    return AhoCorasick(list(CUES), matchkind=MatchKind.Standard)
