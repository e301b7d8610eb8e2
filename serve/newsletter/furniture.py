"""Lines that belong to the publication or the web page, not to a report."""

import re
from enum import Enum

from serve.newsletter.openings import is_date, starts_with_date
from serve.newsletter.script import simplified


class Furniture(Enum):
    """How far a line of furniture reaches."""

    LINE = "this line alone"
    BLOCK = "this line and the short lines after it, as in an address"
    REST = "all that follows, up to the next report, as under 'About us'"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Each of these has to match a whole line; Chinese is matched in its simplified characters.
_LINE = _any(
    # 责任编辑：某某, 发布时间：..., 您的位置：...
    r"[(（\[【]?(?:责任?编辑?|编辑|审核|校对|撰稿|记者|作者|图片?来源|配图|摄影|原标题"
    r"|发布(?:时间|日期|机构)|时间|日期|发文机关|浏览(?:次数|量)?|点击(?:数|量|率)?"
    r"|阅读(?:数|量)?|关键词|标签|您?(?:当前|所在|现在)的?位置|字[号体])\s*[:：|].{0,100}",
    # The head of a mail.
    r"(?:from|to|cc|bcc|subject|date|sent|reply-to|发件人|收件人|抄送|主题|发送时间)\s?[:：].{0,140}",
    r"[-—_*=\s]*(?:begin )?(?:forwarded|original) message:?[-—_*=\s]*",
    r"[-—_*=\s]*(?:转发|原始)邮件[-—_*=\s]*",
    r"(?:以上|本期|本刊)?内容由.{1,20}(?:整理|编辑|编写|摘编)。?",
    # By Jane Doe; Published 3 May 2023; 5 min read; Tags: ...
    r"(?:reporting |written |edited |posted )?"
    r"by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,.{0,60})?",
    r"(?:posted|published|last updated|updated)(?: on| at)?:? .{0,12}\d{1,4}.{0,30}",
    r"\d{1,2}[ -]min(?:ute)?s?(?: read)?|reading time:? .{0,20}",
    r"(?:tags?|topics?|keywords?|filed under|photo|image|(?:photo|image) credit):.{0,100}",
    # 分享到, 关闭窗口, 上一篇：...
    r"【?(?:分享(?:到|至)|打印(?:本页|文章)?|关闭(?:窗口|本页)?|收藏|纠错|举报"
    r"|返回(?:顶部|首页|列表)|回到顶部)】?(?:\W.{0,60})?",
    r"(?:上一[篇条页]|下一[篇条页])\s*[:：].{0,100}",
    r"字[号体]\s?[:：]?\s?\[?[大中小 ]{1,6}\]?|大 中 小",
    # Share this ..., Back to top, Home > News
    r"share (?:this|on|via|with)\b.{0,60}|(?:tweet|print|email) this.{0,30}",
    r"(?:follow|like|join) us\b.{0,60}|back to (?:top|contents)|skip to .{0,30}",
    r"leave a (?:reply|comment)|(?:\d+|no) comments?|advertisement",
    r"(?:previous|next) (?:article|post|story)\b.{0,100}",
    r"view (?:this email )?in (?:your )?browser.{0,30}",
    r"(?:privacy|cookie) (?:policy|settings|preferences)",
    r"terms (?:of (?:use|service)|and conditions)",
    r"[-—–*~\s]*(?:the end|end|[（(]?全?文?完[）)]?)[-—–*~\s]*",
    r"(?:home|首页) ?[>»/|›].{0,100}",
    r"(?:copyright|©|\(c\)|版权所有).{0,120}|.{0,80}(?:all rights reserved|版权所有)[.。]?",
)
_BLOCK = _any(
    # Tel: ..., 地址：..., someone@firm.com, +86 10 ...
    r"[*\s]*(?:tel(?:ephone)?|fax|phone|mobile|e-?mail|web(?:site)?|address|attn|[tfempw]|电话"
    r"|传真|手机|邮箱|电子邮件|邮编|地址|网址|微信(?:公众)?号?|公众号|热线|联系(?:我们|方式)|投稿)\s*[:：].{0,160}",
    r"[^@.。:：]{1,20}\s[\w.+-]{1,60}@[\w.-]{1,60}\W?|内部(?:资料|刊物).{0,20}",
    r"(?:\w )?www\.\S+|[\w.+-]{1,60}@[\w.-]{1,60}|\+?[\d\s()（）/-]{8,40}",
    # 扫码关注..., Subscribe to ..., If you would like to receive ...
    r"(?:请|欢迎)?(?:长按|扫描|扫一扫|扫码|识别).{0,3}(?:二维码|关注|识别).{0,40}",
    r"(?:欢迎)?关注.{0,12}(?:公众号|我们).{0,40}|(?:欢迎)?(?:订阅|退订).{0,60}",
    r".{0,80}\bwechat (?:community|(?:official )?account)\b.{0,60}",
    r"(?:to )?(?:un)?subscribe\b.{0,160}|sign up (?:for|to)\b.{0,160}",
    r"(?:please )?scan .{0,20}qr code.{0,60}",
    r"corrections?: .{0,80}|questions? (?:for|to) .{0,60}@\S+",
    r"if you .{0,200}\b(?:contact|subscribe|unsubscribe|receive|reach|email)\b.{0,160}",
    r"you (?:are receiving|(?:have )?received) this .{0,200}",
    r"please (?:contact|get in touch|feel free).{0,200}",
    r"如.{0,60}(?:联系我们|与我们联系|本所|退订|订阅|取消接收).{0,80}",
)
_REST = _any(
    r"about (?:us|the (?:authors?|firm|editors?|publication|company|newsletter))",
    r"our (?:team|offices|people)|(?:key )?contacts?(?: us| details| information)?|get in touch",
    r"editors?|editorial (?:team|board)|authors?",
    r"(?:legal |important |copyright )?(?:disclaimer|notice)",
    r"for (?:more|further|additional) information,? (?:please )?contact.{0,80}",
    r"for (?:any )?(?:questions|enquiries|inquiries|queries).{0,80}",
    # How a letter ends.
    r"(?:cheers|regards|sincerely|(?:best|kind|warm) (?:regards|wishes)|all the best"
    r"|yours (?:sincerely|faithfully|truly))(?:,(?: [A-Z][\w.-]{1,20}){0,3})?",
    r"(?:related|recommended|more|popular|further)"
    r" (?:articles?|stor(?:y|ies)|posts?|reading|topics|content)",
    r"(?:related|recommended)(?: news| links| for you)?|read next|see also",
    r"you (?:may|might) (?:also )?like.{0,20}|most (?:read|popular|viewed)|trending(?: now)?",
    r"previous (?:issues|editions)|recent posts|more from .{0,40}",
    r"关于(?:我们|本所|作者|编者|.{2,16}(?:事务所|公司|团队))|联系(?:我们|方式|人)",
    r"编辑(?:部|团队)|编委会?|(?:免责|版权|法律|特别|重要|郑重)?声明|免责条款|版权(?:所有|信息)",
    r"(?:相关|延伸|扩展|推荐|往期|更多|精彩|热门)"
    r"(?:阅读|文章|报道|推荐|内容|链接|回顾|稿件)|相关新闻|猜你喜欢|大家都在看",
)
_ABOUT_FIRM = re.compile(
    r"About (?:[A-Z&][\w&.,’'-]*\s)*"
    r"(?:LLP|Law|Firm|Partners|Associates|Group|Attorneys|Lawyers|Solicitors)\b.{0,20}"
)
# What a publication calls itself, what it says it is not, and what may not be done with it.
_ITSELF = _any(
    r"\b(?:this|the present|our) (?:legal |client )?(?:newsletter|publication|bulletin|update"
    r"|alert|brief(?:ing)?|document|communication|e-?mail|material|content|article|digest"
    r"|website|message|letter|express|monthly|weekly|review|memo|round-?up)\b",
    r"\b(?:information|materials?|contents?) (?:contained|provided|herein|in this|of this)\b",
    r"本(?:通讯|刊|报|简报|快报|资讯|动态|速递|电子报|文|[周月季双]{1,2}[报刊]|公众号|邮件|网站?|快讯|所)",
    r"编写.{0,24}目的|(?:本站|转载)稿件",
)
_ITS_CONTENT = re.compile(r"(?:上述|以上|所载).{0,6}(?:信息|内容|文章|资料)")
_NO_ADVICE = _any(
    r"\b(?:legal|professional|investment) (?:advice|opinions?)|general information",
    r"informational? purposes?|no (?:responsibility|liability)|intended recipient",
    r"(?:accepts?|assumes?) (?:any |no )?(?:liability|responsibility)|errors (?:and|or) omissions",
    r"prepared for (?:our )?(?:clients|professional)",
    r"法律(?:意见|建议|依据)|专业意见|投资建议|仅供.{0,8}(?:参考|学习|阅读)",
    r"不构成.{0,8}(?:意见|建议)|概不负责",
)
# What says of itself that it is no advice needs no name for itself, if it is short, in characters.
_IS_NO_ADVICE = _any(
    r"\b(?:is|are|does|do|should) not\b.{0,40}\blegal advice\W*$",
    r"不构成(?:任何)?法律(?:意见|建议)\W*$",
)
_MAX_NO_ADVICE_CHARS = 160
_NO_COPYING = _any(
    r"\breproduced|written permission|all rights reserved",
    r"未经.{0,12}(?:许可|授权|允许).{0,10}(?:转载|复制|使用|摘编)|如有侵权|联系删除",
    r"如需转载|如转载|请注明|版权归",
)
_EDITORIAL = _any(
    r"(?:editor['’]?s['’]?|publisher['’]s) (?:note|letter|desk)"
    r"|(?:a )?(?:note|letter|word) from the (?:editors?|publisher)|editorial|foreword"
    r"|编者的话|编者按|编者语|编辑手记|卷首语|写在前面|致读者|前言|刊首语",
)
_GREETING = _any(
    r"(?:dear (?:all|readers?|clients?|friends?|colleagues?|subscribers?|sir|madam)"
    r"|hello|hi|good (?:morning|afternoon|evening|day)|welcome to)\b",
    r"in this (?:issue|edition|week['’]s|month['’]s)\b",
    r"this (?:issue|edition|newsletter|bulletin|digest)\b",
    r"this (?:week|month)['’]s (?:issue|edition|newsletter|bulletin|digest)\b",
    r"[尊敬亲爱]{2,4}的|各位(?:读者|客户)|本期|欢迎",
)
# Labels, addresses and the like are this short; disclaimers may be longer. In characters.
_MAX_LABEL_CHARS = 140
_MAX_BLOCK_CHARS = 360
_MAX_HEAD_CHARS = 100
_MAX_DISCLAIMER_CHARS = 2500
_AROUND_HEAD = "【】[]*_:：.。—–-<> "


