"""A file of items to measure on is read whole or refused with every faulty line."""

import json
from pathlib import Path

import pytest

from model.taxonomy import Taxonomy
from training.items import GoldItem, read_items
from training.taxonomy import read_taxonomy

GOOD = {"id": "1", "text": "ICO fines a firm", "topic": "standards", "jurisdiction": "GB"}
OBJECT = "expected an object with id, text, topic and jurisdiction on each line"


@pytest.fixture(scope="module")
def taxonomy(data_folder: Path) -> Taxonomy:
    return read_taxonomy(data_folder / "taxonomy.toml")


def test_an_item_is_read_with_its_labels(tmp_path: Path, taxonomy: Taxonomy) -> None:
    path = tmp_path / "items.jsonl"
    text = "one\u2028two"
    path.write_text(json.dumps(GOOD | {"text": text}, ensure_ascii=False), encoding="utf-8")
    truth = ("standards", "GB", "")
    assert read_items(path, taxonomy) == [GoldItem("1", "en", None, text, truth)]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            json.dumps(GOOD | {"topic": "apps"}),
            "topic 'apps' is unknown; expected one of app_enforcement, standards, "
            "sector_data_security, overseas_settlement, other",
        ),
        (
            json.dumps(GOOD | {"jurisdiction": "UK"}),
            "jurisdiction 'UK' is unknown; expected a code of the model's taxonomy or of a country "
            "(ISO 3166-1, two letters)",
        ),
        (
            "nonsense",
            f"'nonsense' is no JSON (Expecting value at character 1); {OBJECT}",
        ),
        pytest.param("[" * 100_000, f"JSON nested too deeply found; {OBJECT}", id="deep"),
        ("[1]", f"a JSON array found; {OBJECT}"),
        ('{"id": "1"}', "text is missing; expected a string"),
        (json.dumps(GOOD | {"text": None}), "text is None; expected a string"),
        (json.dumps(GOOD | {"id": ""}), "id is empty; expected a value"),
        (json.dumps(GOOD | {"region": 7}), "region is 7; expected a string"),
    ],
)
def test_a_faulty_line_is_refused_with_its_number(
    tmp_path: Path, taxonomy: Taxonomy, line: str, fault: str
) -> None:
    path = tmp_path / "items.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="faulty") as caught:
        read_items(path, taxonomy)
    assert str(caught.value) == f"{path}: 1 faulty line(s)\n  line 3: {fault}"
