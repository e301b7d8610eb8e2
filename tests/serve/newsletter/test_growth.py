"""A document four times as long takes no more than four times the work, give or take."""

import sys
from types import FrameType

import pytest

from serve.newsletter import cut

# One of each way in which lines could be compared with all other lines.
UNITS = {
    "titles": "Regulator {0} fines company {0} again\n",
    "reports": "工信部{0}次通报{0}款App\n\n2023年5月8日，工信部通报{0}款App。\n\n",
    "numbered": "{0}. Regulator fines company {0}\n\nOn May 3, the firm was fined EUR {0}.\n\n",
    "pairs": "工信部通报{0}款App\n\n5月8日，通报。\n\nMIIT names {0} apps\n\nOn May 8, it did.\n\n",
    "issues": "Bulletin\nIssue {0}\n\nRegulator fines company {0}\n\nOn May 3, it was {0}.\n\n",
    "pages": "the regulator said that {0} words go on,\fFirm name {0}\n",
    "columns": "某地通报一批小程序第{0}批        Province names batch {0} of programs\n",
    "tables": "| {0} | 某地通报一批小程序 | Province names {0} programs | b |\n",
    "footnotes": "[7] a note {0} on [8] and on [9]\n",
    "marked": "◎ 金管會對{0}家公司裁罰\n\n金管會公布，罰{0}元。\n\n",
    "run-in": "• **Regulator fines company {0}.** The fine is the second in a year, by {0}.\n",
}
# Calls that do not grow with the document, such as compiling a pattern, make the ratio smaller.
MAX_RATIO = 4.6


def n_calls(document: str) -> int:
    """Count the calls of functions, Python's own among them, that cutting a document takes."""
    n = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal n
        n += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        cut(document)
    finally:
        sys.setprofile(before)
    return n


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_work_grows_with_the_document(unit: str) -> None:
    # No line is in both: what is known of the lines of one would make the other cheaper.
    short = "".join(unit.format(n) for n in range(1000, 1060))
    long = "".join(unit.format(n) for n in range(2000, 2240))
    assert n_calls(long) <= MAX_RATIO * n_calls(short)
