"""Counts for Prometheus, summed over all workers."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from model import Answer, Router
from model.normalise import normalise
from model.reading import MAX_CHARS
from model.tokens import words
from serve.api.departed import forget_departed
from serve.archive import Row

__all__ = ["MULTIPROC", "Metrics"]

# The library reads this variable when it is imported: a folder that all workers write to.
MULTIPROC = "PROMETHEUS_MULTIPROC_DIR"
# Seconds: one item takes milliseconds, a full batch a second or a few.
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
# One item in so many is read a second time, to count how many of its words are known.
_SAMPLED = 20


class Metrics:
    """What the server counts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "regwire_requests", "Requests", ["route", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "regwire_request_seconds",
            "Time to answer",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.predictions = Counter(
            "regwire_predictions", "Answers", ["head", "label", "lang"], registry=self.registry
        )
        self.reviews = Counter(
            "regwire_items",
            "Items, by whether a person should look",
            ["lang", "review"],
            registry=self.registry,
        )
        self.words = Counter(
            "regwire_words",
            "Words of a sample of items, by whether the model knows them",
            ["known"],
            registry=self.registry,
        )
        self.model = Gauge(
            "regwire_model_info",
            "1 for the version that serves",
            ["version"],
            multiprocess_mode="livemax",
            registry=self.registry,
        )
        # The library looks a child up under a lock and builds its key anew each time.
        self._of_label = cache(self.predictions.labels)
        self._of_review = cache(self.reviews.labels)
        self._items = 0
        self._version = ""

    def observe_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests.labels(route, method, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def observe_answers(self, answers: Iterable[Answer]) -> None:
        """Count answers by label and language."""
        for answer in answers:
            self._of_label("topic", answer.topic.label, answer.lang).inc()
            label = answer.jurisdiction.label
            self._of_label("jurisdiction", label, answer.lang).inc()
            self._of_review(answer.lang, "yes" if answer.review else "no").inc()

    def observe_row(self, row: Row) -> None:
        """Count a tagged row of a document or a table."""
        # A table's own column may say anything; a label of a count must not.
        lang = row["lang"] if row.get("lang") in ("zh", "en", "zh+en") else "unknown"
        self._of_label("topic", row["topic"], lang).inc()
        self._of_label("jurisdiction", row["jurisdiction"], lang).inc()
        self._of_review(lang, "yes" if row["review"] else "no").inc()

    def sample_words(self, router: Router, text: str, title: str | None) -> None:
        """Now and then, count how many words of an item the model knows: a sign of drift."""
        self._items += 1
        if self._items % _SAMPLED == 1:
            vocabulary = router.model.vectorizer_.vocabulary_
            found = [word for part in (title or "", text) for word in _words(part) if word]
            known = sum(word in vocabulary for word in found)
            self.words.labels("yes").inc(known)
            self.words.labels("no").inc(len(found) - known)

    def serves(self, version: str) -> None:
        """Note which version serves."""
        if self._version and self._version != version:
            self.model.labels(self._version).set(0)
        self.model.labels(version).set(1)
        self._version = version

    def render(self) -> bytes:
        """Return all counts, of all workers, in Prometheus' text format."""
        if MULTIPROC not in os.environ:
            return generate_latest(self.registry)
        forget_departed(Path(os.environ[MULTIPROC]))
        whole = CollectorRegistry()
        MultiProcessCollector(whole)  # type: ignore[no-untyped-call]
        return generate_latest(whole)


def _words(text: str) -> list[str]:
    return words(normalise(text[:MAX_CHARS]).text)
