from pathlib import Path

import pytest

from model import Answer, Router


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。",
            ("app_enforcement", "CN", "CN-ZJ"),
        ),
        ("爱尔兰数据保护委员会对社交平台罚款9000万欧元", ("overseas_settlement", "IE", None)),
        ("NIST publishes draft of zero trust practice guide", ("standards", "US", None)),
        (
            "New York attorney general secures $3 million from hospital over breach",
            ("overseas_settlement", "US", "US-NY"),
        ),
    ],
)
def test_items_are_routed(router: Router, text: str, expected: tuple[str, str, str]) -> None:
    answer = router.classify(text)
    assert (answer.topic.label, answer.jurisdiction.label, answer.region) == expected


def test_an_answer_reads_as_an_object_and_as_a_mapping(router: Router) -> None:
    answer = router.classify("ICO fines spam texter 70,000 pounds")
    assert answer["topic"]["label"] == answer.topic.label
    assert list(answer.as_dict()) == [
        "topic",
        "jurisdiction",
        "confidence",
        "region",
        "lang",
        "review",
        "evidence",
        "model",
    ]
    assert answer.model == router.manifest.version


def test_ranked_labels_begin_with_the_answer_and_fall(router: Router) -> None:
    verdict = router.classify("工信部通报15款App").topic
    assert verdict.ranked[0].label == verdict.label
    confidences = [ranked.confidence for ranked in verdict.ranked]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1.0)


def test_an_overseas_settlement_is_never_in_mainland_china(router: Router) -> None:
    answer = router.classify("中国监管部门就隐私问题与公司达成和解并罚款300万元")
    assert (answer.topic.label, answer.jurisdiction.label) != ("overseas_settlement", "CN")


def test_a_title_may_stand_apart_or_before_the_text(router: Router) -> None:
    title, text = "法国CNIL对一广告公司罚款", "该公司未经同意使用Cookie，被罚4000万欧元。"
    apart = router.classify(text, title)
    before = router.classify(f"{title}\n{text}")
    assert apart.topic.confidence == pytest.approx(before.topic.confidence)


def test_many_items_are_answered_one_for_each_in_order(router: Router) -> None:
    items = [{"text": "工信部通报15款App"}, {"text": "CNIL fined a firm", "title": "Fine"}]
    answers = list(router.classify_many(items))
    assert [answer.jurisdiction.label for answer in answers] == ["CN", "FR"]
    alone = router.classify("工信部通报15款App", evidence=0)
    assert [one.label for one in answers[0].topic.ranked] == [
        one.label for one in alone.topic.ranked
    ]
    assert answers[0].confidence == pytest.approx(alone.confidence, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。", None),
        ("The firm’s fine was €20m.", "Ireland’s DPC fines a firm"),
    ],
)
def test_a_router_for_one_item_answers_the_same(
    router: Router, models_folder: Path, text: str, title: str | None
) -> None:
    alone = Router.load(models_folder / "current", for_many=False).classify(text, title)
    expected = router.classify(text, title)
    assert alone.topic.label == expected.topic.label
    assert _confidences(alone) == pytest.approx(_confidences(expected), abs=1e-9)
    assert (alone.region, alone.lang, alone.review) == (
        expected.region,
        expected.lang,
        expected.review,
    )
    assert [piece.term for piece in alone.evidence] == [piece.term for piece in expected.evidence]


def test_a_router_for_one_item_refuses_an_empty_one(models_folder: Path) -> None:
    alone = Router.load(models_folder / "current", for_many=False)
    with pytest.raises(ValueError, match="the item is empty"):
        alone.classify("...")


def _confidences(answer: Answer) -> dict[str, float]:
    return {
        one.label: one.confidence for one in (*answer.topic.ranked, *answer.jurisdiction.ranked)
    }


def test_an_answer_does_not_depend_on_the_items_beside_it(router: Router) -> None:
    item = {"text": "CNIL fined a firm"}
    beside = {"text": "Andorra, Kenya, Nauru and Fiji"}
    first, _ = router.classify_many([item, item])
    second, _ = router.classify_many([item, beside])
    assert first == second


@pytest.mark.parametrize("n_items", [0, 1, 63, 64, 65, 128])
def test_any_number_of_items_is_answered(router: Router, n_items: int) -> None:
    answers = router.classify_many({"text": f"CNIL fined firm {at}"} for at in range(n_items))
    assert len(list(answers)) == n_items


def test_what_stands_before_a_faulty_item_is_answered(router: Router) -> None:
    answers = router.classify_many([{"text": "CNIL fined a firm"}, {"text": ""}])
    assert next(answers).jurisdiction.label == "FR"
    with pytest.raises(ValueError, match="item 1: the item is empty"):
        next(answers)


@pytest.mark.parametrize("text", ["", " \n", "。。。", "\ud800", "<p></p>"])
def test_an_empty_item_is_refused(router: Router, text: str) -> None:
    with pytest.raises(ValueError, match="the item is empty; expected a letter or a digit"):
        router.classify(text)


def test_what_is_no_string_is_refused(router: Router) -> None:
    with pytest.raises(TypeError, match="text is list; expected a string"):
        router.classify(["a"])  # type: ignore[arg-type]


def test_a_faulty_item_among_many_is_named_by_its_position(router: Router) -> None:
    with pytest.raises(ValueError, match="item 1: the item is empty"):
        list(router.classify_many([{"text": "CNIL fined a firm"}, {"text": ""}]))


def test_a_very_long_text_is_answered(router: Router) -> None:
    assert router.classify("罚" * 1_000_000).topic.label
