"""The names that a model looks for, gathered from the files of `data/` and kept sources.

Countries in Chinese and English come from Unicode CLDR (babel), subdivisions from ISO 3166-2
(pycountry), everything else from our own tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pycountry
from babel import Locale

from model.concepts import Concepts, Pattern
from model.gazetteer import Gazetteer, Name
from model.normalise import normalise
from model.reading import Reader
from training.jurisdictions import EXCLUDED_TERRITORIES
from training.name_tables import NameTables, read_name_tables

__all__ = ["read_reader"]

# Federations and the like, whose parts have authorities of their own that make news.
_FEDERATED = frozenset("AE AR AT AU BE BR CA CH CN DE ES GB IN IT JP KR MX MY NG RU US".split())

# The rows of a table, each column name -> cell.
_Rows = Iterable[Mapping[str, str]]


def read_reader(data: Path) -> Reader:
    """Gather all names and concepts.

    Parameters
    ----------
    data : the folder with the tables; see `read_name_tables`

    Raises
    ------
    FileNotFoundError : one of the files is missing
    TablesError : tables have faults; names them all
    """
    tables = read_name_tables(data)
    patterns = (
        Pattern(row["concept"], _surface(row["pattern"]).lower()) for row in tables["concepts"]
    )
    return Reader(_gazetteer(tables), Concepts(patterns))


def _gazetteer(tables: NameTables) -> Gazetteer:
    names = [
        *_authorities(tables["authorities"]),
        *_places(tables["places"]),
        *_companies(tables["companies"]),
        *_offices(tables["offices"]),
    ]
    own = {name.surface.lower() for name in names}
    kept = (name for name in (*_countries(), *_subdivisions()) if name.surface.lower() not in own)
    return Gazetteer(name for name in (*names, *kept) if _is_usable(name.surface))


def _is_usable(surface: str) -> bool:
    """Whether a name is long enough to be told from chance; a currency sign always is."""
    return len(surface) > 1 or (len(surface) == 1 and not surface.isalnum())


def _surface(name: str) -> str:
    return " ".join(normalise(name).text.split())


def _authorities(rows: _Rows) -> Iterator[Name]:
    for row in rows:
        weak = {_surface(alias) for alias in row["ambiguous"].split(";")}
        written = (row["name_zh"], row["name_en"], row["aliases_zh"], row["aliases_en"])
        for alias in ";".join(written).split(";"):
            surface = _surface(alias)
            yield Name(
                surface,
                "authority",
                row["jurisdiction"],
                row["region"],
                row["kind"],
                surface in weak,
            )


def _places(rows: _Rows) -> Iterator[Name]:
    for row in rows:
        yield Name(
            _surface(row["name"]),
            row["type"],
            row["jurisdiction"],
            row["region"],
            weak=row["weak"] == "1",
        )


def _companies(rows: _Rows) -> Iterator[Name]:
    for row in rows:
        yield Name(_surface(row["name"]), "company", row["jurisdiction"])


def _offices(rows: _Rows) -> Iterator[Name]:
    for row in rows:
        yield Name(_surface(row["name"]), "office", "", kind=row["kind"])


def _countries() -> Iterator[Name]:
    for tongue in ("zh", "en"):
        for code, name in Locale(tongue).territories.items():
            if len(code) == 2 and code.isalpha() and code not in EXCLUDED_TERRITORIES:
                yield Name(_surface(name), "country", code)


def _subdivisions() -> Iterator[Name]:
    for part in pycountry.subdivisions:
        if part.country_code in _FEDERATED and part.parent_code is None:
            for name in part.name.split("/"):
                yield Name(_surface(name), "subdivision", part.country_code, part.code)
