"""The names that a model looks for, gathered from the files of `data/` and kept sources.

Countries in Chinese and English come from Unicode CLDR (babel), subdivisions from ISO 3166-2
(pycountry), everything else from our own tables.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale

from model.concepts import Concepts, Pattern
from model.gazetteer import Gazetteer, Name
from model.normalise import normalise
from model.reading import Reader

__all__ = ["read_gazetteer", "read_reader"]

# Federations and the like, whose parts have authorities of their own that make news.
_FEDERATED = frozenset("AE AR AT AU BE BR CA CH CN DE ES GB IN IT JP KR MX MY NG RU US".split())
_EXCLUDED_TERRITORIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})


def read_reader(data: Path) -> Reader:
    """Gather all names and concepts; see `read_gazetteer`, and `concepts.csv`."""
    patterns = (
        Pattern(row["concept"], _surface(row["pattern"]).lower())
        for row in _rows(data / "concepts.csv")
    )
    return Reader(read_gazetteer(data), Concepts(patterns))


def read_gazetteer(data: Path) -> Gazetteer:
    """Gather all names.

    Parameters
    ----------
    data : the folder with `authorities.csv`, `places.csv`, `companies.csv` and `offices.csv`

    Raises
    ------
    FileNotFoundError : one of the files is missing
    """
    names = [
        *_authorities(data / "authorities.csv"),
        *_places(data / "places.csv"),
        *_companies(data / "companies.csv"),
        *_offices(data / "offices.csv"),
    ]
    own = {name.surface.lower() for name in names}
    kept = (name for name in (*_countries(), *_subdivisions()) if name.surface.lower() not in own)
    return Gazetteer(name for name in (*names, *kept) if _is_usable(name.surface))


def _is_usable(surface: str) -> bool:
    """Whether a name is long enough to be told from chance; a currency sign always is."""
    return len(surface) > 1 or (len(surface) == 1 and not surface.isalnum())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _surface(name: str) -> str:
    return " ".join(normalise(name).text.split())


def _authorities(path: Path) -> Iterator[Name]:
    for row in _rows(path):
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


def _places(path: Path) -> Iterator[Name]:
    for row in _rows(path):
        yield Name(
            _surface(row["name"]),
            row["type"],
            row["jurisdiction"],
            row["region"],
            weak=row["weak"] == "1",
        )


def _companies(path: Path) -> Iterator[Name]:
    for row in _rows(path):
        yield Name(_surface(row["name"]), "company", row["jurisdiction"])


def _offices(path: Path) -> Iterator[Name]:
    for row in _rows(path):
        yield Name(_surface(row["name"]), "office", "", kind=row["kind"])


def _countries() -> Iterator[Name]:
    for tongue in ("zh", "en"):
        for code, name in Locale(tongue).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _EXCLUDED_TERRITORIES:
                yield Name(_surface(name), "country", code)


def _subdivisions() -> Iterator[Name]:
    for part in pycountry.subdivisions:
        if part.country_code in _FEDERATED and part.parent_code is None:
            for name in part.name.split("/"):
                yield Name(_surface(name), "subdivision", part.country_code, part.code)
