import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from model.vectorizer import TermVectorizer

DOCUMENTS = [["fine", "data", "data"], ["fine", "bank"], ["bank", "data", "rule"], []]


def test_weights_are_those_of_scikit_learn() -> None:
    peer = TfidfVectorizer(analyzer=lambda document: document, sublinear_tf=True, min_df=2)
    expected = peer.fit_transform(DOCUMENTS).toarray()
    vectorizer = TermVectorizer(min_df=2).fit(DOCUMENTS)
    assert list(vectorizer.vocabulary_) == list(peer.get_feature_names_out())
    np.testing.assert_allclose(vectorizer.transform(DOCUMENTS).toarray(), expected, atol=1e-12)


def test_a_concept_weighs_the_same_in_every_item_and_is_outside_the_norm() -> None:
    documents = [["%fine", "fine"], ["%fine", "fine", "data"], ["data"]]
    vectorizer = TermVectorizer(min_df=1, concept_weight=0.25).fit(documents)
    rows = vectorizer.transform(documents).toarray()
    concept = vectorizer.vocabulary_["%fine"]
    assert rows[:, concept].tolist() == [0.25, 0.25, 0.0]
    others = np.delete(rows, concept, axis=1)
    np.testing.assert_allclose(np.linalg.norm(others, axis=1), 1.0)


def test_a_string_where_a_list_of_terms_belongs_is_refused() -> None:
    with pytest.raises(TypeError, match="a document is a string"):
        TermVectorizer().fit(["fine data"])


def test_too_few_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="no term stands in 2 documents"):
        TermVectorizer(min_df=2).fit([["a"], ["b"]])
