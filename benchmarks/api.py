"""Figure 3: requests per second and latency of `POST /classify` under load."""

import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.figure import Figure
from benchmarks.texts import as_posted, read_rows, sample_of_median

__all__ = ["api"]

_CONNECTIONS, _SECONDS, _ROUNDS, _BODIES = 8, 3, 5, 64
_READY_S = 60.0
_SCRIPT = """
local bodies, at = {%s}, 0
request = function()
  at = at %% #bodies + 1
  return wrk.format("POST", nil, {["Content-Type"] = "application/json"}, bodies[at])
end
done = function(summary, latency)
  local failed = summary.errors.status + summary.errors.read + summary.errors.timeout
  print(string.format("told %%d %%d %%d %%d", summary.requests, summary.duration,
    latency:percentile(99), failed))
end
"""


@dataclass(frozen=True, slots=True)
class _Load:
    per_s: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.per_s:.0f}/s p99 {self.p99_ms:.1f} ms"


def api(models: Path, labels: Path) -> Iterator[Figure]:
    """Ask the routes in turn; needs wrk (Debian: apt-get install wrk)."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (apt-get install wrk): API left out", file=sys.stderr)
        return
    bodies = [
        json.dumps({name: value for name, value in as_posted(row).items() if value})
        for row in sample_of_median(read_rows(labels), _BODIES, seed=3)
    ]
    loads: dict[str, list[_Load]] = {"classify": [], "constant": [], "constant/lean": []}
    with tempfile.TemporaryDirectory() as folder, _server(models, folder) as (url, ready_s):
        script = Path(folder) / "post.lua"
        script.write_text(_SCRIPT % ", ".join(map(_lua, bodies)), encoding="utf-8")
        for _ in range(_ROUNDS):
            for name, taken in loads.items():
                taken.append(_ask(f"{url}/{name}", script))
    ours, other, lean = map(_median, loads.values())
    told = ", ".join(
        f"{name} {load}" for name, load in zip(loads, (ours, other, lean), strict=True)
    )
    share = ours.per_s / other.per_s
    yield Figure("3a", "API throughput against constants", share, "x", 0.75, detail=told)
    slower = ours.p99_ms / other.p99_ms
    yield Figure("3b", "API 99th percentile against constants", slower, "x", 1.6, "lower", told)
    name = "API throughput against constants written as our route is"
    yield Figure("3c", name, ours.per_s / lean.per_s, "x", detail=told)
    yield Figure("5d", "server from start to ready", ready_s, "s", None, "lower")


@contextmanager
def _server(models: Path, folder: str) -> Iterator[tuple[str, float]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "benchmarks.apiapp", str(models), str(port), folder]
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        while not _is_ready(url):
            if process.poll() is not None or time.perf_counter() - begin > _READY_S:
                raise RuntimeError(f"the server did not start: exit status {process.poll()}")
            time.sleep(0.02)
        yield url, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(timeout=30)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def _ask(url: str, script: Path) -> _Load:
    arguments = ["-t1", f"-c{_CONNECTIONS}", f"-d{_SECONDS}s", "-s", str(script), url]
    ran = subprocess.run(["wrk", *arguments], capture_output=True, text=True, check=True)
    told = re.search(r"told (\d+) (\d+) (\d+) (\d+)", ran.stdout)
    if told is None:
        raise RuntimeError(f"wrk said nothing of {url}: {ran.stdout}{ran.stderr}")
    requests, duration_us, p99_us, failed = map(int, told.groups())
    if failed:
        raise RuntimeError(f"{url}: {failed} of {requests} requests failed")
    return _Load(requests / duration_us * 1e6, p99_us / 1e3)


def _median(loads: list[_Load]) -> _Load:
    return _Load(median(one.per_s for one in loads), median(one.p99_ms for one in loads))


def _lua(body: str) -> str:
    """Quote a JSON text as a Lua string; JSON in ASCII has no line breaks in it."""
    escaped = body.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
