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
    "count": ("统计", "Count by"),
    "cut": ("分类", "Tag"),
    "do_401": ("请用有效的密钥登录。", "Sign in with a valid key."),
    "do_403": (
        "所用密钥没有这项权限，或请求来自别的网站。",
        "The key may not do this, or another site's page asked for it.",
    ),
    "do_404": ("请检查地址，或回到首页。", "Check the address, or go back to the start."),
    "do_413": ("请分成几个较小的文件或较短的文本。", "Send smaller files or shorter texts."),
    "do_415": ("请换一种格式的文件。", "Send the file in another format."),
    "do_422": ("请更正后重试。", "Mend it and try again."),
    "do_429": ("请稍后再试。", "Wait a little and try again."),
    "do_500": (
        "请稍后再试；若再次发生，请把下面的编号告诉管理员。",
        "Try again; if it happens again, tell your administrator the number below.",
    ),
    "do_503": (
        "请稍后再试，或请管理员检查模型和数据库。",
        "Try again, or ask your administrator to look at the model and the database.",
    ),
    "do_other": ("请回到首页重试。", "Go back to the start and try again."),
    "drop": ("粘贴文本，或把文件拖到这里", "Paste text, or drop a file here"),
    "empty_archive": ("没有条目。", "No items."),
    "empty_queue": ("没有待复核的条目。", "Nothing waits for review."),
    "error_400": ("请求无法读取", "The request cannot be read"),
    "error_401": ("需要登录", "A key is needed"),
    "error_403": ("没有权限", "Not allowed"),
    "error_404": ("没有这个页面", "There is no such page"),
    "error_405": ("此地址不能这样使用", "This address is not used this way"),
    "error_408": ("内容发送得太慢", "It took too long to arrive"),
    "error_413": ("内容太大", "It is too large"),
    "error_415": ("不支持这种格式", "This format is not read"),
    "error_422": ("内容有误", "Something in it is wrong"),
    "error_429": ("请求太频繁", "Too many requests"),
    "error_500": ("服务器出错", "The server failed"),
    "error_503": ("暂时无法使用", "Not ready"),
    "error_other": ("未完成", "Not done"),
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
    "lang_en": ("英文", "English"),
    "lang_zh": ("中文", "Chinese"),
    "lang_zh+en": ("中英文", "both"),
    "language": ("English", "中文"),
    "left_out": ("未处理", "Left out"),
    "model": ("模型", "Model"),
    "month": ("月份", "Month"),
    "no": ("否", "no"),
    "no_model": (
        "尚无模型：请先运行 regwire retrain。",
        "No model is loaded; make one with 'regwire retrain'.",
    ),
    "none": ("无", "none"),
    "nothing_given": (
        "没有粘贴文本，也没有文件。",
        "Nothing was pasted or dropped; expected text or a file.",
    ),
    "number": ("数量", "Number"),
    "others": ("其他", "others"),
    "over_time": ("各月数量", "Items by month"),
    "prefixes": (
        "依据中的标记：^ 在标题或导语中，@ 机构或地名的类别，% 概念，# 整个条目",
        "Signs in the evidence: ^ in the title or the lead, @ a kind of body or place, "
        "% a concept, # the item as a whole",
    ),
    "previous": ("之前", "Before"),
    "promote": ("上线", "Let it serve"),
    "queue": ("复核", "Review"),
    "ranked": ("候选标签", "Ranked labels"),
    "region": ("地区", "Region"),
    "report": ("评估报告", "Report"),
    "request_id": ("编号", "Number"),
    "review": ("需复核", "look"),
    "roll_back": ("回退到", "Go back to"),
    "save": ("保存更正", "Save the correction"),
    "score_accuracy": ("准确率", "accuracy"),
    "score_accuracy_covered": ("不需复核者的准确率", "Accuracy of what needs no review"),
    "score_coverage": ("不需复核的比例", "Share that needs no review"),
    "score_ece": ("校准误差（ECE）", "Calibration error (ECE)"),
    "score_given_without": ("本无地区却给出的比例", "given where there is none"),
    "score_items": ("条目数", "Items"),
    "score_macro_f1": ("宏平均 F1", "macro-F1"),
    "score_support": ("条目数", "items"),
    "search": ("查找", "Search"),
    "serving": ("使用中", "serving"),
    "share": ("得分", "Score"),
    "sign_in": ("登录", "Sign in"),
    "since": ("起", "From"),
    "source": ("来源", "Source"),
    "start": ("分类", "Tag"),
    "take_turns": ("各类轮流", "Take turns between kinds"),
    "text": ("文本", "Text"),
    "theme": ("深色/浅色", "Dark or light"),
    "title": ("标题", "Title"),
    "to_start": ("回到首页", "Back to the start"),
    "topic": ("主题", "Topic"),
    "unreadable": ("无法读取", "It cannot be read"),
    "until": ("止", "Until"),
    "version": ("版本", "Version"),
    "versions": ("版本", "Versions"),
    "wait": ("请稍候……", "One moment …"),
    "when": ("时间", "When"),
    "who": ("姓名", "Your name"),
    "why": ("原因", "Why"),
    "written_in": ("语言", "Language"),
    "wrong_key": ("密钥无效。", "This key is not valid."),
    "yes": ("是", "yes"),
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
