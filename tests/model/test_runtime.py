"""The way at speed is held to the plain one, and that to scikit-learn."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from model import Router
from model.evidence import jurisdiction_evidence, strongest, topic_evidence
from model.reading import read
from model.routing import describe
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


def test_scores_answers_and_evidence_are_those_of_the_plain_way(
    router: Router, small_corpus: Corpus
) -> None:
    model, runtime = router.model, router._runtime
    for text, title in posted(small_corpus):
        item, seen = describe(read(model.reader, text, title)), runtime.see(text, title)
        scores, lean = model.score(item), runtime.score(seen)
        assert lean.codes == scores.codes
        np.testing.assert_allclose(lean.topics, scores.topics, atol=1e-9)
        np.testing.assert_allclose(lean.jurisdictions, scores.jurisdictions, atol=1e-9)
        plain, chosen = model.decide(scores), runtime.decide(lean)
        assert (chosen.topic, chosen.jurisdiction) == (plain.topic, plain.jurisdiction)
        np.testing.assert_allclose(chosen.topics, plain.topics, atol=1e-9)
        np.testing.assert_allclose(chosen.jurisdictions, plain.jurisdictions, atol=1e-9)
        assert chosen.confidence == pytest.approx(plain.confidence, abs=1e-9)
        for code in scores.codes:
            assert runtime.region(seen, code) == model.region(item, code)


def test_evidence_is_that_of_the_plain_way(router: Router, small_corpus: Corpus) -> None:
    model, runtime = router.model, router._runtime
    for text, title in posted(small_corpus):
        item, seen = describe(read(model.reader, text, title)), runtime.see(text, title)
        scores = runtime.score(seen)
        topic, code = model.topics_[0], scores.codes[-1]
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
        found = router._runtime.score(router._runtime.see(text, title)).topics
        np.testing.assert_allclose(found, expected, atol=1e-6)
