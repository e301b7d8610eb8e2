"""Reads `data/taxonomy.toml`."""

import tomllib
from pathlib import Path
from typing import Any

from model.taxonomy import Label, Taxonomy

__all__ = ["read_taxonomy"]


def read_taxonomy(path: Path) -> Taxonomy:
    """Read the labels.

    Raises
    ------
    FileNotFoundError : there is no such file
    ValueError : the file is not TOML, or a label lacks a field or stands twice
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        topics = _labels(tables["topics"])
        jurisdictions = _labels(tables["jurisdictions"])
        pairs = frozenset((pair["topic"], pair["jurisdiction"]) for pair in tables["forbidden"])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not a TOML file in UTF-8: {error}") from error
    except (KeyError, TypeError) as error:
        raise ValueError(
            f"{path}: a table or field is missing: {error}; expected topics and jurisdictions "
            "with code, name_zh and name_en, and forbidden with topic and jurisdiction"
        ) from error
    taxonomy = Taxonomy(topics, jurisdictions, pairs)
    _refuse_twice(path, taxonomy.topic_codes)
    _refuse_twice(path, taxonomy.jurisdiction_codes)
    return taxonomy


def _labels(tables: list[dict[str, Any]]) -> tuple[Label, ...]:
    return tuple(
        Label(table["code"], table["name_zh"], table["name_en"], table.get("definition", ""))
        for table in tables
    )


def _refuse_twice(path: Path, codes: tuple[str, ...]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValueError(f"{path}: defined twice: {', '.join(twice)}; expected each code once")
