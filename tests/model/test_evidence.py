import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Router
from model.evidence import jurisdiction_evidence, topic_evidence
from model.reading import read
from model.routing import describe

ITEMS = [
    ("浙江通管局通报21款App", "浙江省通信管理局通報26款問題App，要求<b>限期</b>整改（查看更多）"),
    (None, "CNIL fined an advertising company €40 million over cookie consent."),
    ("Texas attorney general sues", "The lawsuit says the app collected children&rsquo;s data."),
]


@pytest.mark.parametrize(("title", "text"), ITEMS, ids=["zh", "en", "title"])
def test_the_evidence_of_a_label_and_its_bias_add_up_to_its_score(
    router: Router, title: str | None, text: str
) -> None:
    model = router.model
    item = describe(read(model.reader, text, title))
    scores = model.score(item)
    for at, topic in enumerate(model.topics_):
        told = sum(piece.weight for piece in topic_evidence(model, item, topic))
        assert told + model.topic_intercept_[at] == pytest.approx(scores.topics[at])
    ranker = model.jurisdiction_
    for at, code in enumerate(ranker.classes_):
        told = sum(piece.weight for piece in jurisdiction_evidence(model, item, code))
        assert told + ranker.bias_[at] == pytest.approx(scores.jurisdictions[at])


def test_offsets_slice_back_to_the_words_as_they_were_given(router: Router) -> None:
    text = "<p>經(jīng)查，工業和信息化部下架15款App</p>"
    answer = router.classify(text, evidence=1000)
    slices = {piece.term: text[piece.start : piece.end] for piece in answer.evidence if piece.end}
    assert slices["工业和信息化部"] == "工業和信息化部"
    assert slices["app"] == "App"


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200), st.none() | st.text(max_size=50))
def test_every_span_lies_in_its_field(router: Router, text: str, title: str | None) -> None:
    fields = {"text": text, "title": title or ""}
    answer = router.classify(f"罚款{text}", title, evidence=1000)
    fields["text"] = f"罚款{text}"
    for piece in answer.evidence:
        assert 0 <= piece.start <= piece.end <= len(fields[piece.field])
