"""Promotions and rollbacks under load: no request fails, no answer is mixed."""

import json
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from model import Router
from model.artifact import save_version
from model.routing import Calibration, RoutingModel
from model.versions import VersionStore
from tests.serve.desk.server import running_server
from training.corpus import describe_items
from training.gazetteer import read_reader
from training.labels import read_labels
from training.taxonomy import read_taxonomy

# Seconds that a swap may take here; two on a machine that does nothing else.
_SWAP_S = 60
# Promotions and rollbacks, one after the other.
_TURNS = 20
# Batches in a row that one version answers before it counts as serving in both workers.
_SETTLED = 10
ITEMS = [{"text": f"ICO fines spam texter number {number}"} for number in range(8)]


@pytest.fixture
def store(short_data_folder: Path, tmp_path: Path) -> VersionStore:
    """Two versions with other answers for every item; the first serves."""
    store = VersionStore(tmp_path / "models")
    taxonomy, reader = (
        read_taxonomy(short_data_folder / "taxonomy.toml"),
        read_reader(short_data_folder),
    )
    corpus = describe_items(read_labels(short_data_folder / "labels.csv", taxonomy).items, reader)
    model = RoutingModel(reader, taxonomy, min_rows=5)
    model.fit(corpus.described, corpus.topics, corpus.jurisdictions, corpus.regions)
    for temperature in (0.8, 0.5):
        model.calibration_ = Calibration(temperature, 1.1, 0.6)
        with store.drafting() as draft:
            version = save_version(model, draft, labels_digest="0" * 64, scores={}).version
            store.add(draft, version)
    store.promote(version)
    return store


def _known_answers(store: VersionStore, version: str) -> list[Any]:
    router = Router.load(store.path(version))
    return [router.classify(item["text"]).as_dict() for item in ITEMS]


class _Load(threading.Thread):
    """Ask for batches until stopped; keeps what was wrong, and which versions answered."""

    def __init__(self, address: str, known: dict[str, list[Any]]) -> None:
        super().__init__()
        self.address, self.known = address, known
        self.stopped = threading.Event()
        self.faults: list[str] = []
        self.answered: list[str] = []

    def run(self) -> None:
        body = json.dumps({"items": ITEMS}).encode()
        headers = {"content-type": "application/json"}
        while not self.stopped.is_set():
            request = urllib.request.Request(f"{self.address}/classify/batch", body, headers)
            try:
                with urllib.request.urlopen(request, timeout=30) as response:
                    results = json.load(response)["results"]
            except OSError as error:
                self.faults.append(str(error))
                continue
            version = results[0]["model"]
            if results != self.known[version]:
                self.faults.append(f"not the answers of {version}: {results}")
            self.answered.append(version)

    def settled(self, version: str) -> bool:
        """Whether the last answers all came from one version."""
        last = self.answered[-_SETTLED:]
        return len(last) == _SETTLED and set(last) == {version}


def _counts(address: str) -> str:
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as response:
        return str(response.read().decode())


def _wait(load: list[_Load], version: str) -> None:
    for one in load:
        one.answered.append("")  # what was answered before does not count
    end = time.monotonic() + _SWAP_S
    while not all(one.settled(version) for one in load):
        assert time.monotonic() < end, f"{version} does not serve"
        time.sleep(0.02)


def test_promotions_and_rollbacks_under_load(store: VersionStore, tmp_path: Path) -> None:
    known = {version: _known_answers(store, version) for version in store.versions()}
    (other,) = set(known) - {store.current_version()}
    assert all(one != other for one, other in zip(*known.values(), strict=True))
    with running_server(tmp_path, store.folder, workers="2", poll_s="0.05") as address:
        load = [_Load(address, known) for _ in range(3)]
        for one in load:
            one.start()
        try:
            for turn in range(_TURNS):
                change = store.rollback() if turn % 2 else store.promote(other)
                _wait(load, change.version)
        finally:
            for one in load:
                one.stopped.set()
            for one in load:
                one.join()
        asked = sum(1 for one in load for version in one.answered if version)
        # Both workers' counts are in one answer. A request is counted once it has been answered.
        line = 'regwire_requests_total{method="POST",route="/classify/batch",status="200"}'
        end = time.monotonic() + _SWAP_S
        while f"{line} {float(asked)}" not in _counts(address):
            assert time.monotonic() < end, _counts(address)
    assert [fault for one in load for fault in one.faults] == []
    assert len(store.history()) == _TURNS + 1
