"""The words of the pages, in Chinese and English."""

from collections.abc import Mapping

__all__ = ["LANGUAGES", "choose_language", "words"]

LANGUAGES = ("zh", "en")
_WORDS: Mapping[str, tuple[str, str]] = {
    "against": ("反对", "against"),
    "all": ("全部", "all"),
    "archive": ("存档", "Archive"),
    "confidence": ("置信度", "Confidence"),
    "corrected": ("已更正", "Corrected"),
    "cut": ("分类", "Tag"),
    "drop": ("粘贴文本，或把文件拖到这里", "Paste text, or drop a file here"),
    "empty_archive": ("没有条目。", "No items."),
    "empty_queue": ("没有待复核的条目。", "Nothing waits for review."),
    "evidence": ("依据", "Evidence"),
    "failed": ("未完成", "Not done"),
    "file": ("选择文件", "Choose a file"),
    "filter": ("筛选", "Filter"),
    "for": ("支持", "for"),
    "history": ("上线记录", "Promotions"),
    "item": ("条目", "Item"),
    "items": ("条", "items"),
    "jurisdiction": ("法域", "Jurisdiction"),
    "keep_off": (
        "未保存经过的条目：设置 REGWIRE_KEEP_ITEMS=true 后，此处会有内容。",
        "Items that pass through are not kept; REGWIRE_KEEP_ITEMS=true fills this page.",
    ),
    "key": ("密钥", "Key"),
    "keys_help": (
        "键盘：j、k 上下，Enter 打开，1–9 选主题，s 保存，Esc 关闭",
        "Keys: j, k move; Enter opens; 1–9 choose the topic; s saves; Esc closes",
    ),
    "language": ("English", "中文"),
    "left_out": ("未处理", "Left out"),
    "month": ("月份", "Month"),
    "model": ("模型", "Model"),
    "no_model": (
        "尚无模型：请先运行 regwire retrain。",
        "No model is loaded; make one with 'regwire retrain'.",
    ),
    "none": ("无", "none"),
    "number": ("数量", "Number"),
    "previous": ("之前", "Before"),
    "promote": ("上线", "Let it serve"),
    "queue": ("复核", "Review"),
    "ranked": ("候选标签", "Ranked labels"),
    "region": ("地区", "Region"),
    "report": ("评估报告", "Report"),
    "review": ("需复核", "look"),
    "save": ("保存更正", "Save the correction"),
    "search": ("查找", "Search"),
    "serving": ("使用中", "serving"),
    "share": ("得分", "Score"),
    "sign_in": ("登录", "Sign in"),
    "source": ("来源", "Source"),
    "start": ("分类", "Tag"),
    "take_turns": ("各类轮流", "Take turns between kinds"),
    "text": ("文本", "Text"),
    "theme": ("深色/浅色", "Dark or light"),
    "title": ("标题", "Title"),
    "topic": ("主题", "Topic"),
    "version": ("版本", "Version"),
    "versions": ("版本", "Versions"),
    "wait": ("请稍候……", "One moment …"),
    "when": ("时间", "When"),
    "who": ("姓名", "Your name"),
    "why": ("原因", "Why"),
    "wrong_key": ("密钥无效。", "This key is not valid."),
}


def words(language: str) -> dict[str, str]:
    """Return the words of one language."""
    at = LANGUAGES.index(language)
    return {name: both[at] for name, both in _WORDS.items()}


def choose_language(asked: str | None, accepted: str) -> str:
    """Choose the language of a page.

    Parameters
    ----------
    asked : what the person chose before, if anything
    accepted : the browser's Accept-Language
    """
    if asked in LANGUAGES:
        return asked
    return "zh" if accepted.strip().lower().startswith("zh") else "en"
