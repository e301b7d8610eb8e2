import json
import shutil
from pathlib import Path

import pytest

from model import ModelFormatError, Router
from model.artifact import FORMAT, load_version, save_version
from model.routing import RoutingModel

TEXTS = ["浙江省通信管理局通报21款App", "ICO fines firm over spam texts", "国家标准公开征求意见"]


@pytest.fixture
def version(models_folder: Path, tmp_path: Path) -> Path:
    """A copy of the version, to be harmed."""
    return Path(shutil.copytree((models_folder / "current").resolve(), tmp_path / "version"))


def rewrite_manifest(version: Path, **fields: object) -> None:
    path = version / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | fields))


def test_a_loaded_model_scores_as_the_one_that_was_saved(
    fitted: RoutingModel, router: Router
) -> None:
    from model.reading import read
    from model.routing import describe

    for text in TEXTS:
        item = describe(read(fitted.reader, text))
        before, after = fitted.score(item), router.model.score(item)
        assert before.topics.tolist() == pytest.approx(after.topics.tolist(), abs=1e-12)
        assert before.jurisdictions.tolist() == pytest.approx(
            after.jurisdictions.tolist(), abs=1e-12
        )


def test_the_same_model_is_written_as_the_same_bytes(fitted: RoutingModel, tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_version(fitted, tmp_path / name, labels_digest="0" * 64, scores={"a": 1.0})
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("name", ["weights.npz", "terms.json", "names.json", "labels.json"])
def test_one_changed_byte_is_refused_by_the_name_of_the_file(version: Path, name: str) -> None:
    content = bytearray((version / name).read_bytes())
    content[len(content) // 2] ^= 1
    (version / name).write_bytes(content)
    with pytest.raises(ModelFormatError, match=f"{name}: its SHA-256 is not the one"):
        load_version(version)


@pytest.mark.parametrize("name", ["weights.npz", "terms.json", "manifest.json"])
def test_a_missing_file_is_refused_by_name(version: Path, name: str) -> None:
    (version / name).unlink()
    with pytest.raises(ModelFormatError, match=f"{name}: missing"):
        load_version(version)


def test_an_older_format_is_refused(version: Path) -> None:
    rewrite_manifest(version, format=FORMAT - 1)
    with pytest.raises(
        ModelFormatError, match=rf"format {FORMAT - 1} is older .*'regwire retrain'"
    ):
        load_version(version)


def test_a_newer_format_is_refused(version: Path) -> None:
    rewrite_manifest(version, format=FORMAT + 1)
    with pytest.raises(ModelFormatError, match=f"format {FORMAT + 1} is newer .* upgrade regwire"):
        load_version(version)


def test_a_foreign_manifest_is_refused(version: Path) -> None:
    (version / "manifest.json").write_text('{"name": "something else"}')
    with pytest.raises(ModelFormatError, match="has no format number"):
        load_version(version)


def test_a_manifest_that_is_not_json_is_refused(version: Path) -> None:
    (version / "manifest.json").write_bytes(b"\x80\x04pickle")
    with pytest.raises(ModelFormatError, match="not JSON"):
        load_version(version)


def test_another_segmenter_is_refused(version: Path) -> None:
    rewrite_manifest(version, segmentation="0" * 64, segmenter="jieba 0.1")
    with pytest.raises(ModelFormatError, match="another segmenter or dictionary"):
        load_version(version)


@pytest.mark.parametrize("other", [{"segmentation": "0" * 64}, {"segmenter": "jieba 0.1"}])
def test_the_same_release_or_the_same_words_will_do(version: Path, other: dict[str, str]) -> None:
    rewrite_manifest(version, **other)
    load_version(version)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such model folder; make one with"):
        load_version(tmp_path / "none")
