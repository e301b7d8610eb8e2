"""How many reports of our own newsletters are cut exactly, pinned: fewer is a step back.

`python -m tests.serve.newsletter.cuts` prints the same, newsletter by newsletter. Raise a figure
when the cutter got better; lower none.
"""

import pytest

from tests.serve.newsletter.cuts import FOLDERS, cut_of, documents

# Newsletters; reports in them, cut exactly; reports in two languages, paired as they should be.
SHARES = {
    "layouts": (26, 86, 86, 38, 38),
    "issues": (31, 141, 139, 43, 43),
    "held_out": (6, 24, 21, 6, 6),
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_share_of_reports_cut_exactly(folder: str) -> None:
    cuts = [cut_of(path) for path in documents(folder)]
    assert SHARES[folder] == (
        len(cuts),
        sum(len(cut.true) for cut in cuts),
        sum(cut.n_exact for cut in cuts),
        sum(cut.n_bilingual for cut in cuts),
        sum(cut.n_paired for cut in cuts),
    )


def test_there_are_newsletters_enough() -> None:
    assert sum(len(documents(folder)) for folder in FOLDERS) >= 40
