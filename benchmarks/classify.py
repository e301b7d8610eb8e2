"""Figures 1 and 2: text to both labels, many items and one item."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.peers import FastText, Usual, has_fasttext, joined
from benchmarks.texts import as_posted, read_rows, sample, sample_of_median
from benchmarks.timing import latencies, seconds
from model import Router
from model.normalise import normalise
from model.tokens import Token, tokenise, words
from training.labels import LabelledItem

__all__ = ["many_items", "one_item"]

# Rows that the peers are fitted on, and that are measured.
_FITTED, _MANY, _ONE = 2000, 1000, 200
_ROUNDS = 5


def _normalise_and_segment(item: dict[str, str | None]) -> list[list[str]]:
    """Do what no classifier of words can do without: the limit."""
    return [words(normalise(field).text) for field in item.values() if field]


def _normalise_and_tokenise(item: dict[str, str | None]) -> list[list[Token]]:
    return [tokenise(normalise(field).text) for field in item.values() if field]


def _peers(rows: Sequence[LabelledItem]) -> dict[str, FastText | Usual]:
    texts = [joined(row) for row in rows]
    heads = [row.topic for row in rows], [row.jurisdiction for row in rows]
    peers: dict[str, FastText | Usual] = {"usual": Usual().fit(texts, *heads)}
    if has_fasttext():
        peers["fasttext"] = FastText().fit(texts, *heads)
    return peers


def many_items(models: Path, labels: Path) -> Iterator[Figure]:
    """Figure 1: items per second, one process, one thread."""
    router, rows = Router.load(models / "current"), read_rows(labels)
    chosen = sample_of_median(rows, _MANY, seed=1)
    items, texts = [as_posted(row) for row in chosen], [joined(row) for row in chosen]
    tasks: dict[str, Callable[[], object]] = {
        "regwire": lambda: list(router.classify_many(items)),
        "limit": lambda: [_normalise_and_segment(item) for item in items],
        "spans": lambda: [_normalise_and_tokenise(item) for item in items],
    }
    for name, peer in _peers(sample(rows, _FITTED)).items():
        tasks[name] = lambda peer=peer: peer.predict(texts)  # type: ignore[misc]
    taken = seconds(tasks, _ROUNDS)
    each = {name: took / len(items) * 1e6 for name, took in taken.items()}
    told = ", ".join(f"{name} {took:.0f} us" for name, took in each.items())
    if "fasttext" in each:
        value = each["fasttext"] / each["regwire"]
        yield Figure("1a", "items per second against fastText", value, "x", 1.0, detail=told)
    usual = each["usual"] / each["regwire"]
    yield Figure("1b", "items per second against the usual pipeline", usual, "x", 12, detail=told)
    share = each["limit"] / each["regwire"]
    name = "share of the limit (normalise and cut into words)"
    yield Figure("1c", name, share, "x", 0.45, detail=told)
    share = each["spans"] / each["regwire"]
    yield Figure("1d", "the same, words with their offsets", share, "x", detail=told)


def one_item(models: Path, labels: Path) -> Iterator[Figure]:
    """Figure 2: median and 99th percentile of a single call, without and with evidence."""
    router, rows = Router.load(models / "current"), read_rows(labels)
    chosen = sample_of_median(rows, _ONE, seed=2)
    peers = _peers(sample(rows, _FITTED))
    calls: dict[str, Callable[[LabelledItem], object]] = {
        "regwire": lambda row: router.classify(**as_posted(row), evidence=0),  # type: ignore[arg-type]
        "with evidence": lambda row: router.classify(**as_posted(row)),  # type: ignore[arg-type]
        "limit": lambda row: _normalise_and_segment(as_posted(row)),
    }
    for name, peer in peers.items():
        calls[name] = lambda row, peer=peer: peer.predict_one(joined(row))  # type: ignore[misc]
    taken = latencies(calls, chosen, _ROUNDS)
    told = ", ".join(f"{name} {at.median_us:.0f}/{at.p99_us:.0f} us" for name, at in taken.items())
    ours = taken["regwire"]
    usual = taken["usual"].median_us / ours.median_us
    yield Figure("2b", "one item, median, against the usual pipeline", usual, "x", 15, detail=told)
    name = "one item, 99th percentile, against the usual pipeline"
    yield Figure("2b99", name, taken["usual"].p99_us / ours.p99_us, "x", detail=told)
    if "fasttext" in taken:
        value = taken["fasttext"].median_us / ours.median_us
        yield Figure("2a", "one item, median, against fastText", value, "x", detail=told)
    share = taken["limit"].median_us / ours.median_us
    yield Figure("2c", "one item, median, share of the limit", share, "x", detail=told)
