"""Which language a line is in, and how long it is for a reader."""

import re
from typing import Literal

Lang = Literal["zh", "en"]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# The traditional characters of the words that this package looks for.
_TRADITIONAL = (
    "責編輯審對記標題發佈時間號體瀏覽點擊數閱讀關鍵詞簽當現處頁閉糾錯舉報電話傳真機郵網掃識別歡訂熱門聯繫"
    "務團隊聲權條鄭薦內鏈連結業負許經請載構擔僅參學習資訊見議據國際聞動態執監規歐亞韓東實產個隱護導與類觀"
    "趨勢雙週總轉說誌來圖該攝錄簡長詳細眾碼維於罰徵約談啟開訴們標準絡處寫應們專條閱註兩遞灣區臺馬"
)
_SIMPLIFIED_FORMS = (
    "责编辑审对记标题发布时间号体浏览点击数阅读关键词签当现处页闭纠错举报电话传真机邮网扫识别欢订热门联系"
    "务团队声权条郑荐内链连结业负许经请载构担仅参学习资讯见议据国际闻动态执监规欧亚韩东实产个隐护导与类观"
    "趋势双周总转说志来图该摄录简长详细众码维于罚征约谈启开诉们标准络处写应们专条阅注两递湾区台马"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED_FORMS)
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]{0,200}[)）\]】]")

# A line's language shows in its first characters; a longer look costs time and changes nothing.
_ENOUGH_CHARS = 600
# A Chinese character says about as much as three Latin letters.
_LETTERS_PER_HAN = 3


def n_han(text: str) -> int:
    """Count the Chinese characters of `text`."""
    return 0 if text.isascii() else len(_HAN.findall(text))


def n_words(text: str) -> int:
    """Count the words of `text`, as separated by spaces."""
    return len(text.split())


def language(text: str) -> Lang:
    """Tell Chinese from everything else; what stands in brackets counts only if all does."""
    head = text[:_ENOUGH_CHARS]
    if head.isascii() or not _HAN.search(head):
        return "en"
    outside = _BRACKETED.sub("", head)
    if not _LETTER.search(outside):
        outside = head
    han = n_han(outside)
    letters = len(_LETTER.findall(outside)) - han
    return "zh" if han * _LETTERS_PER_HAN >= max(letters, 1) else "en"


def size(text: str, lang: Lang) -> int:
    """Measure `text` in the unit of its language: characters for Chinese, words for English."""
    return len("".join(text.split())) if lang == "zh" else n_words(text)


def simplified(text: str) -> str:
    """Return `text` with the characters that this package looks for in their simplified form."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)
