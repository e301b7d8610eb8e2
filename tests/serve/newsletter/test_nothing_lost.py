"""Whatever a document says is in one of its reports, or is said to be left out."""

import re
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from serve.newsletter import cut, cut_and_tell
from tests.serve.newsletter.contents import DOCUMENT, LEFT_OUT

# Lines of newsletters, each to carry a sign of its own. Links and `By ...` lines are no text.
FORMS = [
    "工信部通报{}款APP侵害用户权益",
    "MIIT Names {} Apps that Overreach",
    "2023年5月8日，工信部发布通报{}，要求整改。",
    "On May 8, 2023, the MIIT named apps, {} among them. (More)",
    "They have ten days to change {},",
    "## 汽车数据处理安全要求国家标准{}发布",
    "## Standard {} on Data in Cars Published",
    "1. first point {};",
    "2. 国家网信办发布新规{}征求意见",
    "• bullet {}",
    "◎ 金管會對兩家公司裁罰{}",
    "**Regulator fines Acme {} again**",
    "**Regulator fines Acme {}.** The fine is the second in a year and will be appealed.",
    "【标题{}在括号里】5月8日，工信部发布通报，要求整改，并将依法处置。",
    "| 中文标题在左边{} | English title on the right |",
    "某地通报一批小程序{}        Province names a batch of mini programs",
    "国内要闻 {}",
    "Overseas News {}",
    "Note {}: this newsletter is not legal advice.",
    "Tel: +86 10 5550 0100 {}",
    "[1] a footnote {}",
    "编者按：{}",
    "{}",
]
SIGN = re.compile(r"q\d{3}q")


@st.composite
def documents(draw: st.DrawFn) -> str:
    forms = draw(st.lists(st.sampled_from(FORMS), min_size=1, max_size=25))
    ends = draw(st.lists(st.sampled_from(["\n", "\n\n", "\f"]), min_size=len(forms)))
    signs = [f"q{n:03}q" for n in range(len(forms))]
    lines = (form.format(sign) for form, sign in zip(forms, signs, strict=True))
    return "".join(line + end for line, end in zip(lines, ends, strict=False))


@settings(max_examples=400, derandomize=True, deadline=None)
@given(documents())
@example(
    "## 汽车数据q001q发布\n\n2022年10月，国家标准q002q获批发布，将于\n2023年实施q003q。\n(More)\n"
)
def test_every_line_is_in_a_report_or_told(document: str) -> None:
    cutting = cut_and_tell(document)
    said = [
        *cutting.left_out,
        *(part for r in cutting.reports for part in (r.title_zh, r.title_en, r.text_zh, r.text_en)),
    ]
    assert Counter(SIGN.findall("\n".join(said))) == Counter(SIGN.findall(document))


def test_a_heading_over_a_line_that_reads_like_a_title_is_kept() -> None:
    """`regwire tag` dropped such a heading of a PDF that LibreOffice had made."""
    reports = [
        (
            "汽车数据处理安全要求国家标准发布",
            "2022 年 10 月,国家标准 GB/T 41871 获批发布,将于2023 年实施。",
        ),
        ("工信部印发数据安全管理办法", "2022 年 12 月 13 日,工信部公布办法。办法分级管理数据。"),
        ("网信办修订应用程序管理规定", "2022 年 6 月 14 日,网信办发布规定。规定共 27 条。"),
    ]
    document = "# Bulletin\n\n" + "\n\n".join(
        f"## {title}\n\n{text}\n(More)" for title, text in reports
    )
    assert [(report.title_zh, report.text_zh) for report in cut(document)] == reports


def test_what_is_left_out_is_told_in_order() -> None:
    assert cut_and_tell(DOCUMENT).left_out == LEFT_OUT
