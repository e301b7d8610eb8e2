"""The way at speed is held to the plain one, and that to scikit-learn."""

import copy
from dataclasses import replace

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from model import Router
from model.evidence import jurisdiction_evidence, strongest, topic_evidence
from model.reading import read
from model.routing import RoutingModel, describe
from model.runtime import Runtime
from training.corpus import Corpus

ODD_ITEMS = [
    ("100% of apps, 50 % of users", None),
    ("工信部 " * 400, "通报%"),
    ("罚" * 300, None),
    ("a" * 170 + " fined", None),
    ("該局對A公司罰款。U.S. fined it. 3.5 times", ""),
    ("The DPC's DPC's fine\nand 中国a", "中\u4dc0国"),
]


def posted(corpus: Corpus) -> list[tuple[str, str | None]]:
    """Give text and title of each item as a user would send them."""
    rows = [(item.text or item.title, item.title if item.text else None) for item in corpus.items]
    return [*rows, *ODD_ITEMS]


def judged_plainly(
    model: RoutingModel, text: str, title: str | None
) -> tuple[dict[str, float], dict[str, float], float, str]:
    """Give the probabilities of topics and jurisdictions, of the chosen pair, and the region."""
    item = describe(read(model.reader, text, title))
    scores = model.score(item)
    chosen = model.decide(scores)
    topics = dict(zip(model.topics_, chosen.topics.tolist(), strict=True))
    codes = dict(zip(scores.codes, chosen.jurisdictions.tolist(), strict=True))
    region = model.region(item, scores.codes[chosen.jurisdiction])
    return topics, codes, chosen.confidence, region


@pytest.mark.parametrize("n_at_once", [1, 64])
def test_answers_are_those_of_the_plain_way(
    router: Router, small_corpus: Corpus, n_at_once: int
) -> None:
    items, runtime = posted(small_corpus), router._runtime
    for begin in range(0, len(items), n_at_once):
        chunk = items[begin : begin + n_at_once]
        judged = runtime.judge(runtime.see(chunk))
        for one, (text, title) in zip(judged, chunk, strict=True):
            topics, codes, confidence, region = judged_plainly(router.model, text, title)
            for ranking, expected in ((one.topics, topics), (one.jurisdictions, codes)):
                best = sorted(expected.values(), reverse=True)[: len(ranking)]
                found = {label.label: label.confidence for label in ranking}
                assert found == pytest.approx({code: expected[code] for code in found}, abs=1e-9)
                assert sorted(found.values(), reverse=True) == pytest.approx(best, abs=1e-9)
                assert len(ranking) == min(5, len(expected))
            assert one.confidence == pytest.approx(confidence, abs=1e-9)
            assert one.region == region


@pytest.mark.parametrize("n_at_once", [1, 3])
def test_a_forbidden_pair_that_leads_is_not_chosen(
    router: Router, small_corpus: Corpus, n_at_once: int
) -> None:
    """Every pair of the likeliest topic is ruled out, and with it one code that has no rows."""
    text, title = posted(small_corpus)[0]
    model = copy.copy(router.model)
    leading = max(judged_plainly(model, text, title)[0].items(), key=lambda one: one[1])[0]
    codes = [*model.jurisdiction_.classes_, "ZZ"]
    model.taxonomy = replace(model.taxonomy, forbidden=frozenset((leading, one) for one in codes))
    runtime = Runtime(model)
    judged = runtime.judge(runtime.see([(text, title)] * n_at_once))[-1]
    topics, codes_of_item, confidence, _ = judged_plainly(model, text, title)
    assert judged.topics[0].label != leading
    for ranking, expected in ((judged.topics, topics), (judged.jurisdictions, codes_of_item)):
        found = {label.label: label.confidence for label in ranking}
        assert found == pytest.approx({code: expected[code] for code in found}, abs=1e-9)
    assert judged.confidence == pytest.approx(confidence, abs=1e-9)


def test_evidence_is_that_of_the_plain_way(router: Router, small_corpus: Corpus) -> None:
    model, runtime = router.model, router._runtime
    for text, title in posted(small_corpus):
        item, seen = describe(read(model.reader, text, title)), runtime.see([(text, title)])[0]
        topic, code = model.topics_[0], model.score(item).codes[-1]
        pieces = topic_evidence(model, item, topic) + jurisdiction_evidence(model, item, code)
        for limit in (3, 1000):
            expected, found = strongest(pieces, limit), runtime.evidence(seen, topic, code, limit)
            assert sum(one.weight for one in found) == pytest.approx(
                sum(one.weight for one in expected), abs=1e-9
            )
            if limit == 1000:  # with fewer, ties may be cut off at different places
                assert {(one.term, one.label, one.start, one.end, one.field) for one in found} == {
                    (one.term, one.label, one.start, one.end, one.field) for one in expected
                }


def test_the_topic_scores_are_those_of_scikit_learn(router: Router, small_corpus: Corpus) -> None:
    """Terms that are no concepts, weighed by scikit-learn, times the weights of the head."""
    model = router.model
    vocabulary = model.vectorizer_.vocabulary_
    peer = TfidfVectorizer(analyzer=list, vocabulary=vocabulary, sublinear_tf=True)
    peer.fit([item.terms for item in small_corpus.described])
    is_concept = model.vectorizer_.idf_ == 0
    peer.idf_ = model.vectorizer_.idf_
    for text, title in posted(small_corpus):
        item = describe(read(model.reader, text, title))
        row = peer.transform([item.terms]).toarray()[0]
        known = [vocabulary[term] for term in item.terms if term in vocabulary]
        row[[at for at in known if is_concept[at]]] = model.vectorizer_.concept_weight
        expected = row @ model.topic_coef_ + model.topic_intercept_
        seen = router._runtime.see([(text, title)])
        found, _, _ = router._runtime.logits(seen, router._runtime.weigh(seen))
        np.testing.assert_allclose(found[0], expected, atol=1e-6)
