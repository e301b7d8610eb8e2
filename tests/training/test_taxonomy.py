from pathlib import Path

import pytest

from training.taxonomy import read_taxonomy


def test_the_labels_are_read_in_order(data_folder: Path) -> None:
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    assert taxonomy.topic_codes == (
        "app_enforcement",
        "standards",
        "sector_data_security",
        "overseas_settlement",
        "other",
    )
    assert {"CN", "HK", "EU", "INTL", "LV", "JO"} <= set(taxonomy.jurisdiction_codes)
    assert taxonomy.forbidden == {("overseas_settlement", "CN")}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("topics = ", "not a TOML file"),
        ("topics = []", "a table or field is missing: 'jurisdictions'"),
        (
            'forbidden = []\ntopics = [{code="a",name_zh="x",name_en="y"},'
            '{code="a",name_zh="x",name_en="y"}]\njurisdictions = []',
            "defined twice: a",
        ),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_taxonomy(path)