def furniture(text: str) -> Furniture | None:
    """Say which kind of furniture a line is, None if it can be part of a report."""
    if len(text) > _MAX_DISCLAIMER_CHARS or is_date(text):
        return None
    plain = simplified(text)
    if len(plain) <= _MAX_HEAD_CHARS and _is_head(plain.strip(_AROUND_HEAD)):
        return Furniture.REST
    if len(plain) <= _MAX_LABEL_CHARS and _LINE.fullmatch(plain):
        return Furniture.LINE
    if len(plain) <= _MAX_BLOCK_CHARS and _BLOCK.fullmatch(plain):
        return Furniture.BLOCK
    return Furniture.BLOCK if is_disclaimer(plain) else None


def is_disclaimer(text: str) -> bool:
    """Tell whether a paragraph says how the publication that it stands in may be used."""
    if starts_with_date(text):
        return False
    itself = _ITSELF.search(text) is not None
    if len(text) <= _MAX_NO_ADVICE_CHARS and _IS_NO_ADVICE.search(text):
        return True
    if _NO_ADVICE.search(text):
        return itself or _ITS_CONTENT.search(text) is not None
    return itself and _NO_COPYING.search(text) is not None


def is_greeting(text: str) -> bool:
    """Tell whether a paragraph speaks to the readers of the publication."""
    return _GREETING.match(simplified(text[:_MAX_HEAD_CHARS])) is not None


def is_editorial(title: str) -> bool:
    """Tell whether `title` heads what the editors say to their readers."""
    return _EDITORIAL.fullmatch(simplified(title)) is not None


def _is_head(text: str) -> bool:
    return bool(_REST.fullmatch(text) or _ABOUT_FIRM.fullmatch(text))
