"""Archives in a store: S3 as moto plays it on loopback, and what is missing."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from socket import create_server
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from joblib.externals.loky import get_reusable_executor
from typer.testing import CliRunner, Result

from serve.archive import Run, tag_archive, uploading
from serve.archive.columns import Row
from serve.archive.remote import find_remote, is_remote
from serve.archive.sources import find_sources
from serve.command import app

FILES = Path(__file__).parent / "files"
PATIENCE_S = 60
Store = Any  # s3fs has no types
# s3fs closes its connections when the process ends.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of a local S3 server."""
    pytest.importorskip("s3fs", reason="needs regwire[s3]")
    pytest.importorskip("moto", reason="needs moto[s3], flask and flask-cors")
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address)
        yield address
    finally:
        server.kill()
        server.wait()


def wait_for(address: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            urlopen(f"{address}/moto-api/", timeout=5).close()
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    """An empty bucket `archive`, and the environment that every program on S3 obeys."""
    import s3fs

    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    # Processes of tests before this one would not know where the server is.
    get_reusable_executor().shutdown(wait=True)
    store = s3fs.S3FileSystem(skip_instance_cache=True)
    store.mkdir("archive")
    yield store
    store.invalidate_cache()
    store.rm("archive", recursive=True)


def rows_of(text: bytes) -> list[Row]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_address_is_told_from_a_path() -> None:
    assert is_remote("s3://bucket/a.txt")
    assert not any(map(is_remote, ["a.txt", "/s3:/a", "C:/a.txt", "-", Path("s3://a/b")]))


def test_files_folders_and_patterns(bucket: Store) -> None:
    for name in (
        "2021/a.txt",
        "2021/sub/b.csv",
        "2021/.hidden/c.txt",
        "2022/d.md",
        "2022/seal.png",
    ):
        bucket.pipe(f"archive/{name}", b"text\nFTC fines Acme\n")
    bucket.touch("archive/2021/", truncate=True)

    def names(*addresses: str) -> list[str]:
        return [source.name.removeprefix("s3://archive/") for source in find_sources(addresses)[0]]

    assert names("s3://archive/2021") == ["2021/a.txt", "2021/sub/b.csv"]
    assert names("s3://archive/2021/") == names("s3://archive/2021")
    assert names("s3://archive") == ["2021/a.txt", "2021/sub/b.csv", "2022/d.md"]
    assert names("s3://archive/202*/*.[tm]*") == ["2021/a.txt", "2022/d.md"]
    assert names("s3://archive/2021/*") == ["2021/a.txt", "2021/sub/b.csv"]
    assert names("s3://archive/**/*.csv") == ["2021/sub/b.csv"]
    assert names("s3://archive/2021/a.txt", "s3://archive/2021/*.txt") == ["2021/a.txt"]
    _, (refusal,) = find_sources(["s3://archive/2022"])
    assert refusal.file == "s3://archive/2022/seal.png"


def test_what_is_not_there_is_named(bucket: Store) -> None:
    bucket.pipe("archive/a.txt", b"text")
    with pytest.raises(FileNotFoundError, match=r"no such file or folder: s3://archive/b, .*/\*.c"):
        find_sources(["s3://archive/a.txt", "s3://archive/b", "s3://archive/*.csv"])
    with pytest.raises(FileNotFoundError, match="no such file or folder: s3://none/a"):
        find_sources(["s3://none/a"])


def test_every_kind_is_tagged_as_if_it_were_here(bucket: Store, run: Run, tmp_path: Path) -> None:
    names = ["headings.docx", "mixed.zip", "newsletter.txt.gz", "pandas.parquet", "pandas-big5.csv"]
    here = tmp_path / "here"
    here.mkdir()
    for name in names:
        (here / name).write_bytes((FILES / name).read_bytes())
    bucket.put(str(here), "archive/in", recursive=True)
    tag_archive(replace(run, paths=(here,)))
    wanted = run.output.read_bytes().replace(str(here).encode(), b"s3://archive/in")
    tag_archive(replace(run, paths=("s3://archive/in",), jobs=2))
    assert run.output.read_bytes() == wanted
    assert len(rows_of(wanted)) == 4 + 4 + 4 + 4 + 2 + 3 + 3 + 4 + 3 + 2


def test_a_changed_object_is_noticed(bucket: Store, run: Run) -> None:
    bucket.pipe("archive/a.txt", b"FTC fines Acme")

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    run = replace(run, paths=("s3://archive/a.txt",))
    with pytest.raises(KeyboardInterrupt):
        tag_archive(run, stop)
    bucket.pipe("archive/a.txt", b"FTC fines Bcme")
    with pytest.raises(ValueError, match="cannot resume: s3://archive/a.txt has changed"):
        tag_archive(replace(run, resume=True))


def tag(models: Path, *arguments: object) -> Result:
    return CliRunner().invoke(app, ["tag", *map(str, arguments), "--models", str(models)])


def test_an_output_goes_to_the_store_whole(
    bucket: Store, models_folder: Path, newsletter: Path, tmp_path: Path
) -> None:
    (newsletter.parent / "seal.png").write_bytes(b"x")
    bucket.pipe("archive/out/tagged-00001-of-00009.jsonl", b"of another run")
    arguments = [newsletter.parent, "-o", "s3://archive/out/tagged.jsonl", "--shard-rows", 1]
    result = tag(models_folder, *arguments, "--json")
    assert result.exit_code == 1, result.output
    wanted = [f"s3://archive/out/tagged-0000{n}-of-00002.jsonl" for n in (1, 2)]
    assert json.loads(result.stdout)["outputs"] == wanted
    bucket.invalidate_cache()
    assert sorted(bucket.ls("archive/out", detail=False)) == [
        "archive/out/errors.jsonl",
        "archive/out/tagged-00001-of-00002.jsonl",
        "archive/out/tagged-00002-of-00002.jsonl",
    ]
    assert [row["item"] for name in wanted for row in rows_of(bucket.cat(name))] == [1, 2]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "errors.jsonl",
        "tagged.jsonl.journal.jsonl",
    ]
    again = tag(models_folder, *arguments, "--json", "--resume")
    assert json.loads(again.stdout) == json.loads(result.stdout)


def test_a_store_that_fails_loses_nothing(
    bucket: Store, run: Run, newsletter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = replace(run, paths=(newsletter,), upload="s3://archive/out/tagged.jsonl")

    def failing(*_: object) -> None:
        raise OSError("cannot be reached")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="cannot be reached"):
        patched.setattr(uploading, "upload", failing)
        tag_archive(run)
    tag_archive(replace(run, resume=True), lambda tagged: None)
    assert len(rows_of(bucket.cat("archive/out/tagged.jsonl"))) == 2
    assert not run.output.exists()


def test_without_the_library_it_is_said_what_to_install(
    models_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    registry = pytest.importorskip("fsspec.registry", reason="needs regwire[s3]")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    monkeypatch.delitem(registry._registry, "s3", raising=False)
    result = tag(models_folder, "s3://archive/a.txt", "-o", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert "s3://archive/a.txt: needs a library that is not installed" in result.stderr
    assert "pip install 'regwire[s3]'" in result.stderr


def test_an_unknown_kind_of_address_is_refused() -> None:
    pytest.importorskip("fsspec", reason="needs regwire[s3]")
    with pytest.raises(ValueError, match="nope://a/b: Protocol not known: nope"):
        find_remote("nope://a/b")
