"""Several workers are one server: one rate, one log, one set of corrections."""

import csv
import http.client
import io
import json
import os
import re
import signal
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from serve.api.keys import new_key
from tests.serve.desk.server import Server, running_server, started_server

SECRET = "confidential 机密 words"
JSON = {"Content-Type": "application/json"}
# One for the test of the rate, which uses it up.
HASTY, HASTY_ENTRY = new_key("hasty", ["read"])
KEY, ENTRY = new_key("reader", ["read", "correct"])


Answer = tuple[int, Message, bytes]


def _send(address: str, path: str, body: object = None, **headers: str) -> Answer:
    """Ask over a connection of its own, so that any worker may answer."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address + path, content, JSON | headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def _lines(server: Server) -> list[dict[str, object]]:
    log = server.log.read_text(encoding="utf-8")
    # A server that is killed may leave its last line half written.
    return [json.loads(line) for line in log.rpartition("\n")[0].splitlines()]


def _send_at_once(server: Server, path: str, n_requests: int, **headers: str) -> list[Answer]:
    """Ask from several threads: one after the other, all may go to the same worker."""
    with ThreadPoolExecutor(8) as pool:
        asked = [
            pool.submit(_send, server.address, path, None, **headers) for _ in range(n_requests)
        ]
        return [one.result() for one in asked]


def _pids(server: Server, route: str) -> set[object]:
    return {line["pid"] for line in _lines(server) if line.get("route") == route}


def _wait_for_workers(server: Server, workers: int) -> None:
    """Wait until all of them answer; the server is ready when the first is."""
    end = time.monotonic() + 60
    while sum(line["message"] == "model serves" for line in _lines(server)) < workers:
        assert time.monotonic() < end
        time.sleep(0.05)
    while len(_pids(server, "/healthz")) < workers:
        assert time.monotonic() < end
        _send_at_once(server, "/healthz", 16)


@pytest.fixture(scope="module")
def server(models_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    settings = {"workers": "2", "rate_per_minute": "30", "keys": json.dumps([ENTRY, HASTY_ENTRY])}
    folder = tmp_path_factory.mktemp("workers")
    with started_server(folder, models_folder, **settings) as server:
        _wait_for_workers(server, 2)
        yield server


def test_rate_holds_for_all_workers_together(server: Server) -> None:
    began = time.monotonic()
    bearer = f"Bearer {HASTY}"
    answers = _send_at_once(server, "/labels", 100, Authorization=bearer)
    regained = int((time.monotonic() - began) / 2) + 1
    passed = [answer for answer in answers if answer[0] == 200]
    assert 30 <= len(passed) <= 30 + regained
    refused = next(answer for answer in answers if answer[0] == 429)
    assert refused[1]["Content-Type"] == "application/problem+json"
    assert 1 <= int(refused[1]["Retry-After"]) <= 60
    assert len(_pids(server, "/labels")) == 2


def test_log_knows_each_request_but_not_what_was_in_it(server: Server) -> None:
    sent = {"X-Request-ID": "abc-1", "X-API-Key": KEY}
    status, headers, _ = _send(server.address, "/classify", {"text": SECRET}, **sent)
    assert (status, headers["X-Request-ID"]) == (200, "abc-1")
    _send(server.address, "/classify", {"text": SECRET, SECRET: 1}, **sent)
    _send(server.address, "/%E6%9C%BA%E5%AF%86?q=confidential", **sent)
    lines = [line for line in _lines(server) if line.get("request_id") == "abc-1"]
    told = [(line["route"], line["status"], line["key"]) for line in lines]
    assert ("/classify", 200, "reader") in told
    assert ("/classify", 422, "reader") in told
    log = server.log.read_text(encoding="utf-8")
    assert "confidential" not in log
    assert "机密" not in log
    assert KEY not in log
    assert ENTRY.rpartition(":")[2] not in log


def test_worker_that_is_gone_is_counted_but_serves_no_more(server: Server) -> None:
    both = {line["pid"] for line in _lines(server) if line["message"] == "model serves"}
    gone = min(both)
    os.kill(int(str(gone)), signal.SIGKILL)
    _wait_for_workers(server, 3)
    counts = _send(server.address, "/metrics", Authorization=f"Bearer {KEY}")[2].decode()
    assert re.findall(r"regwire_model_info\{.*\} (.*)", counts) == ["1.0"]
    passed = re.search(r'route="/labels",status="200"\} (.*)', counts)
    assert passed
    assert float(passed[1]) >= 30


class _Editor(threading.Thread):
    """Correct one item after another until the server is gone; keeps what was acknowledged."""

    def __init__(self, address: str, name: str) -> None:
        super().__init__()
        self.address = address
        self.told: list[str] = []
        self.prefix = name

    def run(self) -> None:
        given = {"topic": "other", "jurisdiction": "US", "who": self.prefix}
        while True:
            text = f"{self.prefix} {len(self.told)}"
            try:
                status, _, _ = _send(self.address, "/corrections", given | {"text": text})
            except (OSError, http.client.HTTPException):
                return
            assert status == 201
            self.told.append(text)


def test_no_correction_is_lost_when_the_server_is_killed(
    models_folder: Path, tmp_path: Path, database_url: str
) -> None:
    settings = {"workers": "2", "database_url": database_url}
    with started_server(tmp_path, models_folder, **settings) as server:
        _wait_for_workers(server, 2)
        editors = [_Editor(server.address, f"editor {number}") for number in range(6)]
        for editor in editors:
            editor.start()
        end = time.monotonic() + 60
        while min(len(editor.told) for editor in editors) < 5 and time.monotonic() < end:
            time.sleep(0.01)
        server.kill()
        for editor in editors:
            editor.join()
        wrote = {line["pid"] for line in _lines(server) if line.get("route") == "/corrections"}
    assert len(wrote) == 2
    with running_server(tmp_path, models_folder, **settings) as address:
        table = _send(address, "/corrections")[2].decode("utf-8-sig")
    kept = {row["text"] for row in csv.DictReader(io.StringIO(table))}
    told = {text for editor in editors for text in editor.told}
    assert len(told) >= 30
    assert told <= kept


@pytest.mark.parametrize("workers", ["1", "2"])
def test_stop_lets_a_request_in_flight_finish(
    models_folder: Path, tmp_path: Path, workers: str
) -> None:
    body = json.dumps({"text": "ICO fines spam texter"}).encode()
    head = f"POST /classify HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n"
    with started_server(tmp_path, models_folder, workers=workers) as server:
        _wait_for_workers(server, int(workers))
        url = urlsplit(server.address)
        with socket.create_connection((str(url.hostname), int(url.port or 0)), 60) as connection:
            connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode() + body[:9])
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            connection.sendall(body[9:])
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            assert answer.status == 200
            assert json.load(answer)["jurisdiction"]["label"]
        assert server.process.wait(30) in (0, -signal.SIGTERM)
