import numpy as np

from model.routing import RoutingModel
from training.corpus import Corpus


def test_items_are_scored_together_as_alone(fitted: RoutingModel, small_corpus: Corpus) -> None:
    together = list(fitted.score_each(small_corpus.described, small_corpus.counts))
    for item, scores in zip(small_corpus.described, together, strict=True):
        alone = fitted.score(item)
        assert scores.codes == alone.codes
        np.testing.assert_allclose(scores.topics, alone.topics, atol=1e-12)
        np.testing.assert_allclose(scores.jurisdictions, alone.jurisdictions, atol=1e-12)


def test_counted_terms_give_the_same_model(fitted: RoutingModel, small_corpus: Corpus) -> None:
    """Terms of documents that were left out are in the counts, and not in the model."""
    kept = small_corpus.take(np.arange(0, len(small_corpus.items), 2))
    counted, own = (
        RoutingModel(fitted.reader, fitted.taxonomy, min_rows=5).fit(
            kept.described, kept.topics, kept.jurisdictions, kept.regions, counts
        )
        for counts in (kept.counts, None)
    )
    assert list(counted.vectorizer_.vocabulary_) == list(own.vectorizer_.vocabulary_)
    np.testing.assert_array_equal(counted.topic_coef_, own.topic_coef_)
    np.testing.assert_array_equal(counted.jurisdiction_.own_, own.jurisdiction_.own_)
