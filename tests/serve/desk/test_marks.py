import pytest

from model import Evidence, Router
from serve.desk.marks import mark

TEXT = "浙江省通信管理局通报26款App"


def _evidence(start: int, end: int, weight: float = 1.0, field: str = "text") -> Evidence:
    return Evidence("t", "CN", weight, start, end, field)


@pytest.mark.parametrize(
    ("evidence", "pieces"),
    [
        ([], [(TEXT, None)]),
        ([_evidence(0, 3)], [("浙江省", 1.0), (TEXT[3:], None)]),
        (
            [_evidence(0, 8, 0.5), _evidence(0, 3, -2.0)],
            [("浙江省", -2.0), (TEXT[3:8], 0.5), (TEXT[8:], None)],
        ),
        ([_evidence(0, 0)], [(TEXT, None)]),
        ([_evidence(0, 3, field="title")], [(TEXT, None)]),
        ([_evidence(10, 99)], [(TEXT[:10], None), (TEXT[10:], 1.0)]),
    ],
    ids=["none", "start", "overlap", "whole-item", "other-field", "beyond"],
)
def test_strongest_evidence_marks_each_character(
    evidence: list[Evidence], pieces: list[tuple[str, float | None]]
) -> None:
    found = [
        (p.text, p.evidence.weight if p.evidence else None) for p in mark(TEXT, evidence, "text")
    ]
    assert found == pieces


def test_pieces_of_a_real_answer_make_up_the_text(router: Router) -> None:
    text = "  <b>浙江省</b>通信管理局 named 21 apps（查看更多） "
    answer = router.classify(text)
    assert "".join(piece.text for piece in mark(text, answer.evidence, "text")) == text
