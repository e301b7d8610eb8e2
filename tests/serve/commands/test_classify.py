"""`regwire classify`: one item, given or on standard input."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from serve.command import app

TEXT = "浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。"


def classify(models: Path, *arguments: str, stdin: bytes = b"") -> tuple[int, str]:
    told = CliRunner().invoke(app, ["classify", *arguments, "--models", str(models)], input=stdin)
    return told.exit_code, told.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_standard_input_is_read_in_the_encoding_that_it_is_in(
    models_folder: Path, encoding: str
) -> None:
    expected = classify(models_folder, TEXT)
    assert classify(models_folder, "-", stdin=TEXT.encode(encoding)) == expected
    assert expected[0] == 0


def test_what_is_no_text_is_refused(models_folder: Path) -> None:
    status, told = classify(models_folder, "-", stdin=b"\x00\x01\xff")
    assert status != 0
    assert "not text: a NUL byte at offset 0" in told
