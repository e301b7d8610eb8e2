"""Promotions under load: no request fails, no answer is mixed."""

import json
import shutil
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

from model.artifact import save_version
from model.routing import Calibration, RoutingModel
from model.versions import VersionStore
from tests.serve.desk.server import running_server

# Seconds that a swap may take here; two on a machine that does nothing else.
_SWAP_S = 20
ITEMS = [{"text": f"ICO fines spam texter number {number}"} for number in range(8)]


def _second_version(store: VersionStore, fitted: RoutingModel) -> str:
    before = fitted.calibration_
    fitted.calibration_ = Calibration(0.8, 1.1, 0.5)
    try:
        with store.drafting() as draft:
            manifest = save_version(fitted, draft, labels_digest="1" * 64, scores={})
            store.add(draft, manifest.version)
    finally:
        fitted.calibration_ = before
    return manifest.version


class _Load(threading.Thread):
    """Ask for batches until stopped; keeps what was wrong, and which versions answered."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.stopped = threading.Event()
        self.faults: list[str] = []
        self.versions: Counter[str] = Counter()

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
            found = {result["model"] for result in results}
            if len(found) != 1 or len(results) != len(ITEMS):
                self.faults.append(f"mixed: {found}")
            self.versions.update(found)


def _counts(address: str) -> str:
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as response:
        return str(response.read().decode())


def _answered(load: list[_Load], version: str) -> int:
    return sum(one.versions[version] for one in load)


def test_promotions_under_load(models_folder: Path, fitted: RoutingModel, tmp_path: Path) -> None:
    store = VersionStore(tmp_path / "models")
    shutil.copytree(models_folder, store.folder, symlinks=True)
    first, second = str(store.current_version()), _second_version(store, fitted)
    with running_server(tmp_path, store.folder, workers="2", poll_s="0.2") as address:
        load = [_Load(address) for _ in range(3)]
        for one in load:
            one.start()
        for turn in range(6):
            promoted = (second, first)[turn % 2]
            before = _answered(load, promoted)
            store.promote(promoted)
            end = time.monotonic() + _SWAP_S
            while _answered(load, promoted) == before and time.monotonic() < end:
                time.sleep(0.05)
        for one in load:
            one.stopped.set()
        for one in load:
            one.join()
        asked = sum(sum(one.versions.values()) for one in load)
        # Both workers' counts are in one answer. A request is counted once it has been answered.
        line = 'regwire_requests_total{method="POST",route="/classify/batch",status="200"}'
        end = time.monotonic() + _SWAP_S
        while f"{line} {float(asked)}" not in _counts(address):
            assert time.monotonic() < end, _counts(address)
    assert [fault for one in load for fault in one.faults] == []
    assert {version for one in load for version in one.versions} == {first, second}
