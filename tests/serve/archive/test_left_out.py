"""Lines of documents that are in no report, for those who want to see them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serve.archive import Run, tag_archive
from serve.archive.work import Tagged
from serve.command import app
from tests.serve.newsletter.contents import DOCUMENT, LEFT_OUT


@pytest.fixture
def telling(run: Run, newsletter: Path) -> Run:
    """A newsletter with a table of contents, one without, a table, and a file that is no text."""
    (newsletter.parent / "contents.txt").write_text(DOCUMENT, encoding="utf-8")
    (newsletter.parent / "seal.txt").write_bytes(b"\x89PNG\0")
    return replace(run, left_out=True)


def told(run: Run) -> list[tuple[str, str]]:
    lines = run.left_out_lines.read_text(encoding="utf-8").splitlines()
    return [(Path(one["file"]).name, one["text"]) for one in map(json.loads, lines)]


def test_they_are_written_in_order_with_their_file(telling: Run) -> None:
    summary = tag_archive(telling)
    assert told(telling) == [
        *(("contents.txt", line) for line in LEFT_OUT),
        ("weekly.txt", "Data Law Weekly"),
    ]
    assert summary.left_out == 6


def test_nobody_gets_them_unasked(telling: Run) -> None:
    summary = tag_archive(replace(telling, left_out=False))
    assert (summary.left_out, telling.left_out_lines.exists()) == (None, False)


@pytest.mark.parametrize("n_parts", [1, 2])
def test_a_stopped_run_ends_with_the_same_lines(telling: Run, n_parts: int) -> None:
    whole = replace(telling, output=telling.output.parent.with_name("whole") / "tagged.jsonl")
    tag_archive(whole)

    def stop(tagged: Tagged) -> None:
        if tagged.number == n_parts:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tag_archive(telling, stop)
    assert tag_archive(replace(telling, resume=True)).left_out == 6
    assert telling.left_out_lines.read_bytes() == whole.left_out_lines.read_bytes()


def test_a_run_that_did_not_keep_them_cannot_go_on_with_them(telling: Run) -> None:
    tag_archive(replace(telling, left_out=False))
    with pytest.raises(ValueError, match="cannot resume: left_out was False and is True"):
        tag_archive(replace(telling, resume=True))


def test_the_command_says_how_many_and_where(telling: Run, newsletter: Path) -> None:
    (newsletter.parent / "seal.txt").unlink()
    models = str(telling.version.parent)
    inputs = [str(newsletter.parent), "-o", str(telling.output), "--models", models]
    result = CliRunner().invoke(app, ["tag", *inputs, "--left-out"])
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        f"6 lines in no report: {telling.left_out_lines}",
    )
    result = CliRunner().invoke(app, ["tag", *inputs, "--left-out", "--json"])
    assert json.loads(result.stdout)["left_out"] == 6
