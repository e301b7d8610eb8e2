"""Corrections and kept items in a database: SQLite by default, or what a URL names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar

from sqlalchemy import Select, delete, desc, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from serve.corrections.connecting import connect, take_turns
from serve.corrections.correction import Correction, KeptItem
from serve.corrections.filters import Filters
from serve.corrections.tables import corrections, items
from serve.corrections.upgrade import upgrade

__all__ = ["Database", "DatabaseError"]

_Kept = TypeVar("_Kept", Correction, KeptItem)
# Values in one statement; SQLite takes 32,766.
_MAX_NAMED = 10_000


class DatabaseError(RuntimeError):
    """The database cannot be reached or used."""


class Database:
    """Keep corrections and items; every method is one transaction.

    Parameters
    ----------
    url : such as `sqlite:///var/regwire.db` or `postgresql://USER:PASSWORD@HOST/NAME`

    Attributes
    ----------
    path : the file that it is in, None for a server's

    Raises
    ------
    ValueError : it is no such URL, or what reads that kind of database is not installed
    """

    def __init__(self, url: str) -> None:
        self._engine, self.path = connect(url)

    def upgrade(self) -> None:
        """Make the tables, or bring those of an earlier release up to date.

        Raises
        ------
        DatabaseError : it cannot be reached
        """
        with _named():
            if self.path:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            upgrade(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def correct(self, given: Sequence[Correction]) -> None:
        """Keep corrections, all or none; each is on disk when this returns."""
        with _named(), self._engine.begin() as connection:
            if given:
                connection.execute(insert(corrections), [_values(one) for one in given])

    def keep(self, given: Sequence[KeptItem]) -> None:
        """Keep items that passed through; one that is kept already is replaced."""
        by_digest = {one.digest: one for one in given}
        with _named(), self._engine.begin() as connection:
            if given:
                take_turns(connection)
                digests = list(by_digest)
                for at in range(0, len(digests), _MAX_NAMED):
                    some = items.c.digest.in_(digests[at : at + _MAX_NAMED])
                    connection.execute(delete(items).where(some))
                connection.execute(insert(items), [_values(one) for one in by_digest.values()])

    def forget(self, days: int) -> int:
        """Remove items that were kept before so many days; return how many."""
        before = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")
        with _named(), self._engine.begin() as connection:
            return connection.execute(delete(items).where(items.c.at < before)).rowcount

    def corrections(self) -> list[Correction]:
        """Return all corrections, oldest first."""
        return [_made(Correction, row) for row in self._rows(select(corrections).order_by("id"))]

    def waiting(self, limit: int, *, diverse: bool = False) -> list[KeptItem]:
        """Return the items that a person should look at and none has, least certain first.

        Parameters
        ----------
        limit : how many at most
        diverse : take turns between topics and jurisdictions: first the least certain of each,
            then the next of each, so that a queue of one kind hides no other
        """
        kind = (items.c.topic, items.c.jurisdiction)
        order = (items.c.confidence, items.c.id)
        turn = func.row_number().over(partition_by=kind, order_by=order)
        query = _waiting(select(items)).order_by(*((turn, *order) if diverse else order))
        return [_made(KeptItem, row) for row in self._rows(query.limit(limit))]

    def count_waiting(self) -> int:
        """Return how many items a person should look at and none has."""
        return int(self._rows(_waiting(select(func.count()).select_from(items)))[0][0])

    def archive(self, filters: Filters = Filters(), limit: int = 200) -> list[KeptItem]:  # noqa: B008  (cannot be changed)
        """Return kept items, newest first.

        Parameters
        ----------
        filters : which
        limit : how many at most
        """
        query = filters.narrow(select(items)).order_by(items.c.id.desc()).limit(limit)
        return [_made(KeptItem, row) for row in self._rows(query)]

    def counts_by_month(
        self,
        head: Literal["topic", "jurisdiction"] = "topic",
        filters: Filters = Filters(),  # noqa: B008  (cannot be changed)
    ) -> list[tuple[str, str, int]]:
        """Return (month, label, number of kept items), newest month first.

        Parameters
        ----------
        head : whose labels are counted
        filters : which items
        """
        month, label = func.substr(items.c.at, 1, 7).label("month"), items.c[head]
        query = filters.narrow(select(month, label, func.count())).group_by("month", label)
        rows = self._rows(query.order_by(desc("month"), label))
        return [(row[0], row[1], row[2]) for row in rows]

    def _rows(self, query: Select[Any]) -> list[Any]:
        with _named(), self._engine.connect() as connection:
            return list(connection.execute(query))


def _waiting(query: Select[Any]) -> Select[Any]:
    done = select(corrections.c.digest)
    versions = (items.c.first_digest, items.c.second_digest)
    return query.where(items.c.review, *(one.not_in(done) for one in versions))


def _values(one: Correction | KeptItem) -> dict[str, Any]:
    values = {field.name: getattr(one, field.name) for field in fields(one)}
    values["digest"] = one.digest
    if isinstance(one, KeptItem):
        values |= {"first_digest": one.first_digest, "second_digest": one.second_digest}
    return values


def _made(kind: type[_Kept], row: Any) -> _Kept:  # noqa: ANN401
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


@contextmanager
def _named() -> Iterator[None]:
    """Turn the library's errors, which quote rows, into ours, which do not."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        raise DatabaseError(f"the corrections database cannot be used: {_reason(error)}") from error


def _reason(error: Exception) -> object:
    """Say what went wrong in the database's words, but not on which row."""
    original = getattr(error, "orig", None)
    told = original.args[0] if original is not None and original.args else None
    # PostgreSQL tells the message, and apart from it details that quote the row.
    return told.get("M") if isinstance(told, dict) else original or type(error).__name__
