"""Uploads made to be hard to read, cut or tag: how long each takes, and whether others wait.

    regwire serve &
    python -m benchmarks.uploads http://127.0.0.1:8000 [NAME ...]

While an upload is on its way, `GET /healthz` and `POST /classify` are asked again and again; the
longest wait of each is told. Sizes are at the limits that docs/api.md names.
"""

import argparse
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

_PAUSE_S = 0.01
_TIMEOUT_S = 900
_CHARS = 1_000_000
_UPLOAD_BYTES = 20 * 1024 * 1024 - 1000
_COLUMNS = 16_384
_BOUNDARY = "benchmarks-uploads"
_ITEM = json.dumps({"text": "ICO fines spam texter"})
_PAIR = "工信部通报{0}款App\n\n5月8日，通报。\n\nMIIT names {0} apps\n\nOn May 8, it did.\n\n"


def _again(unit: str, n_chars: int = _CHARS) -> bytes:
    return (unit * (n_chars // len(unit) + 1))[:n_chars].encode()


def _counted(unit: str, n_chars: int = _CHARS) -> bytes:
    longest = len(unit.format(n_chars))
    return "".join(unit.format(n) for n in range(n_chars // longest)).encode()


def _wide() -> bytes:
    head = ",".join(["text", *(f"c{n}" for n in range(1, _COLUMNS))])
    row = f"a b{',' * (_COLUMNS - 1)}\n"
    return f"{head}\n{row * (_UPLOAD_BYTES // len(row) - 10)}".encode()


UPLOADS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "article": ("a.txt", lambda: b"ICO fines spam texter\n\nThe ICO fined a company.\n"),
    "lines": ("a.txt", lambda: _again("a\n")),
    "headings": ("a.md", lambda: _again("# a\n")),
    "titles": ("a.txt", lambda: _again("数据安全处罚通报\n")),
    "one-line": ("a.txt", lambda: _again("a", _UPLOAD_BYTES)),
    "pairs": ("a.md", lambda: _counted(_PAIR)),
    "contents": ("a.txt", lambda: _counted("Title {0} ..... {0}\n")),
    "columns": ("a.csv", _wide),
    "rows": ("a.csv", lambda: b"text\n" + _again(f"{'ICO fined a firm. ' * 220}\n", 19_500_000)),
    "tiny-rows": ("a.csv", lambda: b"text\n" + _again("a\n", _UPLOAD_BYTES - 5)),
    "no-items": ("a.jsonl", lambda: _again("{}\n", _UPLOAD_BYTES)),
    "nested": ("a.jsonl", lambda: b'{"text":"a","x":[' + b"[]," * 6_900_000 + b"[]]}\n"),
    "quotes": ("a.csv", lambda: b'text\n"' + _again('"', _UPLOAD_BYTES - 8)),
    "places": ("a.csv", lambda: b"text\n" + _again("浙江省杭州市西湖区" * 2222 + "\n", 1_200_000)),
}


class _Waits:
    """The longest waits for answers of a server."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.longest_s = {"healthz": 0.0, "classify": 0.0}
        self._is_over = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Ask again and again until this is left."""
        kinds = {"Content-Type": "application/json"}
        threads = [
            threading.Thread(target=self._ask, args=("healthz", "GET", None, {})),
            threading.Thread(target=self._ask, args=("classify", "POST", _ITEM, kinds)),
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._is_over = True
            for thread in threads:
                thread.join()

    def _ask(self, name: str, method: str, body: str | None, headers: dict[str, str]) -> None:
        connection = http.client.HTTPConnection(self.host, timeout=_TIMEOUT_S)
        while not self._is_over:
            began = time.perf_counter()
            connection.request(method, f"/{name}", body, headers)
            connection.getresponse().read()
            self.longest_s[name] = max(self.longest_s[name], time.perf_counter() - began)
            time.sleep(_PAUSE_S)


def _upload(host: str, name: str, content: bytes) -> tuple[int, float]:
    """Return status and seconds."""
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    body = (
        f"--{_BOUNDARY}\r\n{head}\r\n\r\n".encode() + content + f"\r\n--{_BOUNDARY}--\r\n".encode()
    )
    connection = http.client.HTTPConnection(host, timeout=_TIMEOUT_S)
    kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    began = time.perf_counter()
    connection.request("POST", "/tag", body, kind)
    answer = connection.getresponse()
    answer.read()
    return answer.status, time.perf_counter() - began


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("names", nargs="*", choices=[[], *UPLOADS], metavar="NAME")
    arguments = parser.parse_args()
    host = urlsplit(arguments.address).netloc
    for name in arguments.names or UPLOADS:
        file_name, make = UPLOADS[name]
        content, waits = make(), _Waits(host)
        with waits.watching():
            status, seconds = _upload(host, file_name, content)
        longest = ", ".join(f"{one} {wait:.2f} s" for one, wait in waits.longest_s.items())
        print(f"{name:10} {len(content) / 1e6:5.1f} MB  {status}  {seconds:6.1f} s  {longest}")


if __name__ == "__main__":
    _main()
