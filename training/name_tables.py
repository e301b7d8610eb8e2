"""The one reader of the tables of names and concepts that stand beside `labels.csv`.

All tables are read and checked before any is used: a fault in one hides none in another.
"""

from collections.abc import Iterator, Mapping, Set
from pathlib import Path

from training.cells import named_rows, read_cells
from training.faults import faults_told
from training.jurisdictions import known_jurisdictions
from training.labels import row_of
from training.regions import region_fault
from training.taxonomy import read_taxonomy

__all__ = ["NameTables", "TablesError", "read_name_tables"]

# Table name -> its rows, each column name -> cell.
NameTables = dict[str, list[dict[str, str]]]

_COLUMNS = {
    "authorities": (
        "id",
        "jurisdiction",
        "region",
        "kind",
        "name_zh",
        "name_en",
        "aliases_zh",
        "aliases_en",
        "ambiguous",
    ),
    "places": ("name", "lang", "type", "jurisdiction", "region", "weak"),
    "companies": ("name", "lang", "jurisdiction"),
    "offices": ("name", "lang", "kind"),
    "concepts": ("concept", "lang", "pattern"),
}
# Columns that say something in every row of a table that has them.
_FILLED = ("name", "kind", "concept", "pattern")
_CHOICES = {
    "type": (
        "country",
        "demonym",
        "capital",
        "city",
        "subdivision",
        "law",
        "currency",
        "company",
        "source",
        "person",
    ),
    "weak": ("0", "1"),
}


class TablesError(ValueError):
    """Tables have faults; `faults` lists them by file, one sentence each."""

    def __init__(self, faults: Mapping[Path, list[str]]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults_told(path, told) for path, told in faults.items()))


def read_name_tables(data: Path) -> NameTables:
    """Read and check `authorities.csv`, `places.csv`, `companies.csv`, ... of a folder.

    Parameters
    ----------
    data : the folder; `taxonomy.toml` stands there too

    Raises
    ------
    FileNotFoundError : one of the files is missing
    TablesError : tables have faults; names them all
    """
    known = known_jurisdictions(read_taxonomy(data / "taxonomy.toml"))
    tables: NameTables = {}
    faulty: dict[Path, list[str]] = {}
    for table, columns in _COLUMNS.items():
        path = data / f"{table}.csv"
        tables[table], faults = _read(path, columns, known)
        if faults:
            faulty[path] = sorted(faults, key=row_of)
    if faulty:
        raise TablesError(faulty)
    return tables


def _read(
    path: Path, columns: tuple[str, ...], known: Set[str]
) -> tuple[list[dict[str, str]], list[str]]:
    try:
        cells = read_cells(path.read_bytes())
    except ValueError as error:
        return [], [str(error)]
    faults: list[str] = []
    rows = []
    for number, row in named_rows(cells, columns, faults):
        rows.append(row)
        faults += _row_faults(number, {column: row[column] for column in columns}, known)
    return rows, faults


def _row_faults(number: int, row: Mapping[str, str], known: Set[str]) -> Iterator[str]:
    for column in _FILLED:
        if column in row and not row[column].strip():
            yield f"row {number}: {column} is empty; expected a value"
    for column, choices in _CHOICES.items():
        if column in row and row[column] not in choices:
            yield (
                f"row {number}: {column} {row[column]!r} is unknown; expected {', '.join(choices)}"
            )
    jurisdiction = row.get("jurisdiction")
    if jurisdiction is None:
        return
    if jurisdiction not in known:
        yield (
            f"row {number}: jurisdiction {jurisdiction!r} is unknown; expected a code of "
            "taxonomy.toml or of a country (ISO 3166-1, two letters)"
        )
    elif fault := region_fault(number, jurisdiction, row.get("region", "")):
        yield fault
