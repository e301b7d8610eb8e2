import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus import write_labels
from training.labels import COLUMNS, LabelsError, read_labels
from training.taxonomy import read_taxonomy

GOOD = {
    "id": "a-1",
    "event": "a",
    "lang": "en",
    "title": "ICO fines a spam texter",
    "text": "",
    "topic": "overseas_settlement",
    "jurisdiction": "GB",
    "region": "",
    "published": "2023-05",
    "reference": "written for tests",
}
Read = Callable[..., list[str]]


@pytest.fixture
def faults(tmp_path: Path, data_folder: Path) -> Read:
    """Write rows and return the faults that the reader finds in them."""

    def find(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> list[str]:
        path = tmp_path / "labels.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(GOOD | row for row in rows)
        try:
            read_labels(path, read_taxonomy(data_folder / "taxonomy.toml"))
        except LabelsError as error:
            return list(error.faults)
        return []

    return find


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": ""}, "row 2: id is empty"),
        ({"event": ""}, "row 2: event is empty"),
        ({"reference": ""}, "row 2: reference is empty"),
        ({"title": ""}, "row 2: title and text are both empty"),
        ({"lang": "fr"}, "row 2: lang 'fr' is unknown; expected zh, en"),
        ({"topic": "apps"}, "row 2: topic 'apps' is unknown; expected app_enforcement, standards"),
        ({"jurisdiction": "UK"}, "row 2: jurisdiction 'UK' is unknown"),
        ({"region": "US-NY"}, "row 2: region 'US-NY' is not in GB; expected GB-..."),
        ({"region": "GB-ZZZ"}, "row 2: region 'GB-ZZZ' is unknown; expected an ISO 3166-2 code"),
        ({"published": "May 2023"}, "row 2: published 'May 2023'; expected YYYY-MM-DD or YYYY-MM"),
        (
            {"jurisdiction": "CN"},
            "row 2: topic overseas_settlement with jurisdiction CN; the guide rules this pair out",
        ),
    ],
)
def test_a_faulty_field_is_named_with_its_row(
    faults: Read, change: dict[str, str], fault: str
) -> None:
    (found,) = faults(change)
    assert found.startswith(fault)


def test_all_faults_are_reported_at_once_in_the_order_of_the_rows(faults: Read) -> None:
    found = faults(
        {"topic": "apps"},
        {"id": "b", "title": "x y z", "region": "US-NY", "lang": "fr"},
        {"id": "c", "title": "other words", "published": ""},
    )
    assert [fault[:5] for fault in found] == ["row 2", "row 3", "row 3", "row 4"]


def test_an_id_that_stands_twice_is_reported(faults: Read) -> None:
    assert faults({}, {"title": "another thing entirely"}) == [
        "row 3: id 'a-1' stands in row 2 already; expected a new one"
    ]


def test_the_same_text_in_other_characters_is_reported(faults: Read) -> None:
    found = faults(
        {"lang": "zh", "title": "個資外洩"}, {"id": "b", "lang": "zh", "title": "个资外泄"}
    )
    assert found[0] == "row 3: same title and text as row 2; expected each text once"


def test_rows_filled_from_a_template_are_reported(faults: Read) -> None:
    told = "The regulator of {} fined a company 100,000 euros for sending messages without consent."
    found = faults(
        {"text": told.format("Examplia")},
        {"id": "b", "event": "b", "text": told.format("Samplonia")},
    )
    assert len(found) == 1
    assert "of its character 8-grams with row 2, of another event (a)" in found[0]


def test_reports_of_one_event_may_share_words(faults: Read) -> None:
    told = "The regulator fined a company 100,000 euros for sending messages without {}."
    assert faults({"text": told.format("consent")}, {"id": "b", "text": told.format("leave")}) == []


def test_a_missing_column_is_reported(faults: Read) -> None:
    (found,) = faults({}, columns=COLUMNS[:-1])
    assert found.startswith("row 1: no column reference; expected id,event,lang")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_that_spreadsheets_write_are_read(
    tmp_path: Path, data_folder: Path, encoding: str
) -> None:
    path = write_labels(tmp_path)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    labels = read_labels(path, read_taxonomy(data_folder / "taxonomy.toml"))
    assert labels.items[0].title == "浙江通管局通报21款App"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("id,event\n".encode("utf-16"), "the file is UTF-16; expected UTF-8 or GB18030"),
        (b"id,event\n1,\x00\n", "line 2 holds a NUL byte"),
        (b"id,event\n1,\xff\xff\n", "line 2 is neither UTF-8 nor GB18030"),
    ],
)
def test_other_encodings_are_refused(
    tmp_path: Path, data_folder: Path, content: bytes, fault: str
) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    with pytest.raises(LabelsError, match=fault):
        read_labels(path, read_taxonomy(data_folder / "taxonomy.toml"))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param(
            ";".join(COLUMNS) + "\n",
            "row 1: cells seem to be separated by ';'; expected commas: save the file as CSV "
            "with commas",
            id="semicolons",
        ),
        pytest.param(
            "\t".join(COLUMNS) + "\n",
            "row 1: cells seem to be separated by tabs; expected commas: save the file as CSV "
            "with commas",
            id="tabs",
        ),
        pytest.param(
            'id,event\n1,"a\n b"\n2,"b\n3,c\n',
            "line 4: the row that begins here is no CSV: unexpected end of data (noticed in line "
            "5); expected each '\"' at the start of a cell to be closed at its end, and doubled "
            "inside: look for a stray one in this row",
            id="a quote that nothing closes",
        ),
        pytest.param(
            'id,event\n1,"b\n2,c\n3,"d"\n',
            "line 2: the row that begins here is no CSV: ',' expected after '\"' (noticed in line "
            "4); expected each '\"' at the start of a cell to be closed at its end, and doubled "
            "inside: look for a stray one in this row",
            id="a quote that the next one closes",
        ),
    ],
)
def test_a_table_that_is_no_csv_with_commas_is_told_as_such(
    tmp_path: Path, data_folder: Path, content: str, fault: str
) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LabelsError) as caught:
        read_labels(path, read_taxonomy(data_folder / "taxonomy.toml"))
    assert caught.value.faults == (fault,)


def test_a_row_with_too_many_cells_is_reported(tmp_path: Path, data_folder: Path) -> None:
    path = write_labels(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "a,b\n", encoding="utf-8")
    with pytest.raises(LabelsError, match="2 cells; expected 10 as in the header"):
        read_labels(path, read_taxonomy(data_folder / "taxonomy.toml"))


def test_a_file_that_is_not_there_is_named(tmp_path: Path, data_folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.csv: no such labels file"):
        read_labels(tmp_path / "none.csv", read_taxonomy(data_folder / "taxonomy.toml"))
