"""Lines that belong to the publication or the web page, not to a report."""

import re
from enum import Enum

from serve.newsletter.openings import is_date


class Furniture(Enum):
    """How far a line of furniture reaches."""

    LINE = "this line alone"
    BLOCK = "this line and the short lines after it, as in an address"
    REST = "all that follows, up to the next report, as under 'About us'"


_LINE = re.compile(
    r"[(（\[【]?(?:[责責]任?[编編][辑輯]?|[编編][辑輯]|[审審]核|校[对對]|撰稿|[记記]者|作者|原[标標]题|原標題"
    r"|[发發]布[时時][间間]|[发發]布日期|[时時][间間]|日期|字[号號體体]|[浏瀏][览覽]|[点點][击擊](?:[数數]|量)|[阅閱][读讀](?:[数數]|量)"
    r"|[关關][键鍵][词詞]|[标標][签籤]|[当當]前位置|您(?:[现現])?在?的?位置|扫[一描]?[扫码]|[长長]按)\s*[:：|].{0,100}"
    r"|(?:分享(?:到|至)|打印(?:本[页頁]|文章)?|[关關][闭閉]([窗页]口?|本[页頁])?|收藏|【?[大中小]】?|[纠糾][错錯]|[举舉][报報]"
    r"|返回(?:[顶頂]部|首[页頁]|列表)|上一[篇页]|下一[篇页]|[回返]到[顶頂]部)(?:\W.{0,60})?"
    r"|(?:share (?:this|on|via|the)|tweet this|follow us|like us|print this|email this|tags?:|topics?:|filed under"
    r"|posted (?:in|on|by)|published (?:on|by|at|:)|last updated|updated:|reading time|photo(?: credit)?:|image(?: credit)?:"
    r"|back to (?:top|contents)|skip to|leave a (?:reply|comment)|(?:\d+ )?comments?$|advertisement$|previous (?:article|post)"
    r"|next (?:article|post)|view (?:this email|in (?:your )?browser)|cookie|privacy policy|terms of (?:use|service)"
    r"|home\s*[>»/|]).{0,80}"
    r"|\d{1,2}[ -]min(?:ute)?s?(?: read)?|by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,.{0,60})?"
    r"|(?:copyright|©|\(c\)|版[权權]所有|all rights reserved).{0,120}|.{0,80}(?:all rights reserved|版[权權]所有)[.。]?)[)）\]】]?",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"(?:(?:n\s|w\s)?www\.\S+|(?:\*\s*)*(?:tel(?:ephone)?|fax|phone|mobile|e-?mail|web(?:site)?|address|add|attn|[tfempw]|電話|电话|"
    r"传真|傳真|手机|手機|邮箱|郵箱|邮编|郵編|地址|网址|網址|微信(?:公众号)?|公众号|邮件|热线)\s*[:：].{0,160}"
    r"|[\w.+-]{1,60}@[\w.-]{1,60}|\+?[\d\s()（）/-]{8,40}"
    r"|.{0,60}(?:扫码|掃碼|扫描|掃描|二维码|二維碼|关注我们|关注公众号|欢迎关注|長按|长按|qr code|wechat (?:community|account|official)).{0,100}"
    r"|(?:to )?(?:un)?subscribe\b.{0,160}|sign up (?:for|to).{0,160}|(?:欢迎|歡迎)?(?:订阅|訂閱|退订).{0,80}"
    r"|if you (?:would like|wish|want|no longer|have any (?:questions?|queries|comments)|need (?:any |further )).{0,240}"
    r"|(?:you (?:are receiving|have received|received)|please (?:contact|get in touch|feel free)).{0,200}"
    r"|如(?:果您?|您|需|有).{0,60}(?:联系|聯繫|联络|致电|发送邮件|咨询|退订|订阅).{0,80})",
    re.IGNORECASE,
)
_REST = re.compile(
    r"[【\[*\s]*(?:about (?:us|the (?:authors?|firm|editors?|publication|company))|about (?:[A-Z&][\w&.]*\s?){1,6}"
    r"|contacts?(?: us| details| information)?|our (?:team|offices|people)|key contacts?|editors?|editorial (?:team|board)|authors?"
    r"|disclaimer|legal notice|important notice|copyright notice"
    r"|(?:for )?(?:more|further) information,? (?:please )?(?:contact|about).{0,80}|for (?:any )?(?:questions|enquiries|inquiries).{0,80}"
    r"|related (?:articles?|stor(?:y|ies)|posts?|news|content|links|reading|topics)|read next|see also|you (?:may|might) also like.{0,20}"
    r"|recommended(?: for you| reading| articles)?|more (?:stories|articles|news|from).{0,40}|most (?:read|popular|viewed)|trending(?: now)?"
    r"|latest (?:news|posts|articles|stories)|popular (?:posts|articles|stories)|previous (?:issues|editions)|recent posts"
    r"|[关關][于於](?:我[们們]|本所|作者|立法团队|.{2,12}(?:律师事务所|事务所|公司))|[联聯][系繫]我[们們]|[联聯][系繫]方式|主[编編]|[编編]委[会會]?"
    r"|[编編][辑輯](?:部|[团團][队隊])|(?:免[责責]|版[权權]|[法]律|特[别別]|重要)?[声聲]明|免[责責](?:条款|條款)|版[权權](?:所有|信息)"
    r"|(?:相[关關]|延伸|推[荐薦]|更多|[热熱][门門]|精彩|最新|往期)(?:[阅閱][读讀]|新[闻聞]|文章|[报報][道導]|推[荐薦]|[内內]容|[链鏈][接]|回[顾顧]|[资資][讯訊])"
    r"|[猜您你]+喜[欢歡].{0,6}|大家都在看|[热熱](?:[门門]|文|榜)排?行?|您可能(?:感兴趣|还喜欢).{0,8})[】\]*\s]*[:：.。]?",
    re.IGNORECASE,
)
_ITSELF = re.compile(
    r"\b(?:this|the present|our) (?:e-?mail |legal |client )?(?:newsletter|publication|bulletin|update|alert|briefing|document|communication|e-?mail|"
    r"material|content|article|note|digest|review|issue|website|message)\b|\b(?:information|materials?) (?:contained|provided|herein|in this)\b"
    r"|本(?:通[讯訊]|刊|[简簡][报報]|[资資][讯訊]|文|[周週月季][报報刊]|公[众眾]号|[邮郵]件|[网網]站?|平台|期|新闻信|快[讯訊]|[内內]容|[电電]子)"
    r"|(?:上述|以上|所[载載]|[转轉][载載]).{0,6}(?:信息|[内內]容|文章|[资資]料)|[编編][写寫].{0,24}目的|稿件",
    re.IGNORECASE,
)
_NOT_ADVICE = re.compile(
    r"\b(?:legal|professional|investment|specific) (?:advice|opinion)|general (?:information|guidance)|informational? purposes?|no (?:responsibility|liability)"
    r"|(?:accept|assume)s? (?:any |no )?(?:liability|responsibility)|(?:be )?relied (?:up)?on|does not constitute|without (?:any )?warrant|errors (?:and|or) omissions"
    r"|reproduced|written permission|prepared for (?:our )?(?:clients|professional)|confidential|intended recipient"
    r"|法律(?:意[见見]|建[议議]|依据|依據)|[专專][业業]意[见見]|投[资資]建[议議]|[仅僅]供.{0,8}(?:[参參]考|[学學][习習]|[阅閱][读讀])|不构成|不構成|不承[担擔]|不代表|概不[负負][责責]|"
    r"未[经經].{0,12}(?:[许許]可|授[权權]|同意|允[许許])|[侵]权|[联聯][系繫][删刪]除|如[转轉][载載]|[请請][注註]明|版[权權][归歸]",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear (?:all|readers?|clients?|friends?|colleagues?|subscribers?|sir|madam)|hello|welcome to|in this (?:issue|edition|week['’]s|month['’]s)"
    r"|this (?:issue|edition|newsletter|bulletin|month['’]s)|[尊敬亲爱]+的|各位(?:[读讀]者|客[户戶])|本期|欢迎|歡迎).*",
    re.IGNORECASE | re.DOTALL,
)
# Labels, addresses and the like are this short; disclaimers may be longer. In characters.
_MAX_LINE_CHARS = 200
_MAX_BLOCK_CHARS = 320
_MAX_REST_CHARS = 100
_MAX_DISCLAIMER_CHARS = 2500


def furniture(text: str) -> Furniture | None:
    """Say which kind of furniture a line is, None if it can be part of a report."""
    if len(text) <= _MAX_REST_CHARS and _REST.fullmatch(text):
        return Furniture.REST
    if len(text) <= _MAX_LINE_CHARS and _LINE.fullmatch(text) and not is_date(text):
        return Furniture.LINE
    if len(text) <= _MAX_BLOCK_CHARS and _BLOCK.fullmatch(text):
        return Furniture.BLOCK
    return Furniture.BLOCK if is_disclaimer(text) else None


def is_disclaimer(text: str) -> bool:
    """Tell whether a paragraph says of its own publication that it is no legal advice."""
    if len(text) > _MAX_DISCLAIMER_CHARS:
        return False
    n_cues = sum(1 for _ in _NOT_ADVICE.finditer(text))
    return n_cues > 0 and _ITSELF.search(text) is not None


def is_greeting(text: str) -> bool:
    """Tell whether a paragraph speaks to the readers of the publication."""
    return _GREETING.match(text) is not None
