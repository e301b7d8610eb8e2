"""A country, a body or another name for one is a line in a table and a retraining."""

import shutil
from pathlib import Path

import pytest

from model.reading import read
from model.routing import RoutingModel, describe
from training.corpus import describe_items
from training.gazetteer import read_reader
from training.labels import read_labels
from training.taxonomy import read_taxonomy


def retrain_and_route(data: Path, text: str) -> tuple[str, str]:
    """Fit on the labels and tables of a folder; give the jurisdiction and region of a text."""
    taxonomy, reader = read_taxonomy(data / "taxonomy.toml"), read_reader(data)
    corpus = describe_items(read_labels(data / "labels.csv", taxonomy).items, reader)
    model = RoutingModel(reader, taxonomy, min_rows=5)
    model.fit(corpus.described, corpus.topics, corpus.jurisdictions, corpus.regions)
    item = describe(read(reader, text))
    scores = model.score_jurisdictions(item)
    jurisdiction = max(scores, key=lambda code: scores[code])
    return jurisdiction, model.region(item, jurisdiction)


@pytest.mark.parametrize(
    ("table", "line", "text", "expected"),
    [
        pytest.param(
            "places.csv",
            "Republic of Dardania,en,country,XK,,0",
            "Republic of Dardania fines telecom firm for selling customer data",
            ("XK", ""),
            id="a country",
        ),
        pytest.param(
            "authorities.csv",
            "is-halvard,IS,,data_protection,哈尔瓦德委员会,Halvard Commission,,,",
            "Halvard Commission fines telecom firm for selling customer data",
            ("IS", ""),
            id="a body",
        ),
        pytest.param(
            "authorities.csv",
            "is-halvard,IS,,data_protection,哈尔瓦德委员会,Halvard Commission,哈委会,,",
            "哈委会对一家电信公司出售客户数据处以罚款",
            ("IS", ""),
            id="another name",
        ),
        pytest.param(
            "authorities.csv",
            "nz-otago,NZ,NZ-OTA,data_protection,,Otago Data Office,,,",
            "Otago Data Office fines telecom firm for selling customer data",
            ("NZ", "NZ-OTA"),
            id="a body of a region",
        ),
    ],
)
def test_a_line_in_a_table_and_a_retraining_make_a_name_known(
    short_data_folder: Path,
    tmp_path: Path,
    table: str,
    line: str,
    text: str,
    expected: tuple[str, str],
) -> None:
    data = shutil.copytree(short_data_folder, tmp_path / "data")
    assert retrain_and_route(data, text) != expected
    with (data / table).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert retrain_and_route(data, text) == expected
