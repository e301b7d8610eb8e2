"""Faults in the tables beside the labels are all told, each with its file and its row."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serve.command import app
from training.name_tables import TablesError, read_name_tables

PLACES = "name,lang,type,jurisdiction,region,weak\n"
TYPES = "country, demonym, capital, city, subdivision, law, currency, company, source, person"
UNKNOWN = "is unknown; expected a code of taxonomy.toml or of a country (ISO 3166-1, two letters)"


@pytest.fixture
def data(short_data_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(short_data_folder, tmp_path / "data")


def told(path: Path, *faults: str) -> str:
    head = f"{path}: {len(faults)} fault(s) found; correct them and run again"
    return "\n".join((head, *(f"  {fault}" for fault in faults)))


@pytest.mark.parametrize(
    ("table", "content", "fault"),
    [
        pytest.param(
            "places",
            f"{PLACES}Oz,en,city\n",
            "row 2: 3 cells; expected 6 as in the header",
            id="too few cells",
        ),
        pytest.param(
            "companies",
            "name,lang,jurisdiction\nAcme,en,US,\n",
            "row 2: 4 cells; expected 3 as in the header",
            id="too many cells",
        ),
        pytest.param(
            "concepts",
            "fine,en,fined\n",
            "row 1: no column concept, lang, pattern; expected concept,lang,pattern",
            id="no header",
        ),
        pytest.param(
            "offices", "", "row 1: no column name, lang, kind; expected name,lang,kind", id="empty"
        ),
        pytest.param(
            "offices",
            "name;lang;kind\nwatchdog;en;court\n",
            "row 1: cells seem to be separated by ';'; expected commas: save the file as CSV "
            "with commas",
            id="semicolons",
        ),
        pytest.param(
            "offices",
            "name,lang,kind\nwatchdog,en,\n",
            "row 2: kind is empty; expected a value",
            id="an empty cell",
        ),
        pytest.param(
            "companies",
            "name,lang,jurisdiction\n\nAcme,en,UK\n",
            f"row 3: jurisdiction 'UK' {UNKNOWN}",
            id="unknown jurisdiction",
        ),
        pytest.param(
            "places",
            f"{PLACES}Oz,en,city,US,US-OZ,0\n",
            "row 2: region 'US-OZ' is unknown; expected an ISO 3166-2 code",
            id="unknown region",
        ),
        pytest.param(
            "places",
            f"{PLACES}Oz,en,city,US,GB-ENG,0\n",
            "row 2: region 'GB-ENG' is not in US; expected US-...",
            id="a region of another country",
        ),
        pytest.param(
            "places",
            f"{PLACES}Oz,en,town,US,,0\n",
            f"row 2: type 'town' is unknown; expected {TYPES}",
            id="unknown type",
        ),
        pytest.param(
            "places",
            f"{PLACES}Oz,en,city,US,,yes\n",
            "row 2: weak 'yes' is unknown; expected 0, 1",
            id="neither weak nor not",
        ),
    ],
)
def test_a_fault_is_told_with_its_file_and_row(
    data: Path, table: str, content: str, fault: str
) -> None:
    path = data / f"{table}.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TablesError) as caught:
        read_name_tables(data)
    assert str(caught.value) == told(path, fault)


def test_the_faults_of_all_tables_end_a_retraining_at_once(data: Path, tmp_path: Path) -> None:
    places, companies = data / "places.csv", data / "companies.csv"
    places.write_text(f"{PLACES}Oz,en,town,US,,0\nOz,en\n", encoding="utf-8")
    companies.write_text("name,lang,jurisdiction\nAcme,en,UK\n", encoding="utf-8")
    command = ["retrain", "--labels", str(data / "labels.csv"), "--models", str(tmp_path / "m")]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 2
    assert result.stderr == "regwire: {}\n{}\n".format(
        told(
            places,
            f"row 2: type 'town' is unknown; expected {TYPES}",
            "row 3: 2 cells; expected 6 as in the header",
        ),
        told(companies, f"row 2: jurisdiction 'UK' {UNKNOWN}"),
    )
    assert not (tmp_path / "m").exists()


def test_a_country_without_a_label_of_its_own_is_known(data: Path) -> None:
    (data / "places.csv").write_text(f"{PLACES}Kosovo,en,country,XK,,0\n", encoding="utf-8")
    assert read_name_tables(data)["places"][0]["jurisdiction"] == "XK"


def test_our_own_tables_have_no_fault(data_folder: Path) -> None:
    assert len(read_name_tables(data_folder)["places"]) > 10_000
