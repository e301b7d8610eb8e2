import gzip
from pathlib import Path

import pytest

from serve.archive.opening import Packed, opened


def test_gzip_is_unpacked_and_can_be_rewound(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"text"))
    with opened(tmp_path / "a.gz", ".gz") as file:
        assert file.read() + bytes(file.seek(0)) + file.read() == b"texttext"


def test_zstandard_of_several_frames_is_unpacked(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="needs regwire[archive]")
    (tmp_path / "a.zst").write_bytes(zstandard.compress(b"te") + zstandard.compress(b"xt"))
    with opened(tmp_path / "a.zst", ".zst") as file:
        assert file.read() == b"text"


@pytest.mark.parametrize("compression", [".gz", ".zst", ".zip"])
def test_what_is_damaged_is_refused(tmp_path: Path, compression: str) -> None:
    pytest.importorskip("zstandard", reason="needs regwire[archive]")
    (tmp_path / "a").write_bytes(b"no archive")
    with (
        pytest.raises(Packed, match=f"cannot unpack {compression}: "),
        opened(tmp_path / "a", compression, "m"),
    ):
        pass


def test_a_cut_off_gzip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"text" * 100)[:-9])
    with pytest.raises(Packed, match="cannot unpack .gz: "), opened(tmp_path / "a.gz", ".gz"):
        pass
